/** Times of day, names of countries and languages, in the language of the interface, by the browser's own data. */
import { locale } from './index';

const twoLetters = /^[A-Z]{2}$/;

/** 14:02:07 */
export function formatTime(ms: number): string {
  return new Intl.DateTimeFormat(locale.value, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name for the middle of a sentence: one that is written from right to left does not turn what stands beside it. In labels,
 * messages and what style sheets draw there is no element to do so, as `bdi` does.
 */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}

/** Belice for BZ; a short name that is not a country code stays as it is. For the middle of a sentence. */
export function delegationName(code: string | undefined): string {
  if (!code) return '';
  if (!twoLetters.test(code)) return isolated(code);
  return names('region').of(code) ?? code;
}

/** español for es */
export function languageName(tag: string): string {
  try {
    return names('language').of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** As a word that begins a label: Español. */
export function languageTitle(tag: string): string {
  const name = languageName(tag);
  return name.charAt(0).toLocaleUpperCase(locale.value) + name.slice(1);
}

const made = new Map<string, Intl.DisplayNames>();
function names(type: 'region' | 'language'): Intl.DisplayNames {
  const key = `${type} ${locale.value}`;
  let found = made.get(key);
  if (!found) {
    found = new Intl.DisplayNames(locale.value, { type, fallback: 'code' });
    made.set(key, found);
  }
  return found;
}
