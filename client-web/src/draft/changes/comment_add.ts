/** comment.add: the beginning of a thread about an item or a range of its words, or an answer. */
import type { CommentAdd } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayRole, mustBeThere, refuse, type Verdict } from '../policy/verdict';
import { isPlaceIn } from '../policy/words';
import { isThread } from '../threads';
import { quoteOf } from '../quoting';
import type { DraftState } from '../state';

/** A range, which only a first comment has, lies within the words; an answer belongs to a thread of its item. */
function isPlaced(state: DraftState, { item, parent, lang, anchor = -1, head = -1 }: CommentAdd): Verdict {
  const answers = parent === null || (isThread(state.negotiation, parent, item) && lang === undefined);
  if (!answers) return refuse('bad-op', item);
  if (lang === undefined) return null;
  const of = state.items.get(item)!;
  const fits = state.langs.includes(lang) && isPlaceIn(of, lang, anchor) && isPlaceIn(of, lang, head);
  return fits ? null : refuse('bad-op', item);
}

export const commentAdd: ChangeKind<CommentAdd> = {
  may: (_state, who) => mayRole(who, 'comment'),

  fits(state, change) {
    const isKnown = state.negotiation.comments.has(change.comment);
    return (
      mustBeThere(state, change.item) ??
      (isKnown ? refuse('exists', change.item) : null) ??
      isPlaced(state, change)
    );
  },

  apply(edit, { comment: id, item, parent, text, lang, anchor = 0, head = 0 }, { seq, by, at }) {
    const range = lang === undefined ? {} : { lang, anchor, head };
    const words = lang === undefined ? undefined : edit.items.get(item)?.texts[lang];
    const given = words ? { ...range, ...quoteOf(words, anchor, head) } : range;
    edit.putComment({ id, item, parent, by, text, ...given, resolved: false, removed: false, seq, at });
  },
};
