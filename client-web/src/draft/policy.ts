/**
 * Whether changes would be accepted, by the kinds of changes and the table of rights: a mirror of the server's rules, so that
 * the page can say no at once and in words. The server judges every change itself.
 */
import type { Change, Participant } from '../wire/types';
import { kindOf } from './change_kinds';
import { refuse, type Verdict } from './policy/verdict';
import { checkWhole, concernsWhole } from './policy/whole_op';
import type { DraftState } from './state';

/** Whether one change would be accepted on this state: null, or why not. */
export function may(state: DraftState, who: Participant, change: Change): Verdict {
  if (state.adopted && !change.type.startsWith('follow.')) return refuse('adopted');
  const kind = kindOf(change);
  return kind ? (kind.may(state, who, change) ?? kind.fits(state, change)) : refuse('bad-op');
}

/** What shows only once all changes of an op are made: whether an op that makes `after` of `before` would be accepted. */
export function mayWhole(
  before: DraftState,
  after: DraftState,
  who: Participant,
  changes: readonly Change[],
): Verdict {
  return concernsWhole(who, changes) ? checkWhole(before, after, who, changes) : null;
}
