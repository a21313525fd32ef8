/** How far the text has come: counted over every item that is there, numbered or not, as adoption asks for. */
import { outline } from '../../../draft/numbering';
import { isStale, type DraftState } from '../../../draft/state';
import type { Status } from '../../../wire/types';

export interface Tally {
  counts: Record<Status, number>;
  total: number;
  /** Items with a translation that may no longer match. */
  stale: number;
}

export function tally(state: DraftState): Tally {
  const counts: Record<Status, number> = { open: 0, review: 0, agreed: 0, approved: 0 };
  let stale = 0;
  const rows = outline(state);
  for (const { id } of rows) {
    const item = state.items.get(id)!;
    counts[item.status]++;
    if (state.langs.some((lang) => isStale(state, item, lang))) stale++;
  }
  return { counts, total: rows.length, stale };
}
