/**
 * The language of the interface: remembered, switchable at any time, and followed by everything that reads
 * `t.value`. The language of the *text* is another matter and lives with the draft.
 */
import { computed, effect, signal } from '@preact/signals';
import { en } from './en';
import { es, type Dictionary } from './es';
import { readSetting, writeSetting } from '../settings_store';

export type Locale = 'es' | 'en';
export type { Dictionary };

const dictionaries: Record<Locale, Dictionary> = { es, en };
export const locales: Locale[] = ['es', 'en'];

function firstLocale(): Locale {
  const saved = readSetting('locale');
  if (saved === 'es' || saved === 'en') return saved;
  return navigator.languages.some((tag) => tag.startsWith('es')) ||
    !navigator.languages.some((tag) => tag.startsWith('en'))
    ? 'es'
    : 'en';
}

export const locale = signal<Locale>(firstLocale());
export const t = computed<Dictionary>(() => dictionaries[locale.value]);

export function dictionaryOf(of: Locale): Dictionary {
  return dictionaries[of];
}

effect(() => {
  writeSetting('locale', locale.value);
  document.documentElement.lang = locale.value;
});
