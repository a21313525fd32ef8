/** What is to become of the brackets of a text: which stay words, and whose unknown names are. */
import type { Bracket, BracketChoice, Outline } from '../../net/api';

export interface BracketChoices {
  /** Brackets become what they mean, but for those in `kept`. */
  taken: boolean;
  /** By what they say, and the how manieth of those that say it: numbers change with every edit. */
  kept: ReadonlySet<string>;
  /** Code of the delegation, by the name in the brackets. */
  names: ReadonlyMap<string, string>;
}

export const noChoices: BracketChoices = { taken: false, kept: new Set(), names: new Map() };

/** Those that could become something. */
export const offered = ({ brackets }: Outline): Bracket[] => brackets.filter(({ means }) => means !== 'text');

export function wordsIn({ items }: Outline, { entry, last, from, to }: Bracket): string {
  const words = items[entry]?.text ?? '';
  return last === undefined && to > from ? words.slice(from, to) : words;
}

/** A name for each bracket that stays the same while others come and go. */
export function keysOf(outline: Outline): string[] {
  const seen = new Map<string, number>();
  return outline.brackets.map((bracket) => {
    const words = wordsIn(outline, bracket);
    const before = seen.get(words) ?? 0;
    seen.set(words, before + 1);
    return `${before} ${words}`;
  });
}

/** Names that nobody is known by. */
export function unknownNames(outline: Outline): string[] {
  const names = outline.brackets.flatMap(({ who }) => who.filter(({ code }) => code === undefined));
  return [...new Set(names.map(({ words }) => words))];
}

export function chosen(outline: Outline, { taken, kept, names }: BracketChoices): BracketChoice {
  if (!taken) return 'keep';
  const keys = keysOf(outline);
  return {
    keep: keys.flatMap((key, at) => (kept.has(key) ? [at] : [])),
    names: Object.fromEntries([...names].filter(([, code]) => code.trim() !== '')),
  };
}
