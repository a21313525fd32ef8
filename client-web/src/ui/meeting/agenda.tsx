/** The drafts of a meeting in their order, by working group. */
import { useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { t } from '../i18n';
import { draftPath, openInPage } from '../router';
import { Icon } from '../widgets/icon';
import { later } from '../widgets/later';
import type { AgendaEntry, Meeting } from './calls';
import { draftTitle, inOurs, mayChange, roleWords, type Desk } from './desk';
import { keepingWords } from './keeping_words';
import { meetingWords } from './words';

const NewDraft = later(async () => (await import('./new_draft')).NewDraft);

interface AgendaProps {
  desk: Desk;
  meeting: Meeting;
}

export function Agenda({ desk, meeting }: AgendaProps) {
  const [arranging, setArranging] = useState(false);
  const [adding, setAdding] = useState(false);
  const words = meetingWords.value;
  const keeper = mayChange(meeting);
  return (
    <section aria-labelledby="meeting-agenda">
      <div class="sheet-head">
        <h2 id="meeting-agenda">{words.agenda}</h2>
        {keeper && (
          <span class="meeting-tools">
            {(meeting.agenda.length > 1 || (meeting.agenda.length > 0 && meeting.you.role === 'chair')) && (
              <button type="button" class="button button-small" onClick={() => setArranging(!arranging)}>
                {arranging ? words.arranged : words.arrange}
              </button>
            )}
            <button type="button" class="button button-small" onClick={() => setAdding(true)}>
              {words.newDraft}
            </button>
          </span>
        )}
      </div>
      {meeting.agenda.length === 0 && <p class="muted">{words.agendaEmpty}</p>}
      {foldersOf(meeting).map(([group, entries]) => (
        <Folder
          key={group ?? ''}
          desk={desk}
          meeting={meeting}
          group={group}
          entries={entries}
          arranging={arranging}
        />
      ))}
      {adding && <NewDraft desk={desk} meeting={meeting} onClose={() => setAdding(false)} />}
    </section>
  );
}

/** The plenary first, then the working groups in the meeting's order. */
function foldersOf({ agenda, meeting }: Meeting): [string | null, AgendaEntry[]][] {
  const groups = [null, ...meeting.groups.map(({ id }) => id)];
  return groups
    .map((group): [string | null, AgendaEntry[]] => [
      group,
      agenda.filter((entry) => (groups.includes(entry.group) ? entry.group : null) === group),
    ])
    .filter(([, entries]) => entries.length > 0);
}

interface FolderProps extends AgendaProps {
  group: string | null;
  entries: AgendaEntry[];
  arranging: boolean;
}

function Folder({ desk, meeting, group, entries, arranging }: FolderProps) {
  const names = meeting.meeting.groups.find(({ id }) => id === group)?.names;
  return (
    <>
      {(names || meeting.meeting.groups.length > 0) && (
        <h3>{names ? inOurs(names) : meetingWords.value.noGroup}</h3>
      )}
      <ol class="draft-list">
        {entries.map((entry) => (
          <li key={entry.draft}>
            <DraftLink desk={desk} meeting={meeting} entry={entry} />
            {arranging && <Movers desk={desk} meeting={meeting} entry={entry} />}
          </li>
        ))}
      </ol>
    </>
  );
}

function DraftLink({ desk, meeting, entry }: AgendaProps & { entry: AgendaEntry }) {
  const draft = desk.drafts.value.get(entry.draft);
  const words = meetingWords.value;
  return (
    <>
      <a href={draftPath(entry.draft)} onClick={openInPage}>
        <span class="draft-title" {...inLang(draft?.langs[0] ?? '')}>
          {draftTitle(desk, entry.draft)}
        </span>
        <span class="draft-facts">
          {draft && <span>{roleWords(meeting, draft.role)}</span>}
          {entry.closed && <span>{words.closed}</span>}
          {draft?.adopted && (
            <span class="status status-approved">
              <Icon name="approved" />
              {t.value.start.adopted}
            </span>
          )}
        </span>
      </a>
      {meeting.archived !== null && (
        <a class="button button-small" href={`/api/drafts/${entry.draft}/bundle`} download>
          {words.bundle}
        </a>
      )}
    </>
  );
}

/** Moves a draft among those of its folder. */
function Movers({ desk, meeting, entry }: AgendaProps & { entry: AgendaEntry }) {
  const words = meetingWords.value;
  const title = draftTitle(desk, entry.draft);
  const folder = foldersOf(meeting).find(([, entries]) =>
    entries.some(({ draft }) => draft === entry.draft),
  )![1];
  const place = folder.findIndex(({ draft }) => draft === entry.draft);
  const swap = (other: AgendaEntry | undefined) => {
    if (!other) return;
    const order = meeting.agenda.map(({ draft }) => draft);
    const [from, to] = [order.indexOf(entry.draft), order.indexOf(other.draft)];
    [order[from], order[to]] = [order[to]!, order[from]!];
    void desk.act(() => desk.calls.order(order));
  };
  return (
    <span class="meeting-tools">
      <button
        type="button"
        class="icon-button"
        disabled={place === 0}
        aria-label={words.up(title)}
        onClick={() => swap(folder[place - 1])}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        class="icon-button"
        disabled={place === folder.length - 1}
        aria-label={words.down(title)}
        onClick={() => swap(folder[place + 1])}
      >
        <Icon name="next" />
      </button>
      {meeting.you.role === 'chair' && <Dropper desk={desk} draft={entry.draft} title={title} />}
    </span>
  );
}

/** Takes a draft off the agenda; the seats that it has stay. */
function Dropper({ desk, draft, title }: { desk: Desk; draft: string; title: string }) {
  const [asked, setAsked] = useState(false);
  const words = keepingWords.value;
  return (
    <button
      type="button"
      class={asked ? 'button button-small button-danger' : 'button button-small'}
      aria-label={asked ? words.dropSure : words.drop(title)}
      onClick={() => (asked ? void desk.act(() => desk.calls.drop(draft)) : setAsked(true))}
      onBlur={() => setAsked(false)}
    >
      {asked ? words.dropSure : words.dropShort}
    </button>
  );
}
