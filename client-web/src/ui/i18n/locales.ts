/** The languages of the interface. */
export type Locale = 'es' | 'en' | 'fr' | 'pt';

/** What each language calls itself, in the order in which they are offered. */
export const locales: Record<Locale, string> = {
  es: 'Español',
  en: 'English',
  fr: 'Français',
  pt: 'Português',
};

/** The language of the interface that a language tag asks for: `pt` for "pt-BR". */
export function localeOf(tag: string | null): Locale | undefined {
  const base = tag?.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(locales, base) ? (base as Locale) : undefined;
}
