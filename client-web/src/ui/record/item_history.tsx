/** Everything that happened to an item, in order, and its earlier texts to go back to. */
import { useEffect, useState } from 'preact/hooks';
import { handles } from '../../draft/handles';
import { outline } from '../../draft/numbering';
import type { People } from '../../record/life';
import { restoreTexts } from '../../record/restoring';
import type { Change } from '../../wire/types';
import { itemTitle } from '../draft/words/item_name';
import { referenceWords } from '../references/words';
import { t } from '../i18n';
import { formatMoment } from '../i18n/dates';
import { labelled } from '../i18n/phrases';
import { toast } from '../widgets/toast';
import { hueOfPerson, personName } from './person';
import type { Past } from './past';
import { pastWords, type Told } from './words';

interface Event {
  seq: number;
  at: number;
  by: string;
  changes?: Change[];
  lang?: string;
  inserted?: string;
  deleted?: string;
}

interface History {
  item: string;
  events: Event[];
  people: People;
}

export function ItemHistory({ past, item }: { past: Past; item: string | null }) {
  const words = pastWords.value;
  const state = past.ws.view.value;
  const [history, setHistory] = useState<History | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!item) return;
    let current = true;
    setFailed(false);
    past.ws.api.look<History>(past.ws.draft.id, `/items/${item}/history`).then(
      (found) => current && setHistory(found),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [item]);
  return (
    <div class="past-body" tabIndex={0} role="region" aria-label={words.parts.item}>
      <label>
        {words.pickItem}{' '}
        <select
          value={item ?? ''}
          onChange={(event) => (past.ws.past.value = { part: 'item', item: event.currentTarget.value })}
        >
          {!item && <option value="">{words.noItem}</option>}
          {outline(state).map(({ id }) => (
            <option key={id} value={id}>
              {itemTitle(state, id)}
            </option>
          ))}
        </select>
      </label>
      {item && state.items.has(item) && (
        <span class="muted">{labelled(referenceWords.value.handle, `§${handles(state).of.get(item)}`)}</span>
      )}
      {failed && <p role="alert">{words.failed}</p>}
      {history && history.item === item && (
        <ol class="past-events">
          {history.events.map((event, at) => (
            <EventEntry key={at} past={past} history={history} event={event} at={at} />
          ))}
        </ol>
      )}
    </div>
  );
}

interface EntryProps {
  past: Past;
  history: History;
  event: Event;
  /** Its place in the history; the last text is the present one. */
  at: number;
}

function EventEntry({ past, history, event, at }: EntryProps) {
  return (
    <li style={{ '--hue': hueOfPerson(history.people, event.by) }}>
      <p class="past-event-head">
        <button type="button" class="link-button" onClick={() => void open(past, event.seq)}>
          <time dateTime={new Date(event.at).toISOString()}>{formatMoment(event.at)}</time>
        </button>{' '}
        <strong class="past-author">{personName(history.people, event.by)}</strong> {did(event)}
      </p>
      {event.deleted && <del>{event.deleted}</del>} {event.inserted && <ins>{event.inserted}</ins>}
      {past.ws.mayWrite.value && event.inserted && at < history.events.length - 1 && (
        <button
          type="button"
          class="button button-small"
          onClick={() => void restoreText(past, history.item, event.seq)}
        >
          {pastWords.value.restoreItem}
        </button>
      )}
    </li>
  );
}

async function open(past: Past, seq: number): Promise<void> {
  past.ws.past.value = { part: 'time' };
  await past.goTo(seq);
}

async function restoreText(past: Past, item: string, seq: number): Promise<void> {
  const words = pastWords.value;
  const changes = restoreTexts(past.ws.draft.view, await past.at(seq), item);
  if (changes.length === 0) toast(words.same);
  else if (past.ws.act(changes, words.restored)) past.ws.past.value = null;
}

/** What somebody did, in words, with what belongs to it: a status, a reason, a note. */
function did({ changes, inserted, deleted }: Event): string {
  const words = pastWords.value;
  const change = changes?.[0];
  if (!change)
    return inserted && deleted ? `${words.struck} · ${words.wrote}` : inserted ? words.wrote : words.struck;
  const told = words.told[change.type as Told] ?? change.type;
  const more = detail(change);
  return more ? labelled(told, more) : told;
}

function detail(change: Change): string {
  switch (change.type) {
    case 'item.status':
      return [t.value.status[change.status], change.reason].filter(Boolean).join(' — ');
    case 'position.set':
      return [pastWords.value.positions[change.position ?? 'none'], change.note].filter(Boolean).join(' — ');
    case 'proposal.add':
    case 'proposal.file':
      return change.note ?? '';
    case 'comment.add':
    case 'comment.edit':
      return `«${change.text}»`;
    case 'version.add':
      return change.name;
    default:
      return '';
  }
}
