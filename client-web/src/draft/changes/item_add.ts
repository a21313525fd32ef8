/** item.add: a new item below a parent, behind a sibling. */
import type Delta from 'quill-delta';
import { toDelta } from '../../text/delta';
import type { ItemAdd } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { addingItem } from '../negotiation';
import { resolveAfter } from '../places';

export const itemAdd: ChangeKind<ItemAdd> = {
  complete: (state, change) => ({ ...change, after: resolveAfter(state, change.parent, change.after) }),

  apply(edit, { item: id, parent, after, kind, texts = {} }, { seq }) {
    if (edit.items.has(id) || (parent !== null && !edit.items.has(parent))) return;
    const deltas: Record<string, Delta> = {};
    const changed: Record<string, number> = {};
    for (const lang of Object.keys(texts)) {
      deltas[lang] = toDelta(texts[lang]!);
      changed[lang] = seq;
    }
    edit.link(id, parent, resolveAfter(edit, parent, after));
    const status = addingItem(edit.negotiation, id) ? 'review' : 'open';
    edit.put({ id, parent, kind, status, removed: false, texts: deltas, changed, aligned: {} });
  },

  invert: (state, { item }) => (state.items.has(item) ? [] : [{ type: 'item.remove', item }]),
};
