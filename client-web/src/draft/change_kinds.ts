/**
 * The kinds of changes that writing makes, and all others as soon as they are here (other_kinds.ts, right behind the page): nobody
 * decides anything in the first moment, and what others did is folded by those who have them (fold.ts).
 */
import type { Change } from '../wire/types';
import type { ChangeKind, OfType } from './change_kind';
import { itemAdd } from './changes/item_add';
import { itemKind } from './changes/item_kind';
import { itemMerge } from './changes/item_merge';
import { itemMove } from './changes/item_move';
import { itemRemove } from './changes/item_remove';
import { itemRestore } from './changes/item_restore';
import { itemSplit } from './changes/item_split';
import { proposalAdd } from './changes/proposal_add';
import { proposalWithdraw } from './changes/proposal_close';
import { text } from './changes/text';

export type Kinds<T extends Change['type']> = { readonly [Type in T]: ChangeKind<OfType<Type>> };

const writing = {
  text,
  'item.add': itemAdd,
  'item.move': itemMove,
  'item.remove': itemRemove,
  'item.restore': itemRestore,
  'item.split': itemSplit,
  'item.merge': itemMerge,
  'item.kind': itemKind,
  'proposal.add': proposalAdd,
  'proposal.withdraw': proposalWithdraw,
} satisfies Partial<Kinds<Change['type']>>;

export type WritingType = keyof typeof writing;

let kinds = writing as Readonly<Record<string, ChangeKind | undefined>>;

export function addKinds(others: Kinds<Exclude<Change['type'], WritingType | 'other'>>): void {
  kinds = { ...kinds, ...(others as object) };
}

/** Undefined for a kind that this version does not know: it changes nothing that is shown. */
export function kindOf({ type }: Change): ChangeKind | undefined {
  return kinds[type];
}
