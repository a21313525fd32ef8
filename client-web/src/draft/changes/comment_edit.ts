/** comment.edit, comment.remove: the author changes what a comment says, or takes it back. */
import type { CommentEdit, CommentRemove } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const commentEdit: ChangeKind<CommentEdit> = {
  apply: (edit, { comment, text }, { at }) => edit.changeComment(comment, { text, edited: at }),
};

export const commentRemove: ChangeKind<CommentRemove> = {
  apply: (edit, { comment }) => edit.changeComment(comment, { text: '', removed: true }),
};
