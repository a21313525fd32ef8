/**
 * What became of proposals. Once decided, nothing of a proposal is in the text any more, so it is listed here, with who
 * decided it and when; and whoever made it is told, at once or when they come back.
 */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { isOwnProposal } from '../../draft/negotiation';
import type { Proposal } from '../../wire/types';
import { readSetting, writeSetting } from '../settings_store';
import type { Workspace } from '../draft/workspace';
import { ProposalCard } from './proposal_card';
import { words } from './words';

/** Those that are decided, the latest first. */
export function decidedProposals(ws: Workspace): readonly Proposal[] {
  return [...ws.view.value.negotiation.proposals.values()]
    .filter(({ state }) => state !== 'open')
    .sort((a, b) => (b.closed ?? 0) - (a.closed ?? 0));
}

/** Folded: what is open comes first. */
export function DecidedList({
  ws,
  proposals,
  withItem = false,
}: {
  ws: Workspace;
  proposals: readonly Proposal[];
  withItem?: boolean;
}) {
  const [open, setOpen] = useState(false);
  if (proposals.length === 0) return null;
  return (
    <details class="decided" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.value.decidedOnes(proposals.length)}</summary>
      {open &&
        proposals.map((proposal) => (
          <ProposalCard key={proposal.id} ws={ws} proposal={proposal} withItem={withItem} />
        ))}
    </details>
  );
}

const keyOf = (ws: Workspace) => `decided.${ws.draft.id}`;
const seen = signal<{ key: string; seq: number }>({ key: '', seq: 0 });

/** The seq up to which this person has seen what was decided; on a device where they are new, all of it. */
function seenBy(ws: Workspace): number {
  const key = keyOf(ws);
  if (seen.value.key !== key) {
    const known = Number(readSetting(key) ?? 0) || ws.lastVisit || ws.view.peek().seq;
    seen.value = { key, seq: known };
  }
  return seen.value.seq;
}

/** Of one's own proposals, those that somebody else has decided since one looked. */
export function newlyDecided(ws: Workspace): readonly Proposal[] {
  const state = ws.settledView.value;
  const you = ws.draft.you.value;
  if (state.seq === 0 || !you) return [];
  const since = seenBy(ws);
  return [...state.negotiation.proposals.values()].filter((proposal) => {
    const { state, closed = 0, closer } = proposal;
    return (
      (state === 'accepted' || state === 'rejected') &&
      closed > since &&
      closer !== you.id &&
      isOwnProposal(proposal, you)
    );
  });
}

function markSeen(ws: Workspace): void {
  const seq = ws.view.peek().seq;
  seen.value = { key: keyOf(ws), seq };
  writeSetting(keyOf(ws), String(seq));
}

/** Shown as long as the panel is open; then it is no news any more. */
export function NewlyDecided({ ws }: { ws: Workspace }) {
  const news = newlyDecided(ws);
  useEffect(() => () => markSeen(ws), [ws]);
  if (news.length === 0) return null;
  return (
    <section aria-labelledby="newly-decided-title">
      <h3 id="newly-decided-title">{words.value.yourDecided}</h3>
      {news.map((proposal) => (
        <ProposalCard key={proposal.id} ws={ws} proposal={proposal} withItem />
      ))}
    </section>
  );
}
