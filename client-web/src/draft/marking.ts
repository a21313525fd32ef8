/**
 * Whose the words are: what somebody may do to words that carry the marks of proposals, and how what they do becomes a
 * proposal. Words with an open `ins:` belong to the author of that proposal, and those of a proposed item to whoever
 * proposes it; everybody else, the chair included, makes proposals about them. What is filed is frozen.
 * `checkMarks` mirrors the server's draft/marking; `asProposal` is what the page makes of typing.
 */
import Delta from 'quill-delta';
import { resultLength, toDelta } from '../text/delta';
import type { AttributeMap, Participant, RejectCode, WireDelta } from '../wire/types';
import { marksIn, marksOfText, parseMark, withoutMarks } from './marks';
import { addingItem, isOwnProposal, mayMark } from './negotiation';
import { isBound } from './family';
import type { DraftState, Item } from './state';

/** The attributes of the units beside a place. */
function attributesBeside(text: Delta, at: number): readonly AttributeMap[] {
  return text
    .slice(Math.max(0, at - 1), at + 1)
    .ops.flatMap(({ attributes }) => (attributes ? [attributes] : []));
}

interface Marking {
  state: DraftState;
  who: Participant;
  item: string;
  text: Delta;
  /** What nobody proposes is theirs to change. */
  free: boolean;
}

function own(marking: Marking, proposal: string): boolean {
  return mayMark(marking.state.negotiation.proposals.get(proposal), marking.who);
}

function bound(marking: Marking, proposal: string): boolean {
  const found = marking.state.negotiation.proposals.get(proposal);
  return found !== undefined && isBound(marking.state, found, marking.item);
}

/** What both neighbours of a place say is inserted: whatever stands there falls with it. */
function surroundingMarks(text: Delta, at: number): AttributeMap {
  const marks: AttributeMap = {};
  if (at === 0 || marksOfText(text).size === 0) return marks;
  const [before, behind] = [text.slice(at - 1, at), text.slice(at, at + 1)];
  for (const name of insertionsIn(before.ops[0]?.attributes).map((one) => `ins:${one}`)) {
    if (behind.ops[0]?.attributes?.[name]) marks[name] = true;
  }
  return marks;
}

const isForeign = (marking: Marking, name: string) => !own(marking, name.slice(4));

function checkInsert(marking: Marking, at: number, attributes: AttributeMap | undefined): RejectCode | null {
  let owned = false;
  let foreign = false;
  for (const { kind, proposal } of marksIn(attributes)) {
    if (!marking.state.negotiation.proposals.has(proposal)) return 'bad-op';
    const mine = own(marking, proposal);
    if (mine && (kind === 'ins' || marking.free)) {
      if (!bound(marking, proposal)) return 'locked';
      owned ||= kind === 'ins';
    } else if (kind === 'del' || !attributesBeside(marking.text, at).some((one) => one[`ins:${proposal}`])) {
      return 'locked';
    } else {
      foreign = true;
    }
  }
  if (owned) return null;
  const inside = Object.keys(surroundingMarks(marking.text, at)).some((name) => isForeign(marking, name));
  return !marking.free || foreign || inside ? 'locked' : null;
}

function checkMark(marking: Marking, name: string, value: unknown): RejectCode | null {
  const mark = parseMark(name)!;
  const proposal = marking.state.negotiation.proposals.get(mark.proposal);
  if (!proposal) return 'bad-op';
  if (mark.kind === 'ins' || proposal.state !== 'open' || !isOwnProposal(proposal, marking.who))
    return 'forbidden';
  return proposal.filed || (value === true && !bound(marking, mark.proposal)) ? 'locked' : null;
}

function checkFormat(
  marking: Marking,
  at: number,
  length: number,
  attributes: AttributeMap,
): RejectCode | null {
  let formats = false;
  for (const [name, value] of Object.entries(attributes)) {
    const code = parseMark(name) ? checkMark(marking, name, value) : null;
    if (code) return code;
    formats ||= !parseMark(name);
  }
  return formats && !(marking.free && mayChangeAll(marking, at, length)) ? 'locked' : null;
}

const insertionsIn = (attributes: AttributeMap | undefined) =>
  marksIn(attributes).flatMap(({ kind, proposal }) => (kind === 'ins' ? [proposal] : []));

/** The attributes beside the stretch around a place that proposals of their own insert. */
function besideOwnWords(marking: Marking, at: number): readonly (AttributeMap | undefined)[] {
  let beside: (AttributeMap | undefined)[] = [];
  let end = 0;
  for (const part of marking.text.ops) {
    end += resultLength({ ops: [part] });
    if (insertionsIn(part.attributes).some((one) => own(marking, one))) continue;
    if (end > at) return [...beside, part.attributes];
    beside = [part.attributes];
  }
  return beside;
}

/**
 * Words that are theirs: a proposal of their own inserts them, be it inside somebody else's that goes on beside them;
 * or nobody proposes them, where that is theirs to change.
 */
function mayChange(marking: Marking, at: number, attributes: AttributeMap | undefined): boolean {
  const inserting = insertionsIn(attributes);
  const others = inserting.filter((one) => !own(marking, one));
  if (others.length === 0) return marking.free || inserting.length > 0;
  if (others.length === inserting.length) return false;
  const beside = besideOwnWords(marking, at);
  return others.every((one) => beside.some((neighbour) => neighbour?.[`ins:${one}`]));
}

function mayChangeAll(marking: Marking, from: number, length: number): boolean {
  if (marking.free && marksOfText(marking.text).size === 0) return true;
  return partsOf(marking.text, from, length).every(([at, part]) => mayChange(marking, at, part.attributes));
}

/** Where the role may write, an item that somebody else proposes is still not theirs; one's own proposed item is. */
export function isFree(state: DraftState, who: Participant, item: string, proposing: boolean): boolean {
  const adding = addingItem(state.negotiation, item);
  return adding ? mayMark(adding, who) : !proposing;
}

function markingOf(
  state: DraftState,
  who: Participant,
  { id: item }: Item,
  text: Delta,
  proposing: boolean,
): Marking {
  return { state, who, item, text, free: isFree(state, who, item, proposing) };
}

/** The stretches of a part of the text, each with its place. */
function partsOf(text: Delta, from: number, length: number): [at: number, part: Delta['ops'][number]][] {
  let at = from;
  return text.slice(from, from + length).ops.map((part) => {
    const place = at;
    at += resultLength({ ops: [part] });
    return [place, part];
  });
}

/** Null, or why this change of words is not theirs to make. `proposing`: their role may only make proposals here. */
export function checkMarks(
  state: DraftState,
  who: Participant,
  item: Item,
  text: Delta,
  delta: WireDelta,
  proposing: boolean,
): RejectCode | null {
  const marking = markingOf(state, who, item, text, proposing);
  let at = 0;
  for (const { insert, retain, delete: gone, attributes } of delta.ops) {
    let code: RejectCode | null = null;
    if (insert !== undefined) code = checkInsert(marking, at, attributes);
    if (typeof retain === 'number' && attributes) code = checkFormat(marking, at, retain, attributes);
    if (gone !== undefined && !mayChangeAll(marking, at, gone)) code = 'locked';
    if (code) return code;
    at += typeof retain === 'number' ? retain : (gone ?? 0);
  }
  return null;
}

/** An undo may strike words for a proposal that has ended meanwhile: then it is for the new one. */
function remarked(marking: Marking, attributes: AttributeMap, proposal: string): AttributeMap {
  const marks: AttributeMap = {};
  for (const name of Object.keys(attributes)) {
    const mark = parseMark(name);
    const ended = mark?.kind === 'del' && attributes[name] === true && !own(marking, mark.proposal);
    marks[ended ? `del:${proposal}` : name] = attributes[name];
  }
  return marks;
}

/** What new words carry: in the midst of a proposal its marks, and of their own whatever they brought along. */
function insertedMarks(
  marking: Marking,
  at: number,
  attributes: AttributeMap | undefined,
  proposal: string,
): AttributeMap {
  const marks = surroundingMarks(marking.text, at);
  const names = Object.keys(marks);
  const proposes = !marking.free || names.some((name) => isForeign(marking, name));
  if (proposes)
    return names.some((name) => own(marking, name.slice(4)))
      ? marks
      : { ...marks, [`ins:${proposal}`]: true };
  for (const { kind, proposal: id } of marksIn(attributes))
    if (own(marking, id) && bound(marking, id)) marks[`${kind}:${id}`] = true;
  return marks;
}

/**
 * The same change as what somebody may make of it. Where they may only propose, and in what others propose, the words
 * that they insert carry their mark, and what they delete is struck, or really deleted where it was only proposed by
 * themselves. Formatting is left as it is, for the check to judge.
 */
export function asProposal(
  state: DraftState,
  who: Participant,
  item: Item,
  text: Delta,
  delta: WireDelta,
  proposal: string,
  proposing: boolean,
): Delta {
  const marking = markingOf(state, who, item, text, proposing);
  const result = new Delta();
  let at = 0;
  for (const { insert, retain, delete: gone, attributes } of delta.ops) {
    if (insert !== undefined) {
      const marks = insertedMarks(marking, at, attributes, proposal);
      result.insert(insert, { ...withoutMarks(attributes), ...marks });
    } else if (typeof retain === 'number') {
      result.retain(retain, attributes && remarked(marking, attributes, proposal));
      at += retain;
    } else if (gone !== undefined) {
      for (const [place, part] of partsOf(text, at, gone)) {
        const length = resultLength({ ops: [part] });
        if (mayChange(marking, place, part.attributes)) result.delete(length);
        else if (isStruckByOwn(marking, part.attributes)) result.retain(length);
        else result.retain(length, { [`del:${proposal}`]: true });
      }
      at += gone;
    }
  }
  return result.chop();
}

/** Whether a change of words may have to do with proposals: most have not, and stay as they are. */
export function concernsMarks(text: Delta, delta: WireDelta): boolean {
  return marksOfText(text).size > 0 || marksOfText(toDelta(delta)).size > 0;
}

function isStruckByOwn(marking: Marking, attributes: AttributeMap | undefined): boolean {
  return marksIn(attributes).some(({ kind, proposal }) => kind === 'del' && own(marking, proposal));
}
