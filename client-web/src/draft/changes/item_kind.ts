/** item.kind: an item becomes a numbered item, a heading or a paragraph. */
import type { ItemKindChange } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { came } from '../kept_numbers';
import { mayStructure, mustBeThere } from '../policy/verdict';

export const itemKind: ChangeKind<ItemKindChange> = {
  may: (state, who, { item }) => mustBeThere(state, item) ?? mayStructure(state, who, state.items.get(item)!),
  fits: (state, { item }) => mustBeThere(state, item),

  apply(edit, { item: id, kind }) {
    const item = edit.items.get(id);
    if (!item || item.kind === kind) return;
    edit.restructure();
    edit.put({ ...item, kind });
    came(edit, id);
  },

  invert(state, { item: id }) {
    const item = state.items.get(id);
    return item ? [{ type: 'item.kind', item: id, kind: item.kind }] : [];
  },
};
