/** The items that are there, in document order, with their depth: what the page shows, seen as a list. */
import { outline, outlineIndex, outlineRow, type OutlineRow } from '../../draft/numbering';
import type { DraftState } from '../../draft/state';
import { MAX_DEPTH } from '../../draft/limits';

/** A place for an item, as `item.add` and `item.move` name it. */
export interface Place {
  parent: string | null;
  after: string | null;
}

export function rowOf(view: DraftState, id: string | null | undefined): OutlineRow | undefined {
  return id == null ? undefined : outlineRow(view, id);
}

export function rowAbove(view: DraftState, id: string): OutlineRow | undefined {
  return outline(view)[(outlineIndex(view).get(id) ?? 0) - 1];
}

export function rowBelow(view: DraftState, id: string): OutlineRow | undefined {
  return outline(view)[(outlineIndex(view).get(id) ?? -2) + 1];
}

/** The row and everything below it. */
export function subtreeOf(view: DraftState, id: string): readonly OutlineRow[] {
  const rows = outline(view);
  const start = outlineIndex(view).get(id);
  if (start === undefined) return [];
  let end = start + 1;
  while (end < rows.length && rows[end]!.depth > rows[start]!.depth) end++;
  return rows.slice(start, end);
}

export function hasChildren(view: DraftState, id: string): boolean {
  return rowBelow(view, id)?.parent === id;
}

/** Those that are there, in order. */
export function childrenOf(view: DraftState, parent: string | null): OutlineRow[] {
  const rows = parent === null ? outline(view) : subtreeOf(view, parent);
  return rows.filter((row) => row.parent === parent);
}

export function siblingsOf(view: DraftState, row: OutlineRow): { before: OutlineRow[]; after: OutlineRow[] } {
  const all = childrenOf(view, row.parent);
  const at = all.findIndex(({ id }) => id === row.id);
  return { before: all.slice(0, at), after: all.slice(at + 1) };
}

/** The depths at which something dropped below `above` stands exactly there, before what follows. */
export function depthsBelow(view: DraftState, above: string | null): { least: number; most: number } {
  const row = rowOf(view, above);
  if (!row) return { least: 1, most: 1 };
  return { least: rowBelow(view, row.id)?.depth ?? 1, most: Math.min(row.depth + 1, MAX_DEPTH) };
}

/** The place at `depth` after the row `above` (null: before everything); an impossible depth is brought into range. */
export function placeBelow(view: DraftState, above: string | null, depth: number): Place {
  let row = rowOf(view, above);
  if (!row) return { parent: null, after: null };
  if (depth > row.depth && row.depth < MAX_DEPTH) return { parent: row.id, after: null };
  while (row.depth > Math.max(1, depth)) row = rowOf(view, row.parent)!;
  return { parent: row.parent, after: row.id };
}
