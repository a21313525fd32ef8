/** The delegations that are present, as the opening sentence of a text names them: in each language in the order of its own alphabet. */
import type { Delegation } from './calls';

/** "Belice, Canadá y República Dominicana"; empty where nobody is present. Those without a name in the language are called by another. */
export function presentIn(lang: string, delegations: readonly Delegation[]): string {
  const names = delegations
    .filter(({ present, kind }) => present && kind === 'member')
    .map(({ names }) => names[lang] ?? Object.values(names)[0] ?? '');
  const inOrder = names.sort(new Intl.Collator(lang).compare);
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(inOrder);
}
