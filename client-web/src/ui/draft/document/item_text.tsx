/**
 * The words of an item with the notation of the negotiation: what is proposed in brackets under its name, what is struck
 * struck, and the whole in brackets where the item itself is only proposed or may go. Wherever words of the draft are shown
 * outside the editor they are shown by this, so that nobody takes a proposal for the text.
 */
import { marksAround } from '../../../draft/negotiation';
import { withLead } from '../../../draft/lead';
import { textOf, type DraftState, type Item } from '../../../draft/state';
import { DeltaText } from './delta_text';

interface Shown {
  state: DraftState;
  item: Item;
  lang: string;
  /** The first words are in italics, as the scheme prints them. */
  leads?: boolean;
}

export function ItemText({ state, item, lang, leads = false }: Shown) {
  const text = textOf(item, lang);
  return (
    <DeltaText
      delta={leads ? withLead(text, lang) : text}
      state={state}
      lang={lang}
      around={marksAround(state.negotiation, item.id)}
    />
  );
}
