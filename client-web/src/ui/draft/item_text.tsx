/**
 * The words of an item with the notation of the negotiation: what is proposed in brackets under its name, what is struck
 * struck, and the whole in brackets where the item itself is only proposed or may go. Wherever words of the draft are shown
 * outside the editor they are shown by this, so that nobody takes a proposal for the text.
 */
import type { ComponentChildren } from 'preact';
import { addingItem, removingItem } from '../../draft/negotiation';
import { textOf, type DraftState, type Item } from '../../draft/state';
import { bracketName, DeltaText } from './delta_text';

export function ItemText({ state, item, lang }: { state: DraftState; item: Item; lang: string }) {
  return <Whole state={state} item={item} text={<DeltaText delta={textOf(item, lang)} state={state} />} />;
}

/** A whole item that is only proposed, or whose removal is, stands in brackets too. */
function Whole({ state, item, text }: { state: DraftState; item: Item; text: ComponentChildren }) {
  const adding = addingItem(state.negotiation, item.id);
  const within = adding ? (
    <ins>
      [{bracketName(state, adding.id)}
      {text}]
    </ins>
  ) : (
    text
  );
  return removingItem(state.negotiation, item.id).reduce(
    (inner, { id }) => (
      <del>
        [{bracketName(state, id)}
        {inner}]
      </del>
    ),
    <>{within}</>,
  );
}
