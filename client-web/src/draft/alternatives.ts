/** Alternatives: proposals of one group, of which at most one is accepted; the others fall with it. */
import type { ProposalAct } from '../wire/types';
import { familyOf } from './family';
import { refuse, type Verdict } from './policy/verdict';
import type { DraftState } from './state';

/** Open members of a group are for the same item, or all of them add one. */
export function mayJoinAlternatives(
  state: DraftState,
  { item, act = 'text', group }: { item: string; act?: ProposalAct; group?: string | null },
): Verdict {
  if (group == null) return null;
  for (const other of state.negotiation.proposals.values()) {
    if (other.group !== group || other.state !== 'open') continue;
    const isSame =
      act === 'add' || other.act === 'add'
        ? act === other.act
        : familyOf(state, item) === familyOf(state, other.item);
    if (!isSame) return refuse('bad-op', item);
  }
  return null;
}

/** No alternative to it was accepted in the same op. */
export function mayAcceptAlternative(state: DraftState, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id);
  if (proposal?.group === undefined) return null;
  for (const other of state.negotiation.proposals.values())
    if (other.group === proposal.group && other.state === 'accepted' && other.closed === state.seq + 1)
      return refuse('locked', proposal.item);
  return null;
}
