/** Enter, Backspace at the start, Delete at the end: as on paper, and without carrying items off by surprise. */
import type { OutlineRow } from '../../draft/numbering';
import { freshId } from '../../draft/id';
import { textLength, type DraftState } from '../../draft/state';
import { hasChildren, placeBelow, rowAbove, rowBelow, rowOf, siblingsOf } from './rows';
import { outdent } from './levels';
import { planClearing, planReplacement } from './range';
import { isEmpty, NO_PLAN, Planner, type Plan, type Point } from './plan';

/**
 * Enter. In the middle it splits. At the end it adds an item below (the first child, where there are children:
 * the items below stay below), at the start one above, so that the words keep their item, its number and its
 * history.
 */
export function splitAt(view: DraftState, lang: string, point: Point): Plan {
  const row = rowOf(view, point.item);
  if (!row) return NO_PLAN;
  if (row.depth > 1 && isEmpty(view, row.id) && isLastLeaf(view, row)) return outdent(view, lang, [row.id]);
  if (point.offset >= textLength(view, row.id, lang)) return addBelow(view, lang, row.id);
  if (point.offset === 0) return addAbove(view, lang, row);
  const added = freshId();
  const planner = new Planner(view, lang);
  planner.add({ type: 'item.split', item: row.id, new: added, at: { [lang]: point.offset } });
  return planner.plan({ item: added, offset: 0 });
}

/**
 * Enter over selected words: they go, and what stood behind them is an item of its own. Where it is one already, it stays
 * that, with its number, its translations and what hangs below it.
 */
export function splitOver(view: DraftState, lang: string, from: Point, to: Point): Plan {
  const planner = new Planner(view, lang);
  if (from.item !== to.item && to.offset < textLength(view, to.item, lang)) {
    planClearing(planner, from, to);
    return planner.plan({ item: to.item, offset: 0 });
  }
  planReplacement(planner, from, to);
  const { changes, caret } = splitAt(planner.view, lang, from);
  for (const change of changes) planner.add(change);
  return planner.plan(caret);
}

function isLastLeaf(view: DraftState, row: OutlineRow): boolean {
  return !hasChildren(view, row.id) && siblingsOf(view, row).after.length === 0;
}

/** An empty item directly below: after a sub-heading comes a numbered item. */
export function addBelow(view: DraftState, lang: string, above: string): Plan {
  const row = rowOf(view, above);
  if (!row) return NO_PLAN;
  const depth = hasChildren(view, above) ? row.depth + 1 : row.depth;
  const kind = row.kind === 'paragraph' ? 'paragraph' : 'item';
  const item = freshId();
  const planner = new Planner(view, lang);
  planner.add({ type: 'item.add', item, ...placeBelow(view, above, depth), kind });
  return planner.plan({ item, offset: 0 });
}

function addAbove(view: DraftState, lang: string, row: OutlineRow): Plan {
  const planner = new Planner(view, lang);
  const after = siblingsOf(view, row).before.at(-1)?.id ?? null;
  planner.add({ type: 'item.add', item: freshId(), parent: row.parent, after, kind: row.kind });
  return planner.plan({ item: row.id, offset: 0 });
}

/** Backspace at the start of `item`: joins it to the one above. */
export function joinAbove(view: DraftState, lang: string, item: string): Plan {
  const above = rowAbove(view, item);
  return above ? join(view, lang, above.id, item) : NO_PLAN;
}

/** Delete at the end of `item`: joins the one below to it. */
export function joinBelow(view: DraftState, lang: string, item: string): Plan {
  const below = rowBelow(view, item);
  return below ? join(view, lang, item, below.id) : NO_PLAN;
}

/** An empty neighbour is removed rather than merged: the words keep their item. */
function join(view: DraftState, lang: string, upper: string, lower: string): Plan {
  const planner = new Planner(view, lang);
  const end = { item: upper, offset: textLength(view, upper, lang) };
  if (isEmpty(view, lower) && !hasChildren(view, lower)) {
    planner.add({ type: 'item.remove', item: lower });
    return planner.plan(end);
  }
  if (isEmpty(view, upper) && !hasChildren(view, upper)) {
    planner.add({ type: 'item.remove', item: upper });
    return planner.plan({ item: lower, offset: 0 });
  }
  planReplacement(planner, end, { item: lower, offset: 0 });
  return planner.plan(end);
}
