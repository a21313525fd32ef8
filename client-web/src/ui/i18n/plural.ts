/** Chooses between the forms of a plural in one language. Spanish and English have two that matter here. */
export function pluralizer(locale: string): (n: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(locale);
  return (n, one, other) => (rules.select(n) === 'one' ? one : other);
}
