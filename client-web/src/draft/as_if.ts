/** The draft as it would be if some of the open proposals were accepted and the others rejected. */
import type { DocumentView, Proposal } from '../wire/types';
import { decidedText } from './decided_text';
import { openProposals } from './negotiation';
import type { DraftState, Item } from './state';

type Accepted = (proposal: Proposal) => boolean;

export function asIf(state: DraftState, accepted: Accepted): DraftState {
  const open = openProposals(state.negotiation);
  if (open.length === 0) return state;
  const taken = new Set(open.filter(accepted).map(({ id }) => id));
  const gone = new Set(
    open.flatMap(({ id, act, item }) => (act === (taken.has(id) ? 'remove' : 'add') ? [item] : [])),
  );
  const items = new Map<string, Item>();
  for (const item of state.items.values()) {
    const texts = Object.entries(item.texts).map(([lang, text]) => [
      lang,
      decidedText(text, (id) => taken.has(id)),
    ]);
    items.set(item.id, {
      ...item,
      texts: Object.fromEntries(texts),
      removed: item.removed || gone.has(item.id),
    });
  }
  const proposals = new Map(
    [...state.negotiation.proposals].filter(([, proposal]) => proposal.state !== 'open'),
  );
  return { ...state, items, structure: {}, negotiation: { ...state.negotiation, proposals } };
}

export function viewOf(state: DraftState, view: DocumentView): DraftState {
  return view === 'brackets' ? state : asIf(state, () => view === 'clean');
}
