/** item.number: how one item is numbered where that does not follow from its place. */
import type { ItemNumber } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayRole, mustBeThere, refuse } from '../policy/verdict';

const numberOf = ({ start, name }: { start?: number; name?: string }) => ({
  ...(start !== undefined && { start }),
  ...(name !== undefined && { name }),
});

export const itemNumber: ChangeKind<ItemNumber> = {
  may: (_state, who) => mayRole(who, 'draft'),
  fits: (state, { item, start, name }) =>
    mustBeThere(state, item) ??
    (state.frozen || (start !== undefined && name !== undefined) ? refuse('bad-op', item) : null),

  apply(edit, change) {
    edit.setNumber(change.item, numberOf(change));
  },

  invert(state, { item }) {
    const before = state.items.get(item);
    return before ? [{ type: 'item.number', item, ...numberOf(before) }] : [];
  },
};
