/** item.merge: an item is joined to another, which takes its words and the items below. */
import Delta from 'quill-delta';
import { resultLength, shiftDelta } from '../../text/delta';
import type { Change, ItemMerge } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import type { DraftEdit } from '../edit';
import { frozenPath, joined } from '../kept_numbers';
import { familyOf } from '../family';
import { moveAttached } from '../attached';
import { childrenOf, isBelow, textOf, type DraftState } from '../state';
import { MAX_TEXT_UNITS } from '../limits';
import { mustBeWhole } from '../policy/foreign';
import { mayItem, mayParent, mayStructure, mustBeThere, refuse } from '../policy/verdict';
import { fitsBelow, heightOf } from '../size';

function joinFamilies(edit: DraftEdit, id: string, other: string): void {
  const [root, into] = [familyOf(edit, id), familyOf(edit, other)];
  if (root !== into) edit.put({ ...edit.items.get(root)!, kin: into });
}

/**
 * The words, with what others wrote in them meanwhile, are cut off again and go back into the item itself, by way of
 * a new one: so it is the same item as before, in its old place, for whatever refers to it. What was below `into`
 * goes back under it.
 */
function invertMerge(state: DraftState, change: ItemMerge, freshId: () => string): Change[] {
  const item = state.items.get(change.item)!;
  const into = state.items.get(change.into)!;
  const at: Record<string, number> = {};
  for (const lang of Object.keys(item.texts)) at[lang] = textOf(into, lang).length();
  const fresh = freshId();
  const changes: Change[] = [
    { type: 'item.split', item: into.id, new: fresh, at },
    { type: 'item.restore', item: item.id },
  ];
  let after: string | null = null;
  for (const child of childrenOf(state, into.id)) {
    const gone = state.items.get(child)!.removed;
    // A tombstone cannot be moved, and yet has to be where it was when it is restored one day.
    if (gone) changes.push({ type: 'item.restore', item: child });
    changes.push({ type: 'item.move', item: child, parent: into.id, after });
    if (gone) changes.push({ type: 'item.remove', item: child });
    after = child;
  }
  return [...changes, { type: 'item.merge', item: fresh, into: item.id, at: {} }];
}

export const itemMerge: ChangeKind<ItemMerge> = {
  may(state, who, change) {
    const none = mustBeThere(state, change.item) ?? mustBeThere(state, change.into);
    if (none) return none;
    const into = state.items.get(change.into)!;
    return (
      mayStructure(state, who, state.items.get(change.item)!) ??
      mayItem(who, 'structure', into) ??
      mayParent(state, who, into.parent) ??
      mustBeWhole(state, change.item) ??
      mustBeWhole(state, change.into)
    );
  },

  fits(state, change) {
    const none = mustBeThere(state, change.item) ?? mustBeThere(state, change.into);
    if (none) return none;
    const item = state.items.get(change.item)!;
    const into = state.items.get(change.into)!;
    if (into.id === item.id) return refuse('bad-op', item.id);
    if (isBelow(state, into.id, item.id)) return refuse('cycle', item.id);
    const sum = (lang: string) => resultLength(textOf(item, lang)) + resultLength(textOf(into, lang));
    if (Object.keys(item.texts).some((lang) => sum(lang) > MAX_TEXT_UNITS))
      return refuse('too-large', into.id);
    // What is below comes along, and may come to lie deeper.
    return fitsBelow(state, into.id, heightOf(state, item.id) - 1) ? null : refuse('limit', item.id);
  },

  complete(state, change) {
    const item = state.items.get(change.item);
    const into = state.items.get(change.into);
    const at: Record<string, number> = {};
    // Somebody may meanwhile have begun a language in either of them that only the other had.
    for (const lang of Object.keys({ ...item?.texts, ...into?.texts }))
      at[lang] = into ? resultLength(textOf(into, lang)) : 0;
    return { ...change, at };
  },

  apply(edit, change, { seq }) {
    const { item: id, into } = change;
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
    const path = frozenPath(edit, id);
    const children = childrenOf(edit, id);
    edit.moveChildren(id, into);
    joined(edit, children, path);
    joinFamilies(edit, id, into);
    edit.setRemoved(id, true);
    moveAttached(edit, change);
  },

  invert: (state, change, freshId) =>
    state.items.has(change.item) && state.items.has(change.into) ? invertMerge(state, change, freshId) : [],
};
