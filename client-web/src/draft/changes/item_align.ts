/** item.align: a language matches the original as it stands. */
import type { ItemAlign } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayItem, mustBeThere, refuse, type Verdict } from '../policy/verdict';
import type { DraftState } from '../state';

/** The original is what the others match. */
const isTranslation = (state: DraftState, { item, lang }: ItemAlign): Verdict =>
  mustBeThere(state, item) ?? (state.langs.indexOf(lang) > 0 ? null : refuse('bad-op', item));

export const itemAlign: ChangeKind<ItemAlign> = {
  may: (state, who, change) =>
    isTranslation(state, change) ?? mayItem(who, 'translate', state.items.get(change.item)!),
  fits: isTranslation,

  apply(edit, { item: id, lang }, { seq }) {
    if (edit.items.has(id)) edit.setAligned(id, lang, seq);
  },
};
