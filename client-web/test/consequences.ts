/** What the server does to an op beyond ordering it: marks of what was decided fall off, and what follows is added. */
import Delta from 'quill-delta';
import { applyChange } from '../src/draft/apply';
import { DraftEdit } from '../src/draft/edit';
import { marksIn, parseMark } from '../src/draft/marks';
import { runningConsultation } from '../src/draft/blockers';
import { isThere, type DraftState } from '../src/draft/state';
import { resultLength, toDelta } from '../src/text/delta';
import type { AttributeMap, Change, Participant, Proposal, TextChange } from '../src/wire/types';

/** The changes without marks of proposals that are not open any more. */
export function withoutDecidedMarks(state: DraftState, changes: readonly Change[]): Change[] {
  const edit = new DraftEdit(state);
  return changes.map((change) => {
    const kept =
      change.type === 'text' ? { ...change, delta: withoutDecided(edit, toDelta(change.delta)) } : change;
    applyChange(edit, kept, state.seq + 1);
    return kept;
  });
}

function withoutDecided({ negotiation }: DraftState, delta: Delta): Delta {
  const isDecided = (name: string) => {
    const proposal = negotiation.proposals.get(parseMark(name)?.proposal ?? '');
    return proposal !== undefined && proposal.state !== 'open';
  };
  const kept = new Delta();
  for (const part of delta.ops) {
    const attributes: AttributeMap = {};
    for (const [name, value] of Object.entries(part.attributes ?? {}))
      if (!isDecided(name)) attributes[name] = value;
    kept.push({ ...part, attributes: Object.keys(attributes).length > 0 ? attributes : undefined });
  }
  return kept.chop();
}

/** What the server adds at the end of an op that these changes make; null: words of the decided are agreed already. */
export function consequences(
  state: DraftState,
  who: Participant,
  changes: readonly Change[],
): Change[] | null {
  const edit = new DraftEdit(state);
  const seq = state.seq + 1;
  for (const change of changes) applyChange(edit, change, seq, { by: who.id, at: 0 });
  const lapsed = lapses(state, edit);
  const decided = [...edit.negotiation.proposals.values()].filter(({ closed }) => closed === seq);
  const texts = decided.length > 0 ? settled(edit, new Map(decided.map((one) => [one.id, one]))) : [];
  return texts && [...texts, ...removals(edit, decided), ...broken(edit, who, changes), ...lapsed];
}

/** The words that a proposal inserts and strikes, those aside that others propose inside them, and its note. */
function wordsOf(state: DraftState, { id, note }: Proposal): string {
  const words = [...state.items.values()].flatMap((item) =>
    Object.values(item.texts).flatMap((text) =>
      text.ops.filter(({ attributes }) => {
        const marks = marksIn(attributes);
        const inserts = marks.filter(({ kind }) => kind === 'ins');
        return marks.some(
          ({ kind, proposal }) => proposal === id && (kind === 'del' || inserts.length === 1),
        );
      }),
    ),
  );
  return `${note ?? ''} ${words.map(({ insert }) => String(insert)).join('')}`;
}

/** Support is for a text. */
function lapses(before: DraftState, now: DraftState): Change[] {
  return [...now.negotiation.proposals.values()].flatMap((proposal): Change[] => {
    const known = before.negotiation.proposals.get(proposal.id);
    const stays =
      !known || proposal.support.length === 0 || wordsOf(before, known) === wordsOf(now, proposal);
    if (stays || proposal.state !== 'open') return [];
    const delegations = [...proposal.support];
    return [{ type: 'proposal.support', proposal: proposal.id, support: false, delegations }];
  });
}

function settled(state: DraftState, decided: ReadonlyMap<string, Proposal>): Change[] | null {
  const changes: TextChange[] = [];
  for (const item of state.items.values()) {
    for (const lang of Object.keys(item.texts)) {
      const delta = settledText(item.texts[lang]!, decided);
      if (delta.ops.length === 0) continue;
      if (item.status === 'agreed' || item.status === 'approved') return null;
      changes.push({ type: 'text', item: item.id, lang, delta });
    }
  }
  return changes;
}

function settledText(text: Delta, decided: ReadonlyMap<string, Proposal>): Delta {
  const delta = new Delta();
  for (const part of text.ops) {
    const marks = marksIn(part.attributes).filter(({ proposal }) => decided.has(proposal));
    const gone = marks.some(
      ({ kind, proposal }) => (kind === 'del') === (decided.get(proposal)!.state === 'accepted'),
    );
    const clear = Object.fromEntries(marks.map(({ kind, proposal }) => [`${kind}:${proposal}`, null]));
    const length = resultLength({ ops: [part] });
    if (gone) delta.delete(length);
    else delta.retain(length, marks.length > 0 ? clear : undefined);
  }
  return delta.chop();
}

function removals(state: DraftState, decided: readonly Proposal[]): Change[] {
  return decided
    .filter(
      ({ act, state: end }) =>
        (act === 'add' && end !== 'accepted') || (act === 'remove' && end === 'accepted'),
    )
    .filter(({ item }) => isThere(state, item))
    .map(({ item }) => ({ type: 'item.remove', item }));
}

/** Somebody who was asked objects: silence is broken. */
function broken(
  { negotiation }: DraftState,
  { delegation }: Participant,
  changes: readonly Change[],
): Change[] {
  return changes.flatMap((change): Change[] => {
    if (change.type !== 'position.set' || change.position !== 'object') return [];
    const { item } = change;
    const running = runningConsultation(negotiation, item);
    if (!running?.silence || !running.delegations.includes(delegation ?? '')) return [];
    return [
      { type: 'consult.close', item, state: 'broken' },
      { type: 'item.status', item, status: 'review' },
    ];
  });
}
