/**
 * Brackets as words, in the notation that the server's exports write and its import reads (server/convert/bracket_label.h):
 *
 *   [México: insertado]   [del. México, Canadá: suprimido]   [México: exhortar → instar]
 *   [ins. México: a → b]  words with an arrow that are no replacement
 *   [Alt 2, México: instar]  one of several alternatives
 *
 * Wherever brackets leave the screen they are written by this: what is struck must not be taken for text there.
 */
import type Delta from 'quill-delta';
import { blanksOutside } from './edge_blanks';
import { bracketsOf, type Bracket, type Piece } from './nesting';

/** Which alternative it is and who stands behind it, in one string (bracket_label.ts); empty where nobody is to be named. */
export type BracketNames = (bracket: Bracket) => string;

/** Among its own words, without those of brackets in it. */
function hasArrow(text: Delta, { inner }: Bracket): boolean {
  return inner.some((piece) => typeof piece === 'number' && String(text.ops[piece]?.insert).includes('→'));
}

/** As `bracketsOf`, but where what is struck has an arrow the halves stand apart: nobody could tell where it ends. */
export function writtenBrackets(text: Delta, around: readonly string[]): readonly Piece[] {
  const pieces = bracketsOf(text, around);
  const apart = (pieces: readonly Piece[]): readonly Piece[] => {
    const unclear = pieces.map(
      (piece) => typeof piece === 'object' && piece.half === 'struck' && hasArrow(text, piece),
    );
    return pieces.map((piece, at) => {
      if (typeof piece === 'number') return piece;
      const inner = apart(piece.inner);
      return unclear[at] || unclear[at - 1] ? { ...piece, inner, half: '' } : { ...piece, inner };
    });
  };
  return apart(pieces);
}

/** What a bracket is, where one does not see it: `del. `, `ins. `. */
export function kindOf(text: Delta, bracket: Bracket): string {
  if (bracket.half !== '') return '';
  return bracket.kind === 'del' ? 'del. ' : hasArrow(text, bracket) ? 'ins. ' : '';
}

/** What stands in front of its words: nothing where it is the second half of a replacement. */
export function opening(text: Delta, bracket: Bracket, names: BracketNames): string {
  if (bracket.half === 'instead') return '';
  const kind = kindOf(text, bracket);
  const who = names(bracket);
  return who ? `[${kind}${who}: ` : kind ? `[${kind.slice(0, 3)}: ` : '[';
}

export const ending = ({ half }: Bracket) => (half === 'struck' ? ' → ' : ']');

/** A text with its brackets; `around`: the marks of the whole item, the outermost first. */
export function bracketText(of: Delta, around: readonly string[], names: BracketNames): string {
  const text = blanksOutside(of);
  const write = (piece: Piece): string => {
    if (typeof piece === 'number') return String(text.ops[piece]?.insert ?? '');
    return opening(text, piece, names) + piece.inner.map(write).join('') + ending(piece);
  };
  return writtenBrackets(text, around).map(write).join('');
}
