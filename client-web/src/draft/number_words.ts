/** The few words that stand with numbers while they are frozen, in the language of the text: the server's convert/number_words. */
import type { Lang } from '../wire/types';

export interface NumberWords {
  /** In place of the words of an item that was removed. */
  readonly deleted: string;
  /** In front of the number that an item had. */
  readonly former: string;
}

const vocabulary: Readonly<Record<string, NumberWords>> = {
  en: { deleted: '[deleted]', former: 'formerly' },
  es: { deleted: '[suprimido]', former: 'antes' },
  fr: { deleted: '[supprimé]', former: 'ancien' },
  pt: { deleted: '[suprimido]', former: 'antes' },
};

export const numberWords = (lang: Lang): NumberWords =>
  vocabulary[lang.replace(/-.*/, '')] ?? vocabulary['en']!;
