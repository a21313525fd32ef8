/**
 * Turns changes of words into proposals. Where somebody may only make proposals, their change goes into their open proposal
 * for the item, or into a new one. Changes of words that somebody else proposes become proposals too, whoever makes them. A
 * proposal that is left without any words is withdrawn.
 */
import type { Change, Participant, Proposal, TextChange } from '../wire/types';
import { freshId } from './id';
import { asProposal, concernsMarks, isFree } from './marking';
import { marksOf } from './marks';
import { addingItem, mayMark, openProposals } from './negotiation';
import { permission, textAction, type Permission } from './policy/rights';
import { reworded } from './rewording';
import { textOf, type DraftState, type Item } from './state';

/** Whether somebody's words in this item become proposals. */
export function proposesIn(state: DraftState, who: Participant, id: string, lang: string): boolean {
  const right = rightIn(state, who, id, lang);
  return right === 'proposal' || (right === 'allowed' && !isFree(state, who, id, false));
}

function rightIn(state: DraftState, who: Participant, id: string, lang: string): Permission {
  const item = state.items.get(id);
  return item ? permission(who.role, textAction(state, lang), item.status) : 'never';
}

/** The one for this item, or one whose words a split or a merge has taken into it. */
function ownProposal(state: DraftState, who: Participant, id: string): Proposal | undefined {
  const own = openProposals(state.negotiation).filter(
    (proposal) => proposal.act === 'text' && mayMark(proposal, who),
  );
  const held = marksOf(state.items.get(id)!);
  return own.find(({ item }) => item === id) ?? own.find((one) => held.has(one.id));
}

function proposed(state: DraftState, who: Participant, change: TextChange): Change[] {
  const item = state.items.get(change.item)!;
  const own = ownProposal(state, who, item.id);
  const proposal = own?.id ?? freshId();
  const before = textOf(item, change.lang);
  const proposing = rightIn(state, who, item.id, change.lang) === 'proposal';
  const meant = isFree(state, who, item.id, proposing) ? change.delta : reworded(before, change.delta);
  const delta = asProposal(state, who, item, before, meant, proposal, proposing);
  if (delta.ops.length === 0) return [];
  const text: TextChange = { ...change, delta };
  const marks = delta.ops.some(
    ({ attributes }) => attributes?.[`ins:${proposal}`] || attributes?.[`del:${proposal}`],
  );
  return own || !marks ? [text] : [{ type: 'proposal.add', proposal, item: item.id }, text];
}

/** Whether the change is one of words that can only be made as a proposal, or that meets what somebody proposes. */
function concerns(state: DraftState, who: Participant, change: Change): change is TextChange {
  if (change.type !== 'text') return false;
  const { item, lang, delta } = change;
  if (proposesIn(state, who, item, lang)) return true;
  const free = rightIn(state, who, item, lang) === 'allowed';
  return free && concernsMarks(textOf(state.items.get(item)!, lang), delta);
}

/** What is made in place of such a change; null where it can be made as it is. */
export function asProposed(state: DraftState, who: Participant, change: Change): readonly Change[] | null {
  if (concerns(state, who, change)) return proposed(state, who, change);
  const addition = change.type === 'item.remove' && ownAddition(state, who, change.item);
  return addition ? [{ type: 'proposal.withdraw', proposal: addition.id }] : null;
}

/** An item that they only propose goes by taking the proposal back: an undo may ask for it. */
function ownAddition(state: DraftState, who: Participant, item: string): Proposal | undefined {
  const adding = addingItem(state.negotiation, item);
  return adding && mayMark(adding, who) ? adding : undefined;
}

/** Their proposal for this item, if nothing is left of it. */
function emptied(state: DraftState, who: Participant, item: string): Proposal | undefined {
  const own = ownProposal(state, who, item);
  if (!own || marksOf(state.items.get(item)!).has(own.id)) return undefined;
  for (const other of state.items.values()) if (marksOf(other).has(own.id)) return undefined;
  return own;
}

/** The proposal that such a change has left without words, `before` being its item as it was. */
export function emptiedBy(
  { item, lang }: TextChange,
  before: Item,
  state: DraftState,
  who: Participant,
): Proposal | undefined {
  const empty = emptied(state, who, item);
  return empty && (proposesIn(state, who, item, lang) || marksOf(before).has(empty.id)) ? empty : undefined;
}
