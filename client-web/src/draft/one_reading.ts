/**
 * One reading of each place: of open alternatives only one can be accepted, so where the text is shown as if several were,
 * the one that was made first is taken, and stands in its bracket as long as nobody has chosen. Agrees with the server's draft/one_reading.
 */
import type { Proposal } from '../wire/types';
import { openProposals } from './negotiation';
import type { Negotiation } from './types';

export interface OneReading {
  taken: ReadonlySet<string>;
  /** Those of them to which there are alternatives that were wanted as well. */
  undecided: ReadonlySet<string>;
}

export function oneReading(negotiation: Negotiation, wanted: (proposal: Proposal) => boolean): OneReading {
  const first = new Map<string, string>();
  const taken = new Set<string>();
  const undecided = new Set<string>();
  for (const proposal of openProposals(negotiation)) {
    if (!wanted(proposal)) continue;
    const { id, group } = proposal;
    const before = group === undefined ? undefined : first.get(group);
    if (before !== undefined) {
      undecided.add(before);
      continue;
    }
    taken.add(id);
    if (group !== undefined) first.set(group, id);
  }
  return { taken, undecided };
}
