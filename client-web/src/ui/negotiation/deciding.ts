/** Decisions of the chair, each with a way back: at once at the foot of the page, later from the list of what was decided. */
import { openAlternatives } from '../../draft/group';
import type { ProposalDecision } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { toast } from '../widgets/toast';
import { words } from './words';

export type DecisionType = ProposalDecision['type'];

/** All of them in one op. */
export function decide(ws: Workspace, type: DecisionType, ids: readonly string[]): void {
  const w = words.value;
  const fallen = type === 'proposal.accept' ? ids.flatMap((id) => fallsWith(ws, id)) : [];
  if (!ws.act(ids.map((proposal) => ({ type, proposal })))) return;
  const offer = { label: w.undo, act: () => reopen(ws, [...ids, ...fallen]) };
  if (type === 'proposal.withdraw') toast(w.withdrawn);
  else toast(w.decided(ids.length), offer);
}

/** The other readings of the place, which are rejected with it. */
function fallsWith(ws: Workspace, id: string): string[] {
  const state = ws.view.value;
  const proposal = state.negotiation.proposals.get(id);
  return proposal ? openAlternatives(state, proposal).map((other) => other.id) : [];
}

export function reopen(ws: Workspace, ids: readonly string[]): void {
  ws.act(
    ids.map((proposal) => ({ type: 'proposal.reopen', proposal })),
    words.value.reopened(ids.length),
  );
}
