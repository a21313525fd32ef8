/**
 * Chooses between the forms of a plural: `many.en(n, '1 item', `${n} items`)`. The four languages have two that matter here; what
 * they have for millions reads like the plural. French says none in the singular ("0 point"), so its form for one is filled in too:
 * `many.fr(n, `${n} point`, `${n} points`)`. For Portuguese the rule of Portugal is taken: "0 pontos" is said in Brazil as well,
 * "0 ponto" only there.
 */
import type { Locale } from './locales';

function pluralizer(locale: string): (n: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(locale);
  return (n, one, other) => (rules.select(n) === 'one' ? one : other);
}

export const many = {
  es: pluralizer('es'),
  en: pluralizer('en'),
  fr: pluralizer('fr'),
  pt: pluralizer('pt-PT'),
} satisfies Record<Locale, unknown>;
