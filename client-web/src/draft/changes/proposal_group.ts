/** proposal.group: a proposal becomes one of several alternatives, or no longer is. */
import type { ProposalGroup } from '../../wire/types';
import { mayJoinAlternatives } from '../alternatives';
import type { ChangeKind } from '../change_kind';
import { isOwnProposal } from '../negotiation';
import { mayRole, mustBeOpen } from '../policy/verdict';

export const proposalGroup: ChangeKind<ProposalGroup> = {
  /** A delegation says it of its own ones; chair and secretariat of all. */
  may: (state, who, { proposal: id }) =>
    mayRole(who, 'propose') ??
    mustBeOpen(state, id) ??
    (isOwnProposal(state.negotiation.proposals.get(id)!, who) ? null : mayRole(who, 'draft')),

  fits: (state, { proposal, group }) =>
    mustBeOpen(state, proposal) ??
    mayJoinAlternatives(state, { ...state.negotiation.proposals.get(proposal)!, group }),

  apply: (edit, { proposal, group }) => edit.changeProposal(proposal, { group: group ?? undefined }),

  invert: (state, change) => [
    { ...change, group: state.negotiation.proposals.get(change.proposal)?.group ?? null },
  ],
};
