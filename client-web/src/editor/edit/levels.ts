/** Depth and order: Tab, Shift-Tab, moving up and down, dropping, kinds, removing. Items carry what is below them. */
import { outline, type OutlineRow } from '../../draft/numbering';
import { textLength, type DraftState } from '../../draft/state';
import type { ItemKind } from '../../wire/types';
import { childrenOf, placeBelow, rowAbove, rowOf, siblingsOf, subtreeOf, type Place } from './rows';
import { MAX_DEPTH } from '../../draft/limits';
import { NO_PLAN, Planner, type Plan } from './plan';

/** Of the items given, those that are not below another of them, in document order. */
export function topmost(view: DraftState, ids: readonly string[]): OutlineRow[] {
  const chosen = new Set(ids);
  const belowChosen = (row: OutlineRow): boolean => {
    const parent = rowOf(view, row.parent);
    return parent !== undefined && (chosen.has(parent.id) || belowChosen(parent));
  };
  return outline(view).filter((row) => chosen.has(row.id) && !belowChosen(row));
}

function lastChild(view: DraftState, parent: string | null): string | null {
  return childrenOf(view, parent).at(-1)?.id ?? null;
}

function siblingAbove(view: DraftState, row: OutlineRow): OutlineRow | undefined {
  return siblingsOf(view, row).before.at(-1);
}

/** By item that came out a level: the siblings that went below it, so that going back in gives them back. */
export type Outdented = Map<string, readonly string[]>;

/** Each becomes the last item below the sibling above it. What followed it there before it came out follows it again. */
export function indent(
  view: DraftState,
  lang: string,
  ids: readonly string[],
  outdented: Outdented = new Map(),
): Plan {
  const planner = new Planner(view, lang);
  for (const { id } of topmost(view, ids)) {
    const parent = siblingAbove(planner.view, rowOf(planner.view, id)!);
    if (!parent) continue;
    const followers = lastBelow(planner.view, id, outdented.get(id) ?? []);
    const staying = subtreeOf(planner.view, id).filter((row) => !isWithin(planner.view, row, followers));
    if (Math.max(...staying.map((row) => row.depth)) >= MAX_DEPTH) continue;
    let after = lastChild(planner.view, parent.id);
    for (const item of [id, ...followers]) {
      planner.add({ type: 'item.move', item, parent: parent.id, after });
      after = item;
    }
  }
  return planner.plan();
}

/** Those of `ids` that are still the last items below `parent`, in this order. */
function lastBelow(view: DraftState, parent: string, ids: readonly string[]): readonly string[] {
  const below = childrenOf(view, parent).map(({ id }) => id);
  const wanted = ids.filter((id) => below.includes(id));
  const last = below.slice(below.length - wanted.length);
  return wanted.every((id, at) => last[at] === id) ? wanted : [];
}

function isWithin(view: DraftState, { id }: OutlineRow, tops: readonly string[]): boolean {
  return tops.some((top) => subtreeOf(view, top).some((row) => row.id === id));
}

/**
 * Each comes to stand after its parent. Siblings that followed it keep their place on the page: they go below it, which
 * `outdented` notes.
 */
export function outdent(
  view: DraftState,
  lang: string,
  ids: readonly string[],
  outdented: Outdented = new Map(),
): Plan {
  const planner = new Planner(view, lang);
  for (const { id } of topmost(view, ids).reverse()) {
    const row = rowOf(planner.view, id)!;
    const parent = rowOf(planner.view, row.parent);
    if (!parent) continue;
    const followers = siblingsOf(planner.view, row).after;
    planner.add({ type: 'item.move', item: id, parent: parent.parent, after: parent.id });
    for (const follower of followers) {
      planner.add({ type: 'item.move', item: follower.id, parent: id, after: lastChild(planner.view, id) });
    }
    outdented.set(
      id,
      followers.map((follower) => follower.id),
    );
  }
  return planner.plan();
}

/**
 * One place up or down among the siblings. Beyond the first or last of them the way goes on below the parent's
 * neighbour, at the same depth.
 */
export function moveBy(view: DraftState, lang: string, ids: readonly string[], step: -1 | 1): Plan {
  const planner = new Planner(view, lang);
  const rows = topmost(view, ids);
  for (const { id } of step < 0 ? rows : rows.reverse()) {
    const row = rowOf(planner.view, id)!;
    const place = step < 0 ? placeUp(planner.view, row) : placeDown(planner.view, row);
    if (!place) return NO_PLAN;
    planner.add({ type: 'item.move', item: id, ...place });
  }
  return planner.plan();
}

function placeUp(view: DraftState, row: OutlineRow): Place | undefined {
  const { before } = siblingsOf(view, row);
  if (before.length > 0) return { parent: row.parent, after: before.at(-2)?.id ?? null };
  const parent = rowOf(view, row.parent);
  const uncle = parent && siblingAbove(view, parent);
  return uncle && { parent: uncle.id, after: lastChild(view, uncle.id) };
}

function placeDown(view: DraftState, row: OutlineRow): Place | undefined {
  const next = siblingsOf(view, row).after[0];
  if (next) return { parent: row.parent, after: next.id };
  const parent = rowOf(view, row.parent);
  const uncle = parent && siblingsOf(view, parent).after[0];
  return uncle && { parent: uncle.id, after: null };
}

/** Dropped below the row `above` (null: first of all) at `depth`. */
export function dropAt(
  view: DraftState,
  lang: string,
  id: string,
  above: string | null,
  depth: number,
): Plan {
  const row = rowOf(view, id);
  const moved = subtreeOf(view, id);
  if (!row || moved.some((below) => below.id !== id && below.id === above)) return NO_PLAN;
  const place = above === id ? placeOfSelf(view, row, depth) : placeBelow(view, above, depth);
  if (moved.some((below) => below.id === place.parent)) return NO_PLAN;
  const before = siblingAbove(view, row)?.id ?? null;
  const after = place.after === id ? before : place.after;
  if (place.parent === row.parent && after === before) return NO_PLAN;
  const planner = new Planner(view, lang);
  planner.add({ type: 'item.move', item: id, parent: place.parent, after });
  return planner.plan();
}

/** Dropped where it already stands: only the depth may change. */
function placeOfSelf(view: DraftState, row: OutlineRow, depth: number): Place {
  const above = rowAbove(view, row.id);
  return above ? placeBelow(view, above.id, depth) : { parent: null, after: null };
}

export function setKind(view: DraftState, lang: string, ids: readonly string[], kind: ItemKind): Plan {
  const planner = new Planner(view, lang);
  for (const id of ids) {
    if (rowOf(view, id) && rowOf(view, id)!.kind !== kind) planner.add({ type: 'item.kind', item: id, kind });
  }
  return planner.plan();
}

/** Removes items with all below them; the caret goes to the end of what stands above, or to what comes after. */
export function remove(view: DraftState, lang: string, ids: readonly string[]): Plan {
  const rows = topmost(view, ids);
  if (rows.length === 0) return NO_PLAN;
  const above = rowAbove(view, rows[0]!.id);
  const planner = new Planner(view, lang);
  for (const { id } of rows) planner.add({ type: 'item.remove', item: id });
  if (above) return planner.plan({ item: above.id, offset: textLength(view, above.id, lang) });
  const first = outline(planner.view)[0];
  return planner.plan(first ? { item: first.id, offset: 0 } : null);
}
