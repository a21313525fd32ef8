/** comment.resolve: a thread is settled, or open again. */
import type { CommentResolve } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const commentResolve: ChangeKind<CommentResolve> = {
  apply: (edit, { comment, resolved }) => edit.changeComment(comment, { resolved }),
};
