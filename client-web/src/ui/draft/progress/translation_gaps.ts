/** What the translations lack when a text is to be adopted. */
import { outline } from '../../../draft/numbering';
import { isStale, textOf, type DraftState } from '../../../draft/state';

/** Languages in which the text is not what it says in the original: how many items have no words there, how many old ones. */
export function gapsOf(state: DraftState): Map<string, { empty: number; stale: number }> {
  const [original = '', ...others] = state.langs;
  const gaps = new Map<string, { empty: number; stale: number }>();
  const items = outline(state).map(({ id }) => state.items.get(id)!);
  for (const lang of others) {
    const empty = items.filter(
      (item) => textOf(item, original).length() > 0 && textOf(item, lang).length() === 0,
    ).length;
    const stale = items.filter(
      (item) => textOf(item, lang).length() > 0 && isStale(state, item, lang),
    ).length;
    if (empty + stale > 0) gaps.set(lang, { empty, stale });
  }
  return gaps;
}
