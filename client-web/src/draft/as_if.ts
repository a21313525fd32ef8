/** The draft as it would be if some of the open proposals were accepted and the others rejected. */
import Delta from 'quill-delta';
import type { DocumentView, Proposal } from '../wire/types';
import { marksIn, marksOfText, withoutMarks } from './marks';
import { openProposals } from './negotiation';
import type { DraftState, Item } from './state';

type Accepted = (proposal: Proposal) => boolean;

function decidedText(text: Delta, accepted: (id: string) => boolean): Delta {
  if (marksOfText(text).size === 0) return text;
  const decided = new Delta();
  for (const { insert, attributes } of text.ops) {
    const gone = marksIn(attributes).some(({ kind, proposal }) => (kind === 'del') === accepted(proposal));
    if (!gone && insert !== undefined) decided.insert(insert, withoutMarks(attributes));
  }
  return decided;
}

/** The words without what is only proposed. */
export function settledText(text: Delta): Delta {
  return decidedText(text, () => false);
}

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
