/** item.move: an item goes elsewhere, with everything below. */
import type { ItemMove } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { frozenPath, moved } from '../kept_numbers';
import { placeBehind, placeFits, resolveAfter } from '../places';
import { isBelow, type DraftState } from '../state';
import { mayBelow, mayParent, mustBeThere, refuse, type Verdict } from '../policy/verdict';
import { fitsBelow, heightOf } from '../size';

/** The item is there, and so is the place. */
const hasWay = (state: DraftState, { item, parent, after }: ItemMove): Verdict =>
  mustBeThere(state, item) ??
  placeFits(state, parent, after) ??
  (after === item ? refuse('bad-op', item) : null);

export const itemMove: ChangeKind<ItemMove> = {
  /** What is carried along stays unchanged, so only the two parents must be free to change. */
  may(state, who, change) {
    const none = hasWay(state, change);
    if (none) return none;
    const item = state.items.get(change.item)!;
    return (
      mayBelow(state, who, 'carry', item) ??
      mayParent(state, who, item.parent) ??
      mayParent(state, who, change.parent)
    );
  },

  fits(state, change) {
    const { item: id, parent } = change;
    const none = hasWay(state, change);
    if (none) return none;
    if (parent !== null && (parent === id || isBelow(state, parent, id))) return refuse('cycle', id);
    return fitsBelow(state, parent, heightOf(state, id)) ? null : refuse('limit', id);
  },

  complete: (state, change) => ({
    ...change,
    after: resolveAfter(state, change.parent, change.after, change.item),
  }),

  apply(edit, { item: id, parent, after }) {
    const item = edit.items.get(id);
    if (!item || after === id || parent === id) return;
    if (parent !== null && (!edit.items.has(parent) || isBelow(edit, parent, id))) return;
    const previous = resolveAfter(edit, parent, after, id);
    const path = frozenPath(edit, id);
    edit.takeOut(id, item.parent);
    edit.insertBehind(id, parent, previous);
    edit.put({ ...item, parent });
    moved(edit, id, path);
  },

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item
      ? [{ type: 'item.move', item: id, parent: item.parent, after: placeBehind(state, item) }]
      : [];
  },
};
