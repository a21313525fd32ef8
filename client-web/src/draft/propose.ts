/**
 * Where somebody may only make proposals, what they do to the words becomes one by itself: their open proposal for the
 * item, or a new one. So does, for everybody, what they do to words that somebody else proposes. A proposal that is left
 * without any words is withdrawn.
 */
import type { Change, Participant, Proposal, TextChange } from '../wire/types';
import { sameText } from '../text/delta';
import { applyChange } from './apply';
import { DraftEdit } from './edit';
import { freshId } from './id';
import { asProposal, concernsMarks, isFree } from './marking';
import { marksOf } from './marks';
import { mayMark, openProposals } from './negotiation';
import { permission, textAction, type Permission } from './policy/rights';
import { textOf, type DraftState } from './state';

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

function proposed(edit: DraftEdit, who: Participant, change: TextChange): Change[] {
  const item = edit.items.get(change.item)!;
  const own = ownProposal(edit, who, item.id);
  const proposal = own?.id ?? freshId();
  const delta = asProposal(
    edit,
    who,
    item,
    textOf(item, change.lang),
    change.delta,
    proposal,
    rightIn(edit, who, item.id, change.lang) === 'proposal',
  );
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
  const concerns = (change: Change): change is TextChange => {
    if (change.type !== 'text') return false;
    const { item, lang, delta } = change;
    if (proposesIn(state, who, item, lang)) return true;
    const free = rightIn(state, who, item, lang) === 'allowed';
    return free && concernsMarks(textOf(state.items.get(item)!, lang), delta);
  };
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
    const before = marksOf(edit.items.get(change.item)!);
    for (const one of proposed(edit, who, change)) add(one);
    const empty = emptied(edit, who, change.item);
    if (empty && (proposesIn(edit, who, change.item, change.lang) || before.has(empty.id)))
      add({ type: 'proposal.withdraw', proposal: empty.id });
  }
  const same = made.length === changes.length && made.every((change, at) => sameChange(change, changes[at]!));
  return same ? changes : made;
}

/** Typing on inside one's own words says already what it is. */
function sameChange(a: Change, b: Change): boolean {
  return a === b || (a.type === 'text' && b.type === 'text' && sameText(a.delta, b.delta));
}
