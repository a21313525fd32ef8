/** Items that many at once would go, asked about; and what has gone, by the act that removed it, to be taken back as a whole. */
import { useEffect, useRef } from 'preact/hooks';
import { applyChanges } from '../../../draft/apply';
import { outlineRow } from '../../../draft/numbering';
import { childrenOf, textOf, type DraftState, type Item } from '../../../draft/state';
import type { Change } from '../../../wire/types';
import { inLang } from '../../../text/direction';
import { t } from '../../i18n';
import { delegationName, isolated } from '../../i18n/format';
import { formatMoment } from '../../i18n/dates';
import { Dialog } from '../../widgets/dialog';
import { DeltaText } from '../document/delta_text';
import { capitalized, itemWords } from '../words/item_name';
import { ConfirmDialog } from './small_dialogs';
import type { RemovalRequest, Workspace } from '../workspace';

const mostNamed = 12;

function named(state: DraftState, ids: readonly string[]): string {
  const said = ids.slice(0, mostNamed).map((id) => outlineRow(state, id)?.path || itemWords(state, id));
  return t.value.removed.which(said.join(', '), ids.length - said.length);
}

/** The same, standing alone. */
function titled(state: DraftState, ids: readonly string[]): string {
  const which = named(state, ids);
  const numbered = ids.every((id) => outlineRow(state, id)?.path);
  return numbered ? t.value.removed.numbers(which, ids.length) : capitalized(which);
}

export function RemoveManyDialog({
  ws,
  removal,
  onClose,
}: {
  ws: Workspace;
  removal: RemovalRequest;
  onClose: () => void;
}) {
  const words = t.value.removed;
  const { items } = removal;
  const remove = useRef(false);
  useEffect(
    () => () => {
      const { current } = remove;
      setTimeout(() => removal.done(current), 0); // the dialog must be gone before the text takes the focus
    },
    [removal],
  );
  return (
    <ConfirmDialog
      title={words.ask(items.length)}
      action={words.confirm(items.length)}
      danger
      run={() => (remove.current = true)}
      onClose={onClose}
    >
      <strong>{named(ws.draft.view, items)}</strong>
      <br />
      {words.explain}
    </ConfirmDialog>
  );
}

/** What one act removed, in the order of the text. */
interface Act {
  readonly seq: number;
  readonly items: Item[];
}

/** Nobody has ever written in it, and nothing is below. */
const isPlaceOnly = (state: DraftState, { id, texts }: Item) =>
  Object.keys(texts).length === 0 && childrenOf(state, id).length === 0;

/** The latest first; what nobody noted, each by itself, last. */
function actsOf(state: DraftState): readonly Act[] {
  const acts = new Map<number | string, Act>();
  const visit = (id: string) => {
    const item = state.items.get(id)!;
    if (item.removed && !isPlaceOnly(state, item)) {
      const seq = item.removal?.seq ?? 0;
      const key = seq || id;
      const act = acts.get(key) ?? { seq, items: [] };
      act.items.push(item);
      acts.set(key, act);
    }
    childrenOf(state, id).forEach(visit);
  };
  childrenOf(state, null).forEach(visit);
  return [...acts.values()].sort((a, b) => b.seq - a.seq);
}

export function RemovedDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const acts = actsOf(ws.view.value);
  const words = t.value.removed;
  return (
    <Dialog title={words.title} onClose={onClose}>
      {acts.length === 0 && <p class="muted">{words.none}</p>}
      {acts.map((act) => (
        <RemovedAct key={act.items[0]!.id} ws={ws} act={act} />
      ))}
    </Dialog>
  );
}

/** Brings the items back; the empty one that stood in their place, and that nobody has written in, goes. */
function restoring(state: DraftState, items: readonly Item[]): Change[] {
  const changes: Change[] = items.map(({ id }) => ({ type: 'item.restore', item: id }));
  const { id, parent } = items[0]!;
  const siblings = childrenOf(state, parent);
  const before = state.items.get(siblings[siblings.indexOf(id) - 1] ?? '');
  if (before && !before.removed && isPlaceOnly(state, before))
    changes.push({ type: 'item.remove', item: before.id });
  return changes;
}

function RemovedAct({ ws, act: { items } }: { ws: Workspace; act: Act }) {
  const state = ws.view.value;
  const words = t.value.removed;
  const lang = state.langs[0] ?? '';
  const restore = restoring(state, items);
  const may = ws.draft.check(restore).ok;
  const ids = items.map(({ id }) => id);
  return (
    <section class="removed-act">
      <div class="invitation">
        <span>
          <strong>{titled(may ? applyChanges(state, restore) : state, ids)}</strong>{' '}
          <span class="muted">{whoAndWhen(ws, items[0]!)}</span>
        </span>
        {may && (
          <button type="button" class="button button-small" onClick={() => ws.act(restore, words.restored)}>
            {words.restoreAll(items.length)}
          </button>
        )}
      </div>
      <ul class="plain-list">
        {items.map((item) => (
          <li key={item.id} {...inLang(lang)}>
            <DeltaText delta={textOf(item, lang)} state={state} lang={lang} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function whoAndWhen(ws: Workspace, { removal }: Item): string {
  if (!removal) return '';
  const you = ws.draft.you.value;
  const person = removal.by === '' ? you : ws.view.value.participants.get(removal.by);
  const who = delegationName(person?.delegation) || isolated(person?.name ?? '');
  return removal.at > 0 ? t.value.removed.by(who, formatMoment(removal.at)) : who;
}
