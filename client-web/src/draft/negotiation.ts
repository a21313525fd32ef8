/**
 * Who wants what: proposals, positions, comments and consultations as values, and what changes do to them. Agrees with
 * the server's draft/proposals, positions, comments and consultations.
 */
import type {
  Change,
  Comment,
  ConsultClose,
  Consultation,
  ConsultationState,
  Op,
  Participant,
  PositionEntry,
  Proposal,
  ProposalState,
  Snapshot,
} from '../wire/types';
import { followChange } from './caret';
import { marksOf } from './marks';
import { familyOf, isThere, type DraftState, type Item } from './state';

export interface Negotiation {
  /** By id, in order of the log. */
  readonly proposals: ReadonlyMap<string, Proposal>;
  /** By item and delegation. */
  readonly positions: ReadonlyMap<string, PositionEntry>;
  readonly comments: ReadonlyMap<string, Comment>;
  readonly consultations: readonly Consultation[];
}

export const NO_NEGOTIATION: Negotiation = {
  proposals: new Map(),
  positions: new Map(),
  comments: new Map(),
  consultations: [],
};

/** Who made a change and when. Of what is not confirmed yet, `by` is empty: it is one's own. */
export type Origin = Pick<Op, 'by' | 'at'>;
export const PENDING: Origin = { by: '', at: 0 };

type Stamp = Origin & { seq: number };

const positionKey = (item: string, delegation: string) => `${item} ${delegation}`;

export function negotiationFrom(snapshot: Snapshot): Negotiation {
  const { proposals = [], positions = [], comments = [], consultations = [] } = snapshot;
  return {
    proposals: new Map(proposals.map((proposal) => [proposal.id, proposal])),
    positions: new Map(positions.map((entry) => [positionKey(entry.item, entry.delegation), entry])),
    comments: new Map(comments.map((comment) => [comment.id, comment])),
    consultations,
  };
}

/* ---- the fold ---- */

function put<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map(map).set(key, value);
}

function changeProposal(state: Negotiation, id: string, change: Partial<Proposal>): Negotiation {
  const proposal = state.proposals.get(id);
  return proposal ? { ...state, proposals: put(state.proposals, id, { ...proposal, ...change }) } : state;
}

function changeComment(state: Negotiation, id: string, change: Partial<Comment>): Negotiation {
  const comment = state.comments.get(id);
  return comment ? { ...state, comments: put(state.comments, id, { ...comment, ...change }) } : state;
}

const DECIDED: Readonly<Record<string, ProposalState>> = {
  'proposal.accept': 'accepted',
  'proposal.reject': 'rejected',
  'proposal.withdraw': 'withdrawn',
};

/** `draft`: as it is after the change. */
export function applyNegotiation(
  state: Negotiation,
  change: Change,
  draft: DraftState,
  { seq, by, at }: Stamp,
): Negotiation {
  const delegation = draft.participants.get(by)?.delegation;
  switch (change.type) {
    case 'proposal.add': {
      const { proposal: id, item, act = 'text', note } = change;
      const proposal: Proposal = {
        id,
        item,
        act,
        by,
        ...(delegation !== undefined && { delegation }),
        ...(note != null && { note }),
        support: [],
        filed: false,
        state: 'open',
        seq,
        at,
      };
      return { ...state, proposals: put(state.proposals, id, proposal) };
    }
    case 'proposal.file':
      return changeProposal(state, change.proposal, {
        filed: true,
        ...(change.note != null && { note: change.note }),
      });
    case 'proposal.support': {
      const before = state.proposals.get(change.proposal)?.support ?? [];
      const those = change.delegations ?? (delegation === undefined ? [] : [delegation]);
      const others = before.filter((code) => !those.includes(code));
      return changeProposal(state, change.proposal, {
        support: change.support ? [...others, ...those] : others,
      });
    }
    case 'proposal.accept':
    case 'proposal.reject':
    case 'proposal.withdraw':
      return changeProposal(state, change.proposal, {
        state: DECIDED[change.type]!,
        closed: seq,
        closer: by,
        closed_at: at,
      });
    case 'position.set': {
      if (delegation === undefined) return state;
      const { item, position, note } = change;
      const entry = { item, delegation, position, ...(note != null && { note }), by, seq, at };
      return { ...state, positions: put(state.positions, positionKey(item, delegation), entry) };
    }
    case 'comment.add': {
      const { comment: id, item, parent, text, lang, anchor, head } = change;
      const range = lang === undefined ? {} : { lang, anchor: anchor ?? 0, head: head ?? 0 };
      const comment = { id, item, parent, by, text, ...range, resolved: false, removed: false, seq, at };
      return { ...state, comments: put(state.comments, id, comment) };
    }
    case 'comment.edit':
      return changeComment(state, change.comment, { text: change.text, edited: at });
    case 'comment.remove':
      return changeComment(state, change.comment, { text: '', removed: true });
    case 'comment.resolve':
      return changeComment(state, change.comment, { resolved: change.resolved });
    case 'consult.open': {
      const { item, delegations, until, silence = false } = change;
      const opened: Consultation = { item, delegations, until, silence, by, seq, at, state: 'open' };
      return { ...state, consultations: [...state.consultations, opened] };
    }
    case 'consult.close':
      return closeConsultation(state, change, draft, { seq, by, at });
    default:
      return state;
  }
}

function closeConsultation(
  state: Negotiation,
  { item, state: end }: ConsultClose,
  draft: DraftState,
  { seq, by }: Stamp,
): Negotiation {
  const running = runningConsultation(state, item);
  if (!running) return state;
  const ended = { ...running, state: end ?? endOf(state, running, draft, by), closed: seq, closer: by };
  return {
    ...state,
    consultations: state.consultations.map((one) => (one === running ? ended : one)),
  };
}

/** How it ended, where the op does not say so: in logs of before, and in what is not confirmed yet. */
function endOf(
  state: Negotiation,
  { item: id, delegations, silence }: Consultation,
  draft: DraftState,
  by: string,
): ConsultationState {
  const item = draft.items.get(id);
  if (by !== 'system') return draft.participants.get(by)?.role === 'delegation' ? 'broken' : 'closed';
  if (!silence || !item || !isThere(draft, id)) return 'expired';
  const opposed = delegations.some(
    (code) => state.positions.get(positionKey(id, code))?.position === 'object',
  );
  return opposed || openProposalsIn(state, item).length > 0 ? 'broken' : 'kept';
}

/** Ranges move with the words, and what belongs to a merged item goes where its words went. */
export function followWords(state: Negotiation, change: Change): Negotiation {
  if (change.type !== 'text' && change.type !== 'item.split' && change.type !== 'item.merge') return state;
  const comments = followComments(state.comments, change);
  const proposals =
    change.type === 'item.merge' ? followMerge(state.proposals, change.item, change.into) : state.proposals;
  return comments === state.comments && proposals === state.proposals
    ? state
    : { ...state, comments, proposals };
}

function followMerge(
  proposals: Negotiation['proposals'],
  item: string,
  into: string,
): Negotiation['proposals'] {
  const moving = [...proposals.values()].filter((proposal) => proposal.item === item);
  return moving.reduce((map, proposal) => put(map, proposal.id, { ...proposal, item: into }), proposals);
}

/** Replies go where the first comment of their thread goes. */
function followComments(
  comments: Negotiation['comments'],
  change: Change & { item: string },
): Negotiation['comments'] {
  let moved: Map<string, Comment> | null = null;
  for (const comment of comments.values()) {
    if (comment.item !== change.item) continue;
    const thread = comment.parent === null ? undefined : (moved ?? comments).get(comment.parent);
    const next = thread ? sameItemAs(comment, thread) : followComment(comment, change);
    if (next !== comment) (moved ??= new Map(comments)).set(comment.id, next);
  }
  return moved ?? comments;
}

function sameItemAs(comment: Comment, { item }: Comment): Comment {
  return comment.item === item ? comment : { ...comment, item };
}

function followComment(comment: Comment, change: Change): Comment {
  const { item, lang, anchor, head } = comment;
  if (lang !== undefined && anchor !== undefined && head !== undefined) {
    const place = { item, lang, anchor, head };
    const moved = followChange(place, change);
    return moved === place ? comment : { ...comment, ...moved };
  }
  return change.type === 'item.merge' ? { ...comment, item: change.into } : comment;
}

/* ---- looking at it ---- */

export function isOwnProposal(proposal: Proposal, who: Participant | null): boolean {
  if (!who) return false;
  if (proposal.by === '' || proposal.by === who.id) return true;
  return proposal.delegation !== undefined && proposal.delegation === who.delegation;
}

/** Who stands behind a proposal: the author and its co-sponsors, by delegation or, without one, by name. */
export function sponsorsOf(
  { negotiation, participants }: DraftState,
  id: string,
  you?: Participant | null,
): string[] {
  const proposal = negotiation.proposals.get(id);
  if (!proposal) return [];
  const author = proposal.by === '' ? you : participants.get(proposal.by);
  return [proposal.delegation ?? author?.delegation ?? author?.name ?? '', ...proposal.support];
}

/** Own, open and not filed: it may still mark words. */
export function mayMark(proposal: Proposal | undefined, who: Participant): boolean {
  return proposal?.state === 'open' && !proposal.filed && isOwnProposal(proposal, who);
}

/** Its marks may stand in the item: it is for that, or for one of its family. */
export function isBound(draft: DraftState, proposal: Proposal, item: string): boolean {
  return proposal.item === item || familyOf(draft, proposal.item) === familyOf(draft, item);
}

/** The open proposal that would add this item. */
export function addingItem(state: Negotiation, item: string): Proposal | undefined {
  return openProposals(state).find((proposal) => proposal.act === 'add' && proposal.item === item);
}

/** The open proposals that would remove this item. */
export function removingItem(state: Negotiation, item: string): readonly Proposal[] {
  return openProposals(state).filter((proposal) => proposal.act === 'remove' && proposal.item === item);
}

const openLists = new WeakMap<Negotiation['proposals'], readonly Proposal[]>();

export function openProposals({ proposals }: Negotiation): readonly Proposal[] {
  let open = openLists.get(proposals);
  if (!open)
    openLists.set(proposals, (open = [...proposals.values()].filter(({ state }) => state === 'open')));
  return open;
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
