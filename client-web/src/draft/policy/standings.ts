/** Where what is agreed stands: delegations leave its numbers, parents and headings alone, as the server's draft/standings. */
import type { Change, Participant } from '../../wire/types';
import { additionsOf } from '../negotiation';
import { outline } from '../numbering';
import { isSettled, type DraftState } from '../state';
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
  const headings: string[] = [];
  const proposed = additionsOf(state.negotiation);
  for (const { id, parent, depth, kind, path } of outline(state)) {
    headings.length = depth;
    const counts = !proposed.has(id);
    if (counts && kind === 'heading') headings[depth - 1] = id;
    if (!counts || !isSettled(state.items.get(id)!.status)) continue;
    standings.push([id, `${path}/${headings.join()} ${parent ?? ''}`]);
  }
  return standings;
}

export function checkStandings(before: Standings, now: Standings): Verdict {
  const moved = before.find(([item, place], at) => item !== now[at]?.[0] || place !== now[at]?.[1]);
  return moved ? refuse('locked', moved[0]) : null;
}
