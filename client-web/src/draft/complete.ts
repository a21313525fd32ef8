/** Changes as the server writes them into the log. */
import { resultLength } from '../text/delta';
import type { Change } from '../wire/types';
import { applyChange, resolveAfter } from './apply';
import { isBlank } from './blank';
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

/** One change, on the state that it is made on. */
export function completeOne(state: DraftState, change: Change): Change {
  switch (change.type) {
    case 'item.add':
      return { ...change, after: resolveAfter(state, change.parent, change.after) };
    case 'item.move':
      return { ...change, after: resolveAfter(state, change.parent, change.after, change.item) };
    case 'item.merge': {
      const item = state.items.get(change.item);
      const into = state.items.get(change.into);
      const at: Record<string, number> = {};
      // Somebody may meanwhile have begun a language in either of them that only the other had.
      for (const lang of Object.keys({ ...item?.texts, ...into?.texts }))
        at[lang] = into ? resultLength(textOf(into, lang)) : 0;
      return { ...change, at };
    }
    case 'item.status': {
      const { reason, ...rest } = change;
      return isBlank(reason) ? rest : change;
    }
    case 'consult.close':
      // Only the server's own end otherwise than by the chair's hand.
      return { ...change, state: change.state ?? 'closed' };
    default:
      return change;
  }
}
