/** All open proposals of the draft, in the order of the text, by delegation; below them those that are decided. */
import { useState } from 'preact/hooks';
import { outlineIndex } from '../../draft/numbering';
import { isOwnProposal, openProposals } from '../../draft/negotiation';
import { isThere } from '../../draft/state';
import type { Proposal } from '../../wire/types';
import { delegationName } from '../i18n/format';
import type { Workspace } from '../draft/workspace';
import { DecideAll } from './decide_all';
import { decidedProposals, DecidedList } from './decided';
import { ProposalList, standAlone } from './proposal_list';
import { authorOf } from './who';
import { words } from './words';

const EVERYBODY = '';
const MINE = '*mine';
const HERE = '*here';

export function ProposalsPanel({ ws }: { ws: Workspace }) {
  const w = words.value;
  const state = ws.view.value;
  const [filter, setFilter] = useState(EVERYBODY);
  const places = outlineIndex(state);
  const all = openProposals(state.negotiation)
    .filter(({ item }) => isThere(state, item))
    .sort((a, b) => (places.get(a.item) ?? 0) - (places.get(b.item) ?? 0));
  const authors = [
    ...new Set([...state.negotiation.proposals.values()].map((proposal) => proposal.delegation ?? '')),
  ].filter(Boolean);
  const shown = all.filter((proposal) => passes(ws, proposal, filter));
  return (
    <>
      <p class="board-lead">{all.length === 0 ? w.noneLeft : w.count(all.length)}</p>
      <label class="board-filter">
        <span class="muted">{w.filterBy}</span>
        <select class="inline-field" value={filter} onChange={(e) => setFilter(e.currentTarget.value)}>
          <option value={EVERYBODY}>{w.everybody}</option>
          <option value={MINE}>{w.mine}</option>
          <option value={HERE}>{w.thisItem}</option>
          {authors.map((code) => (
            <option key={code} value={code}>
              {w.by(delegationName(code))}
            </option>
          ))}
        </select>
      </label>
      <DecideAll ws={ws} proposals={standAlone(shown)} />
      <ProposalList ws={ws} proposals={shown} withItem />
      {shown.length === 0 && all.length > 0 && <p class="muted">{w.noProposals}</p>}
      <DecidedList
        ws={ws}
        proposals={decidedProposals(ws).filter((proposal) => passes(ws, proposal, filter))}
        withItem
      />
    </>
  );
}

function passes(ws: Workspace, proposal: Proposal, filter: string): boolean {
  if (filter === MINE) return isOwnProposal(proposal, ws.draft.you.value);
  if (filter === HERE) return proposal.item === ws.lastItem.value;
  return filter === EVERYBODY || proposal.delegation === filter || authorOf(ws, proposal) === filter;
}
