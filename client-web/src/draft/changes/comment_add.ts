/** comment.add: the beginning of a thread about an item or a range of its words, or an answer. */
import type { CommentAdd } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const commentAdd: ChangeKind<CommentAdd> = {
  apply(edit, { comment: id, item, parent, text, lang, anchor = 0, head = 0 }, { seq, by, at }) {
    const range = lang === undefined ? {} : { lang, anchor, head };
    edit.putComment({ id, item, parent, by, text, ...range, resolved: false, removed: false, seq, at });
  },
};
