/**
 * References: words that are linked to an item, in whose place the number is shown that the item has now. As the server's
 * text/reference, which says why the stored words never follow.
 */
import type Delta from 'quill-delta';
import type { Lang } from '../wire/types';
import { additionsOf } from './negotiation';
import { NumberingWalk, outlineWithGaps, trimmed, type NumberingEntry } from './numbering';
import { affixesOf, schemeOf } from './numbering_scheme';
import { numberWords } from './number_words';
import { perLang } from './per_lang';
import type { DraftState } from './types';

const ITEM_LINK = '#item:';

export const linkToItem = (id: string): string => ITEM_LINK + id;

/** The id of the item that a link leads to. */
export function referenceTarget(link: unknown): string | undefined {
  return typeof link === 'string' && /^#item:[\w-]{1,64}$/.test(link)
    ? link.slice(ITEM_LINK.length)
    : undefined;
}

/** Whether a text has references. */
export const refers = ({ ops }: Delta): boolean =>
  ops.some(({ attributes }) => referenceTarget(attributes?.['link']) !== undefined);

/** What is shown for stored words: behind what stands before their number, that of the item; without one, they as they are. */
export function referenceWords(stored: string, number: string): string {
  if (!number) return stored;
  const words = stored.split(' ');
  const at = words.findIndex((word) => /[0-9]/.test(word));
  return [...words.slice(0, Math.max(at, 0)), number].join(' ');
}

/** A walk that also says the number of the last entry as references show it: the path without a word in front ("Article "). */
class CitingWalk extends NumberingWalk {
  private wordAt(level: number, label: string, part: string): number {
    const { before = '' } = affixesOf(this.levels[level - 1]!.rule, this.lang);
    return Math.max(0, before.lastIndexOf(' ') + 1 - label.indexOf(part));
  }

  cited(entry: NumberingEntry): string {
    let path = '';
    let word = 0;
    const numbered = this.take(entry).label !== '';
    for (let level = 1; numbered && level <= this.lastLevel; level++) {
      const one = this.levels[level - 1];
      if (!one) continue;
      const label = this.label(level);
      const part = trimmed(label);
      if (one.rule.chain) path = '';
      if (!path) word = this.wordAt(level, label, part);
      path += (path && part && '.') + part;
    }
    return path.slice(word);
  }
}

interface Cited {
  readonly number: string;
  readonly gone: boolean;
}

function citedAll(state: DraftState, lang: Lang): ReadonlyMap<string, Cited> {
  const walk = new CitingWalk(schemeOf(state.numbering), lang);
  const added = additionsOf(state.negotiation);
  return new Map(
    outlineWithGaps(state, lang).map(({ id, depth, kind, gone }) => {
      const { start, name } = state.items.get(id)!;
      const proposed = added.has(id);
      const number = walk.cited({ depth, kind, proposed, ...(start && { start }), ...(name && { name }) });
      return [id, { number, gone }];
    }),
  );
}

/** The numbers by which the items are cited in a language, those that have left their number behind among them. */
export const citedNumbers = perLang(citedAll);

export interface Reference {
  /** As it is shown, without the word that says that its item is gone. */
  readonly words: string;
  /** The item is removed, or was never here. */
  readonly gone: boolean;
}

/** How a reference to an item is shown in a text of a language. */
export function referenceTo(state: DraftState, lang: Lang, id: string, stored: string): Reference {
  const cited = citedNumbers(state, lang).get(id);
  return { words: referenceWords(stored, cited?.number ?? ''), gone: !cited || cited.gone };
}

/** The same as words alone, as in an export. */
export function citedWords(state: DraftState, lang: Lang, id: string, stored: string): string {
  const { words, gone } = referenceTo(state, lang, id, stored);
  return gone ? `${words} ${numberWords(lang).deleted}` : words;
}

/** The words of a text with the numbers that its references show. */
export function seenWords(state: DraftState, lang: Lang, { ops }: Delta): string {
  const words = ops.map(({ insert, attributes }) => {
    if (typeof insert !== 'string') return '';
    const target = referenceTarget(attributes?.['link']);
    return target === undefined ? insert : citedWords(state, lang, target, insert);
  });
  return words.join('');
}
