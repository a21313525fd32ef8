/**
 * Words that two people delete at once are deleted by the one whose op is ordered first. The other's deletion is left
 * with the rest, and so is what takes it back: the words that both deleted come back once.
 */
import { applyChanges } from '../draft/apply';
import { followChange } from '../draft/caret';
import { textOf, type DraftState } from '../draft/state';
import { cross } from '../draft/transform';
import { insertedWords } from '../text/delta';
import type { Change, Lang, Op, TextChange } from '../wire/types';
import { crossPending, isPending, pendingChanges, type Pending } from './pending';

export interface Overlap {
  item: string;
  lang: Lang;
  words: string;
  /** Where they stood, in the view: nothing of them is there any more. */
  at: number;
}

/** Tells of several ops in a row what each of them deletes that is deleted already. */
export class Overlaps {
  constructor(
    private confirmed: DraftState,
    private pending: Pending,
  ) {}

  /** Somebody else's op arrives. */
  pass({ changes }: Op): readonly Overlap[] {
    if (!isPending(this.pending)) return [];
    const found = overlapsOf(this.confirmed, this.pending, changes);
    this.confirmed = applyChanges(this.confirmed, changes);
    [, this.pending] = crossPending(changes, this.pending);
    return found;
  }

  /** What was in flight has arrived. */
  acked(): void {
    const { inFlight, buffer } = this.pending;
    this.confirmed = applyChanges(this.confirmed, inFlight?.changes ?? []);
    this.pending = { inFlight: null, buffer };
  }
}

/** Of `foreign`, made on `confirmed`: which of the words that it deletes are deleted by pending changes already. */
export function overlapsOf(
  confirmed: DraftState,
  pending: Pending,
  foreign: readonly Change[],
): readonly Overlap[] {
  let found: readonly Overlap[] = [];
  if (!foreign.some(deletes)) return found;
  let state = confirmed;
  let over = foreign;
  for (const change of pendingChanges(pending)) {
    const shared = deletes(change) ? over.flatMap((other) => sharedWith(state, change, other)) : [];
    found = [...found, ...shared].map((overlap) => follow(overlap, change));
    [over] = cross(over, [change]);
    state = applyChanges(state, [change]);
  }
  return found;
}

function deletes(change: Change): change is TextChange {
  return change.type === 'text' && change.delta.ops.some((part) => part.delete !== undefined);
}

function sharedWith(state: DraftState, change: TextChange, other: Change): Overlap[] {
  if (!deletes(other) || other.item !== change.item || other.lang !== change.lang) return [];
  const item = state.items.get(change.item);
  const words = item ? insertedWords(textOf(item, change.lang)) : '';
  return deletedBy(change).flatMap(([from, to]) =>
    deletedBy(other).flatMap(([start, end]) => {
      const at = Math.max(from, start);
      const shared = words.slice(at, Math.min(to, end));
      return shared === '' ? [] : [{ item: change.item, lang: change.lang, words: shared, at }];
    }),
  );
}

function deletedBy({ delta }: TextChange): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  let at = 0;
  for (const part of delta.ops) {
    if (part.delete !== undefined) ranges.push([at, at + part.delete]);
    at += part.delete ?? (typeof part.retain === 'number' ? part.retain : 0);
  }
  return ranges;
}

function follow({ at, ...overlap }: Overlap, change: Change): Overlap {
  const { item, lang } = overlap;
  const place = followChange({ item, lang, anchor: at, head: at }, change);
  return { ...overlap, item: place.item, at: place.head };
}
