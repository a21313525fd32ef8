/** Why the draft did not take what was done, in a sentence of the interface's language. */
import { t, type Dictionary } from './i18n';

/** Why a change was refused. */
export function refusalWords(code: string | undefined): string {
  const words = t.value.refusal;
  return code !== undefined && code in words ? words[code as keyof Dictionary['refusal']] : words.unknown;
}
