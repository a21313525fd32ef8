/** proposal.part: words inside a proposal are accepted or rejected. What becomes of them, the server adds. */
import type { ProposalPart } from '../../wire/types';
import { insertedWords, toDelta } from '../../text/delta';
import type { ChangeKind } from '../change_kind';
import { MAX_PART_UNITS } from '../limits';
import { mayItem, mayRole, mustBeOpen, mustBeThere } from '../policy/verdict';
import { textOf } from '../state';

export const proposalPart: ChangeKind<ProposalPart> = {
  /** Whether the words are chosen well, whoever chooses them sees to it (ui/negotiation/parts), and the server. */
  may: (state, who, { proposal, item }) =>
    mayRole(who, 'decide') ??
    mustBeOpen(state, proposal) ??
    mustBeThere(state, item) ??
    mayItem(who, 'decide', state.items.get(item)!),

  fits: (state, { proposal }) => mustBeOpen(state, proposal),

  apply(edit, { proposal: id, item: of, lang, accept, delta }, { seq, by, at }) {
    const item = edit.items.get(of);
    const proposal = edit.negotiation.proposals.get(id);
    if (!item || !proposal) return;
    const text = textOf(item, lang);
    const words = { ins: '', del: '' };
    let place = 0;
    // Taking the choice back would mark just those of the words that carry the proposal's marks.
    for (const { retain, attributes } of toDelta(delta).invert(text).ops) {
      const to = place + (retain as number);
      for (const kind of ['ins', 'del'] as const)
        if (attributes?.[`${kind}:${id}`]) words[kind] += insertedWords(text.slice(place, to));
      place = to;
    }
    const [ins, del] = [words.ins, words.del].map(
      (said) => said.slice(0, MAX_PART_UNITS).replace(/[\ud800-\udbff]$/, '') || undefined,
    );
    const part = { seq, at, by, accept, lang, ...(ins && { ins }), ...(del && { del }) };
    edit.changeProposal(id, { parts: [...(proposal.parts ?? []), part] });
  },
};
