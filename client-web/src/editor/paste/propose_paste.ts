/** Pasting where somebody may only make proposals: what becomes items is proposed. */
import Delta from 'quill-delta';
import { NO_PLAN, Planner, type Plan, type Point } from '../edit/plan';
import { proposeItem, takeTail, type Proposing } from '../edit/proposing';
import { placeBelow, rowOf } from '../edit/rows';
import { textsIn } from './cut_items';
import type { PastedParagraph } from './paragraphs';
import { addTranslations } from './paste_plan';
import { pastedDepths } from './pasted_depths';

/** The first paragraph goes on in the item; each of the others is proposed as an item, the last with what stood behind. */
export function pasteProposed(
  proposing: Proposing,
  from: Point,
  to: Point,
  paragraphs: readonly PastedParagraph[],
): Plan {
  const { view, lang } = proposing;
  const planner = new Planner(view, lang);
  const [first, ...others] = paragraphs;
  const row = rowOf(view, from.item);
  if (!first || !row) return NO_PLAN;
  const tail = takeTail(planner, proposing, row.id, to.offset);
  const depths = pastedDepths(view, row.id, first, others);
  let last = row.id;
  let offset = 0;
  others.forEach(({ kind, delta, translations }, at) => {
    offset = delta.length();
    const words = at === others.length - 1 ? delta.concat(tail.words) : delta;
    const place = placeBelow(planner.view, last, depths[at]!);
    last = proposeItem(planner, place, kind, words, textsIn(view, translations));
  });
  const own = new Delta()
    .retain(from.offset)
    .concat(first.delta)
    .delete(to.offset - from.offset);
  planner.text(row.id, own.concat(tail.gone).chop());
  addTranslations(planner, from, first);
  return planner.plan({ item: last, offset });
}
