/** Places among siblings. */
import { refuse, type Verdict } from './policy/verdict';
import { childrenOf, isThere, type DraftState, type Item } from './state';

/** The sibling to come after: one that is (no longer) a child of the parent stands for its last child. */
export function resolveAfter(
  state: DraftState,
  parent: string | null,
  after: string | null,
  moving?: string,
): string | null {
  if (after === null) return null;
  if (after !== moving && state.items.get(after)?.parent === parent) return after;
  const siblings = childrenOf(state, parent).filter((id) => id !== moving);
  return siblings[siblings.length - 1] ?? null;
}

/** The sibling in front of an item, tombstones too. */
export function placeBehind(state: DraftState, item: Item): string | null {
  const siblings = childrenOf(state, item.parent);
  return siblings[siblings.indexOf(item.id) - 1] ?? null;
}

/** Whether a place that a change names is there; a sibling may have been removed. */
export function placeFits(state: DraftState, parent: string | null, after: string | null): Verdict {
  if (parent !== null && !isThere(state, parent)) return refuse('no-item', parent);
  return after !== null && !state.items.has(after) ? refuse('no-item', after) : null;
}
