/** Where a person has another role than in the meeting, or none: in one draft, or in one working group. */
import { labelled } from '../i18n/phrases';
import { useState } from 'preact/hooks';
import type { Role } from '../../wire/types';
import { Field } from '../widgets/field';
import { Icon } from '../widgets/icon';
import type { Exception, Meeting, Person } from './calls';
import { draftTitle, givable, inOurs, roleWords, type Desk } from './desk';
import { meetingWords } from './words';

interface Props {
  desk: Desk;
  meeting: Meeting;
  person: Person;
}

/** How a place is called: "draft/ID" or "group/ID". */
function placeWords(desk: Desk, meeting: Meeting, scope: string, target: string): string {
  if (scope === 'draft') return draftTitle(desk, target);
  return inOurs(meeting.meeting.groups.find(({ id }) => id === target)?.names) || target;
}

const given = (meeting: Meeting, role: Exception['role']) =>
  role === 'none' ? meetingWords.value.noAccess : roleWords(meeting, role);

export function Exceptions({ desk, meeting, person }: Props) {
  const words = meetingWords.value;
  return (
    <section class="meeting-part">
      <h3>{words.exceptions}</h3>
      <p class="muted">{words.exceptionsHint}</p>
      <ul class="meeting-people">
        {person.exceptions.map((exception) => {
          const where = placeWords(desk, meeting, exception.scope, exception.target);
          return (
            <li key={exception.scope + exception.target}>
              <span>
                {labelled(where, '')}
                <b>{given(meeting, exception.role)}</b>
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label={words.removeException(where)}
                onClick={() =>
                  void desk.act(() => desk.calls.except(person.id, { ...exception, role: null }))
                }
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
      <AddException desk={desk} meeting={meeting} person={person} />
    </section>
  );
}

function AddException({ desk, meeting, person }: Props) {
  const places = [
    ...meeting.meeting.groups.map(({ id }) => ['group', id] as const),
    ...meeting.agenda.map(({ draft }) => ['draft', draft] as const),
  ];
  const [place, setPlace] = useState(0);
  const [role, setRole] = useState<Exception['role']>('none');
  const words = meetingWords.value;
  const chosen = places[place];
  if (!chosen) return null;
  const [scope, target] = chosen;
  return (
    <form
      class="meeting-form"
      onSubmit={(event) => {
        event.preventDefault();
        void desk.act(() => desk.calls.except(person.id, { scope, target, role }));
      }}
    >
      <Field label={words.exceptionWhere}>
        <select value={place} onChange={(e) => setPlace(Number(e.currentTarget.value))}>
          {places.map(([kind, id], i) => (
            <option key={kind + id} value={i}>
              {placeWords(desk, meeting, kind, id)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.exceptionRole}>
        <select value={role} onChange={(e) => setRole(e.currentTarget.value as Role | 'none')}>
          {(['none', ...givable(meeting)] as const).map((one) => (
            <option key={one} value={one}>
              {given(meeting, one)}
            </option>
          ))}
        </select>
      </Field>
      <button type="submit" class="button">
        {words.addException}
      </button>
    </form>
  );
}
