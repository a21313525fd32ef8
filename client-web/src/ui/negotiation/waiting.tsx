/**
 * What waits for one's own delegation: the items that were sent home to it, the one that ends first in front. A silence
 * procedure turns silence into consent, so whoever is asked must not have to look for it: a strip across the page, a number
 * on the button of the negotiation, a sign in the margin (editor/item_notes.ts) and this list.
 */
import { positionOf } from '../../draft/positions';
import { isThere } from '../../draft/state';
import type { Consultation } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { t } from '../i18n';
import { formatDeadline } from '../i18n/deadline';
import { Icon } from '../widgets/icon';
import { timeLeft, useNow } from './consultation';
import { words } from './words';

/** Running ones in which this delegation is asked and has not taken a position since. */
export function waitingFor(ws: Workspace): readonly Consultation[] {
  const state = ws.settledView.value;
  const you = ws.draft.you.value;
  if (you?.role !== 'delegation' || !you.delegation) return [];
  const delegation = you.delegation;
  const answered = ({ item, seq }: Consultation) =>
    (positionOf(state.negotiation, item, delegation)?.seq ?? 0) > seq;
  return state.negotiation.consultations
    .filter((one) => one.state === 'open' && one.delegations.includes(delegation))
    .filter((one) => isThere(state, one.item) && !answered(one))
    .sort((a, b) => a.until - b.until);
}

function goTo(ws: Workspace, item: string): void {
  ws.goTo(item);
  ws.current.value = ws.lastItem.value = item;
  ws.panel.value = 'item';
}

export function WaitingStrip({ ws }: { ws: Workspace }) {
  const now = useNow();
  const waiting = waitingFor(ws);
  const first = waiting[0];
  if (!first) return null;
  const w = words.value;
  return (
    <div class="strip strip-warning" role="status">
      <Icon name="review" />
      <span class="strip-grow">
        {first.silence
          ? w.silenceStrip(ws.titleFor(first.item), formatDeadline(first.until))
          : w.waitingStrip(ws.titleFor(first.item), formatDeadline(first.until))}{' '}
        {timeLeft(first.until, now)}. {waiting.length > 1 && w.waitingMore(waiting.length - 1)}
      </span>
      <button type="button" class="button button-small" onClick={() => goTo(ws, first.item)}>
        {w.answer}
      </button>
    </div>
  );
}

export function WaitingList({ ws }: { ws: Workspace }) {
  const now = useNow();
  const waiting = waitingFor(ws);
  if (waiting.length === 0) return null;
  const w = words.value;
  return (
    <section aria-labelledby="waiting-title">
      <h3 id="waiting-title">{w.waiting}</h3>
      <ul class="plain-list waiting">
        {waiting.map((one) => (
          <li key={one.item}>
            <button type="button" class="link-button" onClick={() => goTo(ws, one.item)}>
              {ws.titleFor(one.item)}
            </button>{' '}
            <span class="muted">
              {one.silence && `${w.silence}; `}
              {t.value.invitations.until(formatDeadline(one.until))}.
            </span>{' '}
            <strong>{timeLeft(one.until, now)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
