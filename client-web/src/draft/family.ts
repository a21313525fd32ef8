/** Items between which words have gone, by a split or a merge. */
import type { Proposal } from '../wire/types';
import type { DraftState } from './types';

/** The root of the family that they are. */
export function familyOf(state: DraftState, id: string): string {
  let root = id;
  for (let kin = state.items.get(id)?.kin; kin !== undefined; kin = state.items.get(root)?.kin) root = kin;
  return root;
}

/** How many items they are. */
export function familySize(state: DraftState, id: string): number {
  const root = familyOf(state, id);
  return [...state.items.keys()].filter((other) => familyOf(state, other) === root).length;
}

/** Its marks may stand in the item: it is for that, or for one of its family. */
export function isBound(draft: DraftState, proposal: Proposal, item: string): boolean {
  return proposal.item === item || familyOf(draft, proposal.item) === familyOf(draft, item);
}
