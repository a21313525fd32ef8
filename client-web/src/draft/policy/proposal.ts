/** Opening a proposal, which typing does by itself. */
import type { Change, Participant } from '../../wire/types';
import type { DraftState } from '../state';
import { mayItem, mayRole, mustBeThere, refuse, type Verdict } from './verdict';

export function checkProposal(
  state: DraftState,
  who: Participant,
  change: Change & { type: 'proposal.add' },
): Verdict {
  const { proposal, item: id, act = 'text' } = change;
  if (state.negotiation.proposals.has(proposal)) return refuse('exists', id);
  if (act === 'add') return mayRole(who, 'propose') ?? (state.items.has(id) ? refuse('exists', id) : null);
  return mustBeThere(state, id) ?? mayItem(who, 'propose', state.items.get(id)!);
}
