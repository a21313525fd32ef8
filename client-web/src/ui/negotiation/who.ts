/** Names of those who negotiate, and which delegations there are. */
import { isSeated } from '../../draft/seats';
import type { DraftState } from '../../draft/state';
import type { Participant, Proposal } from '../../wire/types';
import { delegationName, isolated } from '../i18n/format';
import { listOf } from '../i18n/phrases';
import type { Workspace } from '../draft/workspace';

/** A delegation by its country, anybody else by name. Pending work is one's own. */
export function nameOf(ws: Workspace, by: string, delegation?: string): string {
  const you = ws.draft.you.value;
  const person = by === '' ? you : ws.view.value.participants.get(by);
  return delegationName(delegation ?? person?.delegation) || isolated(person?.name ?? '');
}

export function authorOf(ws: Workspace, proposal: Proposal): string {
  return nameOf(ws, proposal.by, proposal.delegation);
}

export const namesOf = (codes: readonly string[]) => listOf(codes.map((code) => delegationName(code)));

/** Codes of the delegations that take part or have taken a position, by name. */
export function delegationsOf(state: DraftState, roster: readonly Participant[]): readonly string[] {
  const codes = new Set<string>();
  const now = Date.now();
  for (const person of [...state.participants.values(), ...roster]) {
    const { role, delegation, seat } = person;
    if (role === 'delegation' && delegation && !seat?.pending && isSeated(person, now)) codes.add(delegation);
  }
  for (const { delegation } of state.negotiation.positions.values()) codes.add(delegation);
  return [...codes].sort((a, b) => delegationName(a).localeCompare(delegationName(b)));
}
