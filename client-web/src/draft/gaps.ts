/** The numbers that removed items have left behind, one a line: they stand in front of the item that follows, or at the end. */
import { outlineWithGaps, type OutlineRow } from './numbering';
import { numberWords } from './number_words';
import { perLang } from './per_lang';

/** What stands for the item that follows where none does. */
export const AT_END = '';

/** By the item that follows. Those of a lower level stand as far in as items do, two letters a level. */
export const gapsBefore = perLang<ReadonlyMap<string, string>>((state, lang) => {
  const gaps = new Map<string, string>();
  const gone: OutlineRow[] = [];
  const stand = (id: string, depth: number) => {
    const line = (row: OutlineRow) =>
      '\u2003'.repeat(2 * (row.depth - depth)) + `${row.shown} ${numberWords(lang).deleted}`;
    if (gone[0]) gaps.set(id, gone.splice(0).map(line).join('\n'));
  };
  for (const row of outlineWithGaps(state, lang)) {
    if (row.gone) gone.push(row);
    else stand(row.id, row.depth);
  }
  stand(AT_END, 1);
  return gaps;
});
