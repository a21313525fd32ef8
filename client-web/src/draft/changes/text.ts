/** text: the words of one item in one language. */
import { clampDelta, resultLength, toDelta } from '../../text/delta';
import type { TextChange } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { moveAttached } from '../attached';
import { textOf } from '../state';
import { checkMarks } from '../marking';
import { permission, textAction } from '../policy/rights';
import { mayItem, mustBeThere, refuse } from '../policy/verdict';
import { isLangOf, wordsFit } from '../policy/words';

export const text: ChangeKind<TextChange> = {
  may(state, who, change) {
    const verdict = mustBeThere(state, change.item) ?? isLangOf(state, change.lang, change.item);
    if (verdict) return verdict;
    const item = state.items.get(change.item)!;
    const action = textAction(state, change.lang);
    const proposing = permission(who.role, action, item.status) === 'proposal';
    const bad = (proposing ? null : mayItem(who, action, item)) ?? wordsFit(item, change.lang, change.delta);
    if (bad) return bad;
    // The marks are looked at where the change goes along the words, so it has to fit them.
    const code = checkMarks(state, who, item, textOf(item, change.lang), change.delta, proposing);
    return code && refuse(code, item.id);
  },

  /** What follows from a decision reaches removed items too, for they may be restored. */
  fits(state, { item: id, lang, delta }) {
    const item = state.items.get(id);
    return item ? (isLangOf(state, lang, id) ?? wordsFit(item, lang, delta)) : refuse('no-item', id);
  },

  apply(edit, change, { seq }) {
    const { item: id, lang, delta } = change;
    const item = edit.items.get(id);
    if (!item) return;
    const words = textOf(item, lang);
    edit.setText(id, lang, words.compose(clampDelta(delta, resultLength(words))), seq);
    moveAttached(edit, change);
  },

  invert(state, change) {
    const item = state.items.get(change.item);
    return item ? [{ ...change, delta: toDelta(change.delta).invert(textOf(item, change.lang)) }] : [];
  },
};
