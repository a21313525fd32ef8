/** Who wants what: its beginning, and questions about proposals. Agrees with the server's draft/proposals. */
import type { Participant, Proposal, Snapshot } from '../wire/types';
import type { DraftState, Negotiation } from './types';

export type { Negotiation } from './types';

export const NO_NEGOTIATION: Negotiation = {
  proposals: new Map(),
  positions: new Map(),
  comments: new Map(),
  consultations: [],
};

/** A delegation has one position on an item. */
export const positionKey = (item: string, delegation: string) => `${item} ${delegation}`;

export function negotiationFrom(snapshot: Snapshot): Negotiation {
  const { proposals = [], positions = [], comments = [], consultations = [] } = snapshot;
  return {
    proposals: new Map(proposals.map((proposal) => [proposal.id, proposal])),
    positions: new Map(positions.map((entry) => [positionKey(entry.item, entry.delegation), entry])),
    comments: new Map(comments.map((comment) => [comment.id, comment])),
    consultations,
  };
}

export function isOwnProposal(proposal: Proposal, who: Participant | null): boolean {
  if (!who) return false;
  if (proposal.by === '' || proposal.by === who.id) return true;
  return proposal.delegation !== undefined && proposal.delegation === who.delegation;
}

/** Who stands behind a proposal: the author and its co-sponsors, by delegation or, without one, by name. */
function sponsorsOf(
  { negotiation, participants }: DraftState,
  id: string,
  you?: Participant | null,
): string[] {
  const proposal = negotiation.proposals.get(id);
  if (!proposal) return [];
  const author = proposal.by === '' ? you : participants.get(proposal.by);
  return [proposal.delegation ?? author?.delegation ?? author?.name ?? '', ...proposal.support];
}

/** All that want the same: by the order in which their proposals were made, nobody twice. */
export function sponsorsOfAll(state: DraftState, ids: readonly string[], you?: Participant | null): string[] {
  const { proposals } = state.negotiation;
  const made = ids.length < 2 ? ids : [...proposals.keys()].filter((id) => ids.includes(id));
  return [...new Set(made.flatMap((id) => sponsorsOf(state, id, you)))];
}

/** Own, open and not filed: it may still mark words. */
export function mayMark(proposal: Proposal | undefined, who: Participant): boolean {
  return proposal?.state === 'open' && !proposal.filed && isOwnProposal(proposal, who);
}

/** The open proposal that would add this item. */
export function addingItem(state: Negotiation, item: string): Proposal | undefined {
  return openProposals(state).find((proposal) => proposal.act === 'add' && proposal.item === item);
}

/** The open proposals that would remove this item. */
export function removingItem(state: Negotiation, item: string): readonly Proposal[] {
  return openProposals(state).filter((proposal) => proposal.act === 'remove' && proposal.item === item);
}

/** The brackets around a whole item, as marks, the outermost first. */
export function marksAround(state: Negotiation, item: string): readonly string[] {
  const adding = addingItem(state, item);
  const leaving = removingItem(state, item).map(({ id }) => `del:${id}`);
  return adding ? [...leaving, `ins:${adding.id}`] : leaving;
}

const openLists = new WeakMap<Negotiation['proposals'], readonly Proposal[]>();

export function openProposals({ proposals }: Negotiation): readonly Proposal[] {
  let open = openLists.get(proposals);
  if (!open)
    openLists.set(proposals, (open = [...proposals.values()].filter(({ state }) => state === 'open')));
  return open;
}

/** The items that an open proposal would add. */
export function additionsOf(state: Negotiation): ReadonlySet<string> {
  return new Set(openProposals(state).flatMap(({ act, item }) => (act === 'add' ? [item] : [])));
}
