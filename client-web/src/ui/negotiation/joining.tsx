/** Puts a proposal beside another one for the same place, as its alternative, or takes it out again. */
import { labelled } from '../i18n/phrases';
import { openAlternatives } from '../../draft/group';
import { freshId } from '../../draft/id';
import { openProposals } from '../../draft/negotiation';
import type { Change, Proposal } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { shorten } from '../draft/words/shorten';
import { toast } from '../widgets/toast';
import { partWords } from './part_words';
import { proposedWords } from './proposal_words';
import { authorOf } from './who';

/** What makes the two alternatives: the one joins the other's group, or both a new one. */
function joining(proposal: Proposal, other: Proposal, fresh: string): Change[] {
  const group = other.group ?? fresh;
  const join = (one: Proposal): Change => ({ type: 'proposal.group', proposal: one.id, group });
  return other.group === undefined ? [join(other), join(proposal)] : [join(proposal)];
}

/** The open ones that it can stand beside: for the same item, or new items for the same place. */
function candidates(ws: Workspace, proposal: Proposal): readonly Proposal[] {
  const state = ws.view.value;
  const place = (one: Proposal) => `${one.act === 'add'} ${placeOf(ws, one)}`;
  return openProposals(state.negotiation).filter(
    (other) =>
      other.id !== proposal.id &&
      (other.group === undefined || other.group !== proposal.group) &&
      place(other) === place(proposal) &&
      ws.draft.check(joining(proposal, other, 'fresh')).ok,
  );
}

/** A new item's is below which other it would come. */
function placeOf(ws: Workspace, { act, item }: Proposal): string {
  return act === 'add' ? (ws.view.value.items.get(item)?.parent ?? '') : item;
}

/** "México: todos los Estados" */
function nameFor(ws: Workspace, proposal: Proposal): string {
  const said = proposedWords(ws.view.value, proposal).map(({ words }) => words);
  return labelled(authorOf(ws, proposal), shorten(said.join(' … '), 40));
}

export function Joining({ ws, proposal }: { ws: Workspace; proposal: Proposal }) {
  const w = partWords.value;
  const others = candidates(ws, proposal);
  const grouped = openAlternatives(ws.view.value, proposal).length > 0;
  const leave: Change[] = [{ type: 'proposal.group', proposal: proposal.id, group: null }];
  return (
    <>
      {others.length > 0 && (
        <select
          class="inline-field"
          aria-label={w.joinWith}
          title={w.joinTitle}
          value=""
          onChange={(event) => join(ws, proposal, others, event.currentTarget.value)}
        >
          <option value="">{w.joinWith}</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {nameFor(ws, other)}
            </option>
          ))}
        </select>
      )}
      {grouped && ws.draft.check(leave).ok && (
        <button
          type="button"
          class="button button-small"
          onClick={() => regroup(ws, [proposal], leave, w.left)}
        >
          {w.leave}
        </button>
      )}
    </>
  );
}

function join(ws: Workspace, proposal: Proposal, others: readonly Proposal[], chosen: string): void {
  const other = others.find(({ id }) => id === chosen);
  if (!other) return;
  const n = 2 + openAlternatives(ws.view.value, other).length;
  regroup(ws, [proposal, other], joining(proposal, other, freshId()), partWords.value.joined(n));
}

/** With a way back to the groups that they are in now. */
function regroup(ws: Workspace, changed: readonly Proposal[], changes: Change[], sentence: string): void {
  if (!ws.act(changes)) return;
  const back = changed.map(({ id, group = null }): Change => ({
    type: 'proposal.group',
    proposal: id,
    group,
  }));
  toast(sentence, { label: partWords.value.undo, act: () => ws.act(back) });
}
