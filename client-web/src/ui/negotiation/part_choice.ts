/** The selected words as parts of proposals: whose they are, and what it takes to decide about just these. */
import Delta from 'quill-delta';
import { openAlternatives } from '../../draft/group';
import { marksIn, marksOf } from '../../draft/marks';
import { isThere, textOf, type DraftState } from '../../draft/state';
import type { AttributeMap, Proposal, ProposalPart } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { toast } from '../widgets/toast';
import { decide } from './deciding';
import { partWords } from './part_words';

export interface PartChoice {
  readonly proposal: Proposal;
  readonly change: Omit<ProposalPart, 'accept'>;
  /** Nothing of the proposal is left besides: it is decided as a whole. */
  readonly isAll: boolean;
}

/** Of each open proposal that marks some of the selected words; none where nothing is selected, or where one may not decide. */
export function partChoices(ws: Workspace): readonly PartChoice[] {
  const editor = ws.editor.value;
  const range = editor?.selection.value.empty === false ? editor.range() : null;
  if (!range || !ws.isChair.value) return [];
  const state = ws.view.value;
  const item = state.items.get(range.item);
  if (!item) return [];
  const [from, to] = [Math.min(range.anchor, range.head), Math.max(range.anchor, range.head)];
  const text = textOf(item, range.lang);
  const ids = new Set(
    text.slice(from, to).ops.flatMap(({ attributes }) => marksIn(attributes).map(({ proposal }) => proposal)),
  );
  return [...ids].flatMap((id) => {
    const proposal = state.negotiation.proposals.get(id);
    if (proposal?.state !== 'open' || proposal.act !== 'text') return [];
    const { delta, rest } = choose(text, from, to, id);
    const isAll = !rest && !marksElsewhere(state, id, range.item, range.lang);
    const change = { type: 'proposal.part' as const, proposal: id, item: item.id, lang: range.lang, delta };
    return mayDecide(ws, change) ? [{ proposal, change, isAll }] : [];
  });
}

/** Takes the proposal's marks off the words [from, to); `rest`: it has others in the same text. */
function choose(text: Delta, from: number, to: number, id: string): { delta: Delta; rest: boolean } {
  const delta = new Delta();
  let at = 0;
  let rest = false;
  for (const { insert, attributes } of text.ops) {
    const end = at + (insert as string).length;
    const marks = marksIn(attributes).filter(({ proposal }) => proposal === id);
    const [first, last] = [Math.max(at, Math.min(end, from)), Math.max(at, Math.min(end, to))];
    const off: AttributeMap = Object.fromEntries(marks.map(({ kind }) => [`${kind}:${id}`, null]));
    delta.retain(first - at).retain(last - first, off);
    delta.retain(end - last);
    rest ||= marks.length > 0 && last - first < end - at;
    at = end;
  }
  return { delta: delta.chop(), rest };
}

/** In another item, or in another language of this one. */
function marksElsewhere(state: DraftState, id: string, item: string, lang: string): boolean {
  for (const other of state.items.values()) {
    if (!isThere(state, other.id)) continue;
    const { [lang]: _, ...others } = other.texts;
    if (marksOf(other.id === item ? { ...other, texts: others } : other).has(id)) return true;
  }
  return false;
}

const mayDecide = (ws: Workspace, change: PartChoice['change']): boolean =>
  ws.draft.check([{ ...change, accept: false }]).ok;

/** A part of one of several alternatives can only be rejected. */
export function mayAcceptPart(ws: Workspace, { proposal, isAll }: PartChoice): boolean {
  return isAll || openAlternatives(ws.view.value, proposal).length === 0;
}

export function decidePart(ws: Workspace, { proposal, change, isAll }: PartChoice, accept: boolean): void {
  if (isAll) return decide(ws, accept ? 'proposal.accept' : 'proposal.reject', [proposal.id]);
  if (!ws.act([{ ...change, accept }])) return;
  const w = partWords.value;
  toast(accept ? w.accepted : w.rejected, { label: w.undo, act: () => takeBackLast(ws, proposal.id) });
}

/** The newest of what was decided of it. */
function takeBackLast(ws: Workspace, id: string): void {
  const part = ws.draft.view.negotiation.proposals.get(id)?.parts?.at(-1);
  if (part) takeBackPart(ws, id, part.seq);
}

export function takeBackPart(ws: Workspace, proposal: string, seq: number): void {
  ws.act([{ type: 'proposal.reopen', proposal, seq }], partWords.value.takenBack);
}
