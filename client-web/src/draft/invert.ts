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
 * The merged item's words go into a new item, as the old one is a tombstone whose text now lives on elsewhere: so
 * what others wrote there meanwhile comes along. Then it goes to the old place, and what was below `into` goes back.
 */
function invertMerge(state: DraftState, change: ItemMerge, freshId: () => string): Change[] {
  const item = state.items.get(change.item)!;
  const into = state.items.get(change.into)!;
  const at: Record<string, number> = {};
  for (const lang of Object.keys(item.texts)) {
    const length = textOf(into, lang).length();
    if (textOf(item, lang).length() > 0 || length > 0) at[lang] = length;
  }
  const fresh = freshId();
  const changes: Change[] = [{ type: 'item.split', item: into.id, new: fresh, at }];
  const siblings = childrenOf(state, into.parent);
  const follows = item.parent === into.parent && siblings[siblings.indexOf(into.id) + 1] === item.id;
  const inside = item.parent === into.id;
  if (!follows && !inside) {
    changes.push({ type: 'item.move', item: fresh, parent: item.parent, after: item.id });
  }
  if (item.kind !== into.kind) changes.push({ type: 'item.kind', item: fresh, kind: item.kind });
  let after: string | null = null;
  for (const child of childrenOf(state, into.id)) {
    const back: string = child === item.id ? fresh : child;
    if (child !== item.id && state.items.get(child)!.removed) continue;
    changes.push({ type: 'item.move', item: back, parent: into.id, after });
    after = back;
  }
  return changes;
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

function invertOne(state: DraftState, change: Change, freshId: () => string): Change[] {
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
