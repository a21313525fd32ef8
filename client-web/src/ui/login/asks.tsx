/** Who asks to be let into a meeting, for those who keep it: each with what they would be. Nothing where nobody asks. */
import { useEffect, useState } from 'preact/hooks';
import type { Role } from '../../wire/types';
import { isolated } from '../i18n/format';
import type { Meeting } from '../meeting/calls';
import { delegationWords, roleWords, type Desk } from '../meeting/desk';
import { Field } from '../widgets/field';
import { admit, asksOf, refuse, type Ask } from './calls';
import { loginWords } from './words';

const ROLES: readonly Role[] = ['delegation', 'observer', 'secretariat', 'chair'];
const LOOK_MS = 30_000;

export function Asks({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const [asks, setAsks] = useState<Ask[]>([]);
  const load = () => void asksOf(meeting.id).then(setAsks, () => setAsks([]));
  useEffect(() => {
    load();
    const timer = setInterval(load, LOOK_MS);
    return () => clearInterval(timer);
  }, [meeting]);
  const act = async (change: () => Promise<unknown>) => {
    await desk.act(change);
    load();
  };
  if (asks.length === 0) return null;
  return (
    <section aria-labelledby="meeting-asks">
      <h2 id="meeting-asks">{loginWords.value.asks}</h2>
      <ul class="meeting-people">
        {asks.map((ask) => (
          <li key={ask.id}>
            <Decide meeting={meeting} ask={ask} act={act} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Deciding {
  meeting: Meeting;
  ask: Ask;
  act: (change: () => Promise<unknown>) => Promise<void>;
}

function Decide({ meeting, ask, act }: Deciding) {
  const words = loginWords.value;
  const letIn = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const delegation = String(form.get('delegation') ?? '');
    const person = { role: String(form.get('role')), name: String(form.get('name')).trim() };
    void act(() => admit(meeting.id, ask.id, delegation ? { ...person, delegation } : person));
  };
  return (
    <form onSubmit={letIn}>
      <b>{isolated(ask.name ?? ask.email)}</b>
      <p class="draft-facts">
        <span>{ask.email}</span>
      </p>
      <div class="meeting-form">
        <Field label={words.name}>
          <input name="name" required maxLength={200} defaultValue={ask.name ?? ''} />
        </Field>
        <Field label={words.role}>
          <select name="role">
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {roleWords(meeting, role)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.delegation}>
          <select name="delegation">
            <option value="">{words.none}</option>
            {meeting.meeting.delegations.map(({ code }) => (
              <option key={code} value={code}>
                {delegationWords(meeting, code)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <div class="sheet-actions">
        <button type="submit" class="button button-main">
          {words.admit}
        </button>
        <button type="button" class="button" onClick={() => void act(() => refuse(meeting.id, ask.id))}>
          {words.refuse}
        </button>
      </div>
    </form>
  );
}
