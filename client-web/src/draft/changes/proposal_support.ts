/** proposal.support: delegations stand behind a proposal, or no longer. */
import type { ProposalSupport } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const proposalSupport: ChangeKind<ProposalSupport> = {
  apply(edit, { proposal, support, delegations }, { by }) {
    const own = edit.participants.get(by)?.delegation;
    const those = delegations ?? (own === undefined ? [] : [own]);
    const before = edit.negotiation.proposals.get(proposal)?.support ?? [];
    const others = before.filter((code) => !those.includes(code));
    edit.changeProposal(proposal, { support: support ? [...others, ...those] : others });
  },
};
