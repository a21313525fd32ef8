/** What the parts of a meeting's page share: the meeting, the titles of its drafts, and how a change is made and told. */
import { signal, type Signal } from '@preact/signals';
import type { DraftSummary } from '../../net/api';
import type { ByLang, Role } from '../../wire/types';
import { ApiError } from '../../net/api';
import { announce } from '../announce';
import { errorWords } from '../errors';
import { delegationName } from '../i18n/format';
import { locale, t } from '../i18n';
import { api } from '../server';
import { enterSeat } from '../seat';
import { callsOf, type Mails, type Meeting, type Person } from './calls';
import { leadBack } from './way_back';
import { meetingWords } from './words';

export interface Desk {
  calls: ReturnType<typeof callsOf>;
  meeting: Signal<Meeting | null>;
  drafts: Signal<ReadonlyMap<string, DraftSummary>>;
  people: Signal<Person[]>;
  mails: Signal<Mails>;
  /** Why the meeting cannot be read, or why the last change was refused. */
  problem: Signal<string | null>;
  missing: Signal<boolean>;
  load: () => Promise<void>;
  /** Makes a change and reads the meeting again; false where it was refused, which is told. */
  act: (change: () => Promise<unknown>) => Promise<boolean>;
}

function refusal(error: unknown): string {
  const words = meetingWords.value;
  if (error instanceof ApiError && error.code === 'conflict') return words.conflict;
  if (error instanceof ApiError && error.code === 'sign-in') return words.signInFirst;
  if (error instanceof ApiError && error.code === 'last-chair') return words.lastChair;
  return errorWords(error);
}

export function openDesk(id: string): Desk {
  const calls = callsOf(id);
  const desk: Desk = {
    calls,
    meeting: signal(null),
    drafts: signal(new Map()),
    people: signal([]),
    mails: signal({ on: false, mails: [] }),
    problem: signal(null),
    missing: signal(false),
    load: async () => {
      try {
        const meeting = await calls.read();
        const drafts = (await api.drafts()).filter((draft) =>
          meeting.agenda.some((entry) => entry.draft === draft.id),
        );
        for (const draft of drafts) {
          enterSeat(draft.id, meeting.you.id);
          leadBack(draft.id, id);
        }
        if (keeps(meeting))
          [desk.people.value, desk.mails.value] = await Promise.all([calls.people(), calls.mails()]);
        desk.drafts.value = new Map(drafts.map((draft) => [draft.id, draft]));
        desk.meeting.value = meeting;
        desk.missing.value = false;
      } catch (error) {
        desk.missing.value = error instanceof ApiError && [401, 404].includes(error.status);
        desk.problem.value = refusal(error);
      }
    },
    act: async (change) => {
      desk.problem.value = null;
      let done = true;
      try {
        await change();
        announce(meetingWords.value.saved);
      } catch (error) {
        desk.problem.value = refusal(error);
        done = false;
      }
      const told = desk.problem.value;
      await desk.load();
      desk.problem.value = told ?? desk.problem.value;
      return done;
    },
  };
  return desk;
}

export const keeps = ({ you }: Meeting) => you.role === 'secretariat' || you.role === 'chair';
/** Whether the caller changes the meeting now. */
export const mayChange = (meeting: Meeting) => keeps(meeting) && meeting.archived === null;
/** Nobody gives a role above their own. */
export const givable = (meeting: Meeting): Role[] =>
  meeting.you.role === 'chair'
    ? ['observer', 'delegation', 'secretariat', 'chair']
    : ['observer', 'delegation', 'secretariat'];

/** Words in the language of the interface, else in the first that there is. */
export function inOurs(words: ByLang<string> | undefined): string {
  if (!words) return '';
  return words[locale.value] ?? Object.values(words)[0] ?? '';
}

/** How the meeting calls a role; else as everywhere. */
export const roleWords = (meeting: Meeting, role: Role): string =>
  inOurs(meeting.meeting.roles[role]) || t.value.roles[role];

export function delegationWords(meeting: Meeting, code: string | undefined): string {
  if (!code) return '';
  const delegation = meeting.meeting.delegations.find((one) => one.code === code);
  return inOurs(delegation?.short) || inOurs(delegation?.names) || delegationName(code);
}

/** 26–28 de noviembre de 2026: days without an hour, the same wherever they are read. */
export function datesWords(starts: string | undefined, ends: string | undefined): string {
  const format = new Intl.DateTimeFormat(locale.value, { dateStyle: 'long', timeZone: 'UTC' });
  const [first, last] = [starts ?? ends, ends ?? starts];
  return first && last ? format.formatRange(new Date(first), new Date(last)) : '';
}

export function draftTitle(desk: Desk, id: string): string {
  const draft = desk.drafts.value.get(id);
  return inOurs(draft?.title) || t.value.draft.untitled;
}
