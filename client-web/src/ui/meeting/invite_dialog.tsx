/** Inviting a list: pasted or from a file, looked over row by row, then the links, which are shown once. */
import { useState } from 'preact/hooks';
import { decodeText } from '../../text/decode';
import { errorWords } from '../errors';
import { listOf } from '../i18n/phrases';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { FileButton } from '../widgets/file_button';
import type { Invited, Invitee, Meeting } from './calls';
import { delegationFor } from './country';
import { delegationWords, roleWords, type Desk } from './desk';
import { Links } from './links';
import { mailingWords } from './mailing_words';
import { meetingWords } from './words';

interface Props {
  desk: Desk;
  meeting: Meeting;
  onClose: () => void;
}

interface Read {
  people: Invitee[];
  left_out: number;
}

export function InviteDialog({ desk, meeting, onClose }: Props) {
  const [text, setText] = useState('');
  const [read, setRead] = useState<Read | null>(null);
  const [made, setMade] = useState<[Invitee, Invited][] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (of: string) => {
    setProblem(null);
    await desk.calls.roster(of).then(setRead, (error) => setProblem(errorWords(error)));
  };
  const invite = async (people: Invitee[], mail: boolean) => {
    setProblem(null);
    try {
      const invited = await desk.calls.invite(people, mail);
      setMade(people.map((person, i) => [person, invited[i]!]));
      await desk.load();
    } catch (error) {
      setProblem(errorWords(error));
    }
  };
  return (
    <Dialog title={meetingWords.value.inviteTitle} onClose={onClose} wide>
      {made ? (
        <Links made={made} onClose={onClose} />
      ) : (
        <>
          <Paste text={text} setText={setText} look={look} />
          {problem && <Problem>{problem}</Problem>}
          {read && (
            <Preview desk={desk} meeting={meeting} read={read} again={() => look(text)} invite={invite} />
          )}
        </>
      )}
    </Dialog>
  );
}

interface PasteProps {
  text: string;
  setText: (text: string) => void;
  look: (text: string) => Promise<void>;
}

function Paste({ text, setText, look }: PasteProps) {
  const words = meetingWords.value;
  const take = async (file: File) => {
    const content = decodeText(new Uint8Array(await file.arrayBuffer()));
    setText(content);
    await look(content);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void look(text);
      }}
    >
      <Field label={words.paste} hint={words.pasteHint}>
        <textarea rows={6} required value={text} onInput={(e) => setText(e.currentTarget.value)} />
      </Field>
      <div class="sheet-actions">
        <FileButton
          label={words.file}
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onFile={(file) => void take(file)}
        />
        <button type="submit" class="button button-main">
          {words.read}
        </button>
      </div>
    </form>
  );
}

interface PreviewProps {
  desk: Desk;
  meeting: Meeting;
  read: Read;
  again: () => Promise<void>;
  invite: (people: Invitee[], mail: boolean) => Promise<void>;
}

function Preview({ desk, meeting, read, again, invite }: PreviewProps) {
  const words = meetingWords.value;
  const mayMail = desk.mails.value.on && read.people.some(({ email }) => email);
  const [mail, setMail] = useState(true);
  const good = read.people.filter(({ problem }) => !problem);
  const missing = [
    ...new Set(
      read.people
        .filter(({ problem }) => problem === 'unknown-delegation')
        .map(({ delegation }) => delegation!),
    ),
  ];
  const addMissing = async () => {
    const fresh = missing.map((code) => delegationFor(code, '', meeting.meeting.langs));
    const delegations = [...meeting.meeting.delegations, ...fresh];
    if (await desk.act(() => desk.calls.change(meeting.revision, { delegations }))) await again();
  };
  return (
    <>
      <Rows meeting={meeting} people={read.people} />
      {read.left_out > 0 && <p role="status">{words.leftOut(read.left_out)}</p>}
      {good.length < read.people.length && (
        <p role="status">{words.skipped(read.people.length - good.length)}</p>
      )}
      {mayMail && (
        <label class="meeting-check">
          <input type="checkbox" checked={mail} onChange={(e) => setMail(e.currentTarget.checked)} />
          {mailingWords.value.byMail}
        </label>
      )}
      <div class="sheet-actions">
        {missing.length > 0 && (
          <button type="button" class="button" onClick={() => void addMissing()}>
            {words.addMissing(listOf(missing))}
          </button>
        )}
        <button
          type="button"
          class="button button-main"
          disabled={good.length === 0}
          onClick={() => void invite(good, mayMail && mail)}
        >
          {words.inviteAll(good.length)}
        </button>
      </div>
    </>
  );
}

function Rows({ meeting, people }: { meeting: Meeting; people: Invitee[] }) {
  const words = meetingWords.value;
  return (
    <div class="meeting-table" tabIndex={0} role="region" aria-label={words.inviteTitle}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.delegation}</th>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.email}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person, row) => (
            <tr key={row} class={person.problem ? 'has-problem' : ''}>
              <td>
                {person.name ?? '—'}
                {person.problem && <span class="meeting-problem"> {words.problems[person.problem]}</span>}
              </td>
              <td>{delegationWords(meeting, person.delegation)}</td>
              <td>{person.head ? words.head : roleWords(meeting, person.role)}</td>
              <td>{person.email}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
