/** Open proposals; alternatives, of which the chair picks one or none, stand side by side. */
import { alternativeNumbers } from '../../draft/bracket_label';
import type { Proposal } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { decide } from './deciding';
import { ProposalCard } from './proposal_card';
import { words } from './words';

interface Props {
  ws: Workspace;
  proposals: readonly Proposal[];
  withItem?: boolean;
}

export function ProposalList({ ws, proposals, withItem = false }: Props) {
  return (
    <>
      {inGroups(proposals).map(([first, ...others]) =>
        others.length === 0 ? (
          <ProposalCard key={first.id} ws={ws} proposal={first} withItem={withItem} />
        ) : (
          <Alternatives key={first.id} ws={ws} proposals={[first, ...others]} withItem={withItem} />
        ),
      )}
    </>
  );
}

function Alternatives({ ws, proposals, withItem }: Props) {
  const w = words.value;
  const numbers = alternativeNumbers(ws.view.value, ws.shown.value[0]!);
  const ids = proposals.map(({ id }) => id);
  const none = ids.map((proposal) => ({ type: 'proposal.reject' as const, proposal }));
  return (
    <section class="alternatives" aria-label={w.alternatives(proposals.length)}>
      <p class="alternatives-head">{w.alternatives(proposals.length)}</p>
      <div class="alternatives-row">
        {asRead(proposals, numbers).map((proposal) => (
          <ProposalCard
            key={proposal.id}
            ws={ws}
            proposal={proposal}
            withItem={withItem}
            alternative={numbers.get(proposal.id) ?? 0}
          />
        ))}
      </div>
      {ws.draft.check(none).ok && (
        <button type="button" class="button button-small" onClick={() => decide(ws, 'proposal.reject', ids)}>
          {w.keepNone}
        </button>
      )}
    </section>
  );
}

/** As they stand in the text, those that insert nothing last. */
function asRead(proposals: readonly Proposal[], numbers: ReadonlyMap<string, number>): Proposal[] {
  const place = ({ id }: Proposal) => numbers.get(id) ?? numbers.size + 1;
  return [...proposals].sort((a, b) => place(a) - place(b));
}

/** Where the first of a group stands, with the others behind it. */
export function inGroups(proposals: readonly Proposal[]): [Proposal, ...Proposal[]][] {
  const groups = new Map<string, [Proposal, ...Proposal[]]>();
  for (const proposal of proposals) {
    const key = proposal.group === undefined ? `alone ${proposal.id}` : `group ${proposal.group}`;
    const group = groups.get(key);
    if (group) group.push(proposal);
    else groups.set(key, [proposal]);
  }
  return [...groups.values()];
}

/** Those that are decided each for itself. */
export const standAlone = (proposals: readonly Proposal[]): Proposal[] =>
  inGroups(proposals).flatMap((group) => (group.length === 1 ? group : []));
