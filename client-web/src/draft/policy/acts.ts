/** Everything that is not typing: structure, statuses, decisions, positions, comments, consultations, title and languages, adoption. */
import type { Change, Participant } from '../../wire/types';
import { MAX_LANGS } from '../limits';
import { runningConsultation } from '../negotiation';
import { isThere, type DraftState } from '../state';
import { checkStructure } from './items';
import {
  checkComment,
  checkConsult,
  checkDecision,
  checkFile,
  checkOpen,
  checkOwn,
  checkOwnComment,
  checkReopen,
  checkStatus,
  isThread,
  mustBeOthers,
} from './negotiation';
import { mayDelegation, mayRole, mustBeThere, refuse, type Verdict } from './verdict';

function anyText(state: DraftState, lang: string): boolean {
  for (const item of state.items.values()) if (item.texts[lang]) return true;
  return false;
}

function checkSet(state: DraftState, who: Participant, change: Change & { type: 'draft.set' }): Verdict {
  const verdict = mayRole(who, 'draft');
  if (verdict) return verdict;
  const langs = change.langs ?? state.langs;
  if (!change.title && !change.langs) return refuse('bad-op');
  if (langs.length === 0 || langs.length > MAX_LANGS) return refuse('bad-op');
  if (state.langs.some((lang) => !langs.includes(lang) && anyText(state, lang))) return refuse('bad-op');
  if (state.items.size > 0 && state.langs.length > 0 && langs[0] !== state.langs[0]) return refuse('bad-op');
  return Object.keys(change.title ?? {}).every((lang) => langs.includes(lang)) ? null : refuse('bad-op');
}

function checkAdopt(state: DraftState, who: Participant): Verdict {
  const verdict = mayRole(who, 'status');
  if (verdict) return verdict;
  for (const item of state.items.values()) {
    if (item.status !== 'approved' && isThere(state, item.id)) return refuse('bad-op', item.id);
  }
  return null;
}

/** Whether an act would be accepted: null, or why not. */
export function mayAct(state: DraftState, who: Participant, change: Change): Verdict {
  switch (change.type) {
    case 'item.status':
      return checkStatus(state, who, change);
    case 'draft.set':
      return checkSet(state, who, change);
    case 'draft.adopt':
      return checkAdopt(state, who);
    case 'proposal.file':
      return checkFile(state, who, change.proposal);
    case 'proposal.withdraw':
      return checkOwn(state, who, change.proposal) ?? checkDecision(state, who, change.proposal, 'propose');
    case 'proposal.support':
      return (
        mayDelegation(who) ?? checkOpen(state, change.proposal) ?? mustBeOthers(state, who, change.proposal)
      );
    case 'proposal.accept':
    case 'proposal.reject':
      return mayRole(who, 'decide') ?? checkDecision(state, who, change.proposal, 'decide');
    case 'proposal.reopen':
      return mayRole(who, 'decide') ?? checkReopen(state, who, change.proposal);
    case 'position.set':
      return mayDelegation(who) ?? mustBeThere(state, change.item);
    case 'comment.add':
      return mayRole(who, 'comment') ?? mustBeThere(state, change.item) ?? checkComment(state, change);
    case 'comment.edit':
    case 'comment.remove':
      return checkOwnComment(state, who, change.comment);
    case 'comment.resolve':
      return mayRole(who, 'comment') ?? (isThread(state, change.comment) ? null : refuse('bad-op'));
    case 'consult.open':
      return checkConsult(state, who, change);
    case 'consult.close':
      return (
        mayRole(who, 'status') ??
        (runningConsultation(state.negotiation, change.item) ? null : refuse('bad-op', change.item))
      );
    default:
      return checkStructure(state, who, change);
  }
}
