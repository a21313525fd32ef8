/** item.add: a new item below a parent, behind a sibling. */
import type Delta from 'quill-delta';
import { toDelta } from '../../text/delta';
import type { ItemAdd, Participant } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { came } from '../kept_numbers';
import { addingItem, mayMark } from '../negotiation';
import { placeFits, resolveAfter } from '../places';
import type { DraftState } from '../state';
import { mayMarkAtFirst } from '../policy/foreign';
import { mayItem, mayParent, mayRole, refuse, type Verdict } from '../policy/verdict';
import { textsFit } from '../policy/words';
import { fitsBelow, isFull } from '../size';

/** The id is free, and the place is there. */
const isNew = (state: DraftState, { item, parent, after }: ItemAdd): Verdict =>
  state.items.has(item) ? refuse('exists', item) : placeFits(state, parent, after);

/** Where nobody may just add an item, it can still be proposed. */
function mayAddBelow(state: DraftState, who: Participant, { item, parent }: ItemAdd): Verdict {
  const above = parent === null ? undefined : state.items.get(parent);
  return addingItem(state.negotiation, item) && above
    ? mayItem(who, 'propose', above)
    : mayParent(state, who, parent);
}

export const itemAdd: ChangeKind<ItemAdd> = {
  may(state, who, change) {
    const { item, texts = {} } = change;
    const adding = addingItem(state.negotiation, item);
    return (
      mayRole(who, 'structure') ??
      (adding && !mayMark(adding, who) ? refuse('exists', item) : null) ??
      isNew(state, change) ??
      mayAddBelow(state, who, change) ??
      textsFit(state, item, texts) ??
      mayMarkAtFirst(state, who, item, Object.values(texts))
    );
  },

  fits(state, change) {
    const bad = isNew(state, change) ?? textsFit(state, change.item, change.texts ?? {});
    if (bad) return bad;
    return isFull(state) || !fitsBelow(state, change.parent, 1) ? refuse('limit', change.item) : null;
  },

  complete: (state, change) => ({ ...change, after: resolveAfter(state, change.parent, change.after) }),

  apply(edit, { item: id, parent, after, kind, texts = {} }, { seq }) {
    if (edit.items.has(id) || (parent !== null && !edit.items.has(parent))) return;
    const deltas: Record<string, Delta> = {};
    const changed: Record<string, number> = {};
    for (const lang of Object.keys(texts)) {
      deltas[lang] = toDelta(texts[lang]!);
      changed[lang] = seq;
    }
    edit.insertBehind(id, parent, resolveAfter(edit, parent, after));
    const status = addingItem(edit.negotiation, id) ? 'review' : 'open';
    edit.put({ id, parent, kind, status, removed: false, texts: deltas, changed, aligned: {} });
    came(edit, id);
  },

  invert: (state, { item }) => (state.items.has(item) ? [] : [{ type: 'item.remove', item }]),
};
