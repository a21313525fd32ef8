/** The page of a meeting: what it is, its agenda, who is in the room, its delegations and, for those who keep it, its people. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../i18n';
import { setPageTitle } from '../page_title';
import { PlainPage } from '../views/plain_page';
import { Problem } from '../widgets/field';
import { later } from '../widgets/later';
import { Agenda } from './agenda';
import { logoUrl, type Meeting } from './calls';
import { Delegations } from './delegations';
import { datesWords, inOurs, keeps, mayChange, openDesk, roleWords, type Desk } from './desk';
import { Room } from './room';
import { meetingWords } from './words';
import './meeting.css';

const Bell = later(async () => (await import('../bell/bell')).Bell);
const People = later(async () => (await import('./people')).People);
const SignIn = later(async () => (await import('../login/sign_in')).SignIn);
const Asks = later(async () => (await import('../login/asks')).Asks);
const EditMeeting = later(async () => (await import('./edit_meeting')).EditMeeting);

export function MeetingPage({ id }: { id: string }) {
  const desk = useMemo(() => openDesk(id), [id]);
  useEffect(() => void desk.load(), [desk]);
  const meeting = desk.meeting.value;
  setPageTitle(inOurs(meeting?.meeting.title) || meetingWords.value.meetings);
  if (meeting) return <Opened desk={desk} meeting={meeting} />;
  const { problem, missing } = desk;
  return (
    <PlainPage narrow>
      {missing.value ? (
        <>
          <h1>{meetingWords.value.notHere}</h1>
          <p class="sheet-lead">{meetingWords.value.notHereHint}</p>
          <SignIn place={{ meeting: id }} />
        </>
      ) : problem.value ? (
        <>
          <Problem>{problem.value}</Problem>
          <button type="button" class="button" onClick={() => void desk.load()}>
            {t.value.app.retry}
          </button>
        </>
      ) : (
        <p class="muted">{t.value.app.loading}</p>
      )}
    </PlainPage>
  );
}

function Opened({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  return (
    <PlainPage bar={<Bell you={meeting.you.id} />}>
      <div class="meeting">
        <MeetingHead desk={desk} meeting={meeting} />
        {meeting.archived !== null && <p class="meeting-archived">{meetingWords.value.archived}</p>}
        {desk.problem.value && <Problem>{desk.problem.value}</Problem>}
        <Agenda desk={desk} meeting={meeting} />
        <Room desk={desk} meeting={meeting} />
        <Delegations desk={desk} meeting={meeting} />
        {keeps(meeting) && <Asks desk={desk} meeting={meeting} />}
        {keeps(meeting) && <People desk={desk} meeting={meeting} />}
      </div>
    </PlainPage>
  );
}

function MeetingHead({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const [editing, setEditing] = useState(false);
  const { title, place, starts, ends } = meeting.meeting;
  const dates = datesWords(starts, ends);
  return (
    <header class="meeting-head">
      {meeting.logo && <img class="meeting-logo" src={logoUrl(meeting)} alt="" />}
      <div>
        <h1>{inOurs(title)}</h1>
        <p class="draft-facts">
          {place && <span>{inOurs(place)}</span>}
          {dates && <span>{dates}</span>}
          <span>{roleWords(meeting, meeting.you.role)}</span>
        </p>
      </div>
      {(mayChange(meeting) || (keeps(meeting) && meeting.you.role === 'chair')) && (
        <button type="button" class="button" onClick={() => setEditing(true)}>
          {meetingWords.value.edit}
        </button>
      )}
      {editing && <EditMeeting desk={desk} meeting={meeting} onClose={() => setEditing(false)} />}
    </header>
  );
}
