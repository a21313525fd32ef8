/** item.move: an item goes elsewhere, with everything below. */
import type { ItemMove } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { placeBehind, resolveAfter } from '../places';
import { isBelow } from '../state';

export const itemMove: ChangeKind<ItemMove> = {
  complete: (state, change) => ({
    ...change,
    after: resolveAfter(state, change.parent, change.after, change.item),
  }),

  apply(edit, { item: id, parent, after }) {
    const item = edit.items.get(id);
    if (!item || after === id || parent === id) return;
    if (parent !== null && (!edit.items.has(parent) || isBelow(edit, parent, id))) return;
    const previous = resolveAfter(edit, parent, after, id);
    edit.unlink(id, item.parent);
    edit.link(id, parent, previous);
    edit.put({ ...item, parent });
  },

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item
      ? [{ type: 'item.move', item: id, parent: item.parent, after: placeBehind(state, item) }]
      : [];
  },
};
