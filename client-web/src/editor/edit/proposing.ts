/**
 * Gestures where somebody may only make proposals. Words become proposals by themselves when they are submitted
 * (draft/propose); what is planned here is what gestures do to items: a new item is proposed, and the words that it
 * takes over are struck where they were; an item that goes is proposed to go.
 */
import Delta from 'quill-delta';
import { freshId } from '../../draft/id';
import { rowsBetween, type OutlineRow } from '../../draft/numbering';
import { marksIn, withoutMarks } from '../../draft/marks';
import { addingItem, isOwnProposal, mayMark, removingItem } from '../../draft/negotiation';
import { textOf, textLength, type DraftState } from '../../draft/state';
import { resultLength } from '../../text/delta';
import type { ItemKind, Lang, Participant } from '../../wire/types';
import { hasChildren, placeBelow, rowAbove, rowOf, siblingsOf, subtreeOf, type Place } from './rows';
import { topmost } from './levels';
import { isLines } from './range';
import { isEmpty, NO_PLAN, Planner, type Plan, type Point } from './plan';

export interface Proposing {
  view: DraftState;
  lang: string;
  who: Participant;
  /** Whether they may only make proposals in an item. */
  proposes(item: string): boolean;
}

const kindBelow = (kind: ItemKind): ItemKind => (kind === 'paragraph' ? 'paragraph' : 'item');

/** Proposes an item with these words; gives its id. */
export function proposeItem(
  planner: Planner,
  place: Place,
  kind: ItemKind,
  words?: Delta,
  translations: readonly [Lang, Delta][] = [],
): string {
  const item = freshId();
  const own = words && words.length() > 0 ? { [planner.lang]: words } : {};
  const texts = { ...Object.fromEntries(translations), ...own };
  planner.add({ type: 'proposal.add', proposal: freshId(), item, act: 'add' });
  planner.add({
    type: 'item.add',
    item,
    ...place,
    kind,
    ...(Object.keys(texts).length > 0 && { texts }),
  });
  return item;
}

/** Takes an item away: their own proposed one is withdrawn, any other is proposed to go; once is enough. */
function proposeRemoval(planner: Planner, { who, proposes }: Proposing, item: string): void {
  const { negotiation } = planner.view;
  const adding = addingItem(negotiation, item);
  if (adding && isOwnProposal(adding, who)) planner.add({ type: 'proposal.withdraw', proposal: adding.id });
  else if (!proposes(item)) planner.add({ type: 'item.remove', item });
  else if (!removingItem(negotiation, item).some((one) => isOwnProposal(one, who)))
    planner.add({ type: 'proposal.add', proposal: freshId(), item, act: 'remove' });
}

/** What becomes of words that go over to another item. */
export interface Taken {
  /** The words as they stand there. */
  words: Delta;
  /** How they go here; what somebody else proposes, or they have struck themselves, stays. */
  gone: Delta;
}

/** What stands in an item from a place on, as it would stand elsewhere. */
export function takeTail(planner: Planner, { who }: Proposing, item: string, from: number): Taken {
  const { negotiation } = planner.view;
  const own = (id: string) => mayMark(negotiation.proposals.get(id), who);
  const taken: Taken = { words: new Delta(), gone: new Delta() };
  const text = textOf(planner.view.items.get(item)!, planner.lang);
  for (const { insert, attributes } of text.slice(from).ops) {
    const length = resultLength({ ops: [{ insert: insert! }] });
    const stays = marksIn(attributes).some(({ kind, proposal }) => (kind === 'del') === own(proposal));
    if (stays) taken.gone.retain(length);
    else {
      taken.words.insert(insert!, withoutMarks(attributes));
      taken.gone.delete(length);
    }
  }
  return taken;
}

/**
 * Enter: what is selected is struck, and what stands behind it is proposed as an item of its own. Where that is one already,
 * typing goes on there.
 */
export function splitProposed(proposing: Proposing, from: Point, to: Point): Plan {
  const { view, lang } = proposing;
  if (from.item !== to.item) return splitAcross(proposing, from, to);
  const row = rowOf(view, from.item);
  if (!row) return NO_PLAN;
  const planner = new Planner(view, lang);
  const end = textLength(view, row.id, lang);
  const offset = Math.min(from.offset, end);
  if (offset === 0 && to.offset === 0 && end > 0) {
    const after = siblingsOf(view, row).before.at(-1)?.id ?? null;
    proposeItem(planner, { parent: row.parent, after }, row.kind);
    return planner.plan({ item: row.id, offset: 0 });
  }
  const tail = takeTail(planner, proposing, row.id, Math.min(to.offset, end));
  const item = proposeItem(planner, placeUnder(planner, row.id), kindBelow(row.kind), tail.words);
  const deleted = new Delta().retain(offset).delete(Math.max(0, Math.min(to.offset, end) - offset));
  planner.text(row.id, deleted.concat(tail.gone).chop());
  return planner.plan({ item, offset: 0 });
}

function splitAcross(proposing: Proposing, from: Point, to: Point): Plan {
  const { view, lang } = proposing;
  const planner = new Planner(view, lang);
  for (const change of replaceProposed(proposing, from, to).changes) planner.add(change);
  if (to.offset < textLength(view, to.item, lang)) return planner.plan({ item: to.item, offset: 0 });
  const row = rowOf(view, from.item)!;
  const item = proposeItem(planner, placeUnder(planner, row.id), kindBelow(row.kind));
  return planner.plan({ item, offset: 0 });
}

/** Directly below: in front of what hangs below the item, or as its next sibling. */
function placeUnder(planner: Planner, id: string): Place {
  const row = rowOf(planner.view, id)!;
  return placeBelow(planner.view, id, hasChildren(planner.view, id) ? row.depth + 1 : row.depth);
}

/** Over several items: words are struck, and items that go as a whole are proposed to go. None is joined to another. */
export function replaceProposed(proposing: Proposing, from: Point, to: Point, words = new Delta()): Plan {
  const { view, lang } = proposing;
  const planner = new Planner(view, lang);
  const rows = rowsBetween(view, from.item, to.item);
  const [first, ...others] = rows;
  if (!first) return NO_PLAN;
  if (words.length() === 0 && isLines(view, lang, from, to)) {
    proposeGone(planner, proposing, rows, to);
    return planner.plan({ item: to.item, offset: 0 });
  }
  const length = textLength(view, first.id, lang);
  planner.text(
    first.id,
    new Delta()
      .retain(from.offset)
      .concat(words)
      .delete(length - from.offset)
      .chop(),
  );
  proposeGone(planner, proposing, others, to);
  return planner.plan({ item: first.id, offset: from.offset + words.length() });
}

/** Strikes the words of items up to a place in the last of them; those that go as a whole are proposed to go. */
function proposeGone(
  planner: Planner,
  proposing: Proposing,
  rows: readonly OutlineRow[],
  { item, offset }: Point,
): void {
  const { view, lang } = proposing;
  const gone = new Set(rows.map(({ id }) => id));
  for (const { id } of rows) {
    const end = id === item ? offset : textLength(view, id, lang);
    const whole = end === textLength(view, id, lang) && (end > 0 || id !== item);
    const stays = subtreeOf(view, id).some((row) => row.id !== id && !gone.has(row.id));
    if (whole && !stays) {
      if (!gone.has(rowOf(view, id)?.parent ?? '')) proposeRemoval(planner, proposing, id);
    } else planner.text(id, new Delta().delete(end));
  }
}

/** Backspace at the start, Delete at the end: the lower is proposed to go, and its words behind those of the upper. */
export function joinProposed(proposing: Proposing, upper: string, lower: string): Plan {
  const { view, lang } = proposing;
  const planner = new Planner(view, lang);
  const end = { item: upper, offset: textLength(view, upper, lang) };
  if (isEmpty(view, lower) && !hasChildren(view, lower)) {
    proposeRemoval(planner, proposing, lower);
    return planner.plan(end);
  }
  if (isEmpty(view, upper) && !hasChildren(view, upper)) {
    proposeRemoval(planner, proposing, upper);
    return planner.plan({ item: lower, offset: 0 });
  }
  // What hangs below cannot be proposed to move: the refusal of the plain join says why.
  if (hasChildren(view, lower)) {
    planner.add({ type: 'item.merge', item: lower, into: upper });
    return planner.plan(end);
  }
  const { words } = takeTail(planner, proposing, lower, 0);
  proposeRemoval(planner, proposing, lower);
  planner.text(upper, new Delta().retain(end.offset).concat(words));
  return planner.plan(end);
}

/** Removes items with all below them. */
export function removeProposed(proposing: Proposing, ids: readonly string[]): Plan {
  const { view, lang } = proposing;
  const planner = new Planner(view, lang);
  const rows = topmost(view, ids);
  for (const { id } of rows) proposeRemoval(planner, proposing, id);
  const above = rows[0] && rowAbove(view, rows[0].id);
  return planner.plan(above ? { item: above.id, offset: textLength(view, above.id, lang) } : null);
}
