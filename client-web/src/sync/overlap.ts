/**
 * Two people delete the same words at once. The op that the server orders first deletes them; the other op deletes only what
 * is left. What takes the other op back must bring back only that as well, so that words which both deleted come back once.
 */
import Delta from 'quill-delta';
import { applyChanges } from '../draft/apply';
import { followChange } from '../draft/caret';
import { textOf, type DraftState } from '../draft/state';
import { cross, withoutNoops } from '../draft/transform';
import { insertedWords } from '../text/delta';
import type { Change, Lang, Op, TextChange } from '../wire/types';
import { isPending, pendingChanges, type Pending } from './pending';
import { crossPending } from './cross_pending';
import { carry, type UndoStacks, type UndoStep } from './undo';

interface Overlap {
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

  /** Somebody else's op arrives: what the stacks are before it is carried over them. */
  pass({ changes }: Op, stacks: UndoStacks): UndoStacks {
    if (!isPending(this.pending)) return stacks;
    const found = overlapsOf(this.confirmed, this.pending, changes);
    this.confirmed = applyChanges(this.confirmed, changes);
    [, this.pending] = crossPending(changes, this.pending);
    return yieldOverlaps(stacks, found);
  }

  /** What was in flight has arrived. */
  acked(): void {
    const { inFlight, buffer } = this.pending;
    this.confirmed = applyChanges(this.confirmed, inFlight?.changes ?? []);
    this.pending = { inFlight: null, buffer };
  }
}

/** Of `foreign`, made on `confirmed`: which of the words that it deletes are deleted by pending changes already. */
function overlapsOf(confirmed: DraftState, pending: Pending, foreign: readonly Change[]): readonly Overlap[] {
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

/** Gives up to others what they deleted first, so that it comes back once. To be told before their change is carried. */
function yieldOverlaps(stacks: UndoStacks, overlaps: readonly Overlap[]): UndoStacks {
  const undo = overlaps.reduce(yieldOverlap, stacks.undo);
  return undo === stacks.undo ? stacks : { ...stacks, undo };
}

function yieldOverlap(steps: readonly UndoStep[], overlap: Overlap): readonly UndoStep[] {
  const { item, lang, words } = overlap;
  let place = { item, lang, anchor: overlap.at, head: overlap.at };
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]!;
    for (const [at, change] of step.changes.entries()) {
      const found = change.type === 'text' && change.item === place.item && change.lang === lang;
      const cut = found ? withoutWords(change, place.head, words) : null;
      if (!cut) {
        place = followChange(place, change);
        continue;
      }
      const changes = withoutNoops(step.changes.map((one, i) => (i === at ? cut.change : one)));
      const below = carry(steps.slice(0, i), [cut.gone]);
      const yielded = { ...step, changes, yields: step.yields || cut.leading };
      return [...below, ...(changes.length > 0 ? [yielded] : []), ...steps.slice(i + 1)];
    }
  }
  return steps;
}

interface Cut {
  change: TextChange;
  /** The words go from what the change leaves. */
  gone: TextChange;
  /** They stood in front of the rest of what comes back. */
  leading: boolean;
}

/** The change without words that it would insert at a place; null where it does not. */
function withoutWords(change: TextChange, place: number, words: string): Cut | null {
  let base = 0;
  let result = 0;
  for (const [index, part] of change.delta.ops.entries()) {
    const { insert } = part;
    if (typeof insert === 'string') {
      const from = base === place ? insert.indexOf(words) : -1;
      if (from >= 0) {
        const rest = insert.slice(0, from) + insert.slice(from + words.length);
        const ops = change.delta.ops.map((one, i) => (i === index ? { ...one, insert: rest } : one));
        const gone = new Delta().retain(result + from).delete(words.length);
        return {
          change: { ...change, delta: new Delta(ops.filter((one) => one.insert !== '')) },
          gone: { ...change, delta: gone },
          leading: from === 0 && rest !== '',
        };
      }
      result += insert.length;
    } else if (typeof part.retain === 'number') {
      base += part.retain;
      result += part.retain;
    } else base += part.delete ?? 0;
  }
  return null;
}
