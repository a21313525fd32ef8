/** One commitment: what is said of it, what is guessed, and what one may do about that. */
import { Cell } from './cell';
import type { FollowUp } from './follow_up';
import { ReportOn } from './report_on';
import { guessesOf, isLate, KINDS, STATUSES, type Row, type Table } from './table';
import { followWords } from './words';

interface RowProps {
  follow: FollowUp;
  table: Table;
  row: Row;
  goTo: (item: string) => void;
}

export function RowCells({ follow, table, row, goTo }: RowProps) {
  const words = followWords.value;
  const called = row.number || row.handle;
  const may = follow.mayKeep && table.adopted;
  const cell = { follow, row, may };
  const late = isLate(row, Date.now());
  return (
    <tr class={late ? 'follow-late' : undefined}>
      <th scope="row" data-label={words.item}>
        <button
          type="button"
          class="follow-link"
          aria-label={words.goTo(called)}
          onClick={() => goTo(row.item)}
        >
          {called}
        </button>
        {row.kind !== 'commitment' || may ? (
          <Cell {...cell} field="kind" options={KINDS} names={words.kinds} />
        ) : null}
      </th>
      <td data-label={words.fields.what}>
        <Cell {...cell} field="verb" strong />
        <Cell {...cell} field="what" />
      </td>
      <td data-label={words.fields.who}>
        <Cell {...cell} field="who" />
      </td>
      <td data-label={words.fields.support}>
        <Cell {...cell} field="support" />
      </td>
      <td data-label={words.fields.place}>
        <Cell {...cell} field="place" />
      </td>
      <td data-label={words.fields.due}>
        <Cell {...cell} field="due" />
        {row.due_words !== '' && <span class="follow-words">{row.due_words}</span>}
        {late && <strong class="follow-late-mark">{words.lateMark}</strong>}
      </td>
      <td data-label={words.fields.status}>
        {row.kind === 'commitment' && (
          <Cell {...cell} field="status" options={STATUSES} names={words.statuses} />
        )}
      </td>
      <td data-label={words.fields.note}>
        <Cell {...cell} field="note" />
        <ReportOn follow={follow} row={row} may={follow.mayReport && table.adopted} />
        {may && <Acts follow={follow} row={row} called={called} />}
      </td>
    </tr>
  );
}

function Acts({ follow, row, called }: { follow: FollowUp; row: Row; called: string }) {
  const words = followWords.value;
  return (
    <span class="follow-acts">
      {guessesOf(row).length > 0 && (
        <button
          type="button"
          class="button button-small"
          aria-label={words.confirmRow(called)}
          onClick={() => void follow.confirm(row)}
        >
          {words.confirm}
        </button>
      )}
      <button
        type="button"
        class="button button-small"
        aria-label={words.addTo(called)}
        onClick={() => void follow.addTo(row)}
      >
        {words.add}
      </button>
    </span>
  );
}
