/** On the start page: the meetings that one is in, and, for those who may, a new one. */
import { useEffect, useState } from 'preact/hooks';
import { errorWords, isSignedOut } from '../errors';
import { locale, t } from '../i18n';
import { navigate, openInPage } from '../router';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { createMeeting, meetings, type MeetingSummary } from './calls';
import { datesWords, inOurs } from './desk';
import { meetingWords } from './words';

export function MeetingsList({ mayCreate }: { mayCreate: boolean }) {
  const [all, setAll] = useState<MeetingSummary[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [creating, setCreating] = useState(false);
  useEffect(() => void meetings().then(setAll, (error) => isSignedOut(error) || setProblem(error)), []);
  const words = meetingWords.value;
  if (!mayCreate && !problem && !all?.length) return null;
  return (
    <section class="sheet-part" aria-labelledby="meetings">
      <div class="sheet-head">
        <h2 id="meetings">{words.meetings}</h2>
        {mayCreate && (
          <button type="button" class="button" onClick={() => setCreating(true)}>
            {words.newMeeting}…
          </button>
        )}
      </div>
      {problem !== null && (
        <Problem>
          {words.notListed} {errorWords(problem)}
        </Problem>
      )}
      {all?.length === 0 && <p class="sheet-lead">{words.noMeetings}</p>}
      <ul class="draft-list">
        {all?.map(({ id, title, starts, ends, role }) => (
          <li key={id}>
            <a href={`/m/${id}`} onClick={openInPage}>
              <span class="draft-title">{inOurs(title)}</span>
              <span class="draft-facts">
                <span>{t.value.roles[role]}</span>
                {(starts || ends) && <span>{datesWords(starts, ends)}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {creating && <NewMeeting onClose={() => setCreating(false)} />}
    </section>
  );
}

function NewMeeting({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const words = meetingWords.value;
  const create = async (event: Event) => {
    event.preventDefault();
    try {
      navigate(`/m/${await createMeeting({ title: { [locale.value]: title.trim() } })}`);
    } catch (error) {
      setProblem(errorWords(error));
    }
  };
  return (
    <Dialog title={words.newMeeting} onClose={onClose}>
      <form onSubmit={create}>
        <Field label={words.title}>
          <input value={title} required onInput={(e) => setTitle(e.currentTarget.value)} />
        </Field>
        {problem && <Problem>{problem}</Problem>}
        <div class="sheet-actions">
          <button type="submit" class="button button-main">
            {words.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
