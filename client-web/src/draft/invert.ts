/** What takes changes back. */
import { toDelta } from '../text/delta';
import type { Change, ItemMerge, ItemStatusChange } from '../wire/types';
import { applyChange } from './apply';
import { DraftEdit } from './edit';
import { childrenOf, textOf, type DraftState, type Item } from './state';

/** The sibling in front of an item, tombstones too. */
function before(state: DraftState, item: Item): string | null {
  const siblings = childrenOf(state, item.parent);
  return siblings[siblings.indexOf(item.id) - 1] ?? null;
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

function invertStatus(state: DraftState, change: ItemStatusChange): Change[] {
  const changes: Change[] = [];
  const visit = (id: string) => {
    const item = state.items.get(id)!;
    if (item.status !== change.status) changes.push({ type: 'item.status', item: id, status: item.status });
    if (!change.below) return;
    for (const child of childrenOf(state, id)) if (!state.items.get(child)!.removed) visit(child);
  };
  visit(change.item);
  return changes;
}

/** What takes back one change that is about to be made on this state; empty where nothing can. */
export function invertOne(state: DraftState, change: Change, freshId: () => string): Change[] {
  const item = 'item' in change && change.item !== undefined ? state.items.get(change.item) : undefined;
  switch (change.type) {
    case 'text':
      if (!item) return [];
      return [{ ...change, delta: toDelta(change.delta).invert(textOf(item, change.lang)) }];
    case 'item.add':
      return item ? [] : [{ type: 'item.remove', item: change.item }];
    case 'item.move':
      return item
        ? [{ type: 'item.move', item: item.id, parent: item.parent, after: before(state, item) }]
        : [];
    case 'item.remove':
      return item && !item.removed ? [{ type: 'item.restore', item: item.id }] : [];
    case 'item.restore':
      return item?.removed ? [{ type: 'item.remove', item: item.id }] : [];
    case 'item.split':
      return item ? [{ type: 'item.merge', item: change.new, into: item.id, at: change.at }] : [];
    case 'item.merge':
      return item && state.items.has(change.into) ? invertMerge(state, change, freshId) : [];
    case 'item.kind':
      return item ? [{ type: 'item.kind', item: item.id, kind: item.kind }] : [];
    case 'item.status':
      return item ? invertStatus(state, change) : [];
    case 'draft.set':
      return [{ type: 'draft.set', title: state.title, langs: [...state.langs] }];
    default:
      // An alignment, an adoption: acts that are not taken back by a key.
      return [];
  }
}

/** What takes `changes`, made on `state`, back; empty where nothing can. */
export function invertChanges(
  state: DraftState,
  changes: readonly Change[],
  freshId: () => string,
): readonly Change[] {
  const edit = new DraftEdit(state);
  const inverse: Change[][] = [];
  for (const change of changes) {
    inverse.push(invertOne(edit, change, freshId));
    applyChange(edit, change, state.seq + 1);
  }
  return inverse.reverse().flat();
}
