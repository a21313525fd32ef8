/** What the draft before promised, what was done of it, and which item of this draft takes it up. */
import { useEffect, useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import type { DraftSummary } from '../../net/api';
import { itemTitle } from '../draft/words/item_name';
import type { FollowUp } from './follow_up';
import { Downloads } from './table_part';
import type { FollowStatus, Row, Table } from './table';
import { followWords } from './words';

interface PartProps {
  follow: FollowUp;
  table: Table;
  goTo: (item: string) => void;
}

export function BeforePart({ follow, table, goTo }: PartProps) {
  const words = followWords.value;
  const before = follow.before.value;
  return (
    <div class="follow-body" tabIndex={0} role="region" aria-label={words.parts.before}>
      {follow.mayKeep && <ChooseDraft follow={follow} table={table} />}
      {!table.follows && <p class="follow-note">{words.chooseFrom}</p>}
      {table.follows && follow.closed.value && <p role="alert">{words.closed}</p>}
      {before && (
        <>
          <h3 {...inLang(before.lang)}>{before.title}</h3>
          <Downloads draft={before.draft} lang={before.lang} all={false} />
          <Promises follow={follow} before={before} goTo={goTo} />
        </>
      )}
    </div>
  );
}

function ChooseDraft({ follow, table }: { follow: FollowUp; table: Table }) {
  const words = followWords.value;
  const [drafts, setDrafts] = useState<DraftSummary[]>([]);
  useEffect(() => {
    follow.ws.api.drafts().then(setDrafts, () => setDrafts([]));
  }, [follow]);
  const others = drafts.filter(({ id }) => id !== table.draft);
  const known = !table.follows || others.some(({ id }) => id === table.follows);
  return (
    <label class="follow-from">
      {words.from}{' '}
      <select
        value={table.follows ?? ''}
        onChange={(event) => void follow.follow(event.currentTarget.value || null)}
      >
        <option value="">{words.noFrom}</option>
        {!known && <option value={table.follows}>{table.follows}</option>}
        {others.map(({ id, title, langs }) => (
          <option key={id} value={id}>
            {title[follow.lang] ?? title[langs[0]!] ?? id}
          </option>
        ))}
      </select>
    </label>
  );
}

function Promises({
  follow,
  before,
  goTo,
}: {
  follow: FollowUp;
  before: Table;
  goTo: (item: string) => void;
}) {
  const words = followWords.value;
  const taken = follow.takenUp();
  const rows = before.rows.filter(({ kind }) => kind === 'commitment');
  if (rows.length === 0) return <p class="follow-note">{words.none}</p>;
  return (
    <table class="follow-table" {...inLang(before.lang)}>
      <thead>
        <tr>
          {[words.item, words.fields.what, words.fields.who, words.fields.due, words.fields.status].map(
            (name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ),
          )}
          <th scope="col">{words.takenUp}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.item} ${row.row}`}>
            <Promised row={row} />
            <td data-label={words.takenUp}>
              {(taken.get(row.item) ?? []).map((one) => (
                <TakenUp key={one.item} follow={follow} of={row.item} {...one} goTo={goTo} />
              ))}
              {!taken.has(row.item) && <span class="follow-empty">{words.nobody}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Promised({ row }: { row: Row }) {
  const words = followWords.value;
  return (
    <>
      <th scope="row" data-label={words.item}>
        {row.number || row.handle}
      </th>
      <td data-label={words.fields.what}>
        <b>{row.verb}</b> {row.what}
      </td>
      <td data-label={words.fields.who}>{row.who}</td>
      <td data-label={words.fields.due}>{row.due || row.due_words}</td>
      <td data-label={words.fields.status}>
        <span class="follow-status">{words.statuses[row.status as FollowStatus]}</span>
        {row.note !== '' && <span class="follow-words">{row.note}</span>}
        {row.reports.map(({ delegation, words: told }) => (
          <span key={delegation} class="follow-words">
            {delegation}: {told}
          </span>
        ))}
      </td>
    </>
  );
}

interface TakenUpProps {
  follow: FollowUp;
  of: string;
  item: string;
  said: boolean;
  goTo: (item: string) => void;
}

function TakenUp({ follow, of, item, said, goTo }: TakenUpProps) {
  const words = followWords.value;
  return (
    <span class="follow-taken">
      <button type="button" class="follow-link" onClick={() => goTo(item)}>
        {itemTitle(follow.ws.settledView.value, item)}
      </button>
      {!said && (
        <abbr class="follow-guess" title={words.guess}>
          ?
        </abbr>
      )}
      {follow.mayKeep && (
        <>
          {!said && (
            <button type="button" class="button button-small" onClick={() => void follow.takeUp(item, of)}>
              {words.right}
            </button>
          )}
          <button type="button" class="button button-small" onClick={() => void follow.takeUp(item, '')}>
            {words.wrong}
          </button>
        </>
      )}
    </span>
  );
}
