/**
 * The language of the interface: remembered, switchable at any time, and followed by everything that reads
 * `t.value`. The languages of the *text* are the draft's.
 */
import { computed, signal } from '@preact/signals';
import type { Dictionary } from './es';
import { localeOf, type Locale } from './locales';
import { readSetting, writeSetting } from '../settings_store';

export { locales, type Locale } from './locales';
export type { Dictionary };

const loaders: Record<Locale, () => Promise<Dictionary>> = {
  es: async () => (await import('./es')).es,
  en: async () => (await import('./en')).en,
  fr: async () => (await import('./fr')).fr,
  pt: async () => (await import('./pt')).pt,
};

const current = signal<{ locale: Locale; words: Dictionary } | null>(null);

/** Only to be read once `setLocale` has resolved for the first time, before anything is drawn. */
export const locale = computed<Locale>(() => current.value!.locale);
export const t = computed<Dictionary>(() => current.value!.words);

export async function setLocale(wanted: Locale): Promise<void> {
  current.value = { locale: wanted, words: await loaders[wanted]() };
  writeSetting('locale', wanted);
  document.documentElement.lang = wanted;
}

/** The remembered one; else the first of the browser's languages that we have; else Spanish. */
export function firstLocale(): Locale {
  const tags = [readSetting('locale'), ...navigator.languages];
  return tags.map(localeOf).find((found) => found !== undefined) ?? 'es';
}

/** Brings the other languages to this device, so that switching needs no line. */
export async function loadOtherLocales(): Promise<void> {
  for (const load of Object.values(loaders)) await load().catch(() => undefined);
}
