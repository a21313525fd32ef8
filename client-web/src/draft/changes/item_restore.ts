/** item.restore: an item is there again, as it was. */
import type { ItemRestore } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const itemRestore: ChangeKind<ItemRestore> = {
  apply: (edit, { item }) => edit.setRemoved(item, false),

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item?.removed ? [{ type: 'item.remove', item: id }] : [];
  },
};
