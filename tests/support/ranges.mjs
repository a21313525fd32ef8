// A range of words that moves with them: what is inserted exactly at one of its ends comes to stand behind that end.
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
