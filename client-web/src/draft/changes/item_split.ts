/** item.split: an item is cut in two; the new one takes what is behind the cuts, and the items below. */
import { resultLength } from '../../text/delta';
import type { ItemSplit } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { familyOf } from '../family';
import { moveAttached } from '../attached';
import { came, carried, frozenPath } from '../kept_numbers';
import { textOf } from '../state';
import { mustBeWhole } from '../policy/foreign';
import { mayStructure, mustBeThere, refuse } from '../policy/verdict';
import { isPlaceIn } from '../policy/words';
import { isFull } from '../size';

export const itemSplit: ChangeKind<ItemSplit> = {
  may(state, who, { item: id }) {
    const none = mustBeThere(state, id);
    return none ?? mayStructure(state, who, state.items.get(id)!) ?? mustBeWhole(state, id);
  },

  fits(state, { item: id, new: fresh, at }) {
    const none = mustBeThere(state, id);
    if (none) return none;
    if (state.items.has(fresh)) return refuse('exists', fresh);
    if (isFull(state)) return refuse('limit', id);
    const item = state.items.get(id)!;
    const cuts = Object.keys(at).every(
      (lang) => state.langs.includes(lang) && isPlaceIn(item, lang, at[lang]!),
    );
    return cuts ? null : refuse('bad-op', id);
  },

  apply(edit, change, { seq }) {
    const { item: id, new: fresh, at } = change;
    const item = edit.items.get(id);
    if (!item || edit.items.has(fresh)) return;
    const { aligned_to, start: _start, name: _name, frozen: _frozen, ...rest } = item;
    const none = { texts: {}, changed: {}, aligned: {} };
    edit.insertBehind(fresh, item.parent, id);
    edit.put({ ...rest, ...none, id: fresh, removed: false, kin: familyOf(edit, id) });
    for (const lang of Object.keys(at)) {
      const text = textOf(item, lang);
      const length = resultLength(text);
      const cut = Math.min(at[lang]!, length);
      edit.setText(fresh, lang, text.slice(cut), seq);
      if (cut < length) edit.setText(id, lang, text.slice(0, cut), seq);
      else if (!item.texts[lang])
        edit.put({ ...edit.items.get(id)!, texts: { ...edit.items.get(id)!.texts, [lang]: text } });
    }
    came(edit, fresh);
    const path = frozenPath(edit, id);
    edit.moveChildren(id, fresh);
    carried(edit, fresh, path);
    moveAttached(edit, change);
  },

  invert: (state, { item, new: fresh, at }) =>
    state.items.has(item) ? [{ type: 'item.merge', item: fresh, into: item, at }] : [],
};
