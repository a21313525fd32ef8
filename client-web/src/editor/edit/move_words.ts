/** Words taken to another place, as they stand now: others may have written among them since they were picked up. */
import Delta from 'quill-delta';
import { decidedText } from '../../draft/decided_text';
import { textOf, type DraftState } from '../../draft/state';
import { NO_PLAN, Planner, replacement, type Plan, type Point } from './plan';

/** Takes what stands between two places of one item to a third place; `copies` leaves it where it was as well. */
export function moveWords(
  view: DraftState,
  lang: string,
  from: Point,
  to: Point,
  at: Point,
  copies: boolean,
): Plan {
  const item = view.items.get(from.item);
  const within = at.item === from.item && at.offset >= from.offset && at.offset <= to.offset;
  if (!item || from.item !== to.item || from.offset === to.offset || within) return NO_PLAN;
  // What is struck stays behind: nobody may move it, and as live words it would say what nobody says.
  const words = decidedText(textOf(item, lang).slice(from.offset, to.offset), () => true);
  const taken = copies ? new Delta() : replacement(from.offset, to.offset);
  const put = replacement(at.offset, at.offset, words);
  const planner = new Planner(view, lang);
  if (at.item !== from.item) {
    planner.text(from.item, taken);
    planner.text(at.item, put);
    return planner.plan({ item: at.item, offset: at.offset + words.length() });
  }
  planner.text(at.item, taken.compose(new Delta().retain(taken.transformPosition(at.offset)).concat(words)));
  const end = taken.transformPosition(at.offset) + words.length();
  return planner.plan({ item: at.item, offset: end });
}
