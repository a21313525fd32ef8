/**
 * Deleting across items. The first item keeps its words up to the range and takes over the words of the last item behind
 * the range. The items between are removed, and so is the last one where the range leaves nothing of it. A removed item keeps
 * its words, so that it can be restored with them: where the range takes all items whole, the first is therefore removed too,
 * and a new item stands in its place. Where it takes whole lines, up to the start of the item behind them, they go and that item
 * stays as it is. An item that hangs below a removed one, but lies beyond the range, stays where the
 * reader saw it.
 */
import Delta from 'quill-delta';
import { outline, rowsBetween, type OutlineRow } from '../../draft/numbering';
import { textOf, textLength, type DraftState } from '../../draft/state';
import { freshId } from '../../draft/id';
import { insertedWords } from '../../text/delta';
import { placeBelow, rowAbove, rowOf, siblingsOf, subtreeOf } from './rows';
import { isEmpty, NO_PLAN, Planner, replacement, type Plan, type Point } from './plan';

const BLANK = new Delta().insert(' ');

/** Puts words (none: just deletes) in the place of what stands between `from` and, later in the document, `to`. */
export function replaceRange(
  view: DraftState,
  lang: string,
  from: Point,
  to: Point,
  words = new Delta(),
): Plan {
  if (isLines(view, lang, from, to)) {
    if (words.length() === 0) return removeLines(view, lang, from, to);
    return replaceRange(view, lang, from, endAbove(view, lang, to.item), words);
  }
  if (from.item !== to.item && from.offset === 0 && to.offset >= textLength(view, to.item, lang))
    return replaceItems(view, lang, from, to, words);
  const planner = new Planner(view, lang);
  planReplacement(planner, from, to, words);
  return planner.plan({ item: from.item, offset: from.offset + words.length() });
}

/** Whether a range takes whole items and nothing of the one behind them: how word processors select lines. */
export function isLines(view: DraftState, lang: string, from: Point, to: Point): boolean {
  const isBetween = from.item !== to.item && from.offset === 0 && to.offset === 0;
  return isBetween && textLength(view, from.item, lang) > 0 && !isEmpty(view, to.item);
}

function endAbove(view: DraftState, lang: string, item: string): Point {
  const { id } = rowAbove(view, item)!;
  return { item: id, offset: textLength(view, id, lang) };
}

/** The item behind the lines comes up to where they began if it hung below one of them. */
function removeLines(view: DraftState, lang: string, from: Point, to: Point): Plan {
  const planner = new Planner(view, lang);
  const gone = rowsBetween(view, from.item, to.item).slice(0, -1);
  const [first] = gone;
  if (!first) return NO_PLAN;
  if (gone.some(({ id }) => id === rowOf(view, to.item)!.parent)) {
    const after = siblingsOf(view, first).before.at(-1)?.id ?? null;
    planner.add({ type: 'item.move', item: to.item, parent: first.parent, after });
    rescue(planner, { id: subtreeOf(planner.view, to.item).at(-1)!.id, depth: first.depth }, gone);
  }
  for (const { id } of gone) {
    if (rowOf(planner.view, id)) planner.add({ type: 'item.remove', item: id });
  }
  return planner.plan({ item: to.item, offset: 0 });
}

export function planReplacement(planner: Planner, from: Point, to: Point, words = new Delta()): void {
  if (from.item === to.item) {
    planner.text(from.item, replacement(from.offset, to.offset, words));
    return;
  }
  const [first, ...gone] = rowsBetween(planner.view, from.item, to.item);
  if (!first || gone.at(-1)?.id !== to.item) return;
  planner.text(from.item, replacement(from.offset, planner.textLength(from.item), words));
  rescue(planner, first, gone);
  if (to.offset < planner.textLength(to.item)) {
    planner.text(to.item, replacement(0, to.offset));
    joinItems(planner, to.item, from.item);
  }
  for (const { id } of gone) {
    if (rowOf(planner.view, id)) planner.add({ type: 'item.remove', item: id });
  }
}

/** Languages that are written without blanks between sentences. */
const WITHOUT_BLANKS = /^(ja|km|lo|my|th|zh)\b/;

/** Whoever joins sees where the words meet in one language; in the others they are kept apart for them. */
function joinItems(planner: Planner, item: string, into: string): void {
  for (const lang of planner.view.langs) {
    if (lang === planner.lang || WITHOUT_BLANKS.test(lang)) continue;
    const [before, after] = [into, item].map((id) =>
      insertedWords(textOf(planner.view.items.get(id)!, lang)),
    );
    if (!/\S$/.test(before!) || !/^\S/.test(after!)) continue;
    planner.add({
      type: 'text',
      item: into,
      lang,
      delta: replacement(before!.length, before!.length, BLANK),
    });
  }
  planner.add({ type: 'item.merge', item, into });
}

/** Takes the words between two items away and joins nothing: the last item stays with what stands behind the range. */
export function planClearing(planner: Planner, from: Point, to: Point): void {
  const [first, ...others] = rowsBetween(planner.view, from.item, to.item);
  if (!first || others.at(-1)?.id !== to.item) return;
  const gone = others.slice(0, -1);
  planner.text(from.item, replacement(from.offset, planner.textLength(from.item)));
  rescue(planner, first, gone);
  for (const { id } of gone) {
    if (rowOf(planner.view, id)) planner.add({ type: 'item.remove', item: id });
  }
  planner.text(to.item, replacement(0, to.offset));
}

/** Takes away whole items, in all languages; a new one with the words (none: empty) stands in their place. */
export function replaceItems(
  view: DraftState,
  lang: string,
  from: Point,
  to: Point,
  words = new Delta(),
): Plan {
  const planner = new Planner(view, lang);
  const gone = rowsBetween(view, from.item, to.item);
  const [first] = gone;
  if (!first) return NO_PLAN;
  const item = freshId();
  const after = siblingsOf(view, first).before.at(-1)?.id ?? null;
  planner.add({ type: 'item.add', item, parent: first.parent, after, kind: first.kind });
  planner.text(item, words);
  rescue(planner, { ...first, id: item }, gone);
  for (const { id } of gone) {
    if (rowOf(planner.view, id)) planner.add({ type: 'item.remove', item: id });
  }
  return planner.plan({ item, offset: words.length() });
}

/** Takes what stands beyond the range out from below the items that go, in order and as deep as it was. */
function rescue(
  planner: Planner,
  first: Pick<OutlineRow, 'id' | 'depth'>,
  gone: readonly OutlineRow[],
): void {
  const going = new Set(gone.map(({ id }) => id));
  const staying = outline(planner.view).filter(
    ({ id, parent }) => parent !== null && going.has(parent) && !going.has(id),
  );
  let above = first.id;
  for (const { id, depth } of staying) {
    const place = placeBelow(planner.view, above, Math.min(depth, first.depth + 1));
    planner.add({ type: 'item.move', item: id, ...place });
    above = subtreeOf(planner.view, id).at(-1)!.id;
  }
}
