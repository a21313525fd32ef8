/** The words that a comment was given on, and where they stand again once they come back. Agrees with the server's draft/comments. */
import type Delta from 'quill-delta';
import { toDelta } from '../text/delta';
import type { Change, Comment, Lang } from '../wire/types';
import { textOf, type DraftState } from './state';

const MAX_WINDOW = 4000;

export const wordsOf = (text: Delta) => text.ops.map(({ insert }) => insert as string).join('');

/** The comment, back on the words that it was given on where a change has brought those to its range. */
export function backOnWords(state: DraftState, comment: Comment, change: Change): Comment {
  const { item: id, lang, anchor, head, quote } = comment;
  const item = state.items.get(id);
  if (!item || quote === undefined || lang === undefined || anchor === undefined || head === undefined)
    return comment;
  const [from, to] = inOrder(anchor, head);
  if (to - from === quote.length) return comment;
  const about = brought(change, lang, from, to);
  const at = about ? placeOf(comment, wordsOf(textOf(item, lang)), about) : -1;
  if (at < 0) return comment;
  const end = at + quote.length;
  return head < anchor ? { ...comment, anchor: end, head: at } : { ...comment, anchor: at, head: end };
}

export const inOrder = (anchor: number, head: number): [number, number] =>
  anchor < head ? [anchor, head] : [head, anchor];

/** The range, and what a change puts into it or to one of its ends; null: nothing. */
function brought(change: Change, lang: Lang, from: number, to: number): [number, number] | null {
  if (change.type === 'item.merge') return [from, to];
  if (change.type !== 'text' || change.lang !== lang) return null;
  let at = 0;
  const places: number[] = [];
  for (const { insert, retain, delete: gone } of toDelta(change.delta).ops) {
    if (gone) continue;
    const end = at + (typeof insert === 'string' ? insert.length : (retain as number));
    if (typeof insert === 'string' && at <= to && end >= from) places.push(at, end);
    at = end;
  }
  return places.length > 0 ? [Math.min(from, ...places), Math.max(to, ...places)] : null;
}

/** Where the quote stands behind its lead, around those words or inside them; -1: nowhere there. */
function placeOf({ quote = '', lead = '' }: Comment, words: string, [from, to]: [number, number]): number {
  const other = Math.max(0, to - quote.length);
  const start = Math.max(0, Math.min(from, other) - lead.length);
  const end = Math.min(words.length, Math.max(from, other) + quote.length);
  if (end - start > MAX_WINDOW) return -1;
  const at = words.slice(start, end).indexOf(lead + quote);
  return at < 0 ? -1 : start + at + lead.length;
}
