/**
 * The state of a draft as a value: it is never changed in place, and what did not change stays the same object, so
 * that whoever draws it can compare with `===`.
 */
import Delta from 'quill-delta';
import { NO_NEGOTIATION, negotiationFrom } from './negotiation';
import type { DraftState, Item } from './types';
import type { FollowMark, ItemStatus, Lang, Snapshot } from '../wire/types';

export type { DraftState, Item, Negotiation } from './types';

/** The parent of the items at the top level, as a key of `children`. */
export const TOP = '';

export function emptyDraft(id: string): DraftState {
  return {
    id,
    title: {},
    langs: [],
    adopted: false,
    versions: [],
    seq: 0,
    items: new Map(),
    children: new Map(),
    structure: {},
    participants: new Map(),
    negotiation: NO_NEGOTIATION,
  };
}

export function childrenOf(state: DraftState, parent: string | null): readonly string[] {
  return state.children.get(parent ?? TOP) ?? [];
}

/** There is agreement on the item: only the chair can open it again. */
export const isSettled = (status: ItemStatus): boolean => status === 'agreed' || status === 'approved';

/** Whether the item exists and neither it nor anything above it is removed. */
export function isThere(state: DraftState, id: string): boolean {
  for (let at: string | null = id; at !== null;) {
    const item: Item | undefined = state.items.get(at);
    if (!item || item.removed) return false;
    at = item.parent;
  }
  return true;
}

/** 1 at the top. */
export function depthOf(state: DraftState, id: string | null): number {
  let depth = 0;
  for (let at = id; at !== null; at = state.items.get(at)?.parent ?? null) depth++;
  return depth;
}

/** Strictly below. */
export function isBelow(state: DraftState, id: string, above: string): boolean {
  let at = state.items.get(id)?.parent ?? null;
  while (at !== null) {
    if (at === above) return true;
    at = state.items.get(at)?.parent ?? null;
  }
  return false;
}

const EMPTY_TEXT = new Delta();

/** The text in one language; the same empty Delta where there is none. */
export function textOf(item: Item, lang: Lang): Delta {
  return item.texts[lang] ?? EMPTY_TEXT;
}

export function originalLang(state: DraftState): Lang {
  return state.langs[0] ?? '';
}

/** Whether this translation may no longer match the original. */
export function isStale(state: DraftState, item: Item, lang: Lang): boolean {
  const original = originalLang(state);
  if (lang === original) return false;
  return (item.changed[original] ?? 0) > (item.aligned[lang] ?? 0);
}

export function fromSnapshot(snapshot: Snapshot): DraftState {
  const items = new Map<string, Item>();
  const children = new Map<string, string[]>();
  for (const item of snapshot.items) {
    const { id, parent, texts } = item;
    const deltas: Record<Lang, Delta> = {};
    for (const lang of Object.keys(texts)) deltas[lang] = new Delta(texts[lang]!);
    items.set(id, { ...item, texts: deltas });
    const siblings = children.get(parent ?? TOP);
    if (siblings) siblings.push(id);
    else children.set(parent ?? TOP, [id]);
  }
  return {
    id: snapshot.id,
    title: snapshot.title,
    langs: snapshot.langs,
    ...(snapshot.numbering !== undefined && { numbering: snapshot.numbering }),
    ...(snapshot.frozen !== undefined && { frozen: snapshot.frozen }),
    adopted: snapshot.adopted,
    versions: snapshot.versions ?? [],
    ...(snapshot.follows !== undefined && { follows: snapshot.follows }),
    ...(snapshot.follow_up && { followUp: new Map(snapshot.follow_up.map((one) => [followKey(one), one])) }),
    seq: snapshot.seq,
    items,
    children,
    structure: {},
    participants: new Map(snapshot.participants.map((participant) => [participant.id, participant])),
    negotiation: negotiationFrom(snapshot),
  };
}

/** The place of what is said of a commitment: of reports, one of each delegation. */
export const followKey = ({
  item,
  row,
  field,
  delegation,
}: Omit<FollowMark, 'value' | 'by' | 'seq' | 'at'>) => [item, row, field, delegation].join(' ');

/** What `below` includes: the item, and what is there below it. */
export function itemsOf(state: DraftState, id: string, below: boolean): readonly Item[] {
  const item = state.items.get(id);
  if (!item || item.removed) return [];
  if (!below) return [item];
  return [item, ...childrenOf(state, id).flatMap((child) => itemsOf(state, child, true))];
}

export function textLength(view: DraftState, id: string, lang: string): number {
  const item = view.items.get(id);
  return item ? textOf(item, lang).length() : 0;
}
