/** What somebody else proposes is left alone by changes of items, as in the server's draft/marking. */
import type { Participant, Proposal, WireDelta } from '../../wire/types';
import { marksIn } from '../marks';
import { addingItem, isOwnProposal, mayMark, openProposals } from '../negotiation';
import { childrenOf, type DraftState, type Item } from '../state';
import { refuse, type Verdict } from './verdict';

/** A new item begins without marks, but for those of the proposal that adds it. */
export function mayMarkAtFirst(
  { negotiation }: DraftState,
  who: Participant,
  item: string,
  texts: readonly WireDelta[],
): Verdict {
  const adding = addingItem(negotiation, item);
  const parts = texts.flatMap(({ ops }) => ops);
  for (const { kind, proposal } of parts.flatMap(({ attributes }) => marksIn(attributes))) {
    if (!negotiation.proposals.has(proposal)) return refuse('bad-op', item);
    if (kind === 'del' || proposal !== adding?.id || !mayMark(adding, who)) return refuse('locked', item);
  }
  return null;
}

/** An item that is only proposed is neither cut nor joined: that would settle what is not decided. */
export function mustBeWhole({ negotiation }: DraftState, item: string): Verdict {
  return addingItem(negotiation, item) ? refuse('locked', item) : null;
}

function holdsForeign({ negotiation }: DraftState, who: Participant, item: Item): boolean {
  const foreign = (proposal: Proposal | undefined) =>
    proposal?.state === 'open' && !isOwnProposal(proposal, who);
  if (foreign(addingItem(negotiation, item.id))) return true;
  return Object.values(item.texts).some((text) =>
    text.ops
      .flatMap(({ attributes }) => marksIn(attributes))
      .some(({ kind, proposal }) => kind === 'ins' && foreign(negotiation.proposals.get(proposal))),
  );
}

/** What somebody proposes is taken away by the chair, who decides about it, or by its author. */
export function mayTakeAway(state: DraftState, who: Participant, item: Item): Verdict {
  if (who.role === 'chair' || openProposals(state.negotiation).length === 0) return null;
  if (holdsForeign(state, who, item)) return refuse('locked', item.id);
  for (const id of childrenOf(state, item.id)) {
    const child = state.items.get(id)!;
    const verdict = child.removed ? null : mayTakeAway(state, who, child);
    if (verdict) return verdict;
  }
  return null;
}
