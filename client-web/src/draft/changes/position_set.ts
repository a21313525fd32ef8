/** position.set: what a delegation thinks of an item. */
import type { PositionSet } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayDelegation, mustBeThere } from '../policy/verdict';

export const positionSet: ChangeKind<PositionSet> = {
  may: (_state, who) => mayDelegation(who),
  fits: (state, { item }) => mustBeThere(state, item),

  apply(edit, { item, position, note }, { seq, by, at }) {
    const delegation = edit.participants.get(by)?.delegation;
    if (delegation === undefined) return;
    edit.putPosition({ item, delegation, position, ...(note != null && { note }), by, seq, at });
  },
};
