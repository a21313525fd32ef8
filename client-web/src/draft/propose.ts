/**
 * Where somebody may only make proposals, what they do to the words becomes one by itself: their open proposal for the
 * item, or a new one. A proposal that is left without any words is withdrawn.
 */
import type { Change, Participant, Proposal, TextChange } from '../wire/types';
import { sameText } from '../text/delta';
import { applyChange } from './apply';
import { DraftEdit } from './edit';
import { freshId } from './id';
import { asProposal } from './marking';
import { marksOf } from './marks';
import { mayMark, openProposals } from './negotiation';
import { permission, textAction } from './policy/rights';
import { textOf, type DraftState } from './state';

/** Whether somebody's words in this item become proposals. */
export function proposesIn(state: DraftState, who: Participant, id: string, lang: string): boolean {
  const item = state.items.get(id);
  return item !== undefined && permission(who.role, textAction(state, lang), item.status) === 'proposal';
}

function ownProposal(state: DraftState, who: Participant, item: string): Proposal | undefined {
  return openProposals(state.negotiation).find(
    (proposal) => proposal.item === item && proposal.act === 'text' && mayMark(proposal, who),
  );
}

function proposed(edit: DraftEdit, who: Participant, change: TextChange): Change[] {
  const item = edit.items.get(change.item)!;
  const own = ownProposal(edit, who, item.id);
  const proposal = own?.id ?? freshId();
  const delta = asProposal(edit, who, item, textOf(item, change.lang), change.delta, proposal);
  if (delta.ops.length === 0) return [];
  const text: TextChange = { ...change, delta };
  const marks = delta.ops.some(
    ({ attributes }) => attributes?.[`ins:${proposal}`] || attributes?.[`del:${proposal}`],
  );
  return own || !marks ? [text] : [{ type: 'proposal.add', proposal, item: item.id }, text];
}

/** Their proposal for this item, if nothing is left of it. */
function emptied(state: DraftState, who: Participant, item: string): Proposal | undefined {
  const own = ownProposal(state, who, item);
  if (!own || marksOf(state.items.get(item)!).has(own.id)) return undefined;
  for (const other of state.items.values()) if (marksOf(other).has(own.id)) return undefined;
  return own;
}

/** The same array where nothing has to become a proposal. */
export function proposeChanges(
  state: DraftState,
  who: Participant,
  changes: readonly Change[],
): readonly Change[] {
  const concerns = (change: Change): change is TextChange =>
    change.type === 'text' && proposesIn(state, who, change.item, change.lang);
  if (!changes.some(concerns)) return changes;
  const edit = new DraftEdit(state);
  const made: Change[] = [];
  const add = (change: Change) => {
    made.push(change);
    applyChange(edit, change, state.seq + 1);
  };
  for (const change of changes) {
    if (!concerns(change)) {
      add(change);
      continue;
    }
    for (const one of proposed(edit, who, change)) add(one);
    const empty = emptied(edit, who, change.item);
    if (empty) add({ type: 'proposal.withdraw', proposal: empty.id });
  }
  const same = made.length === changes.length && made.every((change, at) => sameChange(change, changes[at]!));
  return same ? changes : made;
}

/** Typing on inside one's own words says already what it is. */
function sameChange(a: Change, b: Change): boolean {
  return a === b || (a.type === 'text' && b.type === 'text' && sameText(a.delta, b.delta));
}
