/** Statuses, proposals, comments and consultations. */
import { cutsPair, insertedWords } from '../../text/delta';
import type { Change, Participant } from '../../wire/types';
import { isBlank } from '../blank';
import { familySize } from '../family';
import { marksOf } from '../marks';
import {
  blockersOf,
  countBlockers,
  isOwnProposal,
  openProposalsIn,
  runningConsultation,
} from '../negotiation';
import { isSettled, isThere, itemsOf, textOf, type DraftState } from '../state';
import type { Action } from './rights';
import { mayBelow, mayItem, mayRole, mustBeThere, refuse, type Verdict } from './verdict';

export function checkStatus(
  state: DraftState,
  who: Participant,
  change: Change & { type: 'item.status' },
): Verdict {
  const { item, status, below = false, reason } = change;
  const verdict = mayRole(who, 'status') ?? mustBeThere(state, item);
  if (verdict || !isBlank(reason) || !isSettled(status)) return verdict;
  return countBlockers(blockersOf(state.negotiation, itemsOf(state, item, below))) > 0
    ? refuse('locked', item)
    : null;
}

export function checkOpen(state: DraftState, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id);
  return proposal?.state === 'open' ? null : refuse('bad-op', proposal?.item);
}

export function checkOwn(state: DraftState, who: Participant, id: string): Verdict {
  const verdict = mayRole(who, 'propose') ?? checkOpen(state, id);
  if (verdict) return verdict;
  const proposal = state.negotiation.proposals.get(id)!;
  return isOwnProposal(proposal, who) ? null : refuse('forbidden', proposal.item);
}

/** Filed once: whoever wants to say something else withdraws it. */
export function checkFile(state: DraftState, who: Participant, id: string): Verdict {
  const { filed, item } = state.negotiation.proposals.get(id) ?? {};
  return checkOwn(state, who, id) ?? (filed ? refuse('locked', item) : null);
}

/** Items that are agreed are neither added nor removed any more. */
function mayDecideWhole(state: DraftState, who: Participant, id: string, action: Action): Verdict {
  const { act, item: of = '' } = state.negotiation.proposals.get(id)!;
  const item = state.items.get(of);
  return act === 'text' || !item || !isThere(state, of) ? null : mayBelow(state, who, action, item);
}

/** Words that are agreed already are not changed by a decision. */
export function checkDecision(
  state: DraftState,
  who: Participant,
  id: string,
  action: 'decide' | 'propose',
): Verdict {
  const verdict = checkOpen(state, id) ?? mayDecideWhole(state, who, id, action);
  if (verdict) return verdict;
  for (const item of state.items.values()) {
    if (isSettled(item.status) && marksOf(item).has(id)) return refuse('locked', item.id);
  }
  return null;
}

/** Whether words come back, the server sees alone: it has the log. */
export function checkReopen(state: DraftState, who: Participant, id: string): Verdict {
  const { act, state: ended = 'open', item: of = '' } = state.negotiation.proposals.get(id) ?? {};
  if (ended === 'open' || ended === 'withdrawn') return refuse('bad-op', of || undefined);
  if (act === 'add' && familySize(state, of) > 1) return refuse('locked', of);
  if (!isThere(state, of)) return null;
  const item = state.items.get(of)!;
  return act === 'text' ? mayItem(who, 'decide', item) : mayBelow(state, who, 'decide', item);
}

export function mustBeOthers(state: DraftState, who: Participant, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id)!;
  return isOwnProposal(proposal, who) ? refuse('bad-op', proposal.item) : null;
}

export function isThread({ negotiation }: DraftState, id: string, on?: string): boolean {
  const comment = negotiation.comments.get(id);
  return comment?.parent === null && (on ?? comment.item) === comment.item;
}

/** A range, which only a first comment has, lies within the words; an answer belongs to a thread of its item. */
export function checkComment(state: DraftState, change: Change & { type: 'comment.add' }): Verdict {
  const { item, parent, lang, anchor, head } = change;
  if (state.negotiation.comments.has(change.comment)) return refuse('exists', item);
  const answers = parent === null || (isThread(state, parent, item) && lang === undefined);
  if (!answers) return refuse('bad-op', item);
  if (lang === undefined) return null;
  const words = insertedWords(textOf(state.items.get(item)!, lang));
  const fits = (at = -1) => at >= 0 && at <= words.length && !cutsPair(words, at);
  return state.langs.includes(lang) && fits(anchor) && fits(head) ? null : refuse('bad-op', item);
}

export function checkOwnComment(state: DraftState, who: Participant, id: string): Verdict {
  const comment = state.negotiation.comments.get(id);
  if (!comment || comment.removed) return refuse('bad-op', comment?.item);
  return comment.by === '' || comment.by === who.id
    ? mayRole(who, 'comment')
    : refuse('forbidden', comment.item);
}

export function checkConsult(
  state: DraftState,
  who: Participant,
  change: Change & { type: 'consult.open' },
): Verdict {
  const verdict = mayRole(who, 'status') ?? mustBeThere(state, change.item);
  if (verdict) return verdict;
  const item = state.items.get(change.item)!;
  const { negotiation } = state;
  if (runningConsultation(negotiation, item.id)) return refuse('exists', item.id);
  if (isSettled(item.status)) return refuse('locked', item.id);
  if (change.delegations.length === 0) return refuse('bad-op', item.id);
  return change.silence && openProposalsIn(negotiation, item).length > 0 ? refuse('locked', item.id) : null;
}
