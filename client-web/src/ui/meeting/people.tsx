/** The people of a meeting, as those who keep it see them: with who has opened their link. */
import { useState } from 'preact/hooks';
import { isolated } from '../i18n/format';
import { formatMoment } from '../i18n/dates';
import { Icon } from '../widgets/icon';
import { later } from '../widgets/later';
import type { Meeting, Person } from './calls';
import { delegationWords, mayChange, roleWords, type Desk } from './desk';
import { MailState, useMails } from './mail_state';
import { meetingWords } from './words';

const InviteDialog = later(async () => (await import('./invite_dialog')).InviteDialog);
const PersonDialog = later(async () => (await import('./person_dialog')).PersonDialog);

export function People({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<string | null>(null);
  useMails(desk);
  const words = meetingWords.value;
  const people = desk.people.value;
  const good = people.filter(({ revoked }) => !revoked);
  const chosen = people.find(({ id }) => id === changing);
  return (
    <section aria-labelledby="meeting-people">
      <div class="sheet-head">
        <h2 id="meeting-people">
          {words.people}{' '}
          <span class="muted">
            {words.peopleCount(good.length, good.filter(({ opened }) => opened).length)}
          </span>
        </h2>
        {mayChange(meeting) && (
          <button type="button" class="button button-main" onClick={() => setInviting(true)}>
            {words.invite}
          </button>
        )}
      </div>
      <ul class="meeting-people">
        {people.map((person) => (
          <li key={person.id} class={person.revoked ? 'is-revoked' : ''}>
            <Line desk={desk} meeting={meeting} person={person} />
            {mayChange(meeting) && !person.revoked && (
              <button
                type="button"
                class="icon-button"
                aria-label={words.manage(person.name)}
                onClick={() => setChanging(person.id)}
              >
                <Icon name="more" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {inviting && <InviteDialog desk={desk} meeting={meeting} onClose={() => setInviting(false)} />}
      {chosen && (
        <PersonDialog desk={desk} meeting={meeting} person={chosen} onClose={() => setChanging(null)} />
      )}
    </section>
  );
}

function stateOf(person: Person): string {
  const { state } = meetingWords.value;
  if (person.revoked) return state.revoked;
  if (person.expires !== null && person.expires <= Date.now()) return state.expired;
  if (person.opened) return state.opened(formatMoment(person.opened));
  return person.linked ? state.invited : state.without;
}

function Line({ desk, meeting, person }: { desk: Desk; meeting: Meeting; person: Person }) {
  const words = meetingWords.value;
  return (
    <div>
      <b>{isolated(person.name)}</b>
      <span class="draft-facts">
        {person.delegation && <span>{delegationWords(meeting, person.delegation)}</span>}
        <span>{roleWords(meeting, person.role)}</span>
        {person.head && <span>{words.head}</span>}
        {person.email && <span>{person.email}</span>}
        <span>{stateOf(person)}</span>
        {person.devices > 0 && <span>{words.devices(person.devices)}</span>}
        <MailState desk={desk} person={person} />
      </span>
    </div>
  );
}
