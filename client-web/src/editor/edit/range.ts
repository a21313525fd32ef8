/** Deleting across items: the first keeps its head and takes the tail of the last, what lay between is removed. */
import Delta from 'quill-delta';
import type { DraftState } from '../../draft/state';
import { outlineIndex } from '../../draft/numbering';
import { rowBelow, rowOf, subtreeOf } from '../outline';
import { Planner, replacement, type Plan, type Point } from './plan';

/** Puts words (none: just deletes) in the place of what stands between `from` and, later in the document, `to`. */
export function replaceRange(
  view: DraftState,
  lang: string,
  from: Point,
  to: Point,
  words = new Delta(),
): Plan {
  const planner = new Planner(view, lang);
  planReplacement(planner, from, to, words);
  return planner.plan({ item: from.item, offset: from.offset + words.length() });
}

export function planReplacement(planner: Planner, from: Point, to: Point, words: Delta): void {
  if (from.item === to.item) {
    planner.text(from.item, replacement(from.offset, to.offset, words));
    return;
  }
  if (!rowOf(planner.view, from.item) || !rowOf(planner.view, to.item)) return;
  planner.text(from.item, replacement(from.offset, planner.textLength(from.item), words));
  for (let row = rowBelow(planner.view, from.item); row && row.id !== to.item;) {
    swallow(planner, row.id, from.item, to.item);
    row = rowBelow(planner.view, from.item);
  }
  planner.text(to.item, replacement(0, to.offset));
  planner.add({ type: 'item.merge', item: to.item, into: from.item });
}

/**
 * Takes away an item that lies wholly inside the range. Where something below it lies beyond, it may not be
 * removed with it: then its words go, and the rest hangs on to `into`.
 */
function swallow(planner: Planner, item: string, into: string, last: string): void {
  const end = outlineIndex(planner.view).get(item)! + subtreeOf(planner.view, item).length;
  if (end <= outlineIndex(planner.view).get(last)!) {
    planner.add({ type: 'item.remove', item });
    return;
  }
  planner.text(item, replacement(0, planner.textLength(item)));
  planner.add({ type: 'item.merge', item, into });
}
