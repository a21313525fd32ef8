/** Changes of the structure. */
import { cutsPair, insertedWords, resultLength } from '../../text/delta';
import type {
  Change,
  ItemMerge,
  ItemSplit,
  Participant,
  Proposal,
  RejectCode,
  WireDelta,
} from '../../wire/types';
import { MAX_DEPTH, MAX_ITEMS, MAX_TEXT_UNITS } from '../limits';
import { marksIn } from '../marks';
import { addingItem, isOwnProposal, mayMark, openProposals } from '../negotiation';
import { childrenOf, depthOf, isBelow, isThere, textOf, type DraftState, type Item } from '../state';
import { mayBelow, mayItem, mayParent, mayRole, mayStructure, refuse, type Verdict } from './verdict';
import { checkWords } from './words';

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
  let count = liveCounts.get(state.structure);
  if (count === undefined) {
    count = 0;
    for (const item of state.items.values()) if (!item.removed) count++;
    liveCounts.set(state.structure, count);
  }
  return count;
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
    const code = checkFirstMarks(state, who, item, texts[lang]!);
    if (code) return refuse(code, item);
  }
  if (depthOf(state, parent) + 1 > MAX_DEPTH || liveCount(state) >= MAX_ITEMS) return refuse('limit', item);
  return null;
}

/** A new item begins without marks, but for those of the proposal that adds it. */
function checkFirstMarks(
  { negotiation }: DraftState,
  who: Participant,
  item: string,
  words: WireDelta,
): RejectCode | null {
  const adding = addingItem(negotiation, item);
  for (const { kind, proposal } of words.ops.flatMap(({ attributes }) => marksIn(attributes))) {
    if (!negotiation.proposals.has(proposal)) return 'bad-op';
    if (kind === 'del' || proposal !== adding?.id || !mayMark(adding, who)) return 'locked';
  }
  return null;
}

/** An item that is only proposed is neither cut nor joined: that would settle what is not decided. */
function mustBeWhole({ negotiation }: DraftState, item: string): Verdict {
  return addingItem(negotiation, item) ? refuse('locked', item) : null;
}

function holdsForeign({ negotiation }: DraftState, who: Participant, item: Item): boolean {
  const foreign = (proposal: Proposal | undefined) =>
    proposal?.state === 'open' && !isOwnProposal(proposal, who);
  if (openProposals(negotiation).length === 0) return false;
  if (foreign(addingItem(negotiation, item.id))) return true;
  return Object.values(item.texts).some((text) =>
    text.ops
      .flatMap(({ attributes }) => marksIn(attributes))
      .some(({ kind, proposal }) => kind === 'ins' && foreign(negotiation.proposals.get(proposal))),
  );
}

/** What somebody proposes is taken away by the chair, who decides about it, or by its author. */
function mayTakeAway(state: DraftState, who: Participant, item: Item): Verdict {
  if (who.role === 'chair') return null;
  if (holdsForeign(state, who, item)) return refuse('locked', item.id);
  for (const id of childrenOf(state, item.id)) {
    const child = state.items.get(id)!;
    const verdict = child.removed ? null : mayTakeAway(state, who, child);
    if (verdict) return verdict;
  }
  return null;
}

function checkRemove(state: DraftState, who: Participant, item: Item): Verdict {
  return (
    mayStructure(state, who, item) ??
    mayTakeAway(state, who, item) ??
    (isLastThere(state, item.id) ? refuse('bad-op', item.id) : null)
  );
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
  const verdict = mayStructure(state, who, item) ?? mustBeWhole(state, item.id);
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
    mayStructure(state, who, item) ??
    mayItem(who, 'structure', into) ??
    mayParent(state, who, into.parent) ??
    mustBeWhole(state, item.id) ??
    mustBeWhole(state, into.id);
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

/** Changes of the structure, of kinds and of what is aligned. */
export function checkStructure(state: DraftState, who: Participant, change: Change): Verdict {
  if (change.type === 'item.add') return checkAdd(state, who, change);
  if (change.type === 'item.restore') return checkRestore(state, who, change.item);
  const id = (change as { item?: string }).item ?? '';
  const item = state.items.get(id);
  if (!item || !isThere(state, id)) return refuse('no-item', id);
  switch (change.type) {
    case 'item.move':
      return checkMove(state, who, change);
    case 'item.remove':
      return checkRemove(state, who, item);
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
