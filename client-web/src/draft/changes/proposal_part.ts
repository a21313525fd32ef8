/** proposal.part: words inside a proposal are accepted or rejected. What becomes of them, the server adds. */
import type Delta from 'quill-delta';
import type { ProposalPart, WireDelta } from '../../wire/types';
import { insertedWords, toDelta } from '../../text/delta';
import { openAlternatives } from '../group';
import type { ChangeKind } from '../change_kind';
import { MAX_PART_UNITS, MAX_PARTS } from '../limits';
import { mayItem, mayRole, mustBeOpen, mustBeThere, refuse, type Verdict } from '../policy/verdict';
import { wordsFit } from '../policy/words';
import { textOf, type DraftState } from '../state';

/** One of several alternatives is accepted as a whole. */
function mayAcceptPart(state: DraftState, id: string): Verdict {
  const proposal = state.negotiation.proposals.get(id)!;
  return openAlternatives(state, proposal).length ? refuse('locked', proposal.item) : null;
}

/** Whether it does nothing but take marks of the proposal off. */
function choosesWords(delta: WireDelta, id: string): boolean {
  const own = (name: string, value: unknown) =>
    value === null && (name === `ins:${id}` || name === `del:${id}`);
  return delta.ops.every(
    ({ retain, attributes = {} }) =>
      typeof retain === 'number' && Object.entries(attributes).every(([name, value]) => own(name, value)),
  );
}

/** The words of the proposal among those that the delta names. */
function chosenWords(text: Delta, delta: WireDelta, id: string): Record<'ins' | 'del', string> {
  const words = { ins: '', del: '' };
  let place = 0;
  // Taking the choice back would mark just those of the words that carry the proposal's marks.
  for (const { retain, attributes } of toDelta(delta).invert(text).ops) {
    const to = place + (retain as number);
    for (const kind of ['ins', 'del'] as const)
      if (attributes?.[`${kind}:${id}`]) words[kind] += insertedWords(text.slice(place, to));
    place = to;
  }
  return words;
}

export const proposalPart: ChangeKind<ProposalPart> = {
  may: (state, who, { proposal, item, accept }) =>
    mayRole(who, 'decide') ??
    mustBeOpen(state, proposal) ??
    mustBeThere(state, item) ??
    mayItem(who, 'decide', state.items.get(item)!) ??
    (accept ? mayAcceptPart(state, proposal) : null),

  fits(state, { proposal: id, item: of, lang, delta }) {
    const closed = mustBeOpen(state, id);
    if (closed) return closed;
    const { act, item: about, parts = [] } = state.negotiation.proposals.get(id)!;
    if (act !== 'text') return refuse('bad-op', about);
    if (parts.length >= MAX_PARTS) return refuse('limit', about);
    const item = state.items.get(of);
    if (!item) return refuse('no-item', of);
    const text = item.texts[lang];
    if (!text || !choosesWords(delta, id) || wordsFit(item, lang, delta)) return refuse('bad-op', of);
    const { ins, del } = chosenWords(text, delta, id);
    return ins || del ? null : refuse('bad-op', of);
  },

  apply(edit, { proposal: id, item: of, lang, accept, delta }, { seq, by, at }) {
    const item = edit.items.get(of);
    const proposal = edit.negotiation.proposals.get(id);
    if (!item || !proposal) return;
    const words = chosenWords(textOf(item, lang), delta, id);
    const [ins, del] = [words.ins, words.del].map(
      (said) => said.slice(0, MAX_PART_UNITS).replace(/[\ud800-\udbff]$/, '') || undefined,
    );
    const part = { seq, at, by, accept, lang, ...(ins && { ins }), ...(del && { del }) };
    edit.changeProposal(id, { parts: [...(proposal.parts ?? []), part] });
  },
};
