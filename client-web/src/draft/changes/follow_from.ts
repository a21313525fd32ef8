/** follow.from: the draft that this one follows up; null: none. */
import type { FollowFrom } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayRole, refuse } from '../policy/verdict';

export const followFrom: ChangeKind<FollowFrom> = {
  may: (_state, who) => mayRole(who, 'draft'),
  fits: (state, { draft }) => (draft === state.id ? refuse('bad-op') : null),

  apply(edit, { draft }) {
    if (draft === null) delete edit.follows;
    else edit.follows = draft;
  },
};
