/**
 * Which pasted line is the translation of which item. Lines and items stand in the same order, but either list may hold
 * something that the other does not. The function aligns the two by dynamic programming: of all ways to go through both side
 * by side, leaving out lines or items, it takes the one that agrees best. Equal numbers weigh most. Lines without numbers, or
 * with numbers of their own throughout, are taken one after the other. The result is only a suggestion: the dialog shows it.
 */
import type { OutlineRow } from '../../draft/numbering';
import type { PastedParagraph } from './paragraphs';

export interface Filling {
  /** For each row the line that belongs to it. */
  readonly lines: readonly (PastedParagraph | null)[];
  /** Lines that belong to no row. */
  readonly left: readonly PastedParagraph[];
}

/** Beyond that, lines and rows are taken one after the other: nobody waits for more (16 MB, a tenth of a second). */
const CELLS_MAX = 4_000_000;

const SAME_NUMBER = 8;
const SAME_KIND = 4;
const IN_ORDER = 2;
const OTHER_KIND = 1;

/** Rows from the first one that may be filled on. */
export function matchLines(rows: readonly OutlineRow[], lines: readonly PastedParagraph[]): Filling {
  const found =
    rows.length * lines.length > CELLS_MAX
      ? lines.map((_, at) => at).slice(0, rows.length)
      : align(rows, lines);
  const filled: (PastedParagraph | null)[] = rows.map(() => null);
  const left: PastedParagraph[] = [];
  lines.forEach((line, at) => {
    const row = found[at] ?? null;
    if (row === null) left.push(line);
    else filled[row] = line;
  });
  return { lines: filled, left };
}

/** For each line its row. */
function align(rows: readonly OutlineRow[], lines: readonly PastedParagraph[]): (number | null)[] {
  const width = lines.length + 1;
  /** What the rest from a row and a line on is worth at best. */
  const worth = new Int32Array((rows.length + 1) * width);
  for (let row = rows.length - 1; row >= 0; row--) {
    for (let line = lines.length - 1; line >= 0; line--) {
      const at = row * width + line;
      const together = likeness(rows[row]!, lines[line]!) + worth[at + width + 1]!;
      worth[at] = Math.max(together, worth[at + width]!, worth[at + 1]!);
    }
  }
  const found: (number | null)[] = lines.map(() => null);
  for (let row = 0, line = 0; row < rows.length && line < lines.length;) {
    const at = row * width + line;
    if (worth[at] === likeness(rows[row]!, lines[line]!) + worth[at + width + 1]!) found[line++] = row++;
    else if (worth[at] === worth[at + width]) row++;
    else line++;
  }
  return found;
}

/** Its label without the stop; empty where it has none. */
export const numberOf = ({ label }: OutlineRow): string => label.replace(/[.)]$/, '');

function likeness(row: OutlineRow, line: PastedParagraph): number {
  const { kind } = row;
  const number = numberOf(row);
  if (number && line.number) return number === line.number ? SAME_NUMBER : IN_ORDER;
  if (line.kind !== kind) return OTHER_KIND;
  return kind === 'item' ? IN_ORDER : SAME_KIND;
}
