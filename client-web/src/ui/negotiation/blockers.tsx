/** What stands between an item and the chair's gavel, each a way to it; and the way around, with a reason. */
import { useState } from 'preact/hooks';
import { blockersOf, type Blockers } from '../../draft/blockers';
import { itemsOf } from '../../draft/state';
import { t } from '../i18n';
import { delegationName } from '../i18n/format';
import { Dialog } from '../widgets/dialog';
import { Field } from '../widgets/field';
import type { Workspace } from '../draft/workspace';
import { authorOf, namesOf } from './who';
import { words } from './words';

export function BlockerList({
  ws,
  blockers,
  close,
}: {
  ws: Workspace;
  blockers: Blockers;
  close?: () => void;
}) {
  const w = words.value;
  const rows: [item: string, says: string][] = [
    ...blockers.proposals.map((one): [string, string] => [
      one.item,
      `[${authorOf(ws, one)}] ${w.acts[one.act]}`,
    ]),
    ...blockers.objections.map((one): [string, string] => [
      one.item,
      w.objects(delegationName(one.delegation)),
    ]),
    ...blockers.consultations.map((one): [string, string] => [
      one.item,
      w.consulting(namesOf(one.delegations)),
    ]),
  ];
  return (
    <ul class="plain-list blockers">
      {rows.map(([item, says], at) => (
        <li key={at}>
          <button
            type="button"
            class="link-button"
            onClick={() => {
              close?.();
              ws.goTo(item);
            }}
          >
            {ws.titleFor(item)}
          </button>{' '}
          {says}
        </li>
      ))}
    </ul>
  );
}

export function BlockedDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const w = words.value;
  const [reason, setReason] = useState('');
  const request = ws.blocked;
  if (!request) return null;
  const { item, status, below } = request;
  const blockers = blockersOf(ws.view.value.negotiation, itemsOf(ws.view.value, item, below));
  return (
    <Dialog title={w.blocked} onClose={onClose}>
      <p>{w.blockedLead(ws.wordsFor(item), t.value.status[status])}</p>
      <BlockerList ws={ws} blockers={blockers} close={onClose} />
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (ws.act([{ type: 'item.status', item, status, ...(below && { below }), reason: reason.trim() }]))
            onClose();
        }}
      >
        <Field label={w.reason}>
          <textarea
            rows={2}
            maxLength={4000}
            value={reason}
            onInput={(e) => setReason(e.currentTarget.value)}
          />
        </Field>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main" disabled={!reason.trim()}>
            {w.goAhead}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** For the board: what is left of the negotiation, in three numbers and a list. */
export function BoardBlockers({ ws }: { ws: Workspace }) {
  const w = words.value;
  const state = ws.settledView.value;
  const items = [...state.items.values()].filter((item) => !item.removed && item.status !== 'approved');
  const blockers = blockersOf(state.negotiation, items);
  const counts = [
    blockers.proposals.length > 0 && w.count(blockers.proposals.length),
    blockers.objections.length > 0 && w.objectionsCount(blockers.objections.length),
    blockers.consultations.length > 0 && w.consultationsCount(blockers.consultations.length),
  ].filter(Boolean);
  if (counts.length === 0) return null;
  return (
    <section class="board-blockers" aria-labelledby="board-blockers">
      <h3 id="board-blockers">{w.boardLead}</h3>
      <p>{counts.join(' · ')}</p>
      <details>
        <summary>{w.blocked}</summary>
        <BlockerList ws={ws} blockers={blockers} />
      </details>
    </section>
  );
}
