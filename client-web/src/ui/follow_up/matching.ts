/**
 * Which item of the draft before an item takes up: as people said it, or else the one that shares most of its rare words with it, where that is
 * enough. A guess, for people to confirm.
 */
export interface Entry {
  id: string;
  words: string;
}

export interface Match {
  of: string;
  said: boolean;
}

const ENOUGH = 0.3; // of the words of both, by the cosine of their sets
const FEWEST = 2; // words that both have
const STEM = 6; // letters by which words are the same: "encomendar", "encomendado"
const SHORTEST = 4; // letters of a word that says something
const COMMON = 50; // entries that have a word which says nothing by itself

function wordsOf(text: string): Set<string> {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set(
    folded
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= SHORTEST)
      .map((word) => word.slice(0, STEM)),
  );
}

/** Entries as they are looked for: by each word those that have it, and how many words each has. */
export interface Index {
  having: Map<string, string[]>;
  counts: Map<string, number>;
}

export function indexEntries(entries: readonly Entry[]): Index {
  const index: Index = { having: new Map(), counts: new Map() };
  for (const { id, words } of entries) {
    const all = wordsOf(words);
    index.counts.set(id, all.size);
    for (const word of all) {
      const ids = index.having.get(word);
      if (ids) ids.push(id);
      else index.having.set(word, [id]);
    }
  }
  return index;
}

/** `said`: by an item of now, the one before that it takes up; empty: none. */
export function matchItems(
  now: readonly Entry[],
  before: Index,
  said: Readonly<Record<string, string>>,
): Map<string, Match> {
  const matches = new Map<string, Match>();
  for (const { id, words } of now) {
    const told = said[id];
    const of = told ?? guess(wordsOf(words), before);
    if (of) matches.set(id, { of, said: told !== undefined });
  }
  return matches;
}

function guess(words: Set<string>, { having, counts }: Index): string {
  const shared = new Map<string, number>();
  for (const word of words) {
    const ids = having.get(word) ?? [];
    if (ids.length <= COMMON) for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1);
  }
  let best = '';
  let most = ENOUGH;
  for (const [id, count] of shared) {
    const likeness = count / Math.sqrt(words.size * counts.get(id)!);
    if (count >= FEWEST && likeness > most) [best, most] = [id, likeness];
  }
  return best;
}
