/**
 * Moves changes over concurrent ones, as the server does.
 *
 * Given `applied` A and `incoming` B, made on the same state without knowing each other, `cross` gives B' that can
 * follow A, and A' that can follow B. Where both insert at one place, A's words come first. Text is exact; where both
 * change the structure, what was ordered first stands, and the other is redirected to where its items are now.
 */
import { cutDelta, isNoop, resultLength, baseLength, shiftDelta, toDelta } from '../text/delta';
import { followChange } from './caret';
import type {
  ByLang,
  Change,
  CommentAdd,
  ItemMerge,
  ItemSplit,
  Lang,
  ProposalAdd,
  ProposalPart,
  TextChange,
} from '../wire/types';

/** What goes along words: it changes them, or chooses some of them. */
type Walk = TextChange | ProposalPart;

/** Both sides of a cut may have work; an empty side is dropped, but one change always remains. */
function textOverSplit(text: Walk, split: ItemSplit): Change[] {
  const cut = text.item === split.item ? split.at[text.lang] : undefined;
  if (cut === undefined) return [text];
  const [left, right] = cutDelta(text.delta, cut);
  if (right.ops.length === 0) return [{ ...text, delta: left }];
  const behind: Walk = { ...text, item: split.new, delta: right };
  return left.ops.length === 0 ? [behind] : [{ ...text, delta: left }, behind];
}

/** Words of the merged item now stand behind those of the one it went into. */
function textOverMerge(text: Walk, merge: ItemMerge): Change[] {
  if (text.item !== merge.item) return [text];
  return [{ ...text, item: merge.into, delta: shiftDelta(text.delta, merge.at?.[text.lang] ?? 0) }];
}

function textOverText(text: Walk, other: TextChange, otherFirst: boolean): Change[] {
  if (text.item !== other.item || text.lang !== other.lang) return [text];
  return [{ ...text, delta: toDelta(other.delta).transform(toDelta(text.delta), otherFirst) }];
}

function mapPlaces(places: ByLang<number>, map: (place: number, lang: Lang) => number): ByLang<number> {
  const mapped: Record<Lang, number> = {};
  for (const lang of Object.keys(places)) mapped[lang] = map(places[lang]!, lang);
  return mapped;
}

/** A merge that has not been applied yet carries no lengths. */
function withPlaces(merge: ItemMerge, into: string, map: (place: number, lang: Lang) => number): ItemMerge {
  return merge.at ? { ...merge, into, at: mapPlaces(merge.at, map) } : { ...merge, into };
}

/** What was inserted exactly at the cut stays left of it. */
function splitOverText(split: ItemSplit, text: TextChange): Change[] {
  const cut = split.item === text.item ? split.at[text.lang] : undefined;
  if (cut === undefined) return [split];
  const moved = toDelta(text.delta).transformPosition(cut, false);
  return [{ ...split, at: { ...split.at, [text.lang]: moved } }];
}

/**
 * The split that came first has divided the text: this cut falls into one of the two parts. The first language that
 * both name decides; a cut in another language that would fall into the other part is moved to the border.
 */
function splitOverSplit(split: ItemSplit, first: ItemSplit): Change[] {
  if (split.item !== first.item) return [split];
  const deciding = Object.keys(split.at).find((lang) => lang in first.at);
  const right = deciding !== undefined && split.at[deciding]! > first.at[deciding]!;
  const at = mapPlaces(split.at, (cut, lang) => {
    const border = first.at[lang];
    if (border === undefined) return right ? 0 : cut;
    return right ? Math.max(0, cut - border) : Math.min(cut, border);
  });
  return [{ ...split, item: right ? first.new : split.item, at }];
}

function splitOverMerge(split: ItemSplit, merge: ItemMerge): Change[] {
  if (split.item !== merge.item) return [split];
  return [
    { ...split, item: merge.into, at: mapPlaces(split.at, (cut, lang) => cut + (merge.at?.[lang] ?? 0)) },
  ];
}

/** The length of `into` that a merge carries grows and shrinks with its text. */
function mergeOverText(merge: ItemMerge, text: TextChange): Change[] {
  const at = merge.into === text.item ? merge.at?.[text.lang] : undefined;
  if (at === undefined) return [merge];
  const growth = resultLength(text.delta) - baseLength(text.delta);
  return [{ ...merge, at: { ...merge.at, [text.lang]: at + growth } }];
}

/** The end of an item that was split meanwhile is now the end of the new part. */
function mergeOverSplit(merge: ItemMerge, split: ItemSplit): Change[] {
  if (merge.into !== split.item) return [merge];
  return [withPlaces(merge, split.new, (place, lang) => Math.max(0, place - (split.at[lang] ?? place)))];
}

function mergeOverMerge(merge: ItemMerge, first: ItemMerge): Change[] {
  if (merge.into !== first.item) return [merge];
  return [withPlaces(merge, first.into, (place, lang) => place + (first.at?.[lang] ?? 0))];
}

/** A range moves with the words; a comment on the whole item stays with it. */
function commentOver(comment: CommentAdd, other: Change): Change[] {
  const { item, lang, anchor, head } = comment;
  if (lang === undefined || anchor === undefined || head === undefined) return itemOverMerge(comment, other);
  return [{ ...comment, ...followChange({ item, lang, anchor, head }, other) }];
}

function itemOverMerge(change: CommentAdd | ProposalAdd, other: Change): Change[] {
  const merged = other.type === 'item.merge' && other.item === change.item;
  return [merged ? { ...change, item: other.into } : change];
}

/** Items below a split or merged item went along with it, so whoever puts something there means the new parent. */
function parentOver(change: Change, first: Change): Change[] {
  if (!('parent' in change) || change.parent === null) return [change];
  if (first.type === 'item.split' && change.parent === first.item) return [{ ...change, parent: first.new }];
  if (first.type === 'item.merge' && change.parent === first.item) return [{ ...change, parent: first.into }];
  return [change];
}

function moveOver(change: Change, other: Change, otherFirst: boolean): Change[] {
  if (change.type === 'comment.add') return commentOver(change, other);
  if (change.type === 'proposal.add') return itemOverMerge(change, other);
  const type = change.type === 'proposal.part' ? 'text' : change.type;
  switch (`${type} over ${other.type}`) {
    case 'text over text':
      return textOverText(change as Walk, other as TextChange, otherFirst);
    case 'text over item.split':
      return textOverSplit(change as Walk, other as ItemSplit);
    case 'text over item.merge':
      return textOverMerge(change as Walk, other as ItemMerge);
    case 'item.split over text':
      return splitOverText(change as ItemSplit, other as TextChange);
    case 'item.split over item.split':
      return splitOverSplit(change as ItemSplit, other as ItemSplit);
    case 'item.split over item.merge':
      return splitOverMerge(change as ItemSplit, other as ItemMerge);
    case 'item.merge over text':
      return mergeOverText(change as ItemMerge, other as TextChange);
    case 'item.merge over item.split':
      return mergeOverSplit(change as ItemMerge, other as ItemSplit);
    case 'item.merge over item.merge':
      return mergeOverMerge(change as ItemMerge, other as ItemMerge);
    default:
      return parentOver(change, other);
  }
}

function divides(change: Change): boolean {
  return change.type === 'item.split' || change.type === 'item.merge';
}

function walks(change: Change): change is Walk {
  return change.type === 'text' || change.type === 'proposal.part';
}

/** Whether the one can matter to the other at all; most pairs are two texts of different items. */
function related(a: Change, b: Change): boolean {
  if (walks(a) && walks(b)) return a.item === b.item && a.lang === b.lang;
  return divides(a) || divides(b) || a.type === 'comment.add' || b.type === 'comment.add';
}

type Crossed = [applied: readonly Change[], incoming: readonly Change[]];

function crossPair(applied: Change, incoming: Change): Crossed {
  if (!related(applied, incoming)) return [[applied], [incoming]];
  return [moveOver(applied, incoming, false), moveOver(incoming, applied, true)];
}

/** Two lists are crossed by crossing their parts, down to one pair; each pair may yield more than one change. */
function crossLists(applied: readonly Change[], incoming: readonly Change[]): Crossed {
  if (applied.length === 0 || incoming.length === 0) return [applied, incoming];
  if (applied.length === 1 && incoming.length === 1) return crossPair(applied[0]!, incoming[0]!);
  if (applied.length === 1) {
    let moved = applied;
    const rest: Change[] = [];
    for (const change of incoming) {
      const [next, crossed] = crossLists(moved, [change]);
      moved = next;
      rest.push(...crossed);
    }
    return [moved, rest];
  }
  let rest = incoming;
  const moved: Change[] = [];
  for (const change of applied) {
    const [crossed, next] = crossLists([change], rest);
    moved.push(...crossed);
    rest = next;
  }
  return [moved, rest];
}

export function cross(applied: readonly Change[], incoming: readonly Change[]): Crossed {
  const any = applied.some((a) => incoming.some((b) => related(a, b)));
  if (!any) return [applied, incoming];
  const [moved, rest] = crossLists(applied, incoming);
  return [moved, composeNeighbours(rest)];
}

/** A merge can bring two changes of one op into the same text: made one again. Only neighbours, as the server does. */
function composeNeighbours(changes: readonly Change[]): readonly Change[] {
  const composed: Change[] = [];
  for (const change of changes) {
    const last = composed[composed.length - 1];
    if (last && joins(last, change))
      composed[composed.length - 1] = join(last as TextChange, change as TextChange);
    else composed.push(change);
  }
  return composed;
}

function joins(a: Change, b: Change): boolean {
  return a.type === 'text' && b.type === 'text' && a.item === b.item && a.lang === b.lang;
}

function join(first: TextChange, second: TextChange): TextChange {
  return { ...first, delta: toDelta(first.delta).compose(toDelta(second.delta)) };
}

/** Whether a text change can be moved in front of this one without either noticing. */
function isIndependent(text: TextChange, change: Change): boolean {
  if (change.type === 'text') return change.item !== text.item || change.lang !== text.lang;
  if (change.type === 'item.split') return change.item !== text.item && change.new !== text.item;
  if (change.type === 'item.merge') return change.item !== text.item && change.into !== text.item;
  return !('item' in change) || change.item !== text.item;
}

/**
 * Adds a change behind others, in place: a text change is composed with an earlier one of the same text where nothing
 * between matters to it. False, and nothing added, where the list would come to hold two changes of one text.
 */
export function pushComposed(changes: Change[], change: Change): boolean {
  if (change.type !== 'text') {
    changes.push(change);
    return true;
  }
  let free = true;
  for (let i = changes.length - 1; i >= 0; i--) {
    const before = changes[i]!;
    if (joins(before, change)) {
      if (!free) return false;
      changes[i] = join(before as TextChange, change);
      return true;
    }
    free &&= isIndependent(change, before);
  }
  changes.push(change);
  return true;
}

/** Without what does nothing any more. */
export function withoutNoops(changes: readonly Change[]): readonly Change[] {
  const idle = (change: Change) => change.type === 'text' && isNoop(change.delta);
  return changes.some(idle) ? changes.filter((change) => !idle(change)) : changes;
}
