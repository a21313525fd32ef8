/** Whether words fit where they go. */
import {
  baseLength,
  cutsPair,
  deltaCutsPair,
  hasLoneSurrogate,
  insertedWords,
  resultLength,
} from '../../text/delta';
import type { Lang, WireDelta } from '../../wire/types';
import { MAX_TEXT_UNITS } from '../limits';
import { textOf, type DraftState, type Item } from '../state';
import { refuse, type Verdict } from './verdict';

function hasControls(words: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(words);
}

function areWords(delta: WireDelta, item: string): Verdict {
  const words = insertedWords(delta);
  const embeds = delta.ops.some((part) => part.insert !== undefined && typeof part.insert !== 'string');
  return embeds || hasControls(words) || hasLoneSurrogate(words) ? refuse('bad-op', item) : null;
}

export function isLangOf(state: DraftState, lang: Lang, item: string): Verdict {
  return state.langs.includes(lang) ? null : refuse('bad-op', item);
}

/** A change of the words that an item has. */
export function wordsFit(item: Item, lang: Lang, delta: WireDelta): Verdict {
  const text = textOf(item, lang);
  const length = resultLength(text);
  const base = baseLength(delta);
  const bad = areWords(delta, item.id);
  if (bad) return bad;
  if (base > length || deltaCutsPair(delta, insertedWords(text))) return refuse('bad-op', item.id);
  return length - base + resultLength(delta) > MAX_TEXT_UNITS ? refuse('too-large', item.id) : null;
}

/** The first words of an item. */
export function textsFit(state: DraftState, item: string, texts: Readonly<Record<Lang, WireDelta>>): Verdict {
  for (const lang of Object.keys(texts)) {
    const bad = isLangOf(state, lang, item) ?? areWords(texts[lang]!, item);
    if (bad) return bad;
    if (resultLength(texts[lang]!) > MAX_TEXT_UNITS) return refuse('too-large', item);
  }
  return null;
}

/** A place between two characters of a text. */
export function isPlaceIn(item: Item, lang: Lang, place: number): boolean {
  const words = insertedWords(textOf(item, lang));
  return place >= 0 && place <= words.length && !cutsPair(words, place);
}
