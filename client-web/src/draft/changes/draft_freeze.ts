/** draft.freeze: from now on every item keeps its number. */
import type { DraftFreeze } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { freeze } from '../frozen';
import { mayRole, refuse } from '../policy/verdict';

export const draftFreeze: ChangeKind<DraftFreeze> = {
  may: (_state, who) => mayRole(who, 'status'),
  fits: (state, { on }) => (!on || state.frozen ? refuse('bad-op') : null),

  apply(edit) {
    if (!edit.frozen) freeze(edit);
  },
};
