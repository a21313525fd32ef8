/** draft.renumber: every item is numbered by its place again. The server writes into it what becomes of which (renumbering.ts). */
import type { DraftRenumber } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { unfreeze } from '../frozen';
import { mayRole, refuse } from '../policy/verdict';

export const draftRenumber: ChangeKind<DraftRenumber> = {
  may: (_state, who) => mayRole(who, 'status'),
  fits: (state) =>
    state.frozen || [...state.items.values()].some(({ name }) => name !== undefined)
      ? null
      : refuse('bad-op'),

  apply(edit) {
    unfreeze(edit);
  },
};
