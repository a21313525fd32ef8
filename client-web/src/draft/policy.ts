/**
 * Who may do what: a mirror of the server's table, so that the page can say no at once and in words. The server judges
 * every change itself.
 */
import {
  baseLength,
  cutsPair,
  deltaCutsPair,
  hasLoneSurrogate,
  insertedWords,
  resultLength,
} from '../text/delta';
import type {
  Change,
  ItemMerge,
  ItemSplit,
  ItemStatus,
  Participant,
  RejectCode,
  Role,
  TextChange,
  WireDelta,
} from '../wire/types';
import { applyChange, resolveAfter } from './apply';
import { DraftEdit } from './edit';
import { checkMarks } from './marking';
import { marksOf } from './marks';
import {
  addingItem,
  blockersOf,
  countBlockers,
  isOwnProposal,
  mayMark,
  openProposalsIn,
  runningConsultation,
} from './negotiation';
import {
  childrenOf,
  depthOf,
  isBelow,
  isSettled,
  isThere,
  originalLang,
  textOf,
  type DraftState,
  type Item,
} from './state';

export const MAX_DEPTH = 8;
export const MAX_ITEMS = 5000;
export const MAX_TEXT_UNITS = 65_536;

export type Action =
  | 'text'
  | 'translate'
  | 'structure'
  | 'carry'
  | 'status'
  | 'draft'
  | 'propose'
  | 'support'
  | 'decide'
  | 'comment';
export type Permission = 'never' | 'allowed' | 'proposal';

const N = 'never';
const Y = 'allowed';
const P = 'proposal';

type Row = Record<Role, Permission>;
const row = (
  observer: Permission,
  delegation: Permission,
  secretariat: Permission,
  chair: Permission,
): Row => ({
  observer,
  delegation,
  secretariat,
  chair,
});

/** Rows: the actions, and below each the status of the item concerned. */
const table: Record<Action, Record<ItemStatus, Row>> = {
  text: {
    open: row(N, Y, Y, Y),
    review: row(N, P, Y, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  translate: {
    open: row(N, Y, Y, Y),
    review: row(N, P, Y, Y),
    agreed: row(N, N, Y, Y),
    approved: row(N, N, N, N),
  },
  structure: {
    open: row(N, Y, Y, Y),
    review: row(N, N, Y, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  carry: {
    open: row(N, Y, Y, Y),
    review: row(N, N, Y, Y),
    agreed: row(N, N, Y, Y),
    approved: row(N, N, Y, Y),
  },
  status: {
    open: row(N, N, N, Y),
    review: row(N, N, N, Y),
    agreed: row(N, N, N, Y),
    approved: row(N, N, N, Y),
  },
  draft: {
    open: row(N, N, Y, Y),
    review: row(N, N, Y, Y),
    agreed: row(N, N, Y, Y),
    approved: row(N, N, Y, Y),
  },
  propose: {
    open: row(N, Y, Y, Y),
    review: row(N, Y, Y, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  support: {
    open: row(N, Y, N, N),
    review: row(N, Y, N, N),
    agreed: row(N, Y, N, N),
    approved: row(N, Y, N, N),
  },
  decide: {
    open: row(N, N, N, Y),
    review: row(N, N, N, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  comment: {
    open: row(N, Y, Y, Y),
    review: row(N, Y, Y, Y),
    agreed: row(N, Y, Y, Y),
    approved: row(N, Y, Y, Y),
  },
};

export function permission(role: Role, action: Action, status: ItemStatus): Permission {
  return table[action][status][role];
}

export interface Refusal {
  code: RejectCode;
  item?: string;
}

const refuse = (code: RejectCode, item?: string): Refusal => (item === undefined ? { code } : { code, item });

/** Where two checks follow each other, the first refusal counts. */
type Verdict = Refusal | null;

function mayItem(who: Participant, action: Action, item: Item): Verdict {
  if (permission(who.role, action, item.status) === 'allowed') return null;
  return refuse(permission(who.role, action, 'open') === 'never' ? 'forbidden' : 'locked', item.id);
}

function mayRole(who: Participant, action: Action): Verdict {
  return permission(who.role, action, 'open') === 'never' ? refuse('forbidden') : null;
}

/** The item and everything below it that is there. */
function mayBelow(state: DraftState, who: Participant, action: Action, item: Item): Verdict {
  let verdict = mayItem(who, action, item);
  for (const id of childrenOf(state, item.id)) {
    if (verdict) break;
    const child = state.items.get(id)!;
    if (!child.removed) verdict = mayBelow(state, who, action, child);
  }
  return verdict;
}

function mayParent(state: DraftState, who: Participant, parent: string | null): Verdict {
  if (parent === null) return mayRole(who, 'structure');
  const item = state.items.get(parent);
  return item ? mayItem(who, 'structure', item) : refuse('no-item', parent);
}

function mayStructure(state: DraftState, who: Participant, item: Item): Verdict {
  return mayBelow(state, who, 'structure', item) ?? mayParent(state, who, item.parent);
}

/** Levels of the subtree, counting only what is not removed; a leaf: 1. */
function heightOf(state: DraftState, id: string): number {
  let height = 0;
  for (const child of childrenOf(state, id)) {
    if (!state.items.get(child)!.removed) height = Math.max(height, heightOf(state, child));
  }
  return height + 1;
}

const liveCounts = new WeakMap<object, number>();

function liveCount(state: DraftState): number {
  let count = state instanceof DraftEdit ? undefined : liveCounts.get(state.structure);
  if (count === undefined) {
    count = 0;
    for (const item of state.items.values()) if (!item.removed) count++;
    if (!(state instanceof DraftEdit)) liveCounts.set(state.structure, count);
  }
  return count;
}

function controls(words: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(words);
}

function checkWords(delta: WireDelta, item: string): Verdict {
  const words = insertedWords(delta);
  const embeds = delta.ops.some((part) => part.insert !== undefined && typeof part.insert !== 'string');
  return embeds || controls(words) || hasLoneSurrogate(words) ? refuse('bad-op', item) : null;
}

/** Which action a change of this text is: the original has stricter rules. */
export function textAction(state: DraftState, lang: string): Action {
  return lang === originalLang(state) ? 'text' : 'translate';
}

function checkText(state: DraftState, who: Participant, change: TextChange): Verdict {
  const item = state.items.get(change.item);
  if (!item || !isThere(state, change.item)) return refuse('no-item', change.item);
  if (!state.langs.includes(change.lang)) return refuse('bad-op', change.item);
  const action = textAction(state, change.lang);
  const proposing = permission(who.role, action, item.status) === 'proposal';
  const verdict = (proposing ? null : mayItem(who, action, item)) ?? checkWords(change.delta, item.id);
  if (verdict) return verdict;
  const text = textOf(item, change.lang);
  const length = resultLength(text);
  const base = baseLength(change.delta);
  if (base > length || deltaCutsPair(change.delta, insertedWords(text))) return refuse('bad-op', item.id);
  if (length - base + resultLength(change.delta) > MAX_TEXT_UNITS) return refuse('too-large', item.id);
  const code = checkMarks(state, who, item, text, change.delta, proposing);
  return code && refuse(code, item.id);
}

function checkPlace(state: DraftState, parent: string | null, after: string | null): Verdict {
  if (parent !== null && !isThere(state, parent)) return refuse('no-item', parent);
  return after !== null && !state.items.has(after) ? refuse('no-item', after) : null;
}

/** Where nobody may just add an item, it can still be proposed. */
function mayAddBelow(state: DraftState, who: Participant, item: string, parent: string | null): Verdict {
  const above = parent === null ? undefined : state.items.get(parent);
  const adding = addingItem(state.negotiation, item);
  if (adding && !mayMark(adding, who)) return refuse('exists', item);
  return adding && above ? mayItem(who, 'propose', above) : mayParent(state, who, parent);
}

function checkAdd(state: DraftState, who: Participant, change: Change & { type: 'item.add' }): Verdict {
  const { item, parent, after, texts = {} } = change;
  const verdict =
    mayRole(who, 'structure') ??
    (state.items.has(item) ? refuse('exists', item) : null) ??
    checkPlace(state, parent, after) ??
    mayAddBelow(state, who, item, parent);
  if (verdict) return verdict;
  for (const lang of Object.keys(texts)) {
    const bad = state.langs.includes(lang) ? checkWords(texts[lang]!, item) : refuse('bad-op', item);
    if (bad) return bad;
    if (resultLength(texts[lang]!) > MAX_TEXT_UNITS) return refuse('too-large', item);
  }
  if (depthOf(state, parent) + 1 > MAX_DEPTH || liveCount(state) >= MAX_ITEMS) return refuse('limit', item);
  return null;
}

function checkMove(state: DraftState, who: Participant, change: Change & { type: 'item.move' }): Verdict {
  const { item: id, parent, after } = change;
  const item = state.items.get(id)!;
  const verdict =
    checkPlace(state, parent, after) ??
    (after === id ? refuse('bad-op', id) : null) ??
    mayBelow(state, who, 'carry', item) ??
    mayParent(state, who, item.parent) ??
    mayParent(state, who, parent);
  if (verdict) return verdict;
  if (parent !== null && (parent === id || isBelow(state, parent, id))) return refuse('cycle', id);
  return depthOf(state, parent) + heightOf(state, id) > MAX_DEPTH ? refuse('limit', id) : null;
}

/** Nothing else would be there: an item below the top always leaves the one above it. */
function isLastThere(state: DraftState, id: string): boolean {
  return childrenOf(state, null).every((other) => other === id || state.items.get(other)!.removed);
}

function checkSplit(state: DraftState, who: Participant, change: ItemSplit): Verdict {
  const item = state.items.get(change.item)!;
  const verdict = mayStructure(state, who, item);
  if (verdict) return verdict;
  if (state.items.has(change.new)) return refuse('exists', change.new);
  if (liveCount(state) >= MAX_ITEMS) return refuse('limit', item.id);
  for (const lang of Object.keys(change.at)) {
    const words = insertedWords(textOf(item, lang));
    const at = change.at[lang]!;
    const fits = at >= 0 && at <= words.length && !cutsPair(words, at);
    if (!state.langs.includes(lang) || !fits) return refuse('bad-op', item.id);
  }
  return null;
}

function checkMerge(state: DraftState, who: Participant, change: ItemMerge): Verdict {
  const item = state.items.get(change.item)!;
  const into = state.items.get(change.into);
  if (!into || !isThere(state, into.id)) return refuse('no-item', change.into);
  const verdict =
    mayStructure(state, who, item) ?? mayItem(who, 'structure', into) ?? mayParent(state, who, into.parent);
  if (verdict) return verdict;
  if (into.id === item.id) return refuse('bad-op', item.id);
  if (isBelow(state, into.id, item.id)) return refuse('cycle', item.id);
  for (const lang of Object.keys(item.texts)) {
    const sum = resultLength(textOf(item, lang)) + resultLength(textOf(into, lang));
    if (sum > MAX_TEXT_UNITS) return refuse('too-large', into.id);
  }
  const depth = depthOf(state, into.id) + heightOf(state, item.id) - 1;
  return depth > MAX_DEPTH ? refuse('limit', item.id) : null;
}

function checkRestore(state: DraftState, who: Participant, id: string): Verdict {
  const item = state.items.get(id);
  if (!item || (item.parent !== null && !isThere(state, item.parent))) return refuse('no-item', id);
  const verdict = mayStructure(state, who, item);
  if (verdict) return verdict;
  // what is above it may have been moved deeper meanwhile
  const depth = depthOf(state, id) + heightOf(state, id) - 1;
  return liveCount(state) >= MAX_ITEMS || depth > MAX_DEPTH ? refuse('limit', id) : null;
}

function anyText(state: DraftState, lang: string): boolean {
  for (const item of state.items.values()) if (item.texts[lang]) return true;
  return false;
}

function checkSet(state: DraftState, who: Participant, change: Change & { type: 'draft.set' }): Verdict {
  const verdict = mayRole(who, 'draft');
  if (verdict) return verdict;
  const langs = change.langs ?? state.langs;
  if (!change.title && !change.langs) return refuse('bad-op');
  if (langs.length === 0 || langs.length > 8) return refuse('bad-op');
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

function mustBeThere(state: DraftState, id: string): Verdict {
  return isThere(state, id) ? null : refuse('no-item', id);
}

/** In the name of a delegation. */
function mayDelegation(who: Participant): Verdict {
  return mayRole(who, 'support') ?? (who.delegation === undefined ? refuse('forbidden') : null);
}

/** What `below` includes: the item, and what is there below it. */
export function itemsOf(state: DraftState, id: string, below: boolean): readonly Item[] {
  const item = state.items.get(id);
  if (!item || item.removed) return [];
  if (!below) return [item];
  return [item, ...childrenOf(state, id).flatMap((child) => itemsOf(state, child, true))];
}

function checkStatus(state: DraftState, who: Participant, change: Change & { type: 'item.status' }): Verdict {
  const { item, status, below = false, reason } = change;
  const verdict = mayRole(who, 'status') ?? mustBeThere(state, item);
  if (verdict || reason !== undefined || !isSettled(status)) return verdict;
  return countBlockers(blockersOf(state.negotiation, itemsOf(state, item, below))) > 0
    ? refuse('locked', item)
    : null;
}

function checkProposal(
  state: DraftState,
  who: Participant,
  change: Change & { type: 'proposal.add' },
): Verdict {
  const { proposal, item: id, act = 'text' } = change;
  if (state.negotiation.proposals.has(proposal)) return refuse('exists', id);
  if (act === 'add') return mayRole(who, 'propose') ?? (state.items.has(id) ? refuse('exists', id) : null);
  return mustBeThere(state, id) ?? mayItem(who, 'propose', state.items.get(id)!);
}

function checkOpen(state: DraftState, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id);
  return proposal?.state === 'open' ? null : refuse('bad-op', proposal?.item);
}

function checkOwn(state: DraftState, who: Participant, id: string): Verdict {
  const verdict = mayRole(who, 'propose') ?? checkOpen(state, id);
  if (verdict) return verdict;
  const proposal = state.negotiation.proposals.get(id)!;
  return isOwnProposal(proposal, who) ? null : refuse('forbidden', proposal.item);
}

/** Words that are agreed already are not changed by a decision. */
function checkDecision(state: DraftState, id: string): Verdict {
  const verdict = checkOpen(state, id);
  if (verdict) return verdict;
  for (const item of state.items.values()) {
    if (isSettled(item.status) && marksOf(item).has(id)) return refuse('locked', item.id);
  }
  return null;
}

function mustBeOthers(state: DraftState, who: Participant, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id)!;
  return isOwnProposal(proposal, who) ? refuse('bad-op', proposal.item) : null;
}

function isThread({ negotiation }: DraftState, id: string, on?: string): boolean {
  const comment = negotiation.comments.get(id);
  return comment?.parent === null && (on ?? comment.item) === comment.item;
}

/** A range, which only a first comment has, lies within the words; an answer belongs to a thread of its item. */
function checkComment(state: DraftState, change: Change & { type: 'comment.add' }): Verdict {
  const { item, parent, lang, anchor, head } = change;
  if (state.negotiation.comments.has(change.comment)) return refuse('exists', item);
  const answers = parent === null || (isThread(state, parent, item) && lang === undefined);
  if (!answers) return refuse('bad-op', item);
  if (lang === undefined) return null;
  const words = insertedWords(textOf(state.items.get(item)!, lang));
  const fits = (at = -1) => at >= 0 && at <= words.length && !cutsPair(words, at);
  return state.langs.includes(lang) && fits(anchor) && fits(head) ? null : refuse('bad-op', item);
}

function checkOwnComment(state: DraftState, who: Participant, id: string): Verdict {
  const comment = state.negotiation.comments.get(id);
  if (!comment || comment.removed) return refuse('bad-op', comment?.item);
  return comment.by === '' || comment.by === who.id
    ? mayRole(who, 'comment')
    : refuse('forbidden', comment.item);
}

function checkConsult(
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

/** The changes as the server would write them: places resolved, lengths filled in. */
export function complete(state: DraftState, changes: readonly Change[]): Change[] {
  const edit = new DraftEdit(state);
  return changes.map((change) => {
    const full = completeOne(edit, change);
    applyChange(edit, full, state.seq + 1);
    return full;
  });
}

function completeOne(state: DraftState, change: Change): Change {
  switch (change.type) {
    case 'item.add':
      return { ...change, after: resolveAfter(state, change.parent, change.after) };
    case 'item.move':
      return { ...change, after: resolveAfter(state, change.parent, change.after, change.item) };
    case 'item.merge': {
      const item = state.items.get(change.item);
      const into = state.items.get(change.into);
      const at: Record<string, number> = {};
      for (const lang of Object.keys(item?.texts ?? {}))
        at[lang] = into ? resultLength(textOf(into, lang)) : 0;
      return { ...change, at };
    }
    default:
      return change;
  }
}
