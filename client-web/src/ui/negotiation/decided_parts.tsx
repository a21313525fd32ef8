/** What was decided of an open proposal already: which words, how, by whom and when; the chair can take it back. */
import { inLang } from '../../text/direction';
import type { DecidedPart, Proposal } from '../../wire/types';
import { formatMoment } from '../i18n/dates';
import type { Workspace } from '../draft/workspace';
import { takeBackPart } from './part_choice';
import { partWords } from './part_words';
import { nameOf } from './who';
import { words } from './words';

export function DecidedParts({ ws, proposal }: { ws: Workspace; proposal: Proposal }) {
  const { id, parts = [] } = proposal;
  if (parts.length === 0) return null;
  return (
    <ul class="plain-list proposal-parts" aria-label={partWords.value.parts}>
      {parts.map((part, at) => (
        <li key={at}>
          <Part ws={ws} part={part} />
          <TakeBack ws={ws} proposal={id} seq={part.seq} />
        </li>
      ))}
    </ul>
  );
}

function Part({ ws, part }: { ws: Workspace; part: DecidedPart }) {
  const { accept, by, at, lang, ins, del } = part;
  const w = partWords.value;
  const who = nameOf(ws, by);
  return (
    <>
      <span class="proposal-words">
        {ins && <ins {...inLang(lang)}>{ins}</ins>} {del && <del {...inLang(lang)}>{del}</del>}
      </span>
      <span class="muted">
        {accept ? w.wasAccepted : w.wasRejected}{' '}
        {at ? words.value.decidedBy(who, formatMoment(at)) : words.value.by(who)}
      </span>{' '}
    </>
  );
}

function TakeBack({ ws, proposal, seq }: { ws: Workspace; proposal: string; seq: number }) {
  if (!ws.draft.check([{ type: 'proposal.reopen', proposal, seq }]).ok) return null;
  return (
    <button type="button" class="link-button" onClick={() => takeBackPart(ws, proposal, seq)}>
      {words.value.undoDecision}
    </button>
  );
}
