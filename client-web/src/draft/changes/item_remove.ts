/** item.remove: an item goes, with what is below; it keeps its place, and says who removed it. */
import type { ItemRemove } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayTakeAway } from '../policy/foreign';
import { mayStructure, mustBeThere, refuse } from '../policy/verdict';
import { childrenOf, type DraftState } from '../state';

/** Nothing else would be there: an item below the top always leaves the one above it. */
function isLastThere(state: DraftState, id: string): boolean {
  return childrenOf(state, null).every((other) => other === id || state.items.get(other)!.removed);
}

export const itemRemove: ChangeKind<ItemRemove> = {
  may(state, who, { item: id }) {
    const none = mustBeThere(state, id);
    if (none) return none;
    const item = state.items.get(id)!;
    return mayStructure(state, who, item) ?? mayTakeAway(state, who, item);
  },

  fits: (state, { item }) =>
    mustBeThere(state, item) ?? (isLastThere(state, item) ? refuse('bad-op', item) : null),

  apply: (edit, { item }, { by, at, seq }) => edit.setRemoved(item, true, { by, at, seq }),

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item && !item.removed ? [{ type: 'item.restore', item: id }] : [];
  },
};
