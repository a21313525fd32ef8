/** What becomes of words that the server refused: they go back to their author, with where and when they were typed. */
import { insertedWords } from '../text/delta';
import type { Change, Lang } from '../wire/types';
import type { Group } from './pending';

export interface RefusedWords {
  item: string;
  lang: Lang;
  words: string;
  at: number;
  /** What to send again. */
  change: Change;
}

/** What was typed in a change, by language. */
function wordsOf(change: Change): [Lang, string][] {
  if (change.type === 'text') return [[change.lang, insertedWords(change.delta)]];
  if (change.type !== 'item.add') return [];
  return Object.keys(change.texts ?? {}).map((lang) => [lang, insertedWords(change.texts![lang]!)]);
}

export function refusedEntries(groups: readonly Group[]): RefusedWords[] {
  const entries: RefusedWords[] = [];
  for (const { changes, at } of groups) {
    for (const change of changes) {
      for (const [lang, words] of wordsOf(change)) {
        if (words !== '') entries.push({ item: (change as { item: string }).item, lang, words, at, change });
      }
    }
  }
  return entries;
}

export function refusedWords(groups: readonly Group[]): string[] {
  return refusedEntries(groups).map((entry) => entry.words);
}

/** Changes in which nothing was typed: told about, not kept. */
export function refusedActs(groups: readonly Group[]): number {
  let acts = 0;
  for (const { changes } of groups) {
    for (const change of changes) if (wordsOf(change).every(([, words]) => words === '')) acts++;
  }
  return acts;
}
