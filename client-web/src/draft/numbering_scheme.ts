/**
 * How a draft numbers its items, as data. The same as the server's draft/numbering_scheme: formats, presets, and what stands
 * around a number in a language.
 */
import type { Lang, Numbering, NumberingAffixes, NumberingFormat, NumberingLevel } from '../wire/types';

/** A scheme with everything in its place: eight levels, those that were not given from the conference's. */
export interface Scheme {
  readonly levels: readonly NumberingLevel[];
  /** Of paragraphs on level 1 in front of the first item. */
  readonly paragraphs: NumberingLevel;
  /** Headings are no level: what is below one goes on as if it stood beside it. */
  readonly through: boolean;
  /** What stands on level 1 begins with words in italics. */
  readonly leads: boolean;
}

export const MAX_LEVELS = 8;

const level = (format: NumberingFormat, before: string, after: string): NumberingLevel => ({
  format,
  before,
  after,
});

const plain = { before: '', after: ')' };

/** (a) in English, a) in the languages that print it so. */
const bracketed = (format: NumberingFormat): NumberingLevel => ({
  ...level(format, '(', ')'),
  langs: { es: plain, fr: plain, pt: plain, ru: plain },
});

const article = (after: string): NumberingLevel => ({
  ...level('decimal', 'Article ', after),
  langs: { es: { before: 'Artículo ', after }, pt: { before: 'Artigo ', after } },
});

const chained: NumberingLevel = { ...level('decimal', '', ''), chain: true };
const noNumbers = level('none', '', '');

const CONFERENCE: readonly NumberingLevel[] = [
  level('decimal', '', '.'),
  level('lower-letter', '', '.'),
  level('lower-roman', '', '.'),
  level('decimal', '', ')'),
  level('lower-letter', '', ')'),
  level('lower-roman', '', ')'),
  level('decimal', '', '.'),
  level('lower-letter', '', '.'),
];

const BELOW_UN: readonly NumberingLevel[] = [
  bracketed('lower-letter'),
  bracketed('lower-roman'),
  level('lower-letter', '', '.'),
  level('lower-roman', '', '.'),
  level('decimal', '', ')'),
  level('lower-letter', '', ')'),
  level('lower-roman', '', ')'),
];

/** One level lower, as an article's own paragraphs are numbered first. */
const BELOW_ARTICLES: readonly NumberingLevel[] = [level('decimal', '', '.'), ...BELOW_UN.slice(0, -1)];

const scheme = (
  levels: readonly NumberingLevel[],
  { paragraphs = noNumbers, through = false, leads = false }: Partial<Scheme> = {},
): Scheme => ({ levels, paragraphs, through, leads });

export const PRESETS = {
  conference: scheme(CONFERENCE),
  'un-resolution': scheme([level('decimal', '', '.'), ...BELOW_UN], { leads: true }),
  'pp-op': scheme([level('decimal', 'OP', ''), ...BELOW_UN], { paragraphs: level('decimal', 'PP', '') }),
  decimal: scheme([level('decimal', '', '.'), ...Array<NumberingLevel>(MAX_LEVELS - 1).fill(chained)]),
  articles: scheme([article('.'), ...BELOW_ARTICLES], { through: true }),
  eu: scheme([article(''), ...BELOW_ARTICLES], { paragraphs: level('decimal', '(', ')'), through: true }),
} as const satisfies Readonly<Record<string, Scheme>>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

const schemes = new WeakMap<object, Scheme>();

/** The scheme that a draft's field means; the conference's where there is none. The same object for the same field. */
export function schemeOf(numbering: Numbering | undefined): Scheme {
  if (numbering === undefined) return PRESETS.conference;
  if (typeof numbering === 'string')
    return (PRESETS as Record<string, Scheme>)[numbering] ?? PRESETS.conference;
  const known = schemes.get(numbering);
  if (known) return known;
  const { levels, paragraphs, through, leads } = numbering;
  const made = scheme([...levels, ...CONFERENCE.slice(levels.length)], { paragraphs, through, leads });
  schemes.set(numbering, made);
  return made;
}

/** What stands around the numbers of a level in a language: its own, that of the language without its region, the common one. */
export function affixesOf(level: NumberingLevel, lang: Lang): NumberingAffixes {
  return level.langs?.[lang] ?? level.langs?.[lang.replace(/-.*/, '')] ?? level;
}

const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
const ROMAN_MAX = 5000;
const LETTERS_MAX = 10 * 26;

function roman(count: number): string {
  let digits = '';
  for (const [value, digit] of ROMAN) {
    for (; count >= value; count -= value) digits += digit;
  }
  return digits;
}

/** After z come aa, bb, cc, as Word counts and the United Nations print. */
function letters(count: number): string {
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1);
}

/** A count, from 1 on, in a format. */
export function countIn(format: NumberingFormat, count: number): string {
  if (format === 'none') return '';
  const [order, kind] = format.split('-');
  let written = String(count);
  if (kind === 'letter' && count >= 1 && count <= LETTERS_MAX) written = letters(count);
  if (kind === 'roman' && count >= 1 && count <= ROMAN_MAX) written = roman(count);
  return order === 'upper' ? written.toUpperCase() : written;
}
