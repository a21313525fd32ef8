/** Comparing two states of a draft, cheaply: what is the same object is the same. */
import { sameText } from '../text/delta';
import type { Change } from '../wire/types';
import { DraftEdit } from './edit';
import type { DraftState, Item } from './state';

function sameTexts(a: Item, b: Item): boolean {
  if (a.texts === b.texts) return true;
  const langs = new Set([...Object.keys(a.texts), ...Object.keys(b.texts)]);
  for (const lang of langs) {
    if (!sameText(a.texts[lang] ?? { ops: [] }, b.texts[lang] ?? { ops: [] })) return false;
  }
  return true;
}

/** Same on the screen: everything but when it was changed. */
function sameItem(a: Item | undefined, b: Item | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return (
    a.parent === b.parent &&
    a.kind === b.kind &&
    a.status === b.status &&
    a.removed === b.removed &&
    a.kin === b.kin &&
    sameNumber(a, b) &&
    a.override?.reason === b.override?.reason &&
    a.override?.at === b.override?.at &&
    sameTexts(a, b)
  );
}

function sameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === b) return true;
  return a?.length === b?.length && a!.every((id, i) => id === b![i]);
}

function sameKeys<T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
  same: (x?: T, y?: T) => boolean,
): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (value !== other && !same(value, other)) return false;
  }
  return true;
}

/** Same order and places. */
function sameStructure(a: DraftState, b: DraftState): boolean {
  return sameKeys(a.children, b.children, sameList);
}

/** The same scheme, and both frozen or both not. */
function sameNumbering(a: DraftState, b: DraftState): boolean {
  if ((a.frozen === undefined) !== (b.frozen === undefined)) return false;
  return a.numbering === b.numbering || JSON.stringify(a.numbering) === JSON.stringify(b.numbering);
}

const sameNumber = (a: Item, b: Item): boolean =>
  a.start === b.start && a.name === b.name && a.frozen?.former === b.frozen?.former;

/** Whether two states show the same. */
export function sameDraft(a: DraftState, b: DraftState): boolean {
  return (
    sameKeys(a.items, b.items, sameItem) &&
    sameStructure(a, b) &&
    a.adopted === b.adopted &&
    a.versions.length === b.versions.length &&
    sameList(a.langs, b.langs) &&
    sameNumbering(a, b) &&
    JSON.stringify(sorted(a.title)) === JSON.stringify(sorted(b.title))
  );
}

function sorted(title: DraftState['title']): [string, string][] {
  return Object.entries(title).sort(([x], [y]) => (x < y ? -1 : 1));
}

/** Items whose words alone the changes touch, or null where they do more than that. */
function touchedTexts(changes: readonly Change[]): Set<string> | null {
  const touched = new Set<string>();
  for (const change of changes) {
    if (change.type !== 'text') return null;
    touched.add(change.item);
  }
  return touched;
}

/** Whether two states show the same, given that they were the same before these changes. */
export function sameAfter(a: DraftState, b: DraftState, changes: readonly Change[]): boolean {
  const touched = touchedTexts(changes);
  if (!touched) return sameDraft(a, b);
  for (const id of touched) if (!sameItem(a.items.get(id), b.items.get(id))) return false;
  return true;
}

/** `next`, with the texts and the structure of `known` wherever they are equal, so that `===` finds them unchanged. */
export function keepIdentity(known: DraftState, next: DraftState, changes: readonly Change[]): DraftState {
  const touched = touchedTexts(changes);
  const edit = new DraftEdit(next);
  for (const id of touched ?? next.items.keys()) {
    const item = next.items.get(id);
    const old = known.items.get(id);
    if (!item || !old || item === old) continue;
    const kept = keepTexts(old, item);
    if (kept !== item) edit.put(kept);
  }
  if (!touched && next.structure !== known.structure && sameOutline(known, next)) {
    edit.children = known.children;
    edit.structure = known.structure;
  }
  return edit.finish();
}

function sameOutline(a: DraftState, b: DraftState): boolean {
  const same = (x?: Item, y?: Item) =>
    x !== undefined && y !== undefined && x.kind === y.kind && x.removed === y.removed && sameNumber(x, y);
  return sameStructure(a, b) && sameNumbering(a, b) && sameKeys(a.items, b.items, same);
}

/** Same in everything, so that one may stand for the other in what is confirmed. A text that is empty is not one that is not there. */
function isEqual(a: Item, b: Item): boolean {
  return (
    sameItem(a, b) &&
    JSON.stringify(a.frozen) === JSON.stringify(b.frozen) &&
    sameLangs(a, b) &&
    sameSeqs(a.changed, b.changed) &&
    sameSeqs(a.aligned, b.aligned) &&
    a.override?.by === b.override?.by &&
    a.removal?.seq === b.removal?.seq &&
    a.removal?.at === b.removal?.at &&
    a.removal?.by === b.removal?.by
  );
}

function sameLangs(a: Item, b: Item): boolean {
  if (a.texts === b.texts) return true;
  const langs = Object.keys(a.texts);
  return langs.length === Object.keys(b.texts).length && langs.every((lang) => lang in b.texts);
}

function keepTexts(old: Item, item: Item): Item {
  if (isEqual(old, item)) return old;
  let texts: Record<string, Item['texts'][string]> | null = null;
  for (const lang of Object.keys(item.texts)) {
    const before = old.texts[lang];
    const now = item.texts[lang]!;
    if (before && before !== now && sameText(before, now))
      texts = { ...(texts ?? item.texts), [lang]: before };
  }
  return texts ? { ...item, texts } : item;
}

function sameSeqs(a: Item['changed'], b: Item['changed']): boolean {
  const langs = Object.keys(a);
  return langs.length === Object.keys(b).length && langs.every((lang) => a[lang] === b[lang]);
}
