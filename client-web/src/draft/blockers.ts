/** What is still going on about items, and so stands between them and the chair's gavel. */
import type { Consultation, PositionEntry, Proposal } from '../wire/types';
import { marksOf } from './marks';
import { openProposals } from './negotiation';
import type { Item, Negotiation } from './types';

/** For this item, or with marks in its words. */
export function openProposalsIn(state: Negotiation, item: Item): readonly Proposal[] {
  const open = openProposals(state);
  if (open.length === 0) return open;
  const marked = marksOf(item);
  return open.filter((proposal) => proposal.item === item.id || marked.has(proposal.id));
}

export function runningConsultation({ consultations }: Negotiation, item: string): Consultation | undefined {
  return consultations.find((consultation) => consultation.item === item && consultation.state === 'open');
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
