/** Filling items that are there with a translation of theirs: words go into one language, and nothing is added. */
import { outline, outlineIndex, type OutlineRow } from '../../draft/numbering';
import { originalLang, textOf, textLength, type DraftState } from '../../draft/state';
import type { TextChange } from '../../wire/types';
import { insertedWords } from '../../text/delta';
import { matchLines, numberOf } from './filling';
import type { PastedParagraph } from './paragraphs';
import { replacement } from '../edit/plan';

export interface FilledRow {
  row: OutlineRow;
  line: PastedParagraph | null;
  /** It has words in that language, which the line would take the place of. */
  filled: boolean;
}

/** Whether lines pasted into a language are to fill what is there: only a translation has items that wait for it. */
export function mayFill(view: DraftState, lang: string, from: string): boolean {
  const original = originalLang(view);
  return (
    lang !== original && rowsToFill(view, lang, from).some(({ id }) => textLength(view, id, original) > 0)
  );
}

/** From the item with the caret on; where nothing is translated yet, from the beginning. */
function rowsToFill(view: DraftState, lang: string, from: string): readonly OutlineRow[] {
  const rows = outline(view);
  const isBare = rows.every(({ id }) => textLength(view, id, lang) === 0);
  return isBare ? rows : rows.slice(outlineIndex(view).get(from) ?? 0);
}

/** Which line goes where; rows after the last one that gets a line are left out. */
export function fillingOf(
  view: DraftState,
  lang: string,
  from: string,
  lines: readonly PastedParagraph[],
): { rows: FilledRow[]; left: readonly PastedParagraph[] } {
  const rows = rowsToFill(view, lang, from);
  const found = matchLines(rows, withNumbersOf(rows, lines));
  let end = rows.length;
  while (end > 0 && !found.lines[end - 1]) end--;
  return {
    rows: rows.slice(0, end).map((row, at) => ({
      row,
      line: found.lines[at]!,
      filled: textOf(view.items.get(row.id)!, lang).length() > 0,
    })),
    left: found.left,
  };
}

const MARKER = /^\(?(\d{1,3}|[a-z]{1,6})[.)]\s+/i;

/** A list that begins or goes on in its middle says so only beside the items that it is of. */
function withNumbersOf(rows: readonly OutlineRow[], lines: readonly PastedParagraph[]): PastedParagraph[] {
  const numbers = new Set(rows.map(numberOf));
  return lines.map((line) => {
    const [marker, written] = MARKER.exec(insertedWords(line.delta)) ?? [];
    const number = written?.toLowerCase();
    if (line.number || !marker || !number || !numbers.has(number)) return line;
    return { ...line, kind: 'item', delta: line.delta.slice(marker.length), number };
  });
}

/** Puts the line in the place of all words of the item in that language. */
export function fillChange(
  view: DraftState,
  lang: string,
  item: string,
  { delta }: PastedParagraph,
): TextChange {
  return { type: 'text', item, lang, delta: replacement(0, textLength(view, item, lang), delta) };
}
