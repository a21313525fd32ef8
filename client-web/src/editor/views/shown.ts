/** The text as if certain proposals were accepted and no other: the style sheet hides the rest, and so do finding and copying. */
import type { Node } from 'prosemirror-model';
import { addingItem, removingItem, type Negotiation } from '../../draft/negotiation';
import { itemAttrs } from '../document/schema';

/** Whether the text is shown as if a proposal, by id, were accepted; null where brackets are shown. */
export type ShownAs = ((proposal: string) => boolean) | null;

/** Whether words are not seen. */
export function isHidden({ marks }: Node, shown: ShownAs): boolean {
  if (!shown) return false;
  return marks.some(({ type: { name }, attrs }) => {
    if (name !== 'ins' && name !== 'del') return false;
    return shown(String(attrs['proposal'])) === (name === 'del');
  });
}

/** Whether an item is not seen at all. */
export function isItemHidden(item: Node, shown: ShownAs, negotiation: Negotiation): boolean {
  if (!shown) return false;
  const { id } = itemAttrs(item);
  const adding = addingItem(negotiation, id);
  return (
    (adding !== undefined && !shown(adding.id)) || removingItem(negotiation, id).some((one) => shown(one.id))
  );
}
