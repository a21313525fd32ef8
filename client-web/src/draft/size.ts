/** How large a draft is, and whether it may grow: as the server's draft/size and limits. */
import { MAX_DEPTH, MAX_ITEMS } from './limits';
import { childrenOf, depthOf, type DraftState } from './state';

/** Levels of the subtree, counting only what is not removed; a leaf: 1. */
export function heightOf(state: DraftState, id: string): number {
  let height = 0;
  for (const child of childrenOf(state, id)) {
    if (!state.items.get(child)!.removed) height = Math.max(height, heightOf(state, child));
  }
  return height + 1;
}

/** Whether something of this height still fits below a parent. */
export function fitsBelow(state: DraftState, parent: string | null, height: number): boolean {
  return depthOf(state, parent) + height <= MAX_DEPTH;
}

const liveCounts = new WeakMap<object, number>();

/** Whether one more item fits. Counted once for each structure. */
export function isFull(state: DraftState): boolean {
  let count = liveCounts.get(state.structure);
  if (count === undefined) {
    count = 0;
    for (const item of state.items.values()) if (!item.removed) count++;
    liveCounts.set(state.structure, count);
  }
  return count >= MAX_ITEMS;
}
