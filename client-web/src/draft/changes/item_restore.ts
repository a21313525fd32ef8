/** item.restore: an item is there again, as it was. */
import type { ItemRestore } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { came } from '../kept_numbers';
import { mayStructure, refuse, type Verdict } from '../policy/verdict';
import { fitsBelow, heightOf, isFull } from '../size';
import { isThere, type DraftState } from '../state';

function canBeThere(state: DraftState, id: string): Verdict {
  const item = state.items.get(id);
  const above = item?.parent ?? null;
  return !item || (above !== null && !isThere(state, above)) ? refuse('no-item', id) : null;
}

export const itemRestore: ChangeKind<ItemRestore> = {
  may: (state, who, { item: id }) => canBeThere(state, id) ?? mayStructure(state, who, state.items.get(id)!),

  /** What is above it may have been moved deeper meanwhile. */
  fits(state, { item: id }) {
    const none = canBeThere(state, id);
    if (none) return none;
    const fit = !isFull(state) && fitsBelow(state, state.items.get(id)!.parent, heightOf(state, id));
    return fit ? null : refuse('limit', id);
  },

  apply(edit, { item }) {
    edit.setRemoved(item, false);
    came(edit, item);
  },

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item?.removed ? [{ type: 'item.remove', item: id }] : [];
  },
};
