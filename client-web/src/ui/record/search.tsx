/** A search in what stands and in what the record tells, with results in their context. */
import { useRef, useState } from 'preact/hooks';
import { isThere } from '../../draft/state';
import type { People } from '../../record/life';
import { itemTitle } from '../draft/words/item_name';
import { formatMoment } from '../i18n/dates';
import { hueOfPerson, personName } from './person';
import type { Past } from './past';
import { pastWords } from './words';

const KINDS = ['handle', 'text', 'comment', 'proposal', 'position', 'reason', 'version', 'deleted'] as const;

interface Result {
  kind: (typeof KINDS)[number];
  item?: string;
  seq: number;
  at: number;
  by?: string;
  before: string;
  match: string;
  after: string;
}

interface Found {
  results: Result[];
  more: boolean;
  people: People;
}

export function Search({ past }: { past: Past }) {
  const words = pastWords.value;
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState(false);
  const search = () => {
    const fields = new FormData(form.current!);
    const query = new URLSearchParams();
    for (const name of ['q', 'kind', 'by']) if (fields.get(name)) query.set(name, String(fields.get(name)));
    for (const name of ['from', 'until']) {
      const at = new Date(String(fields.get(name) ?? '')).getTime();
      if (at > 0) query.set(name, String(at));
    }
    if (!query.get('q')) return;
    setFailed(false);
    past.ws.api
      .look<Found>(past.ws.draft.id, `/search?${query.toString()}`)
      .then(setFound, () => setFailed(true));
  };
  return (
    <div class="past-body" tabIndex={0} role="region" aria-label={words.parts.search}>
      <form
        ref={form}
        class="past-tools"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <Fields past={past} />
        <button type="submit" class="button button-main">
          {words.parts.search}
        </button>
      </form>
      {failed && <p role="alert">{words.failed}</p>}
      {found && <p role="status">{words.results(found.results.length, found.more)}</p>}
      <ol class="past-events">
        {found?.results.map((result, at) => (
          <ResultEntry key={at} past={past} people={found.people} result={result} />
        ))}
      </ol>
    </div>
  );
}

/** What is looked for, of which kind, by whom and when. */
function Fields({ past }: { past: Past }) {
  const words = pastWords.value;
  const people = [...past.ws.view.value.participants.values()];
  return (
    <>
      <input type="search" name="q" maxLength={100} required aria-label={words.parts.search} />
      <select name="kind" aria-label={words.searchKind}>
        <option value="">{words.searchAll}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {words.kinds[kind]}
          </option>
        ))}
      </select>
      <select name="by" aria-label={words.searchBy}>
        <option value="">{words.searchAnybody}</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {personName({ [person.id]: person }, person.id)}
          </option>
        ))}
      </select>
      <label>
        {words.compareFrom} <input type="datetime-local" name="from" />
      </label>
      <label>
        {words.compareTo} <input type="datetime-local" name="until" />
      </label>
    </>
  );
}

function ResultEntry({ past, people, result }: { past: Past; people: People; result: Result }) {
  const words = pastWords.value;
  const about = [
    words.kinds[result.kind],
    personName(people, result.by),
    result.at > 0 && formatMoment(result.at),
  ];
  return (
    <li style={{ '--hue': hueOfPerson(people, result.by) }}>
      <p class="past-event-head">
        <button type="button" class="link-button" onClick={() => open(past, result)}>
          {result.item ? itemTitle(past.ws.view.value, result.item) : words.kinds[result.kind]}
        </button>{' '}
        <span class="muted">{about.filter(Boolean).join(' · ')}</span>
      </p>
      <p>
        {result.before}
        <mark>{result.match}</mark>
        {result.after}
      </p>
    </li>
  );
}

/** What stands is shown where it stands; what went, in the history of its item; a version, as it was. */
function open(past: Past, { kind, item, seq }: Result): void {
  const { ws } = past;
  if (kind === 'version') {
    ws.past.value = { part: 'time' };
    void past.goTo(seq);
  } else if ((kind === 'text' || (kind === 'handle' && isThere(ws.draft.view, item!))) && item) {
    ws.past.value = null;
    ws.goTo(item);
  } else if (item) {
    ws.past.value = { part: 'item', item };
  }
}
