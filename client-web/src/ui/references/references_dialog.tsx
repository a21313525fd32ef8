/** References that lead nowhere any more, and numbers that are typed and could be linked. */
import { labelled } from '../i18n/phrases';
import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { linkToItem, referenceTo } from '../../draft/references';
import { numberWords } from '../../draft/number_words';
import { proposesIn } from '../../draft/propose';
import { inLang } from '../../text/direction';
import type { Change } from '../../wire/types';
import { itemTitle, itemWords } from '../draft/words/item_name';
import type { Workspace } from '../draft/workspace';
import { Dialog } from '../widgets/dialog';
import { toast } from '../widgets/toast';
import { gonePlaces, linkChanges, linked, shownAs, typedPlaces, type Place } from './linking';
import { referenceWords } from './words';

/** An op holds 512 changes. */
const MOST_AT_ONCE = 400;

interface DialogProps {
  ws: Workspace;
  onClose: () => void;
}

export function ReferencesDialog({ ws, onClose }: DialogProps) {
  return (
    <Dialog title={referenceWords.value.title} onClose={onClose} wide>
      <Gone ws={ws} onClose={onClose} />
      <Typed ws={ws} onClose={onClose} />
    </Dialog>
  );
}

function Gone({ ws, onClose }: DialogProps) {
  const words = referenceWords.value;
  const state = ws.view.value;
  const places = useMemo(() => gonePlaces(state), [state]);
  const unlink = (place: Place) => ws.act(linkChanges([place], () => null));
  return (
    <section>
      <h3>{words.gone}</h3>
      {places.length === 0 && <p class="muted">{words.noneGone}</p>}
      <ul class="references">
        {places.map((place) => (
          <li key={keyOf(place)}>
            <PlaceWords ws={ws} place={place} onClose={onClose}>
              <del>{referenceTo(state, place.lang, place.target, place.words).words}</del>{' '}
              {numberWords(place.lang).deleted}
            </PlaceWords>
            <button
              type="button"
              class="button button-small"
              disabled={!ws.draft.check(linkChanges([place], () => null)).ok}
              onClick={() => unlink(place)}
            >
              {words.unlink}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Typed({ ws, onClose }: DialogProps) {
  const words = referenceWords.value;
  const state = ws.view.value;
  const places = useMemo(() => typedPlaces(state), [state]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const open = places.filter((place) => ws.draft.check(linked([place])).ok);
  const chosen = open.filter((place) => !left.has(keyOf(place)));
  const choose = (place: Place, on: boolean) => {
    const others = [...left].filter((key) => key !== keyOf(place));
    setLeft(new Set(on ? others : [...others, keyOf(place)]));
  };
  return (
    <section>
      <h3>{words.typed}</h3>
      <p class="muted">{places.length > 0 ? words.typedExplain : words.noneTyped}</p>
      {open.length > 1 && (
        <label class="check">
          <input
            type="checkbox"
            checked={chosen.length === open.length}
            onChange={(event) => setLeft(new Set(event.currentTarget.checked ? [] : open.map(keyOf)))}
          />{' '}
          {words.all}
        </label>
      )}
      <ul class="references">
        {places.map((place) => (
          <li key={keyOf(place)}>
            <input
              type="checkbox"
              aria-label={labelled(itemTitle(state, place.item), words.offer(itemWords(state, place.target)))}
              disabled={!open.includes(place)}
              checked={chosen.includes(place)}
              onChange={(event) => choose(place, event.currentTarget.checked)}
            />
            <PlaceWords ws={ws} place={place} onClose={onClose}>
              <mark>{words.becomes(place.words, shownAs(state, place))}</mark>
            </PlaceWords>
            <span class="muted">
              {!open.includes(place) ? words.mayNot : isProposed(ws, place) && words.asProposal}
            </span>
          </li>
        ))}
      </ul>
      {places.length > 0 && <LinkButton ws={ws} chosen={chosen} />}
    </section>
  );
}

function LinkButton({ ws, chosen }: { ws: Workspace; chosen: readonly Place[] }) {
  return (
    <div class="dialog-actions">
      <button
        type="button"
        class="button button-main"
        disabled={chosen.length === 0}
        onClick={() => linkAll(ws, chosen)}
      >
        {referenceWords.value.link(chosen.length)}
      </button>
    </div>
  );
}

interface PlaceProps extends DialogProps {
  place: Place;
  children: ComponentChildren;
}

/** The words around a reference, and the way to them. */
function PlaceWords({ ws, place, children, onClose }: PlaceProps) {
  return (
    <span class="reference-place">
      <button
        type="button"
        class="link-button"
        onClick={() => {
          onClose();
          setTimeout(() => ws.goTo(place.item));
        }}
      >
        {itemTitle(ws.view.value, place.item)}
      </button>{' '}
      <span {...inLang(place.lang)}>
        {place.before}
        {children}
        {place.after}
      </span>
    </span>
  );
}

const keyOf = ({ item, lang, from, target }: Place) => [item, lang, from, linkToItem(target)].join(' ');

/** Where one may only propose, so is the link. */
function isProposed(ws: Workspace, { item, lang }: Place): boolean {
  const you = ws.draft.you.value;
  return you !== null && proposesIn(ws.view.value, you, item, lang);
}

function linkAll(ws: Workspace, places: readonly Place[]): void {
  const changes: Change[] = linked(places);
  const proposed = places.filter((place) => isProposed(ws, place)).length;
  for (let at = 0; at < changes.length; at += MOST_AT_ONCE)
    if (!ws.act(changes.slice(at, at + MOST_AT_ONCE))) return;
  const words = referenceWords.value;
  const rest = places.length - proposed;
  toast([rest > 0 && words.linked(rest), proposed > 0 && words.proposed(proposed)].filter(Boolean).join(' '));
}
