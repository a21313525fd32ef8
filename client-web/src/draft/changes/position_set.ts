/** position.set: what a delegation thinks of an item. */
import type { PositionSet } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const positionSet: ChangeKind<PositionSet> = {
  apply(edit, { item, position, note }, { seq, by, at }) {
    const delegation = edit.participants.get(by)?.delegation;
    if (delegation === undefined) return;
    edit.putPosition({ item, delegation, position, ...(note != null && { note }), by, seq, at });
  },
};
