/**
 * Numbers are never stored: they follow from the tree. This agrees with the server's draft/numbering and with the
 * style sheet's counters.
 *
 *   depth 1 `1.`   2 `a.` … `z.`, `aa.`   3 `i.`   4 `1)`   5 `a)`   6 `i)`   then again from `1.`
 *
 * Only items of kind `item` count. Headings and paragraphs between siblings do not interrupt the count.
 */
import { openProposals } from './negotiation';
import { childrenOf, type DraftState } from './state';
import type { ItemKind } from '../wire/types';

export interface OutlineRow {
  readonly id: string;
  readonly parent: string | null;
  /** 1 at the top. */
  readonly depth: number;
  readonly kind: ItemKind;
  /** `ii.`; empty where it has no number. */
  readonly label: string;
  /** `7.p.ii`: its number below those of the numbered items above it; empty where it has none. */
  readonly path: string;
  /** A proposal for the whole item is open. */
  readonly proposed: boolean;
}

const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(count: number): string {
  let digits = '';
  for (const [value, digit] of ROMAN) {
    for (; count >= value; count -= value) digits += digit;
  }
  return digits;
}

/** As in a spreadsheet: after z comes aa. */
function letters(count: number): string {
  let word = '';
  for (; count > 0; count = Math.floor((count - 1) / 26)) {
    word = String.fromCharCode(97 + ((count - 1) % 26)) + word;
  }
  return word;
}

function bareLabel(depth: number, count: number): string {
  switch ((depth - 1) % 3) {
    case 0:
      return String(count);
    case 1:
      return letters(count);
    default:
      return roman(count);
  }
}

const MULTIPLIERS = ['bis', 'ter', 'quater'];

/** An item that is only proposed does not count: it is called after the one before it. Without its stop. */
function proposedLabel(depth: number, count: number, which: number): string {
  return `${count > 0 ? bareLabel(depth, count) : '0'} ${MULTIPLIERS[which] ?? which + 2}`;
}

function withStop(depth: number, bare: string): string {
  return bare && bare + ((depth - 1) % 6 < 3 ? '.' : ')');
}

/** The label of the `count`-th item at a depth. */
export function numberLabel(depth: number, count: number): string {
  return withStop(depth, bareLabel(depth, count));
}

const outlines = new WeakMap<object, readonly OutlineRow[]>();
const rowIndexes = new WeakMap<object, ReadonlyMap<string, number>>();

/** The items that are there, in document order; the same array until the structure changes. */
export function outline(state: DraftState): readonly OutlineRow[] {
  const known = outlines.get(state.structure);
  if (known) return known;
  const rows: OutlineRow[] = [];
  const proposed = new Set(
    openProposals(state.negotiation).flatMap(({ act, item }) => (act === 'add' ? [item] : [])),
  );
  const visit = (parent: string | null, depth: number, above: string) => {
    let count = 0;
    /** Proposed items since the last one that counts. */
    let between = 0;
    for (const id of childrenOf(state, parent)) {
      const { kind, removed } = state.items.get(id)!;
      if (removed) continue;
      const isProposed = kind === 'item' && proposed.has(id);
      if (kind === 'item' && !isProposed) {
        count++;
        between = 0;
      }
      const bare =
        kind !== 'item' ? '' : isProposed ? proposedLabel(depth, count, between++) : bareLabel(depth, count);
      const path = bare && above ? `${above}.${bare}` : bare;
      rows.push({ id, parent, depth, kind, label: withStop(depth, bare), path, proposed: isProposed });
      visit(id, depth + 1, path || above);
    }
  };
  visit(null, 1, '');
  outlines.set(state.structure, rows);
  return rows;
}

/** Place of each item in the outline. */
export function outlineIndex(state: DraftState): ReadonlyMap<string, number> {
  const known = rowIndexes.get(state.structure);
  if (known) return known;
  const index = new Map(outline(state).map((row, place) => [row.id, place]));
  rowIndexes.set(state.structure, index);
  return index;
}

export function outlineRow(state: DraftState, id: string): OutlineRow | undefined {
  const place = outlineIndex(state).get(id);
  return place === undefined ? undefined : outline(state)[place];
}

/** The item of a number as somebody may write it: `7.p.ii`, `7 p ii`, `7.P)`, `4 bis.`, `7p`, `7(p)`, `7.p.2`. */
export function findByNumber(state: DraftState, number: string): string | undefined {
  const wanted = partsOf(number);
  if (wanted.length === 0) return undefined;
  const paths = outline(state).map(({ id, path }) => ({ id, parts: partsOf(path) }));
  const isCalled = (same: (part: string, written: string) => boolean) => (path: { parts: string[] }) =>
    path.parts.length === wanted.length && path.parts.every((part, at) => same(part, wanted[at]!));
  const found = paths.find(isCalled((part, written) => part === written));
  return (found ?? paths.find(isCalled(isCountOf)))?.id;
}

/** Where a digit meets a letter, another part begins. */
function partsOf(written: string): string[] {
  return written.toLowerCase().match(/[a-z]+|[0-9]+/g) ?? [];
}

/** Whether a part of a path is what a count looks like on its level: `b` or `ii` for 2. */
function isCountOf(part: string, written: string): boolean {
  if (part === written || !/^\d{1,3}$/.test(written)) return part === written;
  return part === letters(Number(written)) || part === roman(Number(written));
}
