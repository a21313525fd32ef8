/** The others of a proposal's group: those still open, and those that were decided with it. */
import type { Proposal } from '../wire/types';
import type { DraftState } from './state';

/** The open ones of the proposal's group beside itself, in the order in which they were made. */
export function openAlternatives(state: DraftState, { id, group }: Proposal): Proposal[] {
  if (group === undefined) return [];
  return [...state.negotiation.proposals.values()].filter(
    (other) => other.group === group && other.id !== id && other.state === 'open',
  );
}

/** It, and those of its group that were decided in the same op. */
export function decidedWith(state: DraftState, proposal: Proposal): Proposal[] {
  if (proposal.group === undefined || proposal.closed === undefined) return [proposal];
  return [...state.negotiation.proposals.values()].filter(
    ({ group, closed }) => group === proposal.group && closed === proposal.closed,
  );
}
