/** What takes changes back. */
import type { Change } from '../wire/types';
import { applyChange } from './apply';
import { kindOf } from './change_kinds';
import { DraftEdit } from './edit';
import type { DraftState } from './state';

/** What takes back one change that is about to be made on this state; empty where nothing can. */
export function invertOne(state: DraftState, change: Change, freshId: () => string): Change[] {
  return kindOf(change)?.invert?.(state, change, freshId) ?? [];
}

/** What takes `changes`, made on `state`, back; empty where nothing can. */
export function invertChanges(
  state: DraftState,
  changes: readonly Change[],
  freshId: () => string,
): readonly Change[] {
  const edit = new DraftEdit(state);
  const inverse: Change[][] = [];
  for (const change of changes) {
    inverse.push(invertOne(edit, change, freshId));
    applyChange(edit, change, state.seq + 1);
  }
  return inverse.reverse().flat();
}
