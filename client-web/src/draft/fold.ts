/** The fold of the log. Whoever folds has all kinds of changes here. */
import type { Op } from '../wire/types';
import { applyChange } from './apply';
import { DraftEdit } from './edit';
import './other_kinds';
import type { DraftState } from './state';

/** The next ops of the log. */
export function foldOps(state: DraftState, ops: readonly Op[]): DraftState {
  if (ops.length === 0) return state;
  const edit = new DraftEdit(state);
  for (const op of ops) {
    for (const change of op.changes) applyChange(edit, change, op.seq, op);
    edit.seq = op.seq;
  }
  return edit.finish();
}
