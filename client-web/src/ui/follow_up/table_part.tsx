/** The commitments as a table: filtered, sorted, downloaded, printed. */
import { labelled } from '../i18n/phrases';
import { inLang } from '../../text/direction';
import type { FollowUp } from './follow_up';
import { RowCells } from './row';
import { STATUSES, whoNames, type Filter, type SortKey, type Table } from './table';
import { followWords } from './words';

interface PartProps {
  follow: FollowUp;
  table: Table;
  goTo: (item: string) => void;
}

const FORMATS = ['csv', 'ics', 'txt', 'json'];

export function TablePart({ follow, table, goTo }: PartProps) {
  const words = followWords.value;
  const rows = follow.rows.value;
  return (
    <div class="follow-body" tabIndex={0} role="region" aria-label={words.parts.table}>
      {!table.adopted && <p class="follow-note">{words.preview}</p>}
      <Tools follow={follow} table={table} />
      <p class="follow-note" role="status">
        {words.count(rows.length, table.rows.length)}
        {'. '}
        {rows.length === 0 ? words.none : words.guessed}
      </p>
      {rows.length > 0 && (
        <table class="follow-table" {...inLang(table.lang)}>
          <Head follow={follow} />
          <tbody>
            {rows.map((row) => (
              <RowCells key={`${row.item} ${row.row}`} follow={follow} table={table} row={row} goTo={goTo} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Tools({ follow, table }: { follow: FollowUp; table: Table }) {
  const words = followWords.value;
  const filter = follow.filter.value;
  const set = (change: Partial<Filter>) => (follow.filter.value = { ...filter, ...change });
  return (
    <div class="follow-tools">
      <label>
        {words.fields.who}{' '}
        <select value={filter.who} onChange={(event) => set({ who: event.currentTarget.value })}>
          <option value="">{words.anybody}</option>
          {whoNames(table.rows).map((who) => (
            <option key={who}>{who}</option>
          ))}
        </select>
      </label>
      <label>
        {words.fields.status}{' '}
        <select
          value={filter.status}
          onChange={(event) => set({ status: event.currentTarget.value as Filter['status'] })}
        >
          <option value="">{words.anyStatus}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {words.statuses[status]}
            </option>
          ))}
          <option value="late">{words.late}</option>
          <option value="soon">{words.soon}</option>
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={filter.all}
          onChange={(event) => set({ all: event.currentTarget.checked })}
        />{' '}
        {words.all}
      </label>
      <Downloads draft={table.draft} lang={table.lang} all={filter.all} />
    </div>
  );
}

export function Downloads({ draft, lang, all }: { draft: string; lang: string; all: boolean }) {
  const words = followWords.value;
  return (
    <span class="follow-downloads">
      {labelled(words.download, '')}
      {FORMATS.map((format) => (
        <a
          key={format}
          download={`${draft}-follow-up.${format}`}
          href={`/api/drafts/${draft}/follow-up?format=${format}&lang=${lang}${all ? '&all=1' : ''}`}
        >
          {format}
        </a>
      ))}
      <button type="button" class="button button-small" onClick={() => window.print()}>
        {words.print}
      </button>
    </span>
  );
}

const COLUMNS: [SortKey | null, 'item' | 'what' | 'who' | 'support' | 'place' | 'due' | 'status' | 'note'][] =
  [
    ['place', 'item'],
    [null, 'what'],
    ['who', 'who'],
    [null, 'support'],
    [null, 'place'],
    ['due', 'due'],
    ['status', 'status'],
    [null, 'note'],
  ];

function Head({ follow }: { follow: FollowUp }) {
  const words = followWords.value;
  const { key, down } = follow.sort.value;
  const name = (column: (typeof COLUMNS)[number][1]) =>
    column === 'item' ? words.item : words.fields[column];
  return (
    <thead>
      <tr>
        {COLUMNS.map(([sort, column]) =>
          sort === null ? (
            <th key={column} scope="col">
              {name(column)}
            </th>
          ) : (
            <th
              key={column}
              scope="col"
              aria-sort={key !== sort ? 'none' : down ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                class="follow-sort"
                onClick={() => (follow.sort.value = { key: sort, down: key === sort && !down })}
              >
                {name(column)}
                <span aria-hidden="true">{key !== sort ? '' : down ? ' ▾' : ' ▴'}</span>
              </button>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
