/**
 * What somebody may do to the words of an item where proposals are made, and how what they do becomes a proposal.
 * `checkMarks` mirrors the server's draft/marks; `asProposal` is what the page makes of typing.
 */
import Delta from 'quill-delta';
import { resultLength, toDelta } from '../text/delta';
import type { AttributeMap, Participant, RejectCode, WireDelta } from '../wire/types';
import { marksIn, parseMark, withoutMarks } from './marks';
import { addingItem, mayMark } from './negotiation';
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
  text: Delta;
  proposing: boolean;
  /** The whole item is a proposal of their own. */
  ownItem: boolean;
}

function own(marking: Marking, proposal: string): boolean {
  return mayMark(marking.state.negotiation.proposals.get(proposal), marking.who);
}

function checkInsert(marking: Marking, at: number, attributes: AttributeMap | undefined): RejectCode | null {
  let owned = marking.ownItem;
  for (const { kind, proposal } of marksIn(attributes)) {
    if (!marking.state.negotiation.proposals.has(proposal)) return 'bad-op';
    if (!marking.proposing) continue;
    if (kind === 'ins' && own(marking, proposal)) owned = true;
    else if (kind === 'del' || !attributesBeside(marking.text, at).some((one) => one[`ins:${proposal}`]))
      return 'locked';
  }
  return !marking.proposing || owned ? null : 'locked';
}

function checkFormat(marking: Marking, attributes: AttributeMap): RejectCode | null {
  for (const name of Object.keys(attributes)) {
    const mark = parseMark(name);
    if (!mark) {
      if (marking.proposing && !marking.ownItem) return 'locked';
      continue;
    }
    const proposal = marking.state.negotiation.proposals.get(mark.proposal);
    if (!proposal) return 'bad-op';
    if (mark.kind === 'ins' || !mayMark({ ...proposal, filed: false }, marking.who)) return 'forbidden';
    if (proposal.filed) return 'locked';
  }
  return null;
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

/** Words that they wrote: a proposal of their own inserts them, be it inside somebody else's that goes on beside them. */
function isOwnWords(marking: Marking, at: number, attributes: AttributeMap | undefined): boolean {
  const inserting = insertionsIn(attributes);
  const others = inserting.filter((one) => !own(marking, one));
  if (others.length === inserting.length) return marking.ownItem && others.length === 0;
  if (others.length === 0) return true;
  const beside = besideOwnWords(marking, at);
  return others.every((one) => beside.some((neighbour) => neighbour?.[`ins:${one}`]));
}

function markingOf(
  state: DraftState,
  who: Participant,
  item: Item,
  text: Delta,
  proposing: boolean,
): Marking {
  const ownItem = proposing && mayMark(addingItem(state.negotiation, item.id), who);
  return { state, who, text, proposing, ownItem };
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
    if (typeof retain === 'number' && attributes) code = checkFormat(marking, attributes);
    if (gone !== undefined && proposing) {
      code = partsOf(text, at, gone).every(([place, part]) => isOwnWords(marking, place, part.attributes))
        ? null
        : 'locked';
    }
    if (code) return code;
    at += typeof retain === 'number' ? retain : (gone ?? 0);
  }
  return null;
}

/** What stands inside somebody's insertion falls with it: the marks that both neighbours of a place carry. */
function surroundingMarks(text: Delta, at: number): AttributeMap {
  const [before, behind] = [text.slice(Math.max(0, at - 1), at), text.slice(at, at + 1)];
  const marks: AttributeMap = {};
  if (at === 0) return marks;
  for (const { kind, proposal } of marksIn(before.ops[0]?.attributes)) {
    const name = `ins:${proposal}`;
    if (kind === 'ins' && behind.ops[0]?.attributes?.[name]) marks[name] = true;
  }
  return marks;
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

/**
 * The same change as a proposal: what is inserted carries the mark, what is deleted is struck, or really deleted where
 * it was only proposed by themselves. Formatting is left as it is, for the check to judge.
 */
export function asProposal(
  state: DraftState,
  who: Participant,
  item: Item,
  text: Delta,
  delta: WireDelta,
  proposal: string,
): Delta {
  const marking = markingOf(state, who, item, text, true);
  if (marking.ownItem) return toDelta(delta);
  const result = new Delta();
  let at = 0;
  for (const { insert, retain, delete: gone, attributes } of delta.ops) {
    if (insert !== undefined) {
      const marks = surroundingMarks(text, at);
      const inOwn = Object.keys(marks).some((name) => own(marking, name.slice(4)));
      result.insert(insert, {
        ...withoutMarks(attributes),
        ...marks,
        ...(inOwn ? {} : { [`ins:${proposal}`]: true }),
      });
    } else if (typeof retain === 'number') {
      result.retain(retain, attributes && remarked(marking, attributes, proposal));
      at += retain;
    } else if (gone !== undefined) {
      for (const [place, part] of partsOf(text, at, gone)) {
        const length = resultLength({ ops: [part] });
        if (isOwnWords(marking, place, part.attributes)) result.delete(length);
        else if (isStruckByOwn(marking, part.attributes)) result.retain(length);
        else result.retain(length, { [`del:${proposal}`]: true });
      }
      at += gone;
    }
  }
  return result.chop();
}

function isStruckByOwn(marking: Marking, attributes: AttributeMap | undefined): boolean {
  return marksIn(attributes).some(({ kind, proposal }) => kind === 'del' && own(marking, proposal));
}
