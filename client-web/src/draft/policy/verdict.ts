/** What stands against a change, and the judgments that many changes share. */
import type { Participant, RejectCode } from '../../wire/types';
import { isOwnProposal } from '../negotiation';
import { childrenOf, isThere, type DraftState, type Item } from '../state';
import { permission, type Action } from './rights';

export interface Refusal {
  code: RejectCode;
  item?: string;
}

export const refuse = (code: RejectCode, item?: string): Refusal =>
  item === undefined ? { code } : { code, item };

/** Where two checks follow each other, the first refusal counts. */
export type Verdict = Refusal | null;

export function mayItem(who: Participant, action: Action, item: Item): Verdict {
  if (permission(who.role, action, item.status) === 'allowed') return null;
  return refuse(permission(who.role, action, 'open') === 'never' ? 'forbidden' : 'locked', item.id);
}

export function mayRole(who: Participant, action: Action): Verdict {
  return permission(who.role, action, 'open') === 'never' ? refuse('forbidden') : null;
}

/** The item and everything below it that is there. */
export function mayBelow(state: DraftState, who: Participant, action: Action, item: Item): Verdict {
  let verdict = mayItem(who, action, item);
  for (const id of childrenOf(state, item.id)) {
    if (verdict) break;
    const child = state.items.get(id)!;
    if (!child.removed) verdict = mayBelow(state, who, action, child);
  }
  return verdict;
}

export function mayParent(state: DraftState, who: Participant, parent: string | null): Verdict {
  if (parent === null) return mayRole(who, 'structure');
  const item = state.items.get(parent);
  return item ? mayItem(who, 'structure', item) : refuse('no-item', parent);
}

export function mayStructure(state: DraftState, who: Participant, item: Item): Verdict {
  return mayBelow(state, who, 'structure', item) ?? mayParent(state, who, item.parent);
}

export function mustBeThere(state: DraftState, id: string): Verdict {
  return isThere(state, id) ? null : refuse('no-item', id);
}

/** In the name of a delegation. */
export function mayDelegation(who: Participant): Verdict {
  return mayRole(who, 'support') ?? (who.delegation === undefined || who.silent ? refuse('forbidden') : null);
}

export function mustBeOpen(state: DraftState, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id);
  return proposal?.state === 'open' ? null : refuse('bad-op', proposal?.item);
}

/** An open proposal of this person's, or of their delegation. */
export function mustBeOwn(state: DraftState, who: Participant, id: string): Verdict {
  const verdict = mayRole(who, 'propose') ?? mustBeOpen(state, id);
  if (verdict) return verdict;
  const proposal = state.negotiation.proposals.get(id)!;
  return isOwnProposal(proposal, who) ? null : refuse('forbidden', proposal.item);
}
