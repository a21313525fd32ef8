/** Who is where: carets joined with the people they belong to. */
import type { Caret } from '../../../app/connected_draft';
import type { Participant } from '../../../wire/types';
import { delegationName, isolated } from '../../i18n/format';
import { t } from '../../i18n';
import type { Workspace } from '../workspace';

/** Somebody else who is connected and edits, and where their carets are; who has only come has none yet. */
export interface Present {
  participant: Participant;
  carets: Caret[];
}

/** What stands on a chip: the delegation's code, or the initials of chair and secretariat. */
export function codeOf(person: Pick<Participant, 'role' | 'delegation'>): string {
  if (person.delegation) return isolated(person.delegation);
  const role = t.value.roles[person.role];
  return role.slice(0, 3).toLocaleUpperCase();
}

/** "México" for a delegation, "Presidencia, México" for others; a name is not said twice. */
export function placeWords({
  role,
  name,
  delegation,
}: Pick<Participant, 'role' | 'name' | 'delegation'>): string {
  const from = delegationName(delegation);
  const words = role === 'delegation' ? [] : [t.value.roles[role]];
  if (from && from !== isolated(name)) words.push(from);
  return words.join(', ') || t.value.roles[role];
}

/** "María Pérez, México" */
export function personWords(person: Participant): string {
  return `${isolated(person.name)}, ${placeWords(person)}`;
}

/** Chair first, then by code. */
export function present(ws: Workspace): Present[] {
  const people = new Map(ws.draft.participants.value.map((person) => [person.id, person]));
  const you = ws.draft.you.value?.id;
  const others = ws.draft.connected.value.filter(({ id }) => id !== you);
  const found = new Map(
    others.map((participant): [string, Present] => [participant.id, { participant, carets: [] }]),
  );
  for (const caret of ws.draft.carets.value) {
    const participant = people.get(caret.participant);
    if (!participant) continue;
    const one = found.get(participant.id);
    if (one) one.carets.push(caret);
    else found.set(participant.id, { participant, carets: [caret] });
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(b.participant.role === 'chair') - Number(a.participant.role === 'chair') ||
      codeOf(a.participant).localeCompare(codeOf(b.participant)),
  );
}
