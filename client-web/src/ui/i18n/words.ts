/**
 * The words of a feature that loads later than the start. They stand beside the feature, in a file called `words.ts` or
 * `<what>_words.ts`, in every language of the interface, and come with the feature's own script:
 *
 *     const es = { title: 'Archivos', count: (n: number) => many.es(n, '1 archivo', `${n} archivos`) };
 *     const en: typeof es = { title: 'Files', count: (n) => many.en(n, '1 file', `${n} files`) };
 *     const fr: typeof es = { title: 'Fichiers', count: (n) => many.fr(n, `${n} fichier`, `${n} fichiers`) };
 *     const pt: typeof es = { title: 'Arquivos', count: (n) => many.pt(n, '1 arquivo', `${n} arquivos`) };
 *     export const fileWords = wordsOf({ es, en, fr, pt });
 *
 * and are read as `fileWords.value.title`, which follows the language of the interface. Spanish is the shape: the compiler
 * refuses a sentence that is missing in another language, that Spanish does not have or that is filled in otherwise.
 * test/words.test.ts finds every file that calls `wordsOf` and compares the languages. What the start itself needs is in es.ts, en.ts,
 * fr.ts and pt.ts, of which a browser loads one.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { locale } from './index';
import type { Locale } from './locales';

export function wordsOf<Words extends object>(inEach: Record<Locale, Words>): ReadonlySignal<Words> {
  return computed(() => inEach[locale.value]);
}
