// A range of words that moves with them: what is inserted exactly at one of its ends comes to stand behind that end. It goes back to what it
// was given on once that is brought there again.
import { toDelta } from './model.mjs';

/** Moves `range` (item, lang, anchor, head; the last three may be absent) over a change, in place. */
export function followRange(range, change) {
  if (change.item !== range.item) return;
  if (change.type === 'text' && change.lang === range.lang) {
    const delta = toDelta(change.delta);
    range.anchor = delta.transformPosition(range.anchor, true);
    range.head = delta.transformPosition(range.head, true);
  } else if (change.type === 'item.merge') {
    range.item = change.into;
    if (range.lang === undefined) return;
    range.anchor += change.at?.[range.lang] ?? 0;
    range.head += change.at?.[range.lang] ?? 0;
  } else if (change.type === 'item.split' && range.lang !== undefined && change.at[range.lang] !== undefined) {
    const cut = change.at[range.lang];
    if (range.head <= cut) {
      range.anchor = Math.min(range.anchor, cut);
      return;
    }
    range.item = change.new;
    range.anchor = Math.max(0, range.anchor - cut);
    range.head -= cut;
  }
}

const QUOTE_MAX = 1000;
const LEAD = 12;
const WINDOW = 4000;

const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** What is kept of the words of a range, and of those in front of it. */
export function quoteOf(words, anchor, head) {
  const [from, to] = [anchor, head].sort((a, b) => a - b);
  if (to === from || to - from > QUOTE_MAX) return {};
  const lead = words.slice(Math.max(0, from - LEAD), from);
  const whole = isLow(lead.charCodeAt(0)) ? lead.slice(1) : lead;
  return { quote: words.slice(from, to), ...(whole && { lead: whole }) };
}

/** The places of what a change puts into the range or to one of its ends, and of the range itself; empty where it puts nothing there. */
function brought(change, { lang, anchor, head }) {
  if (change.type === 'item.merge') return [anchor, head];
  if (change.type !== 'text' || change.lang !== lang) return [];
  let at = 0;
  const places = toDelta(change.delta).ops.flatMap((part) => {
    if (part.delete) return [];
    const from = at;
    at += part.insert?.length ?? part.retain;
    return part.insert !== undefined && from <= Math.max(anchor, head) && at >= Math.min(anchor, head) ? [from, at] : [];
  });
  return places.length > 0 ? [anchor, head, ...places] : [];
}

/** Puts a range that has another length than its `quote` on that, where it is brought to it. `words`: after the change. */
export function comeBack(range, change, words) {
  const { quote, lead = '', anchor, head } = range;
  const places = Math.abs(head - anchor) === quote.length ? [] : brought(change, range);
  if (places.length === 0) return;
  const [from, other] = [Math.min(...places), Math.max(0, Math.max(...places) - quote.length)];
  const start = Math.max(0, Math.min(from, other) - lead.length);
  const window = words.slice(start, Math.max(from, other) + quote.length);
  const found = window.length > WINDOW ? -1 : window.indexOf(lead + quote);
  if (found < 0) return;
  const ends = [start + found + lead.length, start + found + lead.length + quote.length];
  [range.anchor, range.head] = head < anchor ? ends.reverse() : ends;
}
