/**
 * Who may do what: a mirror of the server's table, so that the page can say no at once and in words. The server judges
 * every change itself.
 */
import type { Change, Participant } from '../wire/types';
import { applyChange } from './apply';
import { DraftEdit } from './edit';
import { checkProposal } from './policy/proposal';
import { permission, textAction } from './policy/rights';
import { refuse, type Verdict } from './policy/verdict';
import { checkText } from './policy/words';
import type { DraftState, Item } from './state';

/** Whether one change would be accepted on this state: null, or why not. */
export function may(state: DraftState, who: Participant, change: Change): Verdict {
  if (state.adopted) return refuse('adopted');
  switch (change.type) {
    case 'text':
      return checkText(state, who, change);
    case 'participant.set':
    case 'seat.add':
    case 'seat.confirm':
    case 'seat.end':
    case 'seat.enter':
      return refuse('forbidden');
    case 'proposal.add':
      return checkProposal(state, who, change);
    default:
      return later?.mayAct(state, who, change) ?? null;
  }
}

let later: typeof import('./policy/later') | null = null;

/**
 * Typing is judged at once. Whatever else people do, and ops as a whole, are judged by code that comes right behind the
 * draft; until it is here, by the server alone.
 */
export async function loadPolicy(): Promise<void> {
  later ??= await import('./policy/later');
}

/** What shows only once all changes of an op are made: whether an op that makes `after` of `before` would be accepted. */
export function mayWhole(
  before: DraftState,
  after: DraftState,
  who: Participant,
  changes: readonly Change[],
): Verdict {
  return concernsWhole(who, changes) ? later!.checkWhole(before, after, who, changes) : null;
}

const concernsWhole = (who: Participant, changes: readonly Change[]) =>
  later?.concernsWhole(who, changes) ?? false;

/** Whether changes that follow each other would all be accepted. */
export function mayAll(state: DraftState, who: Participant, changes: readonly Change[]): Verdict {
  if (changes.length === 1 && !concernsWhole(who, changes)) return may(state, who, changes[0]!);
  const edit = new DraftEdit(state);
  for (const change of changes) {
    const verdict = may(edit, who, change);
    if (verdict) return verdict;
    applyChange(edit, change, state.seq + 1);
  }
  return mayWhole(state, edit, who, changes);
}

/** Whether the words of an item are writable for somebody: what the editor needs to know of every item. */
export function mayWrite(state: DraftState, who: Participant | null, item: Item, lang: string): boolean {
  if (!who || state.adopted) return false;
  return permission(who.role, textAction(state, lang), item.status) !== 'never';
}
