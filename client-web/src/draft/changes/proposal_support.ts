/** proposal.support: delegations stand behind a proposal, or no longer. */
import type { ProposalSupport } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { isOwnProposal } from '../negotiation';
import { mayDelegation, mustBeOpen, refuse } from '../policy/verdict';

export const proposalSupport: ChangeKind<ProposalSupport> = {
  may(state, who, { proposal: id }) {
    const proposal = state.negotiation.proposals.get(id);
    return (
      mayDelegation(who) ??
      mustBeOpen(state, id) ??
      (isOwnProposal(proposal!, who) ? refuse('bad-op', proposal!.item) : null)
    );
  },

  fits: (state, { proposal }) => mustBeOpen(state, proposal),

  apply(edit, { proposal, support, delegations }, { by }) {
    const own = edit.participants.get(by)?.delegation;
    const those = delegations ?? (own === undefined ? [] : [own]);
    const before = edit.negotiation.proposals.get(proposal)?.support ?? [];
    const others = before.filter((code) => !those.includes(code));
    edit.changeProposal(proposal, { support: support ? [...others, ...those] : others });
  },
};
