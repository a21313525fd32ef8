/**
 * Words of a text that name an item by its number and are no link yet: the number of `punto 7.p`, `paragraph 4 (a)`, `artículos 3 y
 * 5`, `OP5`. A bare number is one only behind a word that says so, in the language of the text or in the scheme's own words
 * ("Recomendación 3"); one that begins with letters of its own, as `OP5` does, needs none. It must be the whole number of an
 * item of the draft as it is counted now, so "el punto 3 de otra agenda" is offered, and whoever writes decides. A handle,
 * `§K7Q`, is one wherever it stands: its sign says so.
 */
import type { Lang } from '../wire/types';
import { itemCalled, partsOf } from './item_called';
import { outline } from './numbering';
import { schemeOf } from './numbering_scheme';
import { perLang } from './per_lang';
import { citedNumbers } from './references';
import { textOf, type DraftState, type Item } from './state';

export interface TypedReference {
  readonly from: number;
  readonly to: number;
  /** The item that has that number or handle. */
  readonly target: string;
}

/** What stands in front of a number, in the singular or with an ending of the plural. */
const KEYWORDS: Readonly<Record<string, string>> = {
  es: 'puntos?|[íi]tems?|p[áa]rrafos?|art[íi]culos?|apartados?|incisos?|numeral(?:es)?|literal(?:es)?|secci[óo]n(?:es)?|recomendaci[óo]n(?:es)?|resolutivos?',
  en: 'items?|points?|paragraphs?|paras?\\.?|articles?|sections?|clauses?|sub-?paragraphs?|recommendations?',
  fr: 'points?|paragraphes?|par\\.|articles?|alin[ée]as?|sections?|recommandations?',
  pt: 'pontos?|itens|item|par[áa]grafos?|artigos?|al[íi]neas?|se[çc][õãoe]+s?|recomenda[çc][õãoe]+s?',
};
/** Between numbers of one list. */
const BETWEEN = String.raw`\s*(?:,|;|[–-]|\b(?:y|e|o|u|a|al|and|or|to|et|ou|à|ao)\b)\s*`;
const LETTERS = String.raw`(?:\p{L}{1,2}|[ivxIVX]+)`;
/** Of what was inserted: `4 bis`, `OP7ter`, `PP3 alt 2`. */
const INSERTED = String.raw`(?:\s?(?:bis|ter|quater|alt)(?:\s?\d+)?(?![\p{L}\d]))*`;
const REST = String.raw`\d+${INSERTED}(?:(?:\.(?:\d+|${LETTERS})(?![\p{L}\d])|\s?\(${LETTERS}\)|\s${LETTERS}\))${INSERTED})*`;
const NUMBER = `(?:[A-Z]{2})?${REST}`;
/** As it is shown: the sign of a paragraph of law has a blank behind it. */
const HANDLE = /(?<![\p{L}\d§])§[A-Za-z0-9]{3,}(?![\p{L}\d])/gu;
const SIGN = /[.*+?^${}()|[\]\\]/g;

const patterns = new Map<string, RegExp>();

/** Words with what names items behind them; then each number of it. */
function patternOf(state: DraftState, lang: Lang): RegExp {
  const scheme = schemeOf(state.numbering);
  const own = [...scheme.levels, scheme.paragraphs]
    .flatMap(({ before = '', langs = {} }) => [
      before,
      ...Object.values(langs).map((one) => one.before ?? ''),
    ])
    .map((word) => word.trim())
    .filter((word) => /\p{L}{3}/u.test(word));
  const words = [
    KEYWORDS[lang.split('-')[0]!] ?? KEYWORDS['en']!,
    ...new Set(own.map((word) => word.replace(SIGN, '\\$&'))),
  ];
  const source = String.raw`(?<![\p{L}\d])(?:(?:${words.join('|')})\s+(${NUMBER}(?:${BETWEEN}${NUMBER})*)|([A-Z]{2}${REST}))(?![\p{L}\d])`;
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = new RegExp(source, 'giu')));
  return pattern;
}

const keyOf = (number: string) => partsOf(number).join('.');

/** Items by the parts of their numbers. */
const itemsByNumber = perLang<ReadonlyMap<string, string>>((state, lang) => {
  const numbers = citedNumbers(state, lang);
  const there = outline(state, lang).filter(({ path }) => path);
  return new Map(there.map(({ id }) => [keyOf(numbers.get(id)!.number), id] as const).reverse());
});

/** The words of an item that no proposal would take away and no link has; anything else counts as a gap of its length. */
function plainWords(item: Item, lang: Lang): string {
  const part = (insert: unknown, attributes: Readonly<Record<string, unknown>> = {}) => {
    const words = String(insert);
    const taken = Object.keys(attributes).some((name) => name === 'link' || name.startsWith('del:'));
    return taken ? '\0'.repeat(words.length) : words;
  };
  return textOf(item, lang)
    .ops.map(({ insert, attributes }) => part(insert, attributes))
    .join('');
}

/** In the order of the words. */
export function typedReferences(state: DraftState, lang: Lang, item: Item): readonly TypedReference[] {
  const words = plainWords(item, lang);
  const found = [...typedNumbers(state, lang, words), ...typedHandles(state, words)];
  return found.sort((a, b) => a.from - b.from);
}

function typedHandles(state: DraftState, words: string): readonly TypedReference[] {
  return [...words.matchAll(HANDLE)].flatMap(({ 0: handle, index: from }) => {
    const target = itemCalled(state, handle);
    return target ? [{ from, to: from + handle.length, target }] : [];
  });
}

function typedNumbers(state: DraftState, lang: Lang, words: string): readonly TypedReference[] {
  if (!/\d/.test(words)) return [];
  const items = itemsByNumber(state, lang);
  const found: TypedReference[] = [];
  for (const match of words.matchAll(patternOf(state, lang))) {
    const list = match[1] ?? match[2]!;
    const start = match.index + match[0].length - list.length;
    for (const number of list.matchAll(new RegExp(NUMBER, 'giu'))) {
      const from = start + number.index;
      const target = items.get(keyOf(number[0]));
      if (target) found.push({ from, to: from + number[0].length, target });
    }
  }
  return found;
}
