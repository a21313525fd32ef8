/**
 * What a kind of change is: one file in changes/, named as the server's, and one row in change_kinds.ts or other_kinds.ts. What becomes of two
 * that do not know each other is in transform.ts.
 */
import type { Change, Op, Participant } from '../wire/types';
import type { DraftEdit } from './edit';
import type { Verdict } from './policy/verdict';
import type { DraftState } from './state';

/** Who made a change and when. Of what is not confirmed yet, `by` is empty: it is one's own. */
export type Origin = Pick<Op, 'by' | 'at'>;
export const PENDING: Origin = { by: '', at: 0 };

/** With the seq of its op; for one that has none yet, the next. */
export interface Stamp extends Origin {
  readonly seq: number;
}

export interface ChangeKind<C extends Change = Change> {
  /**
   * May this person make it? Rights, statuses, whose the words are. The page asks so that it can say no at once and in
   * words; the server judges every change itself. Null: yes.
   */
  may(state: DraftState, who: Participant, change: C): Verdict;
  /**
   * Does it fit the state? Ids are there or free, places hold, limits are kept. Asked after `may`, which judges as much of it
   * by itself as it stands on. What only the server can know, such as its clock, is not asked.
   */
  fits(state: DraftState, change: C): Verdict;
  /** What it does, in place. A change that is still on its way may not fit: it does as much as makes sense, or nothing. */
  apply(edit: DraftEdit, change: C, stamp: Stamp): void;
  /** As the server writes it into the log; absent: as it is sent. */
  complete?(state: DraftState, change: C): Change;
  /** What takes it back on the state that it is about to be made on; absent: an act that no key takes back. */
  invert?(state: DraftState, change: C, freshId: () => string): Change[];
}

export type OfType<T extends Change['type']> = Change & { type: T };
