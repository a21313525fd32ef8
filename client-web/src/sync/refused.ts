/** What becomes of words that the server refused: they go back to their author, with where and when they were typed. */
import { pushComposed } from '../draft/transform';
import { insertedWords } from '../text/delta';
import type { Change, Lang, RejectCode } from '../wire/types';
import type { Group } from './pending';

export interface RefusedWords {
  item: string;
  lang: Lang;
  words: string;
  at: number;
  /** What to send again. */
  change: Change;
}

/** Refusals of anything that is written there, whatever it is. */
const ABOUT_ITEM: ReadonlySet<RejectCode> = new Set<RejectCode>([
  'locked',
  'forbidden',
  'no-item',
  'adopted',
]);

/** What was typed in a change, by language. */
function wordsOf(change: Change): [Lang, string][] {
  if (change.type === 'text') return [[change.lang, insertedWords(change.delta)]];
  if (change.type !== 'item.add') return [];
  return Object.keys(change.texts ?? {}).map((lang) => [lang, insertedWords(change.texts![lang]!)]);
}

/** Typing on in one text is one entry, however many ops it would have been. */
export function refusedEntries(groups: readonly Group[]): RefusedWords[] {
  const changes: Change[] = [];
  const times: number[] = [];
  for (const group of groups) {
    for (const change of group.changes) {
      if (!pushComposed(changes, change)) changes.push(change);
      if (changes.length > times.length) times.push(group.at);
    }
  }
  return changes.flatMap((change, i) =>
    wordsOf(change)
      .filter(([, words]) => words !== '')
      .map(([lang, words]) => ({
        item: (change as { item: string }).item,
        lang,
        words,
        at: times[i]!,
        change,
      })),
  );
}

/** Changes in which nothing was typed: told about, not kept. That words were to be a proposal is no act of its own. */
export function refusedActs(groups: readonly Group[]): number {
  const isAct = (change: Change) => change.type !== 'proposal.add' || change.act !== undefined;
  const acts = groups.flatMap(({ changes }) => changes).filter(isAct);
  return acts.filter((change) => wordsOf(change).every(([, words]) => words === '')).length;
}

const textsOf = (changes: readonly Change[]) =>
  changes.map((change) => (change.type === 'text' ? `${change.item} ${change.lang}` : null));

/** How many groups behind a refused op only go on in its words, and would be refused for the same reason. */
export function goingOn(code: RejectCode, refused: readonly Change[], buffer: readonly Group[]): number {
  if (!ABOUT_ITEM.has(code)) return 0;
  const texts = new Set(textsOf(refused).filter((text) => text !== null));
  const end = buffer.findIndex(({ changes }) => !textsOf(changes).every((text) => texts.has(text!)));
  return end < 0 ? buffer.length : end;
}
