/** comment.resolve: a thread is settled, or open again. */
import type { CommentResolve } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { isThread } from '../threads';
import { mayRole, refuse } from '../policy/verdict';

export const commentResolve: ChangeKind<CommentResolve> = {
  may: (_state, who) => mayRole(who, 'comment'),
  fits: (state, { comment }) => (isThread(state.negotiation, comment) ? null : refuse('bad-op')),
  apply: (edit, { comment, resolved }) => edit.changeComment(comment, { resolved }),
};
