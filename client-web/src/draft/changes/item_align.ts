/** item.align: a language matches the original as it stands. */
import Delta from 'quill-delta';
import type { ItemAlign } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const itemAlign: ChangeKind<ItemAlign> = {
  apply(edit, { item: id, lang }, { seq }) {
    const item = edit.items.get(id);
    if (!item) return;
    const texts = item.texts[lang] ? item.texts : { ...item.texts, [lang]: new Delta() };
    edit.put({ ...item, texts, aligned: { ...item.aligned, [lang]: seq } });
  },
};
