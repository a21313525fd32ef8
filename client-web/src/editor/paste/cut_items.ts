/**
 * What items that were cut say in the other languages. One language is on the clipboard; the others wait here, under
 * keys that the clipboard's markup has, until the items are pasted in this window. Where only the words of an item were cut,
 * all of them, it stays, and so do its translations, which are behind then: others may have worked on them. The words bring a
 * copy to an item that has none.
 */
import type Delta from 'quill-delta';
import { decidedText } from '../../draft/decided_text';
import { freshId } from '../../draft/id';
import { isStale, textOf, type DraftState } from '../../draft/state';
import type { Lang } from '../../wire/types';

export interface Translations {
  texts: Readonly<Record<Lang, Delta>>;
  /** Languages that matched the original. */
  aligned: readonly Lang[];
  /** The item is still there with these translations. */
  stay: boolean;
}

/** Of the last cut alone. */
let waiting = new Map<string, Translations>();

export function forgetCut(): void {
  waiting = new Map();
}

/** Keeps what an item says in all languages but one; gives the key, or nothing where it says nothing. */
export function keepTranslations(view: DraftState, id: string, lang: Lang, stay: boolean): string {
  const item = view.items.get(id)!;
  const langs = view.langs.filter((one) => one !== lang && textOf(item, one).length() > 0);
  if (langs.length === 0) return '';
  const key = freshId();
  waiting.set(key, {
    texts: Object.fromEntries(langs.map((one) => [one, decidedText(textOf(item, one), () => true)])),
    aligned: view.langs.slice(1).filter((one) => textOf(item, one).length() > 0 && !isStale(view, item, one)),
    stay,
  });
  return key;
}

/** Those of them in languages that a draft has. */
export function textsIn({ langs }: DraftState, translations: Translations | undefined): [Lang, Delta][] {
  return Object.entries(translations?.texts ?? {}).filter(([lang]) => langs.includes(lang));
}

/** What is kept under a key; nothing after another cut. */
export function translationsOf(key: string | null | undefined): Translations | undefined {
  return key ? waiting.get(key) : undefined;
}
