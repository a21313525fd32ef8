/** On the start page: the meetings that one is in, and, for those who may, a new one. */
import { useEffect, useState } from 'preact/hooks';
import { errorWords } from '../errors';
import { locale, t } from '../i18n';
import { navigate, openInPage } from '../router';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { createMeeting, meetings, type MeetingSummary } from './calls';
import { datesWords, inOurs } from './desk';
import { meetingWords } from './words';

export function MeetingsList({ mayCreate }: { mayCreate: boolean }) {
  const [all, setAll] = useState<MeetingSummary[]>([]);
  const [creating, setCreating] = useState(false);
  useEffect(() => void meetings().then(setAll, () => undefined), []);
  const words = meetingWords.value;
  if (!all.length && !mayCreate) return null;
  return (
    <section aria-labelledby="meetings">
      <div class="sheet-head">
        <h1 id="meetings">{words.meetings}</h1>
        {mayCreate && (
          <button type="button" class="button" onClick={() => setCreating(true)}>
            {words.newMeeting}
          </button>
        )}
      </div>
      <ul class="draft-list">
        {all.map(({ id, title, starts, ends, role }) => (
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
