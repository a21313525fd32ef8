/** text: the words of one item in one language. */
import { clampDelta, resultLength, toDelta } from '../../text/delta';
import type { TextChange } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { followWords } from '../following';
import { textOf } from '../state';

export const text: ChangeKind<TextChange> = {
  apply(edit, change, { seq }) {
    const { item: id, lang, delta } = change;
    const item = edit.items.get(id);
    if (!item) return;
    const words = textOf(item, lang);
    edit.setText(id, lang, words.compose(clampDelta(delta, resultLength(words))), seq);
    followWords(edit, change);
  },

  invert(state, change) {
    const item = state.items.get(change.item);
    return item ? [{ ...change, delta: toDelta(change.delta).invert(textOf(item, change.lang)) }] : [];
  },
};
