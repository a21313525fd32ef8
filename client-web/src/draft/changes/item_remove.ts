/** item.remove: an item goes, with what is below; it keeps its place, and says who removed it. */
import type { ItemRemove } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const itemRemove: ChangeKind<ItemRemove> = {
  apply: (edit, { item }, { by, at, seq }) => edit.setRemoved(item, true, { by, at, seq }),

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item && !item.removed ? [{ type: 'item.restore', item: id }] : [];
  },
};
