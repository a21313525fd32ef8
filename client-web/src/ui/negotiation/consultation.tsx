/** An item that was sent home, and how long it still has. */
import { useEffect, useState } from 'preact/hooks';
import { runningConsultation } from '../../draft/blockers';
import type { Item } from '../../draft/state';
import { locale } from '../i18n';
import { formatDeadline } from '../i18n/deadline';
import type { Workspace } from '../draft/workspace';
import { namesOf } from './who';
import { words } from './words';

const MINUTE = 60_000;

/** Now, by the minute: what is left must not be read out every second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function timeLeft(until: number, now: number): string {
  const minutes = Math.floor((until - now) / MINUTE);
  if (minutes < 1) return words.value.ending;
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2880
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  const format = new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'long' });
  return words.value.left(format.format(count));
}

/** For the room: whom the item waits for. */
export function RoomConsultation({ ws, item }: { ws: Workspace; item: string }) {
  const w = words.value;
  const running = runningConsultation(ws.view.value.negotiation, item);
  if (!running) return null;
  return (
    <span class="room-waits">
      {w.running(namesOf(running.delegations), formatDeadline(running.until))}
      {running.silence && `, ${w.silence}`}
    </span>
  );
}

export function ConsultationPart({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  const now = useNow();
  const { negotiation } = ws.view.value;
  const running = runningConsultation(negotiation, item.id);
  const past = negotiation.consultations.filter((one) => one.item === item.id && one.state !== 'open');
  const mayOpen = ws.draft.check([
    { type: 'consult.open', item: item.id, delegations: ['XX'], until: now + MINUTE },
  ]).ok;
  if (!running && past.length === 0 && !mayOpen) return null;
  return (
    <section aria-labelledby="consultation-title">
      <h3 id="consultation-title">{w.consultation}</h3>
      {running && (
        <div class="consultation">
          <p>
            {w.running(namesOf(running.delegations), formatDeadline(running.until))}
            {running.silence && `, ${w.silence}`}.
          </p>
          <p role="timer" aria-live="off">
            <strong>{timeLeft(running.until, now)}</strong>
          </p>
          {ws.draft.check([{ type: 'consult.close', item: item.id }]).ok && (
            <button
              type="button"
              class="button button-small"
              onClick={() => ws.act([{ type: 'consult.close', item: item.id }])}
            >
              {w.consultClose}
            </button>
          )}
        </div>
      )}
      <ul class="plain-list">
        {past.map((one) => (
          <li key={one.seq} class="muted">
            {namesOf(one.delegations)}: {w.ends[one.state]}
          </li>
        ))}
      </ul>
      {mayOpen && (
        <button type="button" class="button button-small" onClick={() => ws.open('consult')}>
          {w.consult}
        </button>
      )}
    </section>
  );
}
