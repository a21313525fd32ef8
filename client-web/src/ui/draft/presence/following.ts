/** Following: the caret of the chair, or of somebody else, is kept on the screen for as long as one likes. */
import type { Caret } from '../../../app/connected_draft';
import type { Participant } from '../../../wire/types';
import { present } from './presence';
import type { Workspace } from '../workspace';

/** Stands for whoever chairs at the moment. */
export const theChair = 'chair';

export function followed(ws: Workspace): Participant | null {
  const wanted = ws.following.value;
  if (wanted === null) return null;
  const people = ws.draft.participants.value;
  if (wanted !== theChair) return people.find((person) => person.id === wanted) ?? null;
  return chairHere(ws)?.participant ?? people.find((person) => person.role === 'chair') ?? null;
}

/** The caret that is followed, or null while whoever it belongs to has none. */
export function followedCaret(ws: Workspace): Caret | null {
  const wanted = ws.following.value;
  if (wanted === null) return null;
  const found =
    wanted === theChair ? chairHere(ws) : present(ws).find((one) => one.participant.id === wanted);
  return found?.carets.at(-1) ?? null;
}

export function chairHere(ws: Workspace) {
  return present(ws).find((one) => one.participant.role === 'chair');
}
