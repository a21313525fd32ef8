/** proposal.accept, proposal.reject, proposal.withdraw: the end of a proposal. What becomes of its words, the server adds. */
import type { Participant, ProposalDecision, ProposalState } from '../../wire/types';
import { mayAcceptAlternative } from '../alternatives';
import type { ChangeKind } from '../change_kind';
import { marksOf } from '../marks';
import type { Action } from '../policy/rights';
import { mayBelow, mayRole, mustBeOpen, mustBeOwn, refuse, type Verdict } from '../policy/verdict';
import { isSettled, isThere, type DraftState } from '../state';

/** Items that are agreed are neither added nor removed any more. */
function mayEndWhole(state: DraftState, who: Participant, id: string, action: Action): Verdict {
  const { act, item: of } = state.negotiation.proposals.get(id)!;
  const item = state.items.get(of);
  return act === 'text' || !item || !isThere(state, of) ? null : mayBelow(state, who, action, item);
}

/** Words that are agreed already are not changed by a decision. */
function leavesAgreedWords(state: DraftState, id: string): Verdict {
  for (const item of state.items.values())
    if (isSettled(item.status) && marksOf(item).has(id)) return refuse('locked', item.id);
  return null;
}

const closing = (
  state: ProposalState,
  may: ChangeKind<ProposalDecision>['may'],
): ChangeKind<ProposalDecision> => ({
  may,
  fits: (draft, { proposal }) => mustBeOpen(draft, proposal) ?? leavesAgreedWords(draft, proposal),
  apply: (edit, { proposal }, { seq, by, at }) =>
    edit.changeProposal(proposal, { state, closed: seq, closer: by, closed_at: at }),
});

const mayDecide: ChangeKind<ProposalDecision>['may'] = (state, who, { proposal }) =>
  mayRole(who, 'decide') ?? mustBeOpen(state, proposal) ?? mayEndWhole(state, who, proposal, 'decide');

const mayWithdraw: ChangeKind<ProposalDecision>['may'] = (state, who, { proposal }) =>
  mustBeOwn(state, who, proposal) ?? mayEndWhole(state, who, proposal, 'propose');

const accepting = closing('accepted', mayDecide);

export const proposalAccept: ChangeKind<ProposalDecision> = {
  ...accepting,
  fits: (draft, change) => accepting.fits(draft, change) ?? mayAcceptAlternative(draft, change.proposal),
};
export const proposalReject = closing('rejected', mayDecide);
export const proposalWithdraw = closing('withdrawn', mayWithdraw);
