/** The follow-up as the server tells it (protocol/follow_up.md), and how the page shows it: which rows, in which order. */
export const STATUSES = ['open', 'progress', 'done', 'dropped'] as const;
export type FollowStatus = (typeof STATUSES)[number];
export const KINDS = ['commitment', 'decision', 'courtesy'] as const;
/** What of a row people say. */
export const FIELDS = ['kind', 'verb', 'what', 'who', 'support', 'place', 'due', 'status', 'note'] as const;
export type Field = (typeof FIELDS)[number];

export interface Report {
  delegation: string;
  words: string;
  by: string;
  at: number;
}

export interface Row extends Record<Field, string> {
  item: string;
  row: number;
  number: string;
  handle: string;
  due_words: string;
  said: Partial<Record<Field, { by: string; at: number }>>;
  reports: Report[];
}

export interface Table {
  draft: string;
  title: string;
  lang: string;
  adopted: boolean;
  adopted_at?: number;
  follows?: string;
  takes_up: Record<string, string>;
  rows: Row[];
}

export interface Filter {
  all: boolean;
  who: string;
  status: FollowStatus | '' | 'late' | 'soon';
}

export type SortKey = 'place' | 'who' | 'due' | 'status';

const SOON = 30 * 86_400_000;

export const today = (now: number): string => new Date(now).toISOString().slice(0, 10);

const isRunning = ({ status }: Row) => status === 'open' || status === 'progress';

/** Its day has gone by and it is not done. */
export const isLate = (row: Row, now: number): boolean =>
  row.due !== '' && isRunning(row) && row.due < today(now);

const isSoon = (row: Row, now: number) =>
  row.due !== '' && isRunning(row) && !isLate(row, now) && row.due <= today(now + SOON);

export function rowsShown(
  rows: readonly Row[],
  { all, who, status }: Filter,
  sort: SortKey,
  down: boolean,
  now: number,
): Row[] {
  const shown = rows.filter((row) => {
    if (!all && row.kind !== 'commitment') return false;
    if (who !== '' && row.who !== who) return false;
    if (status === 'late') return isLate(row, now);
    if (status === 'soon') return isSoon(row, now);
    return status === '' || row.status === status;
  });
  if (sort !== 'place') shown.sort((a, b) => compare(a, b, sort));
  return down ? shown.reverse() : shown;
}

/** What is empty comes last. */
function compare(a: Row, b: Row, key: Exclude<SortKey, 'place'>): number {
  const order = (row: Row) =>
    key === 'status' ? String(STATUSES.indexOf(row.status as FollowStatus)) : row[key];
  const [left, right] = [order(a), order(b)];
  if (left === '' || right === '') return Number(left === '') - Number(right === '');
  return left.localeCompare(right);
}

export const whoNames = (rows: readonly Row[]): string[] =>
  [...new Set(rows.map(({ who }) => who).filter((who) => who !== ''))].sort((a, b) => a.localeCompare(b));

/** Fields of a row that say something and that nobody has confirmed. */
export const guessesOf = (row: Row): Field[] =>
  FIELDS.filter((field) => field !== 'status' && field !== 'note' && row[field] !== '' && !row.said[field]);
