/**
 * Blanks at the edges of proposed words, as brackets are written: "uno [Canadá: dos] tres" has a blank on both sides, of which one is the
 * proposal's. The same as the server's convert/edge_blanks.c.
 */
import Delta from 'quill-delta';

const OPENS = /[ ([«“¿¡]$/u;
const STOPS = /^[.,;:!?)\]»”]/u;
const isMark = (key: string) => key.startsWith('ins:') || key.startsWith('del:');

/** The text with such blanks outside of their marks. */
export function blanksOutside(text: Delta): Delta {
  const words = text.ops.map(({ insert }) => String(insert ?? ''));
  const marks = text.ops.map(({ attributes = {} }) => new Set(Object.keys(attributes).filter(isMark)));
  const edits: { at: number; key: string }[] = [];
  const starts = [0];
  for (const each of words) starts.push(starts.at(-1)! + each.length);
  /** An insertion that begins right behind is an alternative, or comes in place of what is struck. */
  const goesOn = (key: string, end: number) =>
    [...marks[end]!].some(
      (next) =>
        next.startsWith('ins:') &&
        !marks[end - 1]!.has(next) &&
        (key.startsWith('ins:') || next.slice(4) === key.slice(4)),
    );
  const look = (key: string, first: number, end: number) => {
    const before = words[first - 1];
    const behind = words[end];
    const [inFront, atEnd] = [words[first]!.startsWith(' '), words[end - 1]!.endsWith(' ')];
    if (inFront === atEnd) return;
    if (atEnd) {
      const opens = before === undefined || OPENS.test(before);
      if (opens && behind !== undefined && !behind.startsWith(' ') && !goesOn(key, end))
        edits.push({ at: starts[end]! - 1, key });
      return;
    }
    const stops = behind === undefined || STOPS.test(behind);
    const within = first > 0 && [...marks[first - 1]!].every((mark) => marks[first]!.has(mark));
    if (stops && within && !before!.endsWith(' ')) edits.push({ at: starts[first]!, key });
  };
  marks.forEach((here, first) => {
    for (const key of here) {
      if (marks[first - 1]?.has(key)) continue;
      let end = first + 1;
      while (marks[end]?.has(key)) end++;
      look(key, first, end);
    }
  });
  return edits.reduce(
    (out, { at, key }) => out.compose(new Delta().retain(at).retain(1, { [key]: null })),
    text,
  );
}
