/** All kinds of changes but those that writing makes, in the order of the server's draft/change_kinds.c; and numbers that stay. */
import { addKinds } from './change_kinds';
import { commentAdd } from './changes/comment_add';
import { commentEdit, commentRemove } from './changes/comment_edit';
import { commentResolve } from './changes/comment_resolve';
import { consultClose } from './changes/consult_close';
import { consultOpen } from './changes/consult_open';
import { draftAdopt } from './changes/draft_adopt';
import { draftFreeze } from './changes/draft_freeze';
import { draftRenumber } from './changes/draft_renumber';
import { draftSet } from './changes/draft_set';
import { followFrom } from './changes/follow_from';
import { followSet } from './changes/follow_set';
import { itemAlign } from './changes/item_align';
import { itemNumber } from './changes/item_number';
import { itemStatus } from './changes/item_status';
import { positionSet } from './changes/position_set';
import { proposalAccept, proposalReject } from './changes/proposal_close';
import { proposalFile } from './changes/proposal_file';
import { proposalGroup } from './changes/proposal_group';
import { proposalPart } from './changes/proposal_part';
import { proposalReopen } from './changes/proposal_reopen';
import { proposalSupport } from './changes/proposal_support';
import { seated } from './changes/seats';
import { versionAdd } from './changes/version_add';
import * as frozen from './frozen';
import { keepNumbersBy } from './kept_numbers';

addKinds({
  'item.status': itemStatus,
  'item.align': itemAlign,
  'item.number': itemNumber,
  'draft.set': draftSet,
  'draft.freeze': draftFreeze,
  'draft.renumber': draftRenumber,
  'draft.adopt': draftAdopt,
  'participant.set': seated,
  'proposal.file': proposalFile,
  'proposal.support': proposalSupport,
  'proposal.accept': proposalAccept,
  'proposal.reject': proposalReject,
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
  'follow.set': followSet,
  'follow.from': followFrom,
  'seat.add': seated,
  'seat.confirm': seated,
  'seat.end': seated,
  'seat.enter': seated,
});
keepNumbersBy(frozen);
