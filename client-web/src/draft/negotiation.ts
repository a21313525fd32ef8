/** Who wants what: its beginning, and questions about it. Agrees with the server's draft/proposals, positions, comments and consultations. */
import type { Comment, Consultation, Participant, PositionEntry, Proposal, Snapshot } from '../wire/types';
import { marksOf } from './marks';
import type { DraftState, Item, Negotiation } from './types';

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

/** For this item, or with marks in its words. */
export function openProposalsIn(state: Negotiation, item: Item): readonly Proposal[] {
  const open = openProposals(state);
  if (open.length === 0) return open;
  const marked = marksOf(item);
  return open.filter((proposal) => proposal.item === item.id || marked.has(proposal.id));
}

export function positionsOf({ positions }: Negotiation, item: string): readonly PositionEntry[] {
  return [...positions.values()].filter((entry) => entry.item === item && entry.position !== null);
}

export function positionOf(
  { positions }: Negotiation,
  item: string,
  delegation: string,
): PositionEntry | undefined {
  const entry = positions.get(positionKey(item, delegation));
  return entry?.position ? entry : undefined;
}

/** Given on other words than the item has now. */
export function isOutdated(entry: PositionEntry, item: Item): boolean {
  return Object.values(item.changed).some((seq) => seq > entry.seq);
}

export function runningConsultation({ consultations }: Negotiation, item: string): Consultation | undefined {
  return consultations.find((consultation) => consultation.item === item && consultation.state === 'open');
}

/** First comments of an item's threads, in order. */
export function threadsOf({ comments }: Negotiation, item: string): readonly Comment[] {
  return [...comments.values()].filter((comment) => comment.item === item && comment.parent === null);
}

/** Whether a comment is the first of a thread, on this item if one is named. */
export function isThread({ comments }: Negotiation, id: string, item?: string): boolean {
  const comment = comments.get(id);
  return comment?.parent === null && (item ?? comment.item) === comment.item;
}

export function repliesTo({ comments }: Negotiation, thread: string): readonly Comment[] {
  return [...comments.values()].filter((comment) => comment.parent === thread);
}

/** What stands between some items and the chair's gavel. */
export interface Blockers {
  readonly proposals: readonly Proposal[];
  readonly objections: readonly PositionEntry[];
  readonly consultations: readonly Consultation[];
}

export function blockersOf(state: Negotiation, items: readonly Item[]): Blockers {
  const ids = new Set(items.map(({ id }) => id));
  const proposals = new Set(items.flatMap((item) => openProposalsIn(state, item)));
  return {
    proposals: [...proposals],
    objections: [...state.positions.values()].filter(
      (entry) => entry.position === 'object' && ids.has(entry.item),
    ),
    consultations: state.consultations.filter((one) => one.state === 'open' && ids.has(one.item)),
  };
}

export function countBlockers({ proposals, objections, consultations }: Blockers): number {
  return proposals.length + objections.length + consultations.length;
}
