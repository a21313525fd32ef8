/**
 * The words of an item with the notation of the negotiation: what is proposed in brackets under its name, what is struck
 * struck, and the whole in brackets where the item itself is only proposed or may go. Wherever words of the draft are shown
 * outside the editor they are shown by this, so that nobody takes a proposal for the text.
 */
import { marksAround } from '../../../draft/negotiation';
import { textOf, type DraftState, type Item } from '../../../draft/state';
import { DeltaText } from './delta_text';

export function ItemText({ state, item, lang }: { state: DraftState; item: Item; lang: string }) {
  return (
    <DeltaText
      delta={textOf(item, lang)}
      state={state}
      lang={lang}
      around={marksAround(state.negotiation, item.id)}
    />
  );
}
