/**
 * How deep pasted items stand. The first paragraph goes on in the item of the caret, and depths count from there. The others
 * come directly behind it, in front of the items that hang below: these stay where they are, so nothing that is pasted stands
 * higher than they do. Where a paragraph would, it and all that follow come down together, and keep their levels.
 */
import { MAX_DEPTH } from '../../draft/limits';
import type { DraftState } from '../../draft/state';
import { hasChildren, rowOf } from '../edit/rows';
import type { PastedParagraph } from './paragraphs';

type Level = Pick<PastedParagraph, 'depth'>;

/** One depth for each of `others`; `item` is in the outline and has the words of `first`. */
export function pastedDepths(
  view: DraftState,
  item: string,
  first: Level,
  others: readonly Level[],
): readonly number[] {
  const { depth } = rowOf(view, item)!;
  const least = hasChildren(view, item) ? depth + 1 : depth;
  let lift = depth - first.depth;
  return others.map((other) => {
    lift = Math.max(lift, least - other.depth);
    return Math.min(other.depth + lift, MAX_DEPTH);
  });
}
