/** Places among siblings. */
import { childrenOf, type DraftState, type Item } from './state';

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
