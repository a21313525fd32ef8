/** What the live region says of somebody else's step in the negotiation; null where it is not worth a sentence. */
import { isOwnProposal } from '../../draft/negotiation';
import type { Change } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { partWords } from './part_words';
import { authorOf, nameOf, namesOf } from './who';
import { words } from './words';

const DECISIONS = {
  'proposal.accept': 'accepted',
  'proposal.reject': 'rejected',
  'proposal.withdraw': 'withdrawn',
} as const;

function one(ws: Workspace, change: Change, by: string): string | null {
  const w = words.value;
  switch (change.type) {
    case 'proposal.add':
      return w.announceProposal(nameOf(ws, by), ws.wordsFor(change.item));
    case 'proposal.file':
      return w.announceFiled(nameOf(ws, by));
    case 'proposal.accept':
    case 'proposal.reject':
    case 'proposal.withdraw': {
      const proposal = ws.view.value.negotiation.proposals.get(change.proposal);
      return proposal ? w.announceDecision(w.states[DECISIONS[change.type]], authorOf(ws, proposal)) : null;
    }
    case 'proposal.part': {
      const proposal = ws.view.value.negotiation.proposals.get(change.proposal);
      const { announceAccepted, announceRejected } = partWords.value;
      return proposal ? (change.accept ? announceAccepted : announceRejected)(authorOf(ws, proposal)) : null;
    }
    case 'proposal.reopen': {
      const proposal = ws.view.value.negotiation.proposals.get(change.proposal);
      return proposal ? w.announceReopened(authorOf(ws, proposal)) : null;
    }
    case 'position.set':
      return change.position === 'object'
        ? w.announceObjection(nameOf(ws, by), ws.wordsFor(change.item))
        : null;
    case 'consult.open':
      return w.announceConsultation(ws.wordsFor(change.item), namesOf(change.delegations));
    case 'consult.close':
      return w.announceEnd(ws.wordsFor(change.item));
    default:
      return null;
  }
}

export function sentenceFor(ws: Workspace, changes: readonly Change[], by: string): string | null {
  const said = changes.flatMap((change) => one(ws, change, by) ?? []);
  const decisions = changes.filter(({ type }) => type in DECISIONS).length;
  return decisions > 3 ? words.value.decided(decisions) : said.join('. ') || null;
}

/** To whoever made it: what became of a proposal of theirs, decided by somebody else; null where nothing did. */
export function decisionForYou(ws: Workspace, changes: readonly Change[], by: string): string | null {
  const w = words.value;
  const you = ws.draft.you.value;
  if (by === you?.id) return null;
  const said = changes.flatMap((change) => {
    const decides = change.type === 'proposal.accept' || change.type === 'proposal.reject';
    if (!decides && change.type !== 'proposal.reopen' && change.type !== 'proposal.part') return [];
    const proposal = ws.draft.view.negotiation.proposals.get(change.proposal);
    if (!proposal || !isOwnProposal(proposal, you)) return [];
    if (change.type === 'proposal.part') {
      const { yourAccepted, yourRejected } = partWords.value;
      return (change.accept ? yourAccepted : yourRejected)(ws.titleFor(change.item), nameOf(ws, by));
    }
    if (!decides) return w.yourReopened(ws.titleFor(proposal.item), nameOf(ws, by));
    return w.yourDecision(ws.titleFor(proposal.item), w.states[DECISIONS[change.type]], nameOf(ws, by));
  });
  return said.length > 3 ? w.yourDecisions(said.length) : said.join(' ') || null;
}
