/** What follows from a draft, worked out once for each language; `keyOf`: the object that is another one where it may have changed. */
import type { Lang } from '../wire/types';
import type { DraftState } from './types';

export function perLang<T>(
  make: (state: DraftState, lang: Lang) => T,
  keyOf: (state: DraftState) => object = ({ structure }) => structure,
): (state: DraftState, lang: Lang) => T {
  const known = new WeakMap<object, Map<Lang, T>>();
  return (state, lang) => {
    const key = keyOf(state);
    let byLang = known.get(key);
    if (!byLang) known.set(key, (byLang = new Map()));
    let made = byLang.get(lang);
    if (!made) byLang.set(lang, (made = make(state, lang)));
    return made;
  };
}
