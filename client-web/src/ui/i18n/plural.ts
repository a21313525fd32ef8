/** Chooses between the forms of a plural: `many.en(n, '1 item', `${n} items`)`. Spanish and English have two that matter here. */
import type { Locale } from './locales';

function pluralizer(locale: string): (n: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(locale);
  return (n, one, other) => (rules.select(n) === 'one' ? one : other);
}

export const many = { es: pluralizer('es'), en: pluralizer('en') } satisfies Record<Locale, unknown>;
