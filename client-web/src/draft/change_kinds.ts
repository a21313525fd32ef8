/** All kinds of changes, in the order of the server's draft/change_kinds.c. */
import type { Change } from '../wire/types';
import type { ChangeKind, OfType } from './change_kind';
import { commentAdd } from './changes/comment_add';
import { commentEdit, commentRemove } from './changes/comment_edit';
import { commentResolve } from './changes/comment_resolve';
import { consultClose } from './changes/consult_close';
import { consultOpen } from './changes/consult_open';
import { draftAdopt } from './changes/draft_adopt';
import { draftFreeze } from './changes/draft_freeze';
import { draftRenumber } from './changes/draft_renumber';
import { draftSet } from './changes/draft_set';
import { itemAdd } from './changes/item_add';
import { itemAlign } from './changes/item_align';
import { itemKind } from './changes/item_kind';
import { itemMerge } from './changes/item_merge';
import { itemMove } from './changes/item_move';
import { itemNumber } from './changes/item_number';
import { itemRemove } from './changes/item_remove';
import { itemRestore } from './changes/item_restore';
import { itemSplit } from './changes/item_split';
import { itemStatus } from './changes/item_status';
import { positionSet } from './changes/position_set';
import { proposalAdd } from './changes/proposal_add';
import { proposalAccept, proposalReject, proposalWithdraw } from './changes/proposal_close';
import { proposalFile } from './changes/proposal_file';
import { proposalGroup } from './changes/proposal_group';
import { proposalPart } from './changes/proposal_part';
import { proposalReopen } from './changes/proposal_reopen';
import { proposalSupport } from './changes/proposal_support';
import { seated } from './changes/seats';
import { text } from './changes/text';
import { versionAdd } from './changes/version_add';

type Kinds = { readonly [T in Exclude<Change['type'], 'other'>]: ChangeKind<OfType<T>> };

const kinds: Kinds = {
  text,
  'item.add': itemAdd,
  'item.move': itemMove,
  'item.remove': itemRemove,
  'item.restore': itemRestore,
  'item.split': itemSplit,
  'item.merge': itemMerge,
  'item.kind': itemKind,
  'item.status': itemStatus,
  'item.align': itemAlign,
  'item.number': itemNumber,
  'draft.set': draftSet,
  'draft.freeze': draftFreeze,
  'draft.renumber': draftRenumber,
  'draft.adopt': draftAdopt,
  'participant.set': seated,
  'proposal.add': proposalAdd,
  'proposal.file': proposalFile,
  'proposal.support': proposalSupport,
  'proposal.accept': proposalAccept,
  'proposal.reject': proposalReject,
  'proposal.withdraw': proposalWithdraw,
  'proposal.part': proposalPart,
  'proposal.group': proposalGroup,
  'proposal.reopen': proposalReopen,
  'position.set': positionSet,
  'comment.add': commentAdd,
  'comment.edit': commentEdit,
  'comment.remove': commentRemove,
  'comment.resolve': commentResolve,
  'consult.open': consultOpen,
  'consult.close': consultClose,
  'version.add': versionAdd,
  'seat.add': seated,
  'seat.confirm': seated,
  'seat.end': seated,
  'seat.enter': seated,
};

/** Undefined for a kind that this version does not know: it changes nothing that is shown. */
export function kindOf({ type }: Change): ChangeKind | undefined {
  return (kinds as Readonly<Record<string, ChangeKind | undefined>>)[type];
}
