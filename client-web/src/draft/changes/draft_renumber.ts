/** draft.renumber: every item is numbered by its place again; what becomes of which number stands in the change. */
import type { DraftRenumber } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { unfreeze } from '../frozen';
import { mayRole, refuse } from '../policy/verdict';
import { renumbered } from '../renumbering';

export const draftRenumber: ChangeKind<DraftRenumber> = {
  may: (_state, who) => mayRole(who, 'status'),
  fits: (state) =>
    state.frozen || [...state.items.values()].some(({ name }) => name !== undefined)
      ? null
      : refuse('bad-op'),

  complete: (state, change) => ({ ...change, table: renumbered(state) }),

  apply(edit) {
    unfreeze(edit);
  },
};
