/** Who is in the room: connected to a draft that one is in too, or looking at this page. Asked anew every twenty seconds. */
import { useEffect, useState } from 'preact/hooks';
import { isolated } from '../i18n/format';
import { listOf } from '../i18n/phrases';
import type { Here, Meeting } from './calls';
import { delegationWords, draftTitle, roleWords, type Desk } from './desk';
import { meetingWords } from './words';

const EVERY_MS = 20_000;

export function Room({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const [here, setHere] = useState<Here[]>([]);
  useEffect(() => {
    const ask = () => void desk.calls.room().then(setHere, () => undefined);
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [desk]);
  const words = meetingWords.value;
  return (
    <section aria-labelledby="meeting-room">
      <h2 id="meeting-room">
        {words.room} <span class="muted">{words.roomCount(here.length)}</span>
      </h2>
      <ul class="meeting-people">
        {here.map((person) => (
          <li key={person.participant}>
            <Somebody desk={desk} meeting={meeting} person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Somebody({ desk, meeting, person }: { desk: Desk; meeting: Meeting; person: Here }) {
  const words = meetingWords.value;
  const where = person.drafts.map((draft) => draftTitle(desk, draft));
  return (
    <div>
      <b>{isolated(person.name)}</b>
      <span class="draft-facts">
        {person.delegation && <span>{delegationWords(meeting, person.delegation)}</span>}
        <span>{person.head ? words.head : roleWords(meeting, person.role)}</span>
        <span>{where.length ? words.in(listOf(where)) : words.here}</span>
      </span>
    </div>
  );
}
