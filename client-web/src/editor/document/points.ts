/** Places as the draft knows them (item and offset) <-> positions in the ProseMirror document. */
import type { Node, ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Selection } from 'prosemirror-state';
import type { Change, Lang } from '../../wire/types';
import type { Point } from '../edit/plan';
import { itemAttrs } from './schema';

export interface FoundItem {
  index: number;
  /** Position before the item's node. */
  pos: number;
  node: Node;
}

export interface PointRange {
  anchor: Point;
  head: Point;
}

export function findItem(doc: Node, id: string): FoundItem | null {
  let pos = 0;
  for (let index = 0; index < doc.childCount; index++) {
    const node = doc.child(index);
    if (itemAttrs(node).id === id) return { index, pos, node };
    pos += node.nodeSize;
  }
  return null;
}

/** The position of a place; past the end of the text, its end. Null where the item is not there. */
export function posOf(doc: Node, { item, offset }: Point): number | null {
  const found = findItem(doc, item);
  return found && found.pos + 1 + Math.min(offset, found.node.content.size);
}

/** Between items (the whole document selected): the nearest place in a text. */
export function pointAt($pos: ResolvedPos): Point {
  if ($pos.depth > 0) return { item: itemAttrs($pos.parent).id, offset: $pos.parentOffset };
  const after = $pos.nodeAfter;
  if (after) return { item: itemAttrs(after).id, offset: 0 };
  const before = $pos.nodeBefore!;
  return { item: itemAttrs(before).id, offset: before.content.size };
}

export function pointsOf(selection: Selection): PointRange {
  return { anchor: pointAt(selection.$anchor), head: pointAt(selection.$head) };
}

/** In document order. */
export function orderedPoints(selection: Selection): { from: Point; to: Point } {
  return { from: pointAt(selection.$from), to: pointAt(selection.$to) };
}

/** From the start of one item to the end of another. */
export function isWholeItems(selection: Selection): boolean {
  const { from, to } = orderedPoints(selection);
  const last = findItem(selection.$to.doc, to.item);
  return from.item !== to.item && from.offset === 0 && to.offset === last?.node.content.size;
}

/** A selection between two places; one that is gone moves to the end of what stood above it. */
export function selectionAt(doc: Node, range: PointRange, before: Node = doc): Selection {
  const anchor = nearestPos(doc, range.anchor, before);
  const head = nearestPos(doc, range.head, before);
  return TextSelection.between(doc.resolve(anchor), doc.resolve(head));
}

function nearestPos(doc: Node, point: Point, before: Node): number {
  const pos = posOf(doc, point);
  if (pos !== null) return pos;
  for (let index = findItem(before, point.item)?.index ?? 0; index > 0; index--) {
    const above = findItem(doc, itemAttrs(before.child(index - 1)).id);
    if (above) return above.pos + 1 + above.node.content.size;
  }
  return 1;
}

/** Behind what a change did to the text in this language; null where it did nothing to it. */
export function endOfChange(change: Change, lang: Lang): Point | null {
  if (change.type === 'text' && change.lang === lang) {
    let end = 0;
    let at = 0;
    for (const { insert, retain } of change.delta.ops) {
      if (typeof insert === 'string') at += insert.length;
      else if (typeof retain === 'number') at += retain;
      if (retain === undefined) end = at;
    }
    return { item: change.item, offset: end };
  }
  if (change.type === 'item.move' || change.type === 'item.restore') return { item: change.item, offset: 0 };
  return null;
}
