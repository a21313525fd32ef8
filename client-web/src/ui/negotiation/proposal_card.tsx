/** One proposal: who wants what, why, and what one may do about it. */
import { useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { decidedWith } from '../../draft/group';
import { isOwnProposal } from '../../draft/negotiation';
import { isThere } from '../../draft/state';
import type { Change, Proposal } from '../../wire/types';
import { t } from '../i18n';
import type { Workspace } from '../draft/workspace';
import { decide, reopen } from './deciding';
import { decisionWords } from './decision_words';
import { DecidedParts } from './decided_parts';
import { Joining } from './joining';
import { PartsOfSelection } from './part_actions';
import { proposedWords } from './proposal_words';
import { authorOf, namesOf } from './who';
import { words } from './words';

interface ProposalProps {
  ws: Workspace;
  proposal: Proposal;
  /** Names the item and goes there. */
  withItem?: boolean;
  /** It stands among others of which one may be accepted: which it is in the text, 0 where it inserts nothing there. */
  alternative?: number;
}

export function ProposalCard({ ws, proposal, withItem = false, alternative }: ProposalProps) {
  const w = words.value;
  const { id, item, act, note, support, filed, state } = proposal;
  const open = state === 'open';
  return (
    <article class="proposal" data-proposal={id} data-state={state}>
      <p class="proposal-head">
        {!!alternative && <span class="proposal-alternative">Alt {alternative}</span>}
        <bdi>
          <strong>{authorOf(ws, proposal)}</strong>
        </bdi>
        {support.length > 0 && <span class="muted"> {w.withSupport(namesOf(support))}</span>}
        <span class="proposal-state">{open && filed ? w.filed : w.states[state]}</span>
      </p>
      {!open && <p class="muted">{decisionWords(ws, proposal)}</p>}
      {act !== 'text' && <p>{w.acts[act]}</p>}
      {open && <Words ws={ws} proposal={proposal} />}
      <DecidedParts ws={ws} proposal={proposal} />
      {note && (
        <p class="proposal-note" dir="auto">
          {note}
        </p>
      )}
      {withItem && isThere(ws.view.value, item) && (
        <button type="button" class="link-button" onClick={() => ws.goTo(item)}>
          {w.goTo(ws.wordsFor(item))}
        </button>
      )}
      {open ? (
        <Acts ws={ws} proposal={proposal} isAlternative={alternative !== undefined} />
      ) : (
        <Reopen ws={ws} proposal={proposal} />
      )}
    </article>
  );
}

/** Takes the decision back. */
function Reopen({ ws, proposal }: ProposalProps) {
  const ids = decidedWith(ws.view.value, proposal).map(({ id }) => id);
  if (!ws.draft.check(ids.map((id) => ({ type: 'proposal.reopen', proposal: id }))).ok) return null;
  return (
    <button type="button" class="button button-small" onClick={() => reopen(ws, ids)}>
      {words.value.undoDecision}
    </button>
  );
}

function Words({ ws, proposal }: ProposalProps) {
  const w = words.value;
  return (
    <ul class="plain-list proposal-words">
      {proposedWords(ws.view.value, proposal).map(({ kind, lang, words: said }, at) => {
        const Tag = kind;
        return (
          <li key={at}>
            <span class="muted">{kind === 'ins' ? w.inserts : w.deletes} </span>
            <Tag {...inLang(lang)}>{said}</Tag>
          </li>
        );
      })}
    </ul>
  );
}

/** What one may do about an open proposal. What is allowed is asked here, each time that the card is drawn, and not by the parts. */
function Acts({ ws, proposal, isAlternative }: ProposalProps & { isAlternative: boolean }) {
  const [filing, setFiling] = useState(false);
  const [note, setNote] = useState(proposal.note ?? '');
  const you = ws.draft.you.value;
  const may = (change: Change) => ws.draft.check([change]).ok;
  const own = isOwnProposal(proposal, you);
  const { id } = proposal;
  const supports = you?.delegation !== undefined && proposal.support.includes(you.delegation);
  if (filing)
    return <FilingForm ws={ws} id={id} note={note} onNote={setNote} onClose={() => setFiling(false)} />;
  return (
    <div class="row proposal-acts">
      {own && !proposal.filed && may({ type: 'proposal.file', proposal: id }) && (
        <button type="button" class="button button-small" onClick={() => setFiling(true)}>
          {words.value.file}
        </button>
      )}
      {own && may({ type: 'proposal.withdraw', proposal: id }) && <Withdraw ws={ws} id={id} />}
      {!own && may({ type: 'proposal.support', proposal: id, support: !supports }) && (
        <Support ws={ws} id={id} supports={supports} />
      )}
      {may({ type: 'proposal.accept', proposal: id }) && (
        <Decide ws={ws} id={id} isAlternative={isAlternative} />
      )}
      <PartsOfSelection ws={ws} proposal={id} />
      <Joining ws={ws} proposal={proposal} />
    </div>
  );
}

interface ActProps {
  ws: Workspace;
  /** Of the proposal. */
  id: string;
}

interface FilingProps extends ActProps {
  note: string;
  onNote: (note: string) => void;
  onClose: () => void;
}

/** Asks for the reasons before the proposal is filed. */
function FilingForm({ ws, id, note, onNote, onClose }: FilingProps) {
  const w = words.value;
  function file(event: Event) {
    event.preventDefault();
    if (ws.act([{ type: 'proposal.file', proposal: id, note }])) onClose();
  }
  return (
    <form class="stack" onSubmit={file}>
      <label class="field">
        <span class="field-label">{w.note}</span>
        <textarea
          rows={2}
          maxLength={4000}
          autoFocus
          value={note}
          onInput={(e) => onNote(e.currentTarget.value)}
        />
      </label>
      <p class="muted">{w.fileHint}</p>
      <div class="row">
        <button type="submit" class="button button-main button-small">
          {w.file.replace('…', '')}
        </button>
        <button type="button" class="button button-small" onClick={onClose}>
          {t.value.app.cancel}
        </button>
      </div>
    </form>
  );
}

function Withdraw({ ws, id }: ActProps) {
  return (
    <button type="button" class="button button-small" onClick={() => decide(ws, 'proposal.withdraw', [id])}>
      {words.value.withdraw}
    </button>
  );
}

/** Gives the support of one's delegation, or takes it back. */
function Support({ ws, id, supports }: ActProps & { supports: boolean }) {
  const w = words.value;
  return (
    <button
      type="button"
      class="button button-small"
      aria-pressed={supports}
      onClick={() => ws.act([{ type: 'proposal.support', proposal: id, support: !supports }])}
    >
      {supports ? w.unsupport : w.support}
    </button>
  );
}

/** Accepts or rejects: the chair's. */
function Decide({ ws, id, isAlternative }: ActProps & { isAlternative: boolean }) {
  const w = words.value;
  return (
    <>
      <button
        type="button"
        class="button button-small button-main"
        onClick={() => decide(ws, 'proposal.accept', [id])}
      >
        {isAlternative ? w.choose : w.accept}
      </button>
      <button type="button" class="button button-small" onClick={() => decide(ws, 'proposal.reject', [id])}>
        {w.reject}
      </button>
    </>
  );
}
