/** proposal.file: a proposal is complete, and marks no further words. */
import type { ProposalFile } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const proposalFile: ChangeKind<ProposalFile> = {
  apply: (edit, { proposal, note }) =>
    edit.changeProposal(proposal, { filed: true, ...(note != null && { note }) }),
};
