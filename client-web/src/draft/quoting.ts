/** What a comment keeps of the words that it is given on. Agrees with the server's draft/comments. */
import type Delta from 'quill-delta';
import type { Comment } from '../wire/types';
import { inOrder, wordsOf } from './quote';

const MAX_QUOTE = 1000;
const LEAD = 12;

const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** What a comment keeps of the words that its range is on, and of those in front of them, which tell them from others of the same sound. */
export function quoteOf(text: Delta, anchor: number, head: number): Pick<Comment, 'quote' | 'lead'> {
  const [from, to] = inOrder(anchor, head);
  if (from === to || to - from > MAX_QUOTE) return {};
  const words = wordsOf(text);
  let start = Math.max(0, from - LEAD);
  if (start > 0 && isLow(words.charCodeAt(start))) start++;
  const quote = words.slice(from, to);
  return start < from ? { quote, lead: words.slice(start, from) } : { quote };
}
