/** The languages of the interface. */
export type Locale = 'es' | 'en';

/** What each language calls itself. */
export const locales: Record<Locale, string> = { es: 'Español', en: 'English' };
