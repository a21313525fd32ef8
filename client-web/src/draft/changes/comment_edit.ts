/** comment.edit, comment.remove: the author changes what a comment says, or takes it back. */
import type { CommentEdit, CommentRemove } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayRole, refuse, type Verdict } from '../policy/verdict';
import type { DraftState } from '../state';

type Own = Pick<ChangeKind<CommentEdit | CommentRemove>, 'may' | 'fits'>;

function mustSaySomething({ negotiation }: DraftState, id: string): Verdict {
  const comment = negotiation.comments.get(id);
  return !comment || comment.removed ? refuse('bad-op', comment?.item) : null;
}

/** One's own; what is not confirmed yet is one's own too. */
const own: Own = {
  may(state, who, { comment: id }) {
    const verdict = mayRole(who, 'comment') ?? mustSaySomething(state, id);
    if (verdict) return verdict;
    const { by, item } = state.negotiation.comments.get(id)!;
    return by === '' || by === who.id ? null : refuse('forbidden', item);
  },

  fits: (state, { comment }) => mustSaySomething(state, comment),
};

export const commentEdit: ChangeKind<CommentEdit> = {
  ...own,
  apply: (edit, { comment, text }, { at }) => edit.changeComment(comment, { text, edited: at }),
};

export const commentRemove: ChangeKind<CommentRemove> = {
  ...own,
  apply: (edit, { comment }) => edit.removeComment(comment),
};
