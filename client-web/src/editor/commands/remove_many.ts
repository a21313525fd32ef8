/**
 * Typing one letter over a selection of everything would remove a whole draft. So the page asks before an act that removes many
 * items. While the question is open others go on; `keepFit` moves the act over what they do.
 */
import type { OpenDraft } from '../../app/open_draft';
import { childrenOf, itemsOf, type DraftState } from '../../draft/state';
import { cross } from '../../draft/transform';
import type { Change } from '../../wire/types';

const MANY = 5;
const SOME = 3;

/** The items that the changes remove, with what is below; in the order of the changes. */
function removedBy(state: DraftState, changes: readonly Change[]): readonly string[] {
  const roots = changes.flatMap((change) => (change.type === 'item.remove' ? [change.item] : []));
  return [...new Set(roots.flatMap((id) => itemsOf(state, id, true).map(({ id }) => id)))];
}

/** Which items go, where they are many, or more than a third of a draft; else none. */
export function manyRemovedBy(state: DraftState, changes: readonly Change[]): readonly string[] {
  const removed = removedBy(state, changes);
  if (removed.length < SOME || removed.length >= MANY) return removed.length < SOME ? [] : removed;
  const all = childrenOf(state, null).flatMap((id) => itemsOf(state, id, true));
  return removed.length * 3 > all.length ? removed : [];
}

export interface Asked {
  /** As they are to be made now; null where nobody knows any more. */
  readonly changes: readonly Change[] | null;
  stop(): void;
}

/** Keeps changes that wait for an answer fit for the view. */
export function keepFit(draft: OpenDraft, changes: readonly Change[]): Asked {
  let now: readonly Change[] | null = changes;
  const stop = draft.onView((event) => {
    if (event.type === 'reset') now = null;
    else if (now) [now] = cross(now, event.changes);
  });
  return {
    get changes() {
      return now;
    },
    stop,
  };
}
