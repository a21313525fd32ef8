/** A fresh draft on the agenda: its title, the working group that it is of, and whether observers are in it. */
import { useState } from 'preact/hooks';
import { locale } from '../i18n';
import { Dialog } from '../widgets/dialog';
import { Field } from '../widgets/field';
import type { Meeting } from './calls';
import { inOurs, type Desk } from './desk';
import { meetingWords } from './words';

export function NewDraft({ desk, meeting, onClose }: { desk: Desk; meeting: Meeting; onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [group, setGroup] = useState('');
  const [closed, setClosed] = useState(false);
  const words = meetingWords.value;
  const { langs, groups } = meeting.meeting;
  const make = async (event: Event) => {
    event.preventDefault();
    const all = langs?.length ? langs : [locale.value];
    const first = all.includes(locale.value) ? locale.value : all[0]!;
    const ordered = [first, ...all.filter((lang) => lang !== first)];
    const done = await desk.act(async () => {
      const draft = await desk.calls.makeDraft({ [first]: title.trim() }, ordered);
      if (group || closed) await desk.calls.put({ draft, group: group || null, closed });
    });
    if (done) onClose();
  };
  return (
    <Dialog title={words.newDraft} onClose={onClose}>
      <form onSubmit={make}>
        <Field label={words.draftTitle}>
          <input value={title} required onInput={(e) => setTitle(e.currentTarget.value)} />
        </Field>
        {groups.length > 0 && (
          <Field label={words.draftGroup}>
            <select value={group} onChange={(e) => setGroup(e.currentTarget.value)}>
              <option value="">{words.noGroup}</option>
              {groups.map(({ id, names }) => (
                <option key={id} value={id}>
                  {inOurs(names)}
                </option>
              ))}
            </select>
          </Field>
        )}
        <label class="meeting-check">
          <input type="checkbox" checked={closed} onChange={(e) => setClosed(e.currentTarget.checked)} />
          {words.draftClosed}
        </label>
        <div class="sheet-actions">
          <button type="submit" class="button button-main">
            {words.newDraft}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
