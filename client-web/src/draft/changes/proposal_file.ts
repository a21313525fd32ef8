/** proposal.file: a proposal is complete, and marks no further words. */
import type { ProposalFile } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mustBeOpen, mustBeOwn, refuse } from '../policy/verdict';

export const proposalFile: ChangeKind<ProposalFile> = {
  /** Filed once: whoever wants to say something else withdraws it. */
  may(state, who, { proposal }) {
    const { filed, item } = state.negotiation.proposals.get(proposal) ?? {};
    return mustBeOwn(state, who, proposal) ?? (filed ? refuse('locked', item) : null);
  },

  fits: (state, { proposal }) => mustBeOpen(state, proposal),

  apply: (edit, { proposal, note }) =>
    edit.changeProposal(proposal, { filed: true, ...(note != null && { note }) }),
};
