/** What is negotiated in the item with the caret: proposals, positions, consultation, comments. */
import { freshId } from '../../draft/id';
import { openProposalsIn } from '../../draft/blockers';
import { isThere, type Item } from '../../draft/state';
import type { Change } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { Comments } from './comments';
import { ConsultationPart } from './consultation';
import { DecideAll } from './decide_all';
import { decidedProposals, DecidedList, NewlyDecided } from './decided';
import { OverrideNote } from './override_note';
import { Positions } from './positions';
import { ProposalList, standAlone } from './proposal_list';
import { words } from './words';

export function ItemPanel({ ws }: { ws: Workspace }) {
  return (
    <>
      <NewlyDecided ws={ws} />
      <OfItem ws={ws} />
    </>
  );
}

function OfItem({ ws }: { ws: Workspace }) {
  const w = words.value;
  const state = ws.view.value;
  const id = ws.lastItem.value;
  const item = id !== null && isThere(state, id) ? state.items.get(id) : undefined;
  if (!item) return <p class="muted">{w.pick}</p>;
  return (
    <>
      <p class="board-lead">{ws.titleFor(item.id)}</p>
      <OverrideNote ws={ws} item={item} />
      <Proposals ws={ws} item={item} />
      <Positions ws={ws} item={item} />
      <ConsultationPart ws={ws} item={item} />
      <Comments ws={ws} item={item} />
    </>
  );
}

function Proposals({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  const open = openProposalsIn(ws.view.value.negotiation, item);
  return (
    <section aria-labelledby="proposals-title">
      <h3 id="proposals-title">{w.proposals}</h3>
      {open.length === 0 && <p class="muted">{w.noProposals}</p>}
      <ProposalList ws={ws} proposals={open} />
      <DecideAll ws={ws} proposals={standAlone(open)} />
      <DecidedList ws={ws} proposals={decidedProposals(ws).filter((proposal) => proposal.item === item.id)} />
      <ProposeWhole ws={ws} item={item} />
    </section>
  );
}

/** A new item behind this one, or the removal of this one. */
function ProposeWhole({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  const you = ws.draft.you.value;
  if (you?.role !== 'delegation' || item.status !== 'review') return null;
  const added = freshId();
  const add: Change[] = [
    { type: 'proposal.add', proposal: freshId(), item: added, act: 'add' },
    { type: 'item.add', item: added, parent: item.parent, after: item.id, kind: item.kind },
  ];
  const remove: Change[] = [{ type: 'proposal.add', proposal: freshId(), item: item.id, act: 'remove' }];
  return (
    <div class="row">
      {ws.draft.check(add).ok && (
        <button type="button" class="button button-small" onClick={() => ws.act(add) && ws.goTo(added)}>
          {w.proposeItem}
        </button>
      )}
      <button type="button" class="button button-small" onClick={() => ws.act(remove)}>
        {w.proposeRemoval}
      </button>
    </div>
  );
}
