/** What is said about words goes where they go: ranges of comments by every change of them, comments and proposals by merges. */
import type { Change, Comment, ItemMerge, ItemSplit, TextChange } from '../wire/types';
import { followChange } from './caret';
import type { DraftEdit } from './edit';
import { backOnWords } from './quote';
import type { Negotiation } from './types';

/** Ranges move with the words, and what belongs to a merged item goes where its words went. */
export function moveAttached(edit: DraftEdit, change: TextChange | ItemSplit | ItemMerge): void {
  const { comments, proposals } = edit.negotiation;
  const moved = followComments(edit, comments, change);
  const merged = change.type === 'item.merge' ? followMerge(proposals, change.item, change.into) : proposals;
  if (moved !== comments || merged !== proposals)
    edit.negotiation = { ...edit.negotiation, comments: moved, proposals: merged };
}

function followMerge(
  proposals: Negotiation['proposals'],
  item: string,
  into: string,
): Negotiation['proposals'] {
  const moving = [...proposals.values()].filter((proposal) => proposal.item === item);
  if (moving.length === 0) return proposals;
  const merged = new Map(proposals);
  for (const proposal of moving) merged.set(proposal.id, { ...proposal, item: into });
  return merged;
}

/** Replies go where the first comment of their thread goes. */
function followComments(
  edit: DraftEdit,
  comments: Negotiation['comments'],
  change: Change & { item: string },
): Negotiation['comments'] {
  let moved: Map<string, Comment> | null = null;
  for (const comment of comments.values()) {
    if (comment.item !== change.item) continue;
    const thread = comment.parent === null ? undefined : (moved ?? comments).get(comment.parent);
    const next = thread ? sameItemAs(comment, thread) : followComment(edit, comment, change);
    if (next !== comment) (moved ??= new Map(comments)).set(comment.id, next);
  }
  return moved ?? comments;
}

function sameItemAs(comment: Comment, { item }: Comment): Comment {
  return comment.item === item ? comment : { ...comment, item };
}

function followComment(edit: DraftEdit, comment: Comment, change: Change): Comment {
  const { item, lang, anchor, head } = comment;
  if (lang !== undefined && anchor !== undefined && head !== undefined) {
    const place = { item, lang, anchor, head };
    const moved = followChange(place, change);
    return backOnWords(edit, moved === place ? comment : { ...comment, ...moved }, change);
  }
  return change.type === 'item.merge' ? { ...comment, item: change.into } : comment;
}
