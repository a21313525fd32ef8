/**
 * Lines that were broken by width, as text copied out of a PDF or a mail is: told from their lengths, since punctuation
 * says little. The same rules as the server's import (convert/wrap, convert/blocks), for what is pasted.
 */
import { hasMarker } from './recognise';

/** Nobody breaks lines later than that. */
const WIDEST = 140;
const NARROWEST = 30;
/** Fewer lines that go on say nothing. */
const PAIRS = 3;

interface Line {
  text: string;
  afterBlank: boolean;
  marked: boolean;
}

/** The paragraphs that lines make up, without blank ones; indentation at their start stays. */
export function joinWrapped(raw: readonly string[]): string[] {
  const lines = linesOf(raw);
  const width = widthOf(lines);
  const joined: string[] = [];
  lines.forEach((line, at) => {
    const above = lines[at - 1];
    if (above && goesOn(above, line, width)) joined.push(join(joined.pop()!, line.text.trimStart()));
    else joined.push(line.text);
  });
  return joined;
}

function linesOf(raw: readonly string[]): Line[] {
  const lines: Line[] = [];
  let afterBlank = false;
  for (const text of raw) {
    const blank = text.trim() === '';
    if (!blank) lines.push({ text: text.trimEnd(), afterBlank, marked: hasMarker(text) });
    afterBlank = blank;
  }
  return lines;
}

/** The width at which lines were broken; 0: they were not. */
function widthOf(lines: readonly Line[]): number {
  const goes = (at: number) => {
    const below = lines[at + 1];
    return below !== undefined && !below.afterBlank && !below.marked;
  };
  const going = lines.filter((_, at) => goes(at));
  const capitals = lines.filter(({ text }, at) => at > 0 && goes(at - 1) && startsWithCapital(text)).length;
  const widths = going.map(({ text }) => text.length).filter((width) => width <= WIDEST);
  const stopped = going.filter(({ text }) => endsSentence(text)).length;
  if (going.length < PAIRS || widths.length * 4 < going.length * 3 || stopped * 2 > going.length) return 0;
  if (capitals * 2 > going.length) return 0; // each line begins anew: a list
  widths.sort((a, b) => b - a);
  // Where the longest tenth starts; wrapped text has most of its lines not far below it.
  const width = widths[Math.ceil(widths.length / 10) - 1]!;
  const near = widths.filter((one) => one >= width - Math.floor(width / 5)).length;
  return width >= NARROWEST && near * 2 >= widths.length ? width : 0;
}

function goesOn(above: Line, line: Line, width: number): boolean {
  if (line.marked) return false;
  if (isMarkerAlone(above.text)) return true;
  const lower = above.text.length >= NARROWEST && startsLower(line.text) && endsOpen(above.text);
  if (line.afterBlank) return lower && !above.text.endsWith(',');
  return lower || isFull(above.text, line.text, width);
}

/** The first word of the next line would not have fitted; a twentieth of slack. */
function isFull(text: string, next: string, width: number): boolean {
  const word = next.trimStart().split(' ', 1)[0]!.length;
  return width > 0 && (text.length + 1 + word) * 20 > width * 19;
}

/** A word that was parted keeps its hyphen: whether it had one nobody knows. */
function join(above: string, line: string): string {
  const parted = /[^ ]-$/.test(above) && startsLower(line);
  return parted ? above + line : `${above} ${line}`;
}

const startsLower = (text: string) => /^\s*\p{Ll}/u.test(text);
/** Begins as a sentence or a name does, and is not a heading in capitals. */
const startsWithCapital = (text: string) => /^\s*\p{Lu}/u.test(text) && /\p{Ll}/u.test(text);
const endsSentence = (text: string) => /[.!?:;…][)\]"'”’»]*$/u.test(text);
const endsOpen = (text: string) => !endsSentence(text) && /[\p{L}\p{N},-]$/u.test(text);
const isMarkerAlone = (text: string) => hasMarker(text) && !/\s/.test(text.trim());
