/** proposal.reopen: a decision is taken back. The words and items that it brought or took, the server puts back. */
import type { ProposalReopen } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { familySize } from '../family';
import { mayBelow, mayItem, mayRole, refuse, type Verdict } from '../policy/verdict';
import { isThere, type DraftState } from '../state';

/** What its author withdrew stays so. */
function wasDecided(state: DraftState, { proposal: id, seq }: ProposalReopen): Verdict {
  const { state: ended, item, parts = [] } = state.negotiation.proposals.get(id) ?? {};
  if (seq !== undefined)
    return ended === 'open' && parts.some((part) => part.seq === seq) ? null : refuse('bad-op', item);
  return ended === 'accepted' || ended === 'rejected' ? null : refuse('bad-op', item);
}

export const proposalReopen: ChangeKind<ProposalReopen> = {
  /** Whether its words come back, the server sees alone: it has the log. */
  may(state, who, change) {
    const id = change.proposal;
    const verdict = mayRole(who, 'decide') ?? wasDecided(state, change);
    if (verdict) return verdict;
    const { act, item: of } = state.negotiation.proposals.get(id)!;
    if (act === 'add' && familySize(state, of) > 1) return refuse('locked', of);
    if (!isThere(state, of)) return null;
    const item = state.items.get(of)!;
    return act === 'text' ? mayItem(who, 'decide', item) : mayBelow(state, who, 'decide', item);
  },

  fits: wasDecided,

  apply(edit, { proposal, seq }) {
    const left = edit.negotiation.proposals.get(proposal)?.parts?.filter((part) => part.seq !== seq);
    const open = { state: 'open', closed: undefined, closer: undefined, closed_at: undefined } as const;
    edit.changeProposal(proposal, seq === undefined ? open : { parts: left?.length ? left : undefined });
  },
};
