/** The delegations of the meeting that has a draft on its agenda, as far as whoever asks is in it; asked for once a page. */
import { signal, type Signal } from '@preact/signals';
import { callsOf, meetings, type Delegation } from '../meeting/calls';

const known = new Map<string, Signal<readonly Delegation[]>>();

async function find(draft: string): Promise<readonly Delegation[]> {
  for (const { id } of await meetings()) {
    const { agenda, meeting } = await callsOf(id).read();
    if (agenda.some((entry) => entry.draft === draft)) return meeting.delegations;
  }
  return [];
}

/** Empty until they are known, and where the draft is in no meeting. */
export function delegationsHere(draft: string): Signal<readonly Delegation[]> {
  const found = known.get(draft);
  if (found) return found;
  const fresh = signal<readonly Delegation[]>([]);
  known.set(draft, fresh);
  find(draft).then(
    (delegations) => (fresh.value = delegations),
    () => known.delete(draft),
  );
  return fresh;
}
