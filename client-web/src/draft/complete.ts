/** Changes as the server writes them into the log. */
import { resultLength } from '../text/delta';
import type { Change } from '../wire/types';
import { applyChange, resolveAfter } from './apply';
import { DraftEdit } from './edit';
import { textOf, type DraftState } from './state';

/** The changes as the server would write them: places resolved, lengths filled in. */
export function complete(state: DraftState, changes: readonly Change[]): Change[] {
  const edit = new DraftEdit(state);
  return changes.map((change) => {
    const full = completeOne(edit, change);
    applyChange(edit, full, state.seq + 1);
    return full;
  });
}

function completeOne(state: DraftState, change: Change): Change {
  switch (change.type) {
    case 'item.add':
      return { ...change, after: resolveAfter(state, change.parent, change.after) };
    case 'item.move':
      return { ...change, after: resolveAfter(state, change.parent, change.after, change.item) };
    case 'item.merge': {
      const item = state.items.get(change.item);
      const into = state.items.get(change.into);
      const at: Record<string, number> = {};
      for (const lang of Object.keys(item?.texts ?? {}))
        at[lang] = into ? resultLength(textOf(into, lang)) : 0;
      return { ...change, at };
    }
    default:
      return change;
  }
}
