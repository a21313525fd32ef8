/** Where what is agreed stands: delegations leave its numbers, parents and headings alone, as the server's draft/standings. */
import type { Change, Participant } from '../../wire/types';
import { openProposals } from '../negotiation';
import { childrenOf, isSettled, type DraftState } from '../state';
import { refuse, type Verdict } from './verdict';

const STRUCTURAL = /^item\.(add|move|split|merge|remove|restore|kind)$/;

/** Whether these changes must leave the standings alone. */
export function bindsStandings(who: Participant, changes: readonly Change[]): boolean {
  return who.role === 'delegation' && changes.some(({ type }) => STRUCTURAL.test(type));
}

/** The agreed items in document order, each with where it stands. */
export type Standings = readonly (readonly [item: string, place: string])[];

export function standingsOf(state: DraftState): Standings {
  const standings: [string, string][] = [];
  const proposed = new Set(
    openProposals(state.negotiation).flatMap(({ act, item }) => (act === 'add' ? [item] : [])),
  );
  const visit = (parent: string | null, above: string) => {
    let count = 0;
    let heading = '';
    for (const id of childrenOf(state, parent)) {
      const { kind, removed, status } = state.items.get(id)!;
      if (removed) continue;
      const counts = !proposed.has(id);
      if (counts && kind === 'heading') heading = id;
      const number = counts && kind === 'item' ? ++count : 0;
      const place = `${above}/${number} ${heading}`;
      if (counts && isSettled(status)) standings.push([id, `${place} ${parent ?? ''}`]);
      visit(id, place);
    }
  };
  visit(null, '');
  return standings;
}

export function checkStandings(before: Standings, now: Standings): Verdict {
  const moved = before.find(([item, place], at) => item !== now[at]?.[0] || place !== now[at]?.[1]);
  return moved ? refuse('locked', moved[0]) : null;
}
