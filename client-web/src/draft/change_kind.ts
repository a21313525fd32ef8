/**
 * What a kind of change is: one file in changes/, named as the server's, and one row in change_kinds.ts. Who may make it
 * is in policy/, which is loaded later; what becomes of two that do not know each other is in transform.ts.
 */
import type { Change, Op } from '../wire/types';
import type { DraftEdit } from './edit';
import type { DraftState } from './state';

/** Who made a change and when. Of what is not confirmed yet, `by` is empty: it is one's own. */
export type Origin = Pick<Op, 'by' | 'at'>;
export const PENDING: Origin = { by: '', at: 0 };

/** With the seq of its op; for one that has none yet, the next. */
export interface Stamp extends Origin {
  readonly seq: number;
}

export interface ChangeKind<C extends Change = Change> {
  /** What it does, in place. A change that is still on its way may not fit: it does as much as makes sense, or nothing. */
  apply(edit: DraftEdit, change: C, stamp: Stamp): void;
  /** As the server writes it into the log; absent: as it is sent. */
  complete?(state: DraftState, change: C): Change;
  /** What takes it back on the state that it is about to be made on; absent: an act that no key takes back. */
  invert?(state: DraftState, change: C, freshId: () => string): Change[];
}

export type OfType<T extends Change['type']> = Change & { type: T };
