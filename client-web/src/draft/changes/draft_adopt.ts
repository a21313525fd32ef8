/** draft.adopt: the end of the negotiation. */
import type { DraftAdopt } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayRole, refuse } from '../policy/verdict';
import { isThere } from '../state';

export const draftAdopt: ChangeKind<DraftAdopt> = {
  may: (_state, who) => mayRole(who, 'status'),

  fits(state) {
    for (const { id, status } of state.items.values())
      if (status !== 'approved' && isThere(state, id)) return refuse('bad-op', id);
    return null;
  },

  apply(edit) {
    edit.adopted = true;
  },
};
