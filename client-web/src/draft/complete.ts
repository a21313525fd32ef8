/** Changes as the server writes them into the log. */
import type { Change } from '../wire/types';
import { applyChange } from './apply';
import { kindOf } from './change_kinds';
import { DraftEdit } from './edit';
import type { DraftState } from './state';

/** The changes as the server would write them: places resolved, lengths filled in. */
export function complete(state: DraftState, changes: readonly Change[]): Change[] {
  const edit = new DraftEdit(state);
  return changes.map((change) => {
    const full = completeOne(edit, change);
    applyChange(edit, full, state.seq + 1);
    return full;
  });
}

/** One change, on the state that it is made on. */
export function completeOne(state: DraftState, change: Change): Change {
  return kindOf(change)?.complete?.(state, change) ?? change;
}
