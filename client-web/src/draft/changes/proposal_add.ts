/** proposal.add: the beginning of a proposal, for words or for a whole item. */
import type { ProposalAdd } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const proposalAdd: ChangeKind<ProposalAdd> = {
  apply(edit, { proposal: id, item, act = 'text', note }, { seq, by, at }) {
    const delegation = edit.participants.get(by)?.delegation;
    edit.putProposal({
      id,
      item,
      act,
      by,
      ...(delegation !== undefined && { delegation }),
      ...(note != null && { note }),
      support: [],
      filed: false,
      state: 'open',
      seq,
      at,
    });
  },

  /** One of words ends with its words, one of an item with the item. */
  invert(_state, { proposal, act }) {
    return act === 'remove' ? [{ type: 'proposal.withdraw', proposal }] : [];
  },
};
