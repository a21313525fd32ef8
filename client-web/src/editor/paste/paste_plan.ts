/** Pasting: words of one paragraph go in where the caret is; several paragraphs become items below it. */
import { freshId } from '../../draft/id';
import { textLength, type DraftState } from '../../draft/state';
import { textsIn } from './cut_items';
import type { PastedParagraph } from './paragraphs';
import { childrenOf, placeBelow, rowOf } from '../edit/rows';
import { pastedDepths } from './pasted_depths';
import { isEmpty, NO_PLAN, Planner, replacement, type Plan, type Point } from '../edit/plan';
import { replaceRange } from '../edit/range';

/** Replaces what stands between two places, in document order; several paragraphs only within one item. */
export function pasteParagraphs(
  view: DraftState,
  lang: string,
  from: Point,
  to: Point,
  paragraphs: readonly PastedParagraph[],
): Plan {
  const [first, ...others] = paragraphs;
  if (!first || !rowOf(view, from.item)) return NO_PLAN;
  if (others.length === 0) return pasteOne(view, lang, from, to, first);
  return pasteItems(new Planner(view, lang), from, to.offset, first, others);
}

function pasteOne(view: DraftState, lang: string, from: Point, to: Point, paragraph: PastedParagraph): Plan {
  const { changes, caret } = replaceRange(view, lang, from, to, paragraph.delta);
  const { translations } = paragraph;
  if (!caret || !translations || (translations.stay && !isEmpty(view, from.item))) return { changes, caret };
  const planner = new Planner(view, lang);
  for (const change of changes) planner.add(change);
  addTranslations(planner, from, paragraph);
  if (isEmpty(view, from.item)) align(planner, from.item, paragraph);
  return planner.plan(caret);
}

/**
 * The first paragraph goes on in the item of the caret; what stood after the caret goes on after the last, and takes along
 * what hung below it. Where nothing stood there the items below stay below, as with Enter.
 */
function pasteItems(
  planner: Planner,
  { item, offset }: Point,
  end: number,
  first: PastedParagraph,
  others: readonly PastedParagraph[],
): Plan {
  const tail = planner.textLength(item) > end ? freshId() : null;
  const wasEmpty = isEmpty(planner.view, item);
  const becomes = wasEmpty ? first.kind : rowOf(planner.view, item)!.kind;
  if (tail) planner.add({ type: 'item.split', item, new: tail, at: { [planner.lang]: end } });
  planner.text(item, replacement(offset, end, first.delta));
  addTranslations(planner, { item, offset }, first);
  if (wasEmpty) align(planner, item, first);
  if (rowOf(planner.view, item)!.kind !== becomes) planner.add({ type: 'item.kind', item, kind: becomes });
  const last = addItems(planner, item, first, others);
  const caret = { item: last, offset: planner.textLength(last) };
  if (tail) {
    const below = childrenOf(planner.view, tail).map(({ id }) => id);
    keepDepth(planner, below, last, rowOf(planner.view, item)!.depth);
    planner.add({ type: 'item.merge', item: tail, into: last });
  }
  return planner.plan(caret);
}

/** The words in other languages go where its own go as nearly as one can say: before what is there, or behind. */
export function addTranslations(planner: Planner, { item, offset }: Point, paragraph: PastedParagraph): void {
  for (const [lang, words] of textsIn(planner.view, paragraph.translations)) {
    const at = offset === 0 ? 0 : textLength(planner.view, item, lang);
    planner.add({ type: 'text', item, lang, delta: replacement(at, at, words) });
  }
}

function align(planner: Planner, item: string, { translations }: PastedParagraph): void {
  for (const lang of translations?.aligned ?? []) {
    if (planner.view.langs.includes(lang)) planner.add({ type: 'item.align', item, lang });
  }
}

/** What hung below the item comes behind what was pasted, as deep as it was. */
function keepDepth(planner: Planner, below: readonly string[], last: string, depth: number): void {
  let parent = rowOf(planner.view, last)!;
  while (parent.depth > depth) parent = rowOf(planner.view, parent.parent)!;
  let after = childrenOf(planner.view, parent.id)
    .filter(({ id }) => !below.includes(id))
    .at(-1)?.id;
  for (const item of below) {
    if (rowOf(planner.view, item)!.parent !== parent.id)
      planner.add({ type: 'item.move', item, parent: parent.id, after: after ?? null });
    after = item;
  }
}

/** Adds what is behind the paragraph that went into `above`; gives the last item. */
function addItems(
  planner: Planner,
  above: string,
  first: PastedParagraph,
  paragraphs: readonly PastedParagraph[],
): string {
  const depths = pastedDepths(planner.view, above, first, paragraphs);
  let last = above;
  paragraphs.forEach((paragraph, at) => {
    const item = freshId();
    const place = placeBelow(planner.view, last, depths[at]!);
    const texts = {
      ...Object.fromEntries(textsIn(planner.view, paragraph.translations)),
      [planner.lang]: paragraph.delta,
    };
    planner.add({ type: 'item.add', item, ...place, kind: paragraph.kind, texts });
    align(planner, item, paragraph);
    last = item;
  });
  return last;
}
