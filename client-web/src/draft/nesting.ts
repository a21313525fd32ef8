/**
 * How the brackets around words are drawn. Marks are a set without order, so the notation follows from how far they reach:
 *
 * - What reaches further stands outside; of two that reach equally far, the insertion.
 * - Equal brackets are one, under all their names: two delegations that strike the same words strike them once.
 * - A deletion and the insertion in its place that belong to the same proposal are the halves of one replacement, under one
 *   name. The editor draws insertions outside of deletions, so halves are joined only where no other deletion reaches over
 *   them and nothing is inserted into what is struck: there both ways of drawing agree.
 *
 * The editor draws what `bracketsOf` says; where brackets are words, draft/bracket_text has the last one. The server's exports
 * do the same (server/convert/nesting.h).
 */
import type Delta from 'quill-delta';
import { resultLength } from '../text/delta';
import { marksOfText, parseMark, type Mark } from './marks';

/** A stretch of words that carry one mark without a gap. */
interface Reach {
  length: number;
  /** The part that it ends with so far. */
  last: number;
}

function reachesOf(text: Delta): readonly ReadonlyMap<string, Reach>[] {
  const open = new Map<string, Reach>();
  return text.ops.map((part, at) => {
    const here = new Map<string, Reach>();
    for (const name of Object.keys(part.attributes ?? {})) {
      if (!parseMark(name)) continue;
      const before = open.get(name);
      const reach = before?.last === at - 1 ? before : { length: 0, last: at };
      reach.length += resultLength({ ops: [part] });
      reach.last = at;
      open.set(name, reach);
      here.set(name, reach);
    }
    return here;
  });
}

/** A bracket with a name, or one half of a replacement: the name stands before `struck`, the end behind `instead`. */
export interface Bracket {
  readonly kind: Mark['kind'];
  readonly half: '' | 'struck' | 'instead';
  /** Whose it is: more than one where several propose the same. */
  readonly proposals: readonly string[];
  readonly inner: readonly Piece[];
}

/** A bracket, or the number of a part of the text. */
export type Piece = Bracket | number;

interface Part {
  at: number;
  /** Marks that have no bracket yet, the outermost first. */
  names: readonly string[];
}

/** The marks of each part, the outermost first. */
function nestedNames(text: Delta): readonly (readonly string[])[] {
  const reaches = reachesOf(text);
  return reaches.map((reach) =>
    [...reach.keys()].sort(
      (a, b) =>
        reach.get(b)!.length - reach.get(a)!.length ||
        Number(a.startsWith('del:')) - Number(b.startsWith('del:')) ||
        (a < b ? -1 : 1),
    ),
  );
}

/** `around`: marks that the whole item has, the outermost first; then there is a part even where there are no words. */
export function bracketsOf(text: Delta, around: readonly string[] = []): readonly Piece[] {
  if (around.length === 0 && marksOfText(text).size === 0) return text.ops.map((_part, at) => at);
  const names = text.ops.length > 0 || around.length === 0 ? nestedNames(text) : [[]];
  const parts = names.map((inner, at) => ({ at, names: [...around, ...inner] }));
  return nest(parts, false);
}

function nest(parts: readonly Part[], inStruck: boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < parts.length;) {
    const [name] = parts[at]!.names;
    let end = at + 1;
    while (name && parts[end]?.names[0] === name) end++;
    pieces.push(name ? bracketAround(name, parts.slice(at, end), inStruck) : parts[at]!.at);
    at = end;
  }
  return inStruck ? pieces : joinHalves(pieces);
}

function bracketAround(name: string, parts: readonly Part[], inStruck: boolean): Bracket {
  const { kind, proposal } = parseMark(name)!;
  const proposals = [proposal];
  let inner = parts.map(withoutFirst);
  for (let same = equalMark(inner, kind); same; same = equalMark(inner, kind)) {
    proposals.push(same.proposal);
    inner = inner.map(withoutFirst);
  }
  return { kind, half: '', proposals, inner: nest(inner, inStruck || kind === 'del') };
}

const withoutFirst = ({ at, names }: Part): Part => ({ at, names: names.slice(1) });

/** The next mark, if it stands around all of these parts and is of this kind. */
function equalMark(parts: readonly Part[], kind: Mark['kind']): Mark | null {
  const [name = ''] = parts[0]!.names;
  const mark = parseMark(name);
  return mark?.kind === kind && parts.every(({ names }) => names[0] === name) ? mark : null;
}

function joinHalves(pieces: readonly Piece[]): readonly Piece[] {
  const isReplaced = (before: Piece | undefined, after: Piece | undefined) =>
    typeof before === 'object' &&
    typeof after === 'object' &&
    before.kind === 'del' &&
    after.kind === 'ins' &&
    before.proposals.join(' ') === after.proposals.join(' ') &&
    !before.inner.some((piece) => typeof piece === 'object' && hasInsertion(piece));
  return pieces.map((piece, at) => {
    if (typeof piece === 'number') return piece;
    if (isReplaced(piece, pieces[at + 1])) return { ...piece, half: 'struck' };
    return isReplaced(pieces[at - 1], piece) ? { ...piece, half: 'instead' } : piece;
  });
}

function hasInsertion({ kind, inner }: Bracket): boolean {
  return kind === 'ins' || inner.some((piece) => typeof piece === 'object' && hasInsertion(piece));
}
