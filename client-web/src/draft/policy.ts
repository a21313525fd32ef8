/**
 * Who may do what: a mirror of the server's table, so that the page can say no at once and in words. The server judges
 * every change itself.
 */
import type { Change, Participant } from '../wire/types';
import { applyChange } from './apply';
import { DraftEdit } from './edit';
import { MAX_LANGS } from './limits';
import { runningConsultation } from './negotiation';
import { checkAdd, checkMerge, checkMove, checkRestore, checkSplit, isLastThere } from './policy/items';
import {
  checkComment,
  checkConsult,
  checkDecision,
  checkOpen,
  checkOwn,
  checkOwnComment,
  checkProposal,
  checkStatus,
  isThread,
  mustBeOthers,
} from './policy/negotiation';
import { permission, textAction } from './policy/rights';
import {
  mayDelegation,
  mayItem,
  mayRole,
  mayStructure,
  mustBeThere,
  refuse,
  type Verdict,
} from './policy/verdict';
import { checkText } from './policy/words';
import { isThere, type DraftState, type Item } from './state';

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

function checkOnItem(state: DraftState, who: Participant, change: Change): Verdict {
  const id = (change as { item?: string }).item ?? '';
  const item = state.items.get(id);
  if (!item || !isThere(state, id)) return refuse('no-item', id);
  switch (change.type) {
    case 'item.move':
      return checkMove(state, who, change);
    case 'item.remove':
      return mayStructure(state, who, item) ?? (isLastThere(state, id) ? refuse('bad-op', id) : null);
    case 'item.split':
      return checkSplit(state, who, change);
    case 'item.merge':
      return checkMerge(state, who, change);
    case 'item.kind':
      return mayStructure(state, who, item);
    case 'item.align': {
      const translation = state.langs.indexOf(change.lang) > 0;
      return translation ? mayItem(who, 'translate', item) : refuse('bad-op', id);
    }
    default:
      return refuse('bad-op', id);
  }
}

/** Whether one change would be accepted on this state: null, or why not. */
export function may(state: DraftState, who: Participant, change: Change): Verdict {
  if (state.adopted) return refuse('adopted');
  switch (change.type) {
    case 'text':
      return checkText(state, who, change);
    case 'item.add':
      return checkAdd(state, who, change);
    case 'item.restore':
      return checkRestore(state, who, change.item);
    case 'item.status':
      return checkStatus(state, who, change);
    case 'draft.set':
      return checkSet(state, who, change);
    case 'draft.adopt':
      return checkAdopt(state, who);
    case 'participant.set':
      return refuse('forbidden');
    case 'proposal.add':
      return checkProposal(state, who, change);
    case 'proposal.file':
      return checkOwn(state, who, change.proposal);
    case 'proposal.withdraw':
      return checkOwn(state, who, change.proposal) ?? checkDecision(state, change.proposal);
    case 'proposal.support':
      return (
        mayDelegation(who) ?? checkOpen(state, change.proposal) ?? mustBeOthers(state, who, change.proposal)
      );
    case 'proposal.accept':
    case 'proposal.reject':
      return mayRole(who, 'decide') ?? checkDecision(state, change.proposal);
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
      return checkOnItem(state, who, change);
  }
}

/** Whether changes that follow each other would all be accepted. */
export function mayAll(state: DraftState, who: Participant, changes: readonly Change[]): Verdict {
  if (changes.length === 1) return may(state, who, changes[0]!);
  const edit = new DraftEdit(state);
  for (const change of changes) {
    const verdict = may(edit, who, change);
    if (verdict) return verdict;
    applyChange(edit, change, state.seq + 1);
  }
  return null;
}

/** Whether the words of an item are writable for somebody: what the editor needs to know of every item. */
export function mayWrite(state: DraftState, who: Participant | null, item: Item, lang: string): boolean {
  if (!who || state.adopted) return false;
  return permission(who.role, textAction(state, lang), item.status) !== 'never';
}
