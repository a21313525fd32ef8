/**
 * What changes do, by their kinds. The same for ops of the server (fold.ts) and for changes that are still on their way; the
 * latter may no longer fit, and then do as much as makes sense, or nothing.
 */
import type { Change } from '../wire/types';
import { PENDING, type Origin } from './change_kind';
import { kindOf } from './change_kinds';
import { DraftEdit } from './edit';
import type { DraftState } from './state';

/** One change, in place. `seq` is that of its op; for one that has none yet, the next. */
export function applyChange(
  edit: DraftEdit,
  change: Change,
  seq: number,
  { by, at }: Origin = PENDING,
): void {
  kindOf(change)?.apply(edit, change, { seq, by, at });
}

/** Changes that the server has not ordered yet, on top of a state. */
export function applyChanges(state: DraftState, changes: readonly Change[]): DraftState {
  if (changes.length === 0) return state;
  const edit = new DraftEdit(state);
  for (const change of changes) applyChange(edit, change, state.seq + 1);
  return edit.finish();
}
