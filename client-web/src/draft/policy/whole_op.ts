/** What shows only once all changes of an op are made. */
import type { Change, Participant } from '../../wire/types';
import type { DraftState } from '../state';
import { checkSettling } from './settling';
import { bindsStandings, checkStandings, standingsOf } from './standings';
import type { Verdict } from './verdict';

export function concernsWhole(who: Participant, changes: readonly Change[]): boolean {
  return bindsStandings(who, changes) || changes.some(({ type }) => type === 'proposal.accept');
}

/** Whether an op that makes `after` of `before` would be accepted, as far as each of its changes would. */
export function checkWhole(
  before: DraftState,
  after: DraftState,
  who: Participant,
  changes: readonly Change[],
): Verdict {
  const moved = bindsStandings(who, changes) ? checkStandings(standingsOf(before), standingsOf(after)) : null;
  return moved ?? checkSettling(after, changes);
}
