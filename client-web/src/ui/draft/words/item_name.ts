/** How an item is named in sentences of the interface: "punto 7.b", or the first words of a heading. */
import { quoted } from '../../i18n/phrases';
import { settledText } from '../../../draft/decided_text';
import { outlineRow } from '../../../draft/numbering';
import { textOf, type DraftState } from '../../../draft/state';
import { t } from '../../i18n';
import { plainText } from './plain_text';
import { shorten } from './shorten';

export function itemWords(state: DraftState, id: string): string {
  const row = outlineRow(state, id);
  if (row?.path) return t.value.item.numbered(row.path);
  const item = state.items.get(id);
  const text = item ? plainText(settledText(textOf(item, state.langs[0] ?? ''))) : '';
  const kind = item?.kind === 'heading' ? t.value.item.heading : t.value.item.paragraph;
  return text ? `${kind} ${quoted(shorten(text))}` : kind;
}

/** The same at the beginning of a sentence. */
export function itemTitle(state: DraftState, id: string): string {
  return capitalized(itemWords(state, id));
}

export function capitalized(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
