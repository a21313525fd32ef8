/** One person of a meeting: what they are, their exceptions, a new link, the chair, the end. */
import { useState } from 'preact/hooks';
import type { Role } from '../../wire/types';
import { languageName } from '../i18n/format';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import type { Invited, Meeting, Person } from './calls';
import { givable, inOurs, roleWords, type Desk } from './desk';
import { Exceptions } from './exceptions';
import { keepingWords } from './keeping_words';
import { Links } from './links';
import { SendAgain } from './mail_state';
import { mailingWords } from './mailing_words';
import { meetingWords } from './words';

interface Props {
  desk: Desk;
  meeting: Meeting;
  person: Person;
  onClose: () => void;
}

export function PersonDialog({ desk, meeting, person, onClose }: Props) {
  const [link, setLink] = useState<Invited | null>(null);
  return (
    <Dialog title={person.name} onClose={onClose} wide>
      {desk.problem.value && <Problem>{desk.problem.value}</Problem>}
      {link ? (
        <Links made={[[person, link]]} onClose={onClose} />
      ) : (
        <>
          <Facts desk={desk} meeting={meeting} person={person} onClose={onClose} />
          <Exceptions desk={desk} meeting={meeting} person={person} />
          <SendAgain desk={desk} person={person} />
          <NewLink desk={desk} person={person} onLink={setLink} />
          <Ends desk={desk} meeting={meeting} person={person} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

/** In which the server writes mails. */
const MAIL_LANGS = ['es', 'en', 'fr', 'pt'];

/** The day of a moment where the reader is, as a date field has it; empty where there is none. */
function dayOf(ms: number | null): string {
  if (ms === null) return '';
  const at = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Its end. */
const endOf = (day: string): number | null => (day ? new Date(`${day}T23:59:59.999`).getTime() : null);

function Facts({ desk, meeting, person, onClose }: Props) {
  const [name, setName] = useState(person.name);
  const [lang, setLang] = useState(person.lang ?? '');
  const [role, setRole] = useState<Role>(person.role);
  const [delegation, setDelegation] = useState(person.delegation ?? '');
  const [email, setEmail] = useState(person.email ?? '');
  const [head, setHead] = useState(person.head);
  const [expires, setExpires] = useState(dayOf(person.expires));
  const words = meetingWords.value;
  const save = async (event: Event) => {
    event.preventDefault();
    const fields = {
      name: name.trim(),
      lang: lang || null,
      role,
      delegation: delegation || null,
      email: email.trim() || null,
      head,
      expires: endOf(expires),
    } as never;
    if (await desk.act(() => desk.calls.changePerson(person.id, fields))) onClose();
  };
  return (
    <form class="meeting-form" onSubmit={save}>
      <Field label={words.name}>
        <input value={name} required maxLength={200} onInput={(e) => setName(e.currentTarget.value)} />
      </Field>
      <Field label={words.role}>
        <select value={role} onChange={(e) => setRole(e.currentTarget.value as Role)}>
          {[...new Set([...givable(meeting), person.role])].map((one) => (
            <option key={one} value={one}>
              {roleWords(meeting, one)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.delegation}>
        <select value={delegation} onChange={(e) => setDelegation(e.currentTarget.value)}>
          <option value="">{words.none}</option>
          {meeting.meeting.delegations.map(({ code, names }) => (
            <option key={code} value={code}>
              {inOurs(names)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.email}>
        <input type="email" value={email} onInput={(e) => setEmail(e.currentTarget.value)} />
      </Field>
      <Field label={mailingWords.value.lang}>
        <select value={lang} onChange={(e) => setLang(e.currentTarget.value)}>
          <option value="">{mailingWords.value.langOfMeeting}</option>
          {MAIL_LANGS.map((one) => (
            <option key={one} value={one}>
              {languageName(one)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={keepingWords.value.expires} hint={keepingWords.value.expiresHint}>
        <input
          type="date"
          min={dayOf(Date.now())}
          value={expires}
          onInput={(e) => setExpires(e.currentTarget.value)}
        />
      </Field>
      <label class="meeting-check">
        <input type="checkbox" checked={head} onChange={(e) => setHead(e.currentTarget.checked)} />
        {words.isHead}
      </label>
      <button type="submit" class="button button-main">
        {words.save}
      </button>
    </form>
  );
}

function NewLink({ desk, person, onLink }: { desk: Desk; person: Person; onLink: (link: Invited) => void }) {
  const [devices, setDevices] = useState(false);
  const words = meetingWords.value;
  const make = () =>
    desk.act(async () => {
      onLink(await desk.calls.newLink(person.id, devices));
    });
  return (
    <section class="meeting-part">
      <h3>{words.newLink}</h3>
      <p class="muted">{words.newLinkHint}</p>
      <label class="meeting-check">
        <input type="checkbox" checked={devices} onChange={(e) => setDevices(e.currentTarget.checked)} />
        {words.signOut}
      </label>
      <button type="button" class="button" onClick={() => void make()}>
        {words.newLink}
      </button>
    </section>
  );
}

function Ends({ desk, meeting, person, onClose }: Props) {
  const words = meetingWords.value;
  const then = (act: () => Promise<unknown>) => async () => {
    if (await desk.act(act)) onClose();
  };
  const mayHandOver = meeting.you.role === 'chair' && person.role !== 'chair';
  return (
    <section class="meeting-part">
      {mayHandOver && (
        <>
          <p class="muted">{words.handOverHint}</p>
          <Sure
            label={words.handOver}
            sure={words.handOverSure}
            act={then(() => desk.calls.handOver(person.id))}
          />
        </>
      )}
      <Sure label={words.revoke} sure={words.revokeSure} act={then(() => desk.calls.revoke(person.id))} />
    </section>
  );
}

/** What cannot be taken back is asked twice, in the same place. */
export function Sure({ label, sure, act }: { label: string; sure: string; act: () => Promise<void> }) {
  const [asked, setAsked] = useState(false);
  return (
    <button
      type="button"
      class={asked ? 'button button-danger' : 'button'}
      onClick={() => (asked ? void act() : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {asked ? sure : label}
    </button>
  );
}
