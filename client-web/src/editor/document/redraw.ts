/**
 * Brings the document to where the draft is. Text changes become exact steps, so that a caret beside them stays
 * where it belongs; everything else is compared by id and only what differs is replaced.
 */
import Delta from 'quill-delta';
import type { Node } from 'prosemirror-model';
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import type { DraftState } from '../../draft/state';
import type { Change, Lang, TextChange } from '../../wire/types';
import { attributeOf, marksFromAttributes } from './attributes';
import { followChanges } from '../../draft/caret';
import type { Point } from '../edit/plan';
import { findItem, pointsOf, selectionAt, type PointRange } from './points';
import type { Projection } from './projection';
import { itemAttrs, schema } from './schema';

/** Tells a transaction that brings the document to where the draft is from an edit of this person's. */
export const REDRAW = 'redraw';

/** Changes that touch nothing but the text of items. */
export function onlyText(changes: readonly Change[]): changes is TextChange[] {
  return changes.every((change) => change.type === 'text');
}

/** After text changes: the document differs in these items only. */
export function redrawText(
  state: EditorState,
  projection: Projection,
  view: DraftState,
  changes: readonly TextChange[],
): Transaction {
  const tr = start(state);
  for (const change of changes) {
    if (change.lang === projection.lang) applyText(tr, change);
  }
  updateItems(tr, projection, view, changes);
  keepSelection(tr, state);
  return tr;
}

/** The document already shows these text changes, as they were typed: what still differs in their items is put right. */
export function settleText(
  state: EditorState,
  projection: Projection,
  view: DraftState,
  changes: readonly TextChange[],
): Transaction {
  const tr = start(state);
  updateItems(tr, projection, view, changes);
  return tr;
}

function updateItems(
  tr: Transaction,
  projection: Projection,
  view: DraftState,
  changes: readonly TextChange[],
): void {
  for (const id of new Set(changes.map(({ item }) => item))) {
    const found = findItem(tr.doc, id);
    const target = found && projection.node(view, id);
    if (target) updateItem(tr, projection, found.pos, target);
  }
}

/** After any changes; `range` is where the selection is to be, if not where the changes carry it. */
export function redrawAll(
  state: EditorState,
  projection: Projection,
  view: DraftState,
  changes: readonly Change[],
  range: PointRange = carried(state, changes, projection.lang),
): Transaction {
  const tr = start(state);
  for (const change of changes) {
    if (change.type === 'text' && change.lang === projection.lang) applyText(tr, change);
  }
  reconcile(tr, projection, view);
  if (tr.docChanged) tr.setSelection(selectionAt(tr.doc, range, state.doc));
  return tr;
}

function start(state: EditorState): Transaction {
  return state.tr.setMeta(REDRAW, true).setMeta('addToHistory', false);
}

/** Where the selection is once these changes have passed. */
export function carried(state: EditorState, changes: readonly Change[], lang: Lang): PointRange {
  const { anchor, head } = pointsOf(state.selection);
  return { anchor: carry(anchor), head: carry(head) };

  function carry({ item, offset }: Point): Point {
    const place = followChanges({ item, lang, anchor: offset, head: offset }, changes);
    return { item: place.item, offset: place.head };
  }
}

/** Words inserted by others at either edge of the selection stay outside of it; at the caret they stand after it. */
function keepSelection(tr: Transaction, state: EditorState): void {
  const { anchor, head, empty } = state.selection;
  if (!tr.docChanged || !(state.selection instanceof TextSelection)) return;
  const map = (pos: number, isStart: boolean) => tr.mapping.map(pos, empty || !isStart ? -1 : 1);
  tr.setSelection(TextSelection.create(tr.doc, map(anchor, anchor < head), map(head, head < anchor)));
}

function applyText(tr: Transaction, { item, delta }: TextChange): void {
  const found = findItem(tr.doc, item);
  if (!found) return;
  let at = found.pos + 1;
  let end = at + found.node.content.size;
  for (const part of new Delta(delta).ops) {
    if (part.insert !== undefined) {
      const words = typeof part.insert === 'string' ? part.insert : '\ufffc';
      tr.insert(at, schema.text(words, marksFromAttributes(part.attributes)));
      at += words.length;
      end += words.length;
    } else if (typeof part.delete === 'number') {
      const to = Math.min(at + part.delete, end);
      tr.delete(at, to);
      end -= to - at;
    } else if (typeof part.retain === 'number') {
      const to = Math.min(at + part.retain, end);
      if (part.attributes) format(tr, at, to, part.attributes);
      at = to;
    }
  }
}

function format(tr: Transaction, from: number, to: number, attributes: Record<string, unknown>): void {
  for (const name of Object.keys(attributes)) {
    tr.doc.nodesBetween(from, to, (node) => {
      const old = node.marks.find((mark) => attributeOf(mark)[0] === name);
      if (old) tr.removeMark(from, to, old);
    });
    if (attributes[name] === null) continue;
    const [mark] = marksFromAttributes({ [name]: attributes[name] });
    tr.addMark(from, to, mark!);
  }
}

/** Makes the document equal to the projection, item by item. */
function reconcile(tr: Transaction, projection: Projection, view: DraftState): void {
  const targets = projection.nodes(view);
  const { doc } = tr;
  const sameId = (i: number, j: number) => itemAttrs(doc.child(i)).id === itemAttrs(targets[j]!).id;
  const shorter = Math.min(doc.childCount, targets.length);
  let head = 0;
  while (head < shorter && sameId(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && sameId(doc.childCount - 1 - tail, targets.length - 1 - tail)) tail++;
  replaceMiddle(tr, targets, head, tail);
  let pos = 0;
  for (const target of targets) {
    if (tr.doc.nodeAt(pos) !== target) updateItem(tr, projection, pos, target);
    pos += target.nodeSize;
  }
}

function replaceMiddle(tr: Transaction, targets: readonly Node[], head: number, tail: number): void {
  const { doc } = tr;
  if (head + tail === doc.childCount && head + tail === targets.length) return;
  let from = 0;
  for (let i = 0; i < head; i++) from += doc.child(i).nodeSize;
  let to = doc.content.size;
  for (let i = 0; i < tail; i++) to -= doc.child(doc.childCount - 1 - i).nodeSize;
  tr.replaceWith(from, to, targets.slice(head, targets.length - tail));
}

function updateItem(tr: Transaction, projection: Projection, pos: number, target: Node): void {
  let node = tr.doc.nodeAt(pos)!;
  if (node === target) return;
  if (node.eq(target)) {
    projection.adopt(itemAttrs(target).id, node);
    return;
  }
  const start = node.content.findDiffStart(target.content);
  if (start !== null) {
    let { a, b } = node.content.findDiffEnd(target.content)!;
    const overlap = start - Math.min(a, b);
    if (overlap > 0) {
      a += overlap;
      b += overlap;
    }
    tr.replace(pos + 1 + start, pos + 1 + a, target.slice(start, b));
  }
  node = tr.doc.nodeAt(pos)!;
  if (!node.sameMarkup(target)) tr.setNodeMarkup(pos, null, target.attrs);
  projection.adopt(itemAttrs(target).id, tr.doc.nodeAt(pos)!);
}
