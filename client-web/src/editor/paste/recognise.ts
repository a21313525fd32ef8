/**
 * Recognises the outline of pasted lines: `1.` `a.` `i.` `-` at their starts, and indentation.
 *
 * The kind of a marker is decided by sequence, not by look: after `h.` an `i.` is a letter, after `u.` it opens
 * roman numerals; a number that continues nothing (a year, "1. de junio") is text. Lines without a marker among
 * marked ones are headings (short, no full stop) or paragraphs, and do not interrupt the running list.
 */
import type { ItemKind } from '../../wire/types';

export interface OutlineLine {
  /** 1 for the outermost level found. */
  depth: number;
  kind: ItemKind;
  /** How many characters at the start of the line are marker and white space: not part of the text. */
  cut: number;
}

type Style = 'decimal' | 'letter' | 'roman' | 'bullet';

interface Marker {
  cut: number;
  indent: number;
  /** Ways to read it: `v` is the 22nd letter and the fifth numeral. */
  readings: { style: Style; ordinal: number }[];
}

interface OpenList {
  style: Style;
  ordinal: number;
  indent: number;
}

const HEADING_MAX = 90;
const BULLETS = '-–—•*·▪◦';
const NUMBERED = new RegExp(
  `^([\\s\\u00a0]*)(?:[${BULLETS}][\\s\\u00a0]*)?\\(?(\\d{1,3}|[a-z]{1,6})([.)])(?:[\\s\\u00a0]+|$)`,
  'i',
);
const BULLETED = new RegExp(`^([\\s\\u00a0]*)[${BULLETS}][\\s\\u00a0]+`);
const ROMAN = /^(?=[ivxl])(x[lc]|l?x{0,3})(i[xv]|v?i{0,3})$/;
const ROMAN_VALUES: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanValue(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = ROMAN_VALUES[digits[i]!]!;
    sum += value < (ROMAN_VALUES[digits[i + 1] ?? ''] ?? 0) ? -value : value;
  }
  return sum;
}

/** a, b … z, aa, bb as well as aa, ab: only the first letters are ambiguous, and lists that long are spreadsheets. */
function letterValue(letters: string): number {
  let sum = 0;
  for (const letter of letters) sum = sum * 26 + letter.charCodeAt(0) - 96;
  return sum;
}

function width(space: string): number {
  return space.replace(/\t/g, '    ').length;
}

function readMarker(line: string): Marker | null {
  const numbered = NUMBERED.exec(line);
  if (numbered) {
    const label = numbered[2]!.toLowerCase();
    const readings: Marker['readings'] = [];
    if (/^\d/.test(label)) readings.push({ style: 'decimal', ordinal: Number(label) });
    if (/^[a-z]{1,2}$/.test(label)) readings.push({ style: 'letter', ordinal: letterValue(label) });
    if (ROMAN.test(label)) readings.push({ style: 'roman', ordinal: romanValue(label) });
    if (readings.length > 0) return { cut: numbered[0].length, indent: width(numbered[1]!), readings };
  }
  const bulleted = BULLETED.exec(line);
  if (!bulleted) return null;
  return {
    cut: bulleted[0].length,
    indent: width(bulleted[1]!),
    readings: [{ style: 'bullet', ordinal: 0 }],
  };
}

/** Whether a line begins as an item of a list does. */
export function hasMarker(line: string): boolean {
  return readMarker(line) !== null;
}

/** The innermost open list that one of the readings continues; lists inside it end there. */
function continueList(open: OpenList[], marker: Marker): boolean {
  for (let level = open.length - 1; level >= 0; level--) {
    const list = open[level]!;
    for (const { style, ordinal } of marker.readings) {
      const follows = style === 'bullet' ? marker.indent === list.indent : ordinal === list.ordinal + 1;
      if (style !== list.style || !follows) continue;
      open.length = level + 1;
      list.ordinal = ordinal;
      return true;
    }
  }
  return false;
}

/** A list begins at 1, a, i or a bullet; the first line of an excerpt may begin anywhere. */
function startList(open: OpenList[], marker: Marker): boolean {
  const reading =
    [...marker.readings].reverse().find(({ style, ordinal }) => style === 'bullet' || ordinal === 1) ??
    (open.length === 0 ? marker.readings[0] : undefined);
  if (!reading) return false;
  if (reading.style === 'bullet') {
    while (open.length > 0 && open.at(-1)!.style === 'bullet' && open.at(-1)!.indent >= marker.indent)
      open.pop();
  }
  const taken = open.some((list) => list.style === reading.style && reading.style !== 'bullet');
  if (taken) restart(open, reading.style);
  open.push({ ...reading, indent: marker.indent });
  return true;
}

/** A second list of the same style stands where the first one stood: `a.` below `2.` after `c.` below `1.`. */
function restart(open: OpenList[], style: Style): void {
  while (open.length > 0) {
    if (open.pop()!.style === style) return;
  }
}

/** Depth of each marked line, 0 for the others. */
function markedDepths(lines: readonly string[]): { depth: number; cut: number }[] {
  const open: OpenList[] = [];
  return lines.map((line) => {
    const marker = readMarker(line);
    if (!marker || !(continueList(open, marker) || startList(open, marker))) return { depth: 0, cut: 0 };
    return { depth: open.length, cut: marker.cut };
  });
}

function isHeading(text: string, beforeMarked: boolean): boolean {
  return beforeMarked && text.length <= HEADING_MAX && !/[.;,!?]$/.test(text);
}

/** Lines must not be blank. Without a single marker every line is an item, indented as it stands. */
export function recogniseLevels(lines: readonly string[]): OutlineLine[] {
  const marked = markedDepths(lines);
  if (marked.every(({ depth }) => depth === 0)) return indented(lines);
  return lines.map((line, i) => {
    const { depth, cut } = marked[i]!;
    if (depth > 0) return { depth, kind: 'item', cut };
    const next = marked.slice(i + 1).find((other) => other.depth > 0);
    const previous = marked
      .slice(0, i)
      .reverse()
      .find((other) => other.depth > 0);
    const kind = isHeading(line.trim(), next !== undefined) ? 'heading' : 'paragraph';
    return { depth: (next ?? previous)!.depth, kind, cut: leadingSpace(line) };
  });
}

function leadingSpace(line: string): number {
  return /^[\s\u00a0]*/.exec(line)![0].length;
}

function indented(lines: readonly string[]): OutlineLine[] {
  const levels: number[] = [];
  return lines.map((line) => {
    const cut = leadingSpace(line);
    const indent = width(line.slice(0, cut));
    while (levels.length > 0 && levels.at(-1)! >= indent) levels.pop();
    levels.push(indent);
    return { depth: levels.length, kind: 'item', cut };
  });
}
