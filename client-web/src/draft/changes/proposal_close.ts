/**
 * proposal.accept, proposal.reject, proposal.withdraw: the end of a proposal; proposal.reopen: that end taken back. What becomes
 * of its words, the server adds.
 */
import type { ProposalDecision, ProposalReopen, ProposalState } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

const closing = (state: ProposalState): ChangeKind<ProposalDecision> => ({
  apply: (edit, { proposal }, { seq, by, at }) =>
    edit.changeProposal(proposal, { state, closed: seq, closer: by, closed_at: at }),
});

export const proposalAccept = closing('accepted');
export const proposalReject = closing('rejected');
export const proposalWithdraw = closing('withdrawn');

export const proposalReopen: ChangeKind<ProposalReopen> = {
  apply: (edit, { proposal }) => edit.reopenProposal(proposal),
};
