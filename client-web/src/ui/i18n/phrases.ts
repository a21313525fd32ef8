/** Names and words within phrases, with the signs of the interface's language. */
import { locale } from './index';

/** What it is, and then what there is of it: "Télécharger : Word", with the narrow space that French has before a colon. */
export function labelled(label: string, value: string): string {
  return `${label}${locale.value === 'fr' ? '\u202f' : ''}: ${value}`;
}

/** Words of the text within a sentence of the interface. */
export function quoted(words: string): string {
  return locale.value === 'fr' ? `«\u202f${words}\u202f»` : `«${words}»`;
}

/** Ana, Luis y Zoe */
export function listOf(words: string[]): string {
  return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(words);
}
