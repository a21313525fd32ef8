/** A field of a commitment. Who may correct it does so in place: Enter or leaving it saves, Escape does not. */
import { useRef, useState } from 'preact/hooks';
import { formatDate } from '../i18n/dates';
import type { FollowUp } from './follow_up';
import type { Field, Row } from './table';
import { followWords } from './words';

interface CellProps {
  follow: FollowUp;
  row: Row;
  field: Field;
  may: boolean;
  strong?: boolean;
  options?: readonly string[];
  names?: Readonly<Record<string, string>>;
}

export function Cell({ follow, row, field, may, strong, options, names }: CellProps) {
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const words = followWords.value;
  const value = row[field];
  const said = row.said[field];
  const guessed = value !== '' && !said && field !== 'status' && field !== 'note';
  const shown = names ? (names[value] ?? '') : value;
  const end = (to: string | null) => {
    setEditing(false);
    if (to !== null && to !== value) void follow.say(row, field, to);
    setTimeout(() => button.current?.focus());
  };
  if (editing) return <Editing field={field} value={value} options={options} names={names} end={end} />;
  const body = (
    <>
      {strong ? <b>{shown}</b> : shown}
      {guessed && (
        <abbr class="follow-guess" title={words.guess}>
          ?
        </abbr>
      )}
    </>
  );
  const by = said && words.saidBy(said.by, formatDate(said.at));
  if (!may)
    return (
      <span class={`follow-cell follow-${field}`} title={by}>
        {body}
      </span>
    );
  return (
    <button
      ref={button}
      type="button"
      class={`follow-cell follow-edit follow-${field}`}
      title={by}
      aria-label={words.edit(words.fields[field], shown)}
      onClick={() => setEditing(true)}
    >
      {shown === '' ? <span class="follow-empty">—</span> : body}
    </button>
  );
}

interface EditingProps {
  field: Field;
  value: string;
  options: readonly string[] | undefined;
  names: Readonly<Record<string, string>> | undefined;
  /** With null nothing changes. */
  end: (value: string | null) => void;
}

function Editing({ field, value, options, names, end }: EditingProps) {
  const words = followWords.value;
  const left = useRef(false);
  const finish = (to: string | null) => {
    if (left.current) return;
    left.current = true;
    end(to);
  };
  const common = {
    'aria-label': words.fields[field],
    ref: (element: HTMLElement | null) => element?.focus(),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        finish(null);
      } else if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        finish((event.currentTarget as HTMLInputElement).value.trim());
      }
    },
    onBlur: (event: FocusEvent) => finish((event.currentTarget as HTMLInputElement).value.trim()),
  };
  if (options)
    return (
      <select class="follow-input" {...common}>
        {options.map((option) => (
          <option key={option} value={option} selected={option === value}>
            {names?.[option]}
          </option>
        ))}
      </select>
    );
  if (field === 'what' || field === 'note')
    return <textarea class="follow-input" rows={3} maxLength={1000} defaultValue={value} {...common} />;
  if (field === 'due') return <input class="follow-input" type="date" defaultValue={value} {...common} />;
  return <input class="follow-input" type="text" maxLength={1000} defaultValue={value} {...common} />;
}
