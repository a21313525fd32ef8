/** draft.adopt: the end of the negotiation. */
import type { DraftAdopt } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const draftAdopt: ChangeKind<DraftAdopt> = {
  apply(edit) {
    edit.adopted = true;
  },
};
