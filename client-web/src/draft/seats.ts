/** What the log tells of people and their seats: who was given one by whom, who opened the link, who ended it. */
import type { Deed, Participant, ParticipantSet, SeatAct, SeatAdd, SeatFacts } from '../wire/types';

type People = ReadonlyMap<string, Participant>;

function written(people: People, who: Participant, seat: SeatFacts | undefined): People {
  return new Map(people).set(who.id, seat ? { ...who, seat } : who);
}

function acted(seat: SeatFacts, type: SeatAct['type'], deed: Deed): SeatFacts {
  if (type === 'seat.end') return { ...seat, ended: deed };
  if (type === 'seat.enter') return seat.entered === undefined ? { ...seat, entered: deed.at } : seat;
  const { pending: _, ...sure } = seat;
  return { ...sure, confirmed: deed };
}

/** One change, by whoever the op is by. */
export function applySeat(people: People, change: ParticipantSet | SeatAdd | SeatAct, by: string): People {
  if (change.type === 'participant.set')
    return written(people, change.participant, people.get(change.participant.id)?.seat);
  if (change.type === 'seat.add') {
    const { seat: id, at, participant, expires, pending } = change;
    return written(people, participant, {
      id,
      by,
      at,
      ...(expires !== undefined && { expires }),
      ...(pending && { pending }),
    });
  }
  const who = [...people.values()].find(({ seat }) => seat?.id === change.seat);
  return who?.seat ? written(people, who, acted(who.seat, change.type, { by, at: change.at })) : people;
}

/** Whether somebody takes part: what the log says of their seat, if anything, does not stand against it. */
export function isSeated({ seat }: Participant, now: number): boolean {
  return !seat?.ended && !(seat?.expires !== undefined && seat.expires <= now);
}
