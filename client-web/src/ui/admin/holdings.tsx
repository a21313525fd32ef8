/** Meetings and drafts as the host has them, also deleted ones; and their end. */
import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '../i18n/dates';
import { labelled } from '../i18n/phrases';
import { inOurs } from '../meeting/desk';
import type { Office } from './office';
import * as calls from './calls';
import { bytesWords } from './overview';
import { Sure } from './sure';
import { adminWords } from './words';

interface Ended {
  deleted: number | null;
  purged: number | null;
}

function stateWords(one: Ended & { archived?: number | null; damaged?: boolean }, open: string): string {
  const { states } = adminWords.value;
  if (one.purged) return states.purged;
  if (one.deleted) return states.deleted;
  if (one.damaged) return states.damaged;
  return one.archived ? states.archived : open;
}

export function Meetings({ office }: { office: Office }) {
  const words = adminWords.value;
  const { meetings } = office.overview;
  return (
    <section aria-labelledby="admin-meetings">
      <h2 id="admin-meetings">{words.meetings}</h2>
      {meetings.length === 0 && <p class="muted">{words.nothing}</p>}
      <ul class="admin-list">
        {meetings.map((meeting) => (
          <li key={meeting.id}>
            <div>
              <strong>{inOurs(meeting.title) || meeting.id}</strong>
              <span class="muted">
                {stateWords(meeting, words.states.open)} · {words.seats}: {meeting.people} · {words.drafts}:{' '}
                {meeting.drafts}
              </span>
            </div>
            {!meeting.purged && <MeetingActs office={office} meeting={meeting} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function MeetingActs({ office, meeting }: { office: Office; meeting: calls.MeetingHolding }) {
  const words = adminWords.value;
  const name = inOurs(meeting.title) || meeting.id;
  const set = (fields: Parameters<typeof calls.setMeeting>[1]) =>
    office.act(() => calls.setMeeting(meeting.id, fields));
  if (meeting.deleted) return <Restore name={name} act={() => set({ deleted: false })} />;
  return (
    <span class="admin-tools">
      {meeting.archived ? (
        <button type="button" class="button button-small" onClick={() => void set({ archived: false })}>
          {words.reopen}
        </button>
      ) : (
        <Sure
          label={words.archive}
          name={name}
          sure={words.archiveSure}
          act={() => set({ archived: true })}
        />
      )}
      <Sure label={words.remove} name={name} sure={words.removeSure} act={() => set({ deleted: true })} />
    </span>
  );
}

function Restore({ name, act }: { name: string; act: () => Promise<void> }) {
  const { restore } = adminWords.value;
  return (
    <button
      type="button"
      class="button button-small"
      aria-label={labelled(restore, name)}
      onClick={() => void act()}
    >
      {restore}
    </button>
  );
}

export function Drafts({ office }: { office: Office }) {
  const [all, setAll] = useState<calls.DraftHolding[]>([]);
  const words = adminWords.value;
  useEffect(() => void calls.drafts().then(setAll, () => undefined), [office.done]);
  return (
    <section aria-labelledby="admin-drafts">
      <h2 id="admin-drafts">{words.drafts}</h2>
      {all.length === 0 && <p class="muted">{words.nothing}</p>}
      <ul class="admin-list">
        {all.map((draft) => (
          <li key={draft.id}>
            <DraftLine draft={draft} />
            {!draft.purged && <DraftActs office={office} draft={draft} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function DraftLine({ draft }: { draft: calls.DraftHolding }) {
  const words = adminWords.value;
  return (
    <div>
      <strong>{inOurs(draft.title) || draft.id}</strong>
      <span class="muted">
        {stateWords(draft, words.states.here)} · {formatMoment(draft.created)} · {words.seats}: {draft.seats}{' '}
        · {bytesWords(draft.bytes)}
      </span>
    </div>
  );
}

function DraftActs({ office, draft }: { office: Office; draft: calls.DraftHolding }) {
  const words = adminWords.value;
  const name = inOurs(draft.title) || draft.id;
  const set = (deleted: boolean) => office.act(() => calls.setDraft(draft.id, deleted));
  if (draft.deleted) return <Restore name={name} act={() => set(false)} />;
  return <Sure label={words.remove} name={name} sure={words.removeSure} act={() => set(true)} />;
}
