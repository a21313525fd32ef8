/** What a meeting is: title, place, dates, working groups, how roles are called, its settings; and its end. */
import type { ByLang, Lang, Role } from '../../wire/types';
import { locale, t } from '../i18n';
import { languageName } from '../i18n/format';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import type { Group, Meeting, MeetingDocument } from './calls';
import { inOurs, mayChange, type Desk } from './desk';
import { keepingWords } from './keeping_words';
import { Logo } from './logo';
import { Sure } from './person_dialog';
import { meetingWords } from './words';

interface Props {
  desk: Desk;
  meeting: Meeting;
  onClose: () => void;
}

export function EditMeeting({ desk, meeting, onClose }: Props) {
  return (
    <Dialog title={meetingWords.value.edit} onClose={onClose} wide>
      {desk.problem.value && <Problem>{desk.problem.value}</Problem>}
      {mayChange(meeting) && <EditForm desk={desk} meeting={meeting} onClose={onClose} />}
      {mayChange(meeting) && <Logo desk={desk} meeting={meeting} />}
      <TheEnd desk={desk} meeting={meeting} onClose={onClose} />
    </Dialog>
  );
}

/** Writes words in one language, that of the interface where none is named, over those of the others; empty takes this language's away. */
function said(before: ByLang<string> | undefined, words: string, lang: Lang = locale.value): ByLang<string> {
  const { [lang]: _, ...others } = before ?? {};
  return words.trim() ? { ...others, [lang]: words.trim() } : others;
}

/** The languages that the meeting's words are kept in, that of the interface first. */
const langsOf = ({ langs }: MeetingDocument): Lang[] => [...new Set([locale.value, ...(langs ?? [])])];

/** Groups by the lines of the form: those whose name is as before keep their id. */
function groupsOf(lines: string, before: Group[]): Group[] {
  const names = lines.split('\n').map((line) => line.trim());
  return names.filter(Boolean).map((name, i) => {
    const known =
      before.find(({ names: had }) => inOurs(had) === name) ??
      (names.length === before.length ? before[i] : undefined);
    return known
      ? { ...known, names: said(known.names, name) }
      : { id: Math.random().toString(36).slice(2, 12), names: { [locale.value]: name } };
  });
}

const ROLES: readonly Role[] = ['chair', 'secretariat', 'delegation', 'observer'];

function EditForm({ desk, meeting, onClose }: Props) {
  const words = meetingWords.value;
  const now = meeting.meeting;
  const save = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '');
    const roles = Object.fromEntries(
      ROLES.map((role) => [
        role,
        langsOf(now).reduce(
          (names, lang) => said(names, text(`${role}.${lang}`), lang),
          now.roles[role] ?? {},
        ),
      ]),
    );
    const fields = {
      title: said(now.title, text('title')),
      place: said(now.place, text('place')),
      starts: text('starts') || null,
      ends: text('ends') || null,
      groups: groupsOf(text('groups'), now.groups),
      roles,
      settings: {
        ...now.settings,
        head_speaks: form.get('head') !== null,
        links: form.get('links') !== null,
      },
    } as unknown as Partial<MeetingDocument>;
    if (await desk.act(() => desk.calls.change(meeting.revision, fields))) onClose();
  };
  return (
    <form onSubmit={save}>
      <Field label={words.title}>
        <input name="title" required defaultValue={inOurs(now.title)} />
      </Field>
      <div class="meeting-form">
        <Field label={words.place}>
          <input name="place" defaultValue={inOurs(now.place)} />
        </Field>
        <Field label={words.starts}>
          <input name="starts" type="date" defaultValue={now.starts ?? ''} />
        </Field>
        <Field label={words.ends}>
          <input name="ends" type="date" defaultValue={now.ends ?? ''} />
        </Field>
      </div>
      <Field label={words.groups} hint={words.groupsHint}>
        <textarea
          name="groups"
          class="meeting-lines"
          rows={3}
          defaultValue={now.groups.map(({ names }) => inOurs(names)).join('\n')}
        />
      </Field>
      {langsOf(now).map((lang) => (
        <RoleNames key={lang} roles={now.roles} lang={lang} />
      ))}
      <label class="meeting-check">
        <input name="head" type="checkbox" defaultChecked={now.settings.head_speaks} />
        {words.headSpeaks}
      </label>
      <label class="meeting-check">
        <input name="links" type="checkbox" defaultChecked={now.settings.links} />
        {words.byLinks}
      </label>
      <div class="sheet-actions">
        <button type="submit" class="button button-main">
          {words.save}
        </button>
      </div>
    </form>
  );
}

/** How the roles are called in one language; the first of them says what this is about. */
function RoleNames({ roles, lang }: { roles: MeetingDocument['roles']; lang: Lang }) {
  const title =
    lang === locale.value ? meetingWords.value.rolesTitle : keepingWords.value.rolesIn(languageName(lang));
  return (
    <fieldset class="meeting-form">
      <legend>{title}</legend>
      {ROLES.map((role) => (
        <Field key={role} label={t.value.roles[role]}>
          <input name={`${role}.${lang}`} lang={lang} defaultValue={roles[role]?.[lang] ?? ''} />
        </Field>
      ))}
    </fieldset>
  );
}

function TheEnd({ desk, meeting, onClose }: Props) {
  const words = meetingWords.value;
  const archive = (archived: boolean) => async () => {
    if (await desk.act(() => desk.calls.archive(archived))) onClose();
  };
  return (
    <section class="meeting-part">
      {meeting.archived === null ? (
        <Sure label={words.archive} sure={words.archiveSure} act={archive(true)} />
      ) : (
        <button type="button" class="button" onClick={() => void archive(false)()}>
          {words.reopen}
        </button>
      )}
    </section>
  );
}
