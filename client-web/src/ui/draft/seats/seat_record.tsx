/** What was done to seats, for everybody to see: who was given one by whom, who opened the link, who confirmed or ended it. */
import type { Deed, Participant, SeatFacts } from '../../../wire/types';
import { errorWords } from '../../errors';
import { isolated } from '../../i18n/format';
import { formatMoment } from '../../i18n/dates';
import { toast } from '../../widgets/toast';
import { placeWords } from '../presence/presence';
import { seatWords } from './seat_words';
import type { Workspace } from '../workspace';

type Seated = Participant & { seat: SeatFacts };

export function SeatRecord({ ws }: { ws: Workspace }) {
  const words = seatWords.value;
  const people = ws.view.value.participants;
  const seated = [...people.values()].filter((person): person is Seated => person.seat !== undefined);
  const nameOf = (by: string) =>
    by === 'host' ? words.host : isolated(people.get(by)?.name ?? words.unknown);
  const deed = (tell: (name: string, when: string) => string, { by, at }: Deed) =>
    tell(nameOf(by), formatMoment(at));
  if (seated.length === 0) return null;
  return (
    <section class="seat-record" aria-labelledby="seat-record">
      <h3 id="seat-record">{words.title}</h3>
      <ul class="plain-list">
        {seated.reverse().map((person) => (
          <li key={person.seat.id} class={person.seat.ended ? 'invitation is-past' : 'invitation'}>
            <span class="person-name">
              <bdi>{person.name}</bdi>
              <small>{placeWords(person)}</small>
              <small>{deed(words.given, person.seat)}</small>
              {person.seat.confirmed && <small>{deed(words.confirmed, person.seat.confirmed)}</small>}
              {person.seat.entered !== undefined && (
                <small>{words.entered(formatMoment(person.seat.entered))}</small>
              )}
              {person.seat.ended && <small>{deed(words.ended, person.seat.ended)}</small>}
              {isWaiting(person) && <small>{words.waits}</small>}
            </span>
            {isWaiting(person) && mayConfirm(ws, person) && (
              <button type="button" class="button button-small" onClick={() => void confirm(ws, person.seat)}>
                {words.confirm}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const isWaiting = ({ seat }: Seated) => Boolean(seat.pending && !seat.ended);

/** The server judges; this is for the sake of the button. */
function mayConfirm(ws: Workspace, { delegation }: Seated): boolean {
  const you = ws.draft.you.value;
  return (
    ws.isChair.value ||
    (you?.role === 'delegation' && you.delegation?.toLowerCase() === delegation?.toLowerCase())
  );
}

async function confirm(ws: Workspace, seat: SeatFacts): Promise<void> {
  try {
    await ws.api.confirm(ws.draft.id, seat.id);
    toast(seatWords.value.confirmDone);
  } catch (error) {
    toast(errorWords(error));
  }
}
