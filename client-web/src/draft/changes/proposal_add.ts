/** proposal.add: the beginning of a proposal, for words or for a whole item. */
import type { ProposalAdd } from '../../wire/types';
import { mayJoinAlternatives } from '../alternatives';
import type { ChangeKind } from '../change_kind';
import { addingItem } from '../negotiation';
import { mayItem, mayRole, mustBeThere, refuse, type Verdict } from '../policy/verdict';
import type { DraftState } from '../state';

/** The item is there; one that is to be added has a free id. */
function isAboutItem(state: DraftState, { item, act }: ProposalAdd): Verdict {
  if (act !== 'add') return mustBeThere(state, item);
  return state.items.has(item) || addingItem(state.negotiation, item) ? refuse('exists', item) : null;
}

export const proposalAdd: ChangeKind<ProposalAdd> = {
  may(state, who, change) {
    const item = state.items.get(change.item);
    return isAboutItem(state, change) ?? (item ? mayItem(who, 'propose', item) : mayRole(who, 'propose'));
  },

  fits(state, change) {
    const isKnown = state.negotiation.proposals.has(change.proposal);
    return (
      isAboutItem(state, change) ??
      (isKnown ? refuse('exists', change.item) : null) ??
      mayJoinAlternatives(state, change)
    );
  },

  apply(edit, { proposal: id, item, act = 'text', group, note }, { seq, by, at }) {
    const delegation = edit.participants.get(by)?.delegation;
    edit.putProposal({
      id,
      item,
      act,
      by,
      ...(delegation !== undefined && { delegation }),
      ...(group != null && { group }),
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
