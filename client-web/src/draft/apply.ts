/**
 * The fold: what each kind of change does to a draft. The same for ops of the server and for changes that are still on
 * their way; the latter may no longer fit, and then do as much as makes sense, or nothing.
 */
import Delta from 'quill-delta';
import { clampDelta, resultLength, shiftDelta, toDelta } from '../text/delta';
import type {
  Change,
  DraftSet,
  ItemAdd,
  ItemMerge,
  ItemMove,
  ItemSplit,
  ItemStatusChange,
  Op,
  TextChange,
} from '../wire/types';
import { isBlank } from './blank';
import { DraftEdit } from './edit';
import {
  addingItem,
  applyNegotiation,
  followWords,
  PENDING,
  type Negotiation,
  type Origin,
} from './negotiation';
import { applySeat } from './seats';
import { childrenOf, familyOf, isBelow, isSettled, textOf, type DraftState } from './state';

type Proposals = Negotiation['proposals'];

function applyText(edit: DraftEdit, { item: id, lang, delta }: TextChange, seq: number): void {
  const item = edit.items.get(id);
  if (!item) return;
  const text = textOf(item, lang);
  edit.setText(id, lang, text.compose(clampDelta(delta, resultLength(text))), seq);
}

/** The sibling to come after: one that is (no longer) a child of the parent stands for its last child. */
export function resolveAfter(
  state: DraftState,
  parent: string | null,
  after: string | null,
  moving?: string,
): string | null {
  if (after === null) return null;
  if (after !== moving && state.items.get(after)?.parent === parent) return after;
  const siblings = childrenOf(state, parent).filter((id) => id !== moving);
  return siblings[siblings.length - 1] ?? null;
}

function applyAdd(edit: DraftEdit, change: ItemAdd, seq: number): void {
  const { item: id, parent, kind, texts = {} } = change;
  if (edit.items.has(id) || (parent !== null && !edit.items.has(parent))) return;
  const deltas: Record<string, Delta> = {};
  const changed: Record<string, number> = {};
  for (const lang of Object.keys(texts)) {
    deltas[lang] = toDelta(texts[lang]!);
    changed[lang] = seq;
  }
  edit.link(id, parent, resolveAfter(edit, parent, change.after));
  const status = addingItem(edit.negotiation, id) ? 'review' : 'open';
  edit.put({ id, parent, kind, status, removed: false, texts: deltas, changed, aligned: {} });
}

function applyMove(edit: DraftEdit, { item: id, parent, after }: ItemMove): void {
  const item = edit.items.get(id);
  if (!item || after === id || parent === id) return;
  if (parent !== null && (!edit.items.has(parent) || isBelow(edit, parent, id))) return;
  const previous = resolveAfter(edit, parent, after, id);
  edit.unlink(id, item.parent);
  edit.link(id, parent, previous);
  edit.put({ ...item, parent });
}

function setRemoved(edit: DraftEdit, id: string, removed: boolean): void {
  const item = edit.items.get(id);
  if (!item || item.removed === removed) return;
  edit.restructure();
  edit.put({ ...item, removed });
}

function applySplit(edit: DraftEdit, { item: id, new: fresh, at }: ItemSplit, seq: number): void {
  const item = edit.items.get(id);
  if (!item || edit.items.has(fresh)) return;
  edit.link(fresh, item.parent, id);
  edit.put({
    ...item,
    id: fresh,
    removed: false,
    texts: {},
    changed: {},
    aligned: {},
    kin: familyOf(edit, id),
  });
  for (const lang of Object.keys(at)) {
    const text = textOf(item, lang);
    const length = resultLength(text);
    const cut = Math.min(at[lang]!, length);
    edit.setText(fresh, lang, text.slice(cut), seq);
    if (cut < length) edit.setText(id, lang, text.slice(0, cut), seq);
    else if (!item.texts[lang])
      edit.put({ ...edit.items.get(id)!, texts: { ...edit.items.get(id)!.texts, [lang]: text } });
  }
  edit.moveChildren(id, fresh);
}

function applyMerge(edit: DraftEdit, { item: id, into }: ItemMerge, seq: number): void {
  const item = edit.items.get(id);
  const target = edit.items.get(into);
  if (!item || !target || id === into || isBelow(edit, into, id)) return;
  for (const lang of Object.keys(item.texts)) {
    const words = textOf(item, lang);
    if (resultLength(words) === 0) continue;
    const before = textOf(target, lang);
    edit.setText(into, lang, before.compose(shiftDelta(words, resultLength(before))), seq);
    edit.setText(id, lang, new Delta(), seq);
  }
  edit.moveChildren(id, into);
  joinFamilies(edit, id, into);
  setRemoved(edit, id, true);
}

function joinFamilies(edit: DraftEdit, id: string, other: string): void {
  const [root, into] = [familyOf(edit, id), familyOf(edit, other)];
  if (root !== into) edit.put({ ...edit.items.get(root)!, kin: into });
}

/** A reason stays with the item as long as the agreement that it was given for. */
function applyStatus(edit: DraftEdit, id: string, change: ItemStatusChange, origin: Origin): void {
  const item = edit.items.get(id);
  if (!item) return;
  const { status, below = false, reason } = change;
  const { override, ...rest } = item;
  const given =
    isSettled(status) && !isBlank(reason) ? { reason: reason!, by: origin.by, at: origin.at } : undefined;
  if (item.status !== status || override || given)
    edit.put({ ...rest, status, ...(given && { override: given }) });
  if (!below) return;
  for (const child of childrenOf(edit, id)) {
    if (!edit.items.get(child)!.removed) applyStatus(edit, child, change, origin);
  }
}

/** Titles that the change does not name stay, in languages that remain. */
function applySet(edit: DraftEdit, { title = {}, langs = [...edit.langs] }: DraftSet): void {
  const complete: Record<string, string> = { ...title };
  for (const lang of Object.keys(edit.title)) {
    if (!(lang in complete) && langs.includes(lang)) complete[lang] = edit.title[lang]!;
  }
  edit.title = complete;
  edit.langs = langs;
}

/** One change, in place. `seq` is that of its op; for one that has none yet, the next. */
export function applyChange(edit: DraftEdit, change: Change, seq: number, origin: Origin = PENDING): void {
  applyToDraft(edit, change, seq, origin);
  const before = edit.negotiation.proposals;
  edit.negotiation = followWords(
    applyNegotiation(edit.negotiation, change, edit, { ...origin, seq }),
    change,
  );
  if ('proposal' in change && isWhole(before, change.proposal, edit.negotiation.proposals))
    edit.restructure();
}

/** A whole item is proposed, or was: numbers depend on it. */
function isWhole(before: Proposals, id: string, now: Proposals): boolean {
  return (now.get(id) ?? before.get(id))?.act === 'add';
}

function applyToDraft(edit: DraftEdit, change: Change, seq: number, origin: Origin): void {
  switch (change.type) {
    case 'text':
      return applyText(edit, change, seq);
    case 'item.add':
      return applyAdd(edit, change, seq);
    case 'item.move':
      return applyMove(edit, change);
    case 'item.remove':
      return setRemoved(edit, change.item, true);
    case 'item.restore':
      return setRemoved(edit, change.item, false);
    case 'item.split':
      return applySplit(edit, change, seq);
    case 'item.merge':
      return applyMerge(edit, change, seq);
    case 'item.kind': {
      const item = edit.items.get(change.item);
      if (!item || item.kind === change.kind) return;
      edit.restructure();
      edit.put({ ...item, kind: change.kind });
      return;
    }
    case 'item.status':
      return applyStatus(edit, change.item, change, origin);
    case 'item.align': {
      const item = edit.items.get(change.item);
      if (!item) return;
      const texts = item.texts[change.lang] ? item.texts : { ...item.texts, [change.lang]: new Delta() };
      edit.put({ ...item, texts, aligned: { ...item.aligned, [change.lang]: seq } });
      return;
    }
    case 'draft.set':
      return applySet(edit, change);
    case 'draft.adopt':
      edit.adopted = true;
      return;
    case 'participant.set':
    case 'seat.add':
    case 'seat.confirm':
    case 'seat.end':
    case 'seat.enter':
      edit.participants = applySeat(edit.participants, change, origin.by);
      return;
    default:
      // A kind that this version does not know changes nothing that it shows.
      return;
  }
}

/** Changes that the server has not ordered yet, on top of a state. */
export function applyChanges(state: DraftState, changes: readonly Change[]): DraftState {
  if (changes.length === 0) return state;
  const edit = new DraftEdit(state);
  for (const change of changes) applyChange(edit, change, state.seq + 1);
  return edit.finish();
}

/** The next ops of the log. */
export function foldOps(state: DraftState, ops: readonly Op[]): DraftState {
  if (ops.length === 0) return state;
  const edit = new DraftEdit(state);
  for (const op of ops) {
    for (const change of op.changes) applyChange(edit, change, op.seq, op);
    edit.seq = op.seq;
  }
  return edit.finish();
}
