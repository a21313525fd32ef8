/** item.status: where the negotiation of an item stands. */
import type { Change, ItemStatusChange } from '../../wire/types';
import { isBlank } from '../blank';
import type { ChangeKind, Origin } from '../change_kind';
import type { DraftEdit } from '../edit';
import { childrenOf, isSettled, itemsOf, type DraftState } from '../state';
import { blockersOf, countBlockers } from '../blockers';
import { mayRole, mustBeThere, refuse } from '../policy/verdict';

/** A reason stays with the item as long as the agreement that it was given for. */
function setStatus(edit: DraftEdit, id: string, change: ItemStatusChange, { by, at }: Origin): void {
  const item = edit.items.get(id);
  if (!item) return;
  const { status, below = false, reason } = change;
  const { override, ...rest } = item;
  const given = isSettled(status) && !isBlank(reason) ? { reason: reason!, by, at } : undefined;
  if (item.status !== status || override || given)
    edit.put({ ...rest, status, ...(given && { override: given }) });
  if (!below) return;
  for (const child of childrenOf(edit, id)) {
    if (!edit.items.get(child)!.removed) setStatus(edit, child, change, { by, at });
  }
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

export const itemStatus: ChangeKind<ItemStatusChange> = {
  /** Something that stands against agreement is passed over only with a reason. */
  may(state, who, { item, status, below = false, reason }) {
    const verdict = mayRole(who, 'status') ?? mustBeThere(state, item);
    if (verdict || !isBlank(reason) || !isSettled(status)) return verdict;
    const blockers = blockersOf(state.negotiation, itemsOf(state, item, below));
    return countBlockers(blockers) > 0 ? refuse('locked', item) : null;
  },

  fits: (state, { item }) => mustBeThere(state, item),

  complete(_state, change) {
    const { reason, ...rest } = change;
    return isBlank(reason) ? rest : change;
  },

  apply: (edit, change, stamp) => setStatus(edit, change.item, change, stamp),

  invert: (state, change) => (state.items.has(change.item) ? invertStatus(state, change) : []),
};
