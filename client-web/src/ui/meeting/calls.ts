/** The server's calls about meetings (protocol/meetings.md). */
import { ApiError } from '../../net/api';
import type { ByLang, Lang, Participant, Role } from '../../wire/types';

export type DelegationKind = 'member' | 'observer-country' | 'observer-organisation' | 'civil-society';
export type RosterProblem =
  | 'name-missing'
  | 'name-unfit'
  | 'unknown-delegation'
  | 'bad-email'
  | 'unknown-role'
  | 'delegation-missing'
  | 'twice';

export interface Delegation {
  code: string;
  names: ByLang<string>;
  short?: ByLang<string>;
  kind: DelegationKind;
  present: boolean;
}

export interface Group {
  id: string;
  names: ByLang<string>;
}

export interface MeetingDocument {
  title: ByLang<string>;
  place?: ByLang<string>;
  starts?: string;
  ends?: string;
  langs?: Lang[];
  roles: Partial<Record<Role | 'delegation-word', ByLang<string>>>;
  delegations: Delegation[];
  groups: Group[];
  settings: { head_speaks: boolean; links: boolean };
}

export interface AgendaEntry {
  draft: string;
  group: string | null;
  closed: boolean;
}

export interface Meeting {
  id: string;
  revision: number;
  logo: boolean;
  archived: number | null;
  you: Participant;
  person: string;
  meeting: MeetingDocument;
  agenda: AgendaEntry[];
}

export interface MeetingSummary {
  id: string;
  title: ByLang<string>;
  starts?: string;
  ends?: string;
  role: Role;
  archived: number | null;
}

export interface Exception {
  scope: 'draft' | 'group';
  target: string;
  role: Role | 'none';
}

export interface Person {
  id: string;
  participant: string;
  role: Role;
  name: string;
  delegation?: string;
  email?: string;
  lang?: Lang;
  head: boolean;
  expires: number | null;
  revoked: number | null;
  linked: number | null;
  opened: number | null;
  devices: number;
  exceptions: Exception[];
}

/** A person as a list names them, or as they are invited. */
export interface Invitee {
  name?: string;
  role: Role;
  delegation?: string;
  email?: string;
  head?: boolean;
  problem?: RosterProblem;
}

/** Somebody who was invited: with their link, or written to, with a link of their own. */
export interface Invited {
  id: string;
  token?: string;
  mailed?: boolean;
}

/** What became of a mail to somebody of the meeting. */
export interface Mail {
  id: string;
  kind: 'invitation' | 'news';
  state: 'waiting' | 'sending' | 'sent' | 'uncertain' | 'failed';
  tries: number;
  person: string | null;
  created: number;
  next: number | null;
  done: number | null;
  why: string | null;
}

export interface Mails {
  /** Whether the server sends mail at all. */
  on: boolean;
  mails: Mail[];
}

export interface Here {
  participant: string;
  role: Role;
  name: string;
  delegation?: string;
  head: boolean;
  drafts: string[];
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin' };
  if (body instanceof Blob) {
    init.body = body;
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(`/api/meetings${path}`, init);
  } catch {
    throw new ApiError('network', 'The server cannot be reached.', 0);
  }
  const answer = (await response.json().catch(() => ({}))) as { error?: { code: string; message: string } };
  if (response.ok) return answer as T;
  throw new ApiError(answer.error?.code ?? 'network', answer.error?.message ?? '', response.status);
}

export const meetings = async () => (await call<{ meetings: MeetingSummary[] }>('GET', '')).meetings;
export const createMeeting = async (document: Partial<MeetingDocument>) =>
  (await call<{ id: string }>('POST', '', document)).id;

export const logoUrl = (meeting: Meeting) => `/api/meetings/${meeting.id}/logo?r=${meeting.revision}`;

/** The calls about one meeting. */
export function callsOf(id: string) {
  const at = <T = unknown>(method: string, path: string, body?: unknown) =>
    call<T>(method, `/${id}${path}`, body);
  return {
    read: () => at<Meeting>('GET', ''),
    change: (revision: number, fields: Partial<MeetingDocument>) => at('PATCH', '', { revision, ...fields }),
    archive: (archived: boolean) => at('POST', '/archive', { archived }),
    handOver: (to: string) => at('POST', '/chair', { to }),
    room: async () => (await at<{ here: Here[] }>('GET', '/room')).here,
    people: async () => (await at<{ people: Person[] }>('GET', '/people')).people,
    roster: (text: string) => at<{ people: Invitee[]; left_out: number }>('POST', '/roster', { text }),
    invite: async (people: Invitee[], mail: boolean) =>
      (await at<{ invited: Invited[] }>('POST', '/people', { people, mail })).invited,
    mails: () => at<Mails>('GET', '/mail'),
    mailLink: (person: string) => at('POST', `/people/${person}/link`, { mail: true }),
    changePerson: (person: string, fields: Partial<Invitee> & { expires?: number | null }) =>
      at('PATCH', `/people/${person}`, fields),
    except: (person: string, exception: Omit<Exception, 'role'> & { role: Exception['role'] | null }) =>
      at('PUT', `/people/${person}/exception`, exception),
    newLink: (person: string, devices: boolean) => at<Invited>('POST', `/people/${person}/link`, { devices }),
    revoke: (person: string) => at('DELETE', `/people/${person}`),
    makeDraft: async (title: ByLang<string>, langs: Lang[]) =>
      (await at<{ draft: string }>('POST', '/drafts', { title, langs })).draft,
    put: (entry: AgendaEntry) => at('POST', '/agenda', entry),
    order: (drafts: string[]) => at('PUT', '/agenda', { drafts }),
    drop: (draft: string) => at('DELETE', `/agenda/${draft}`),
    setLogo: (image: Blob) => call('PUT', `/${id}/logo`, image),
    removeLogo: () => at('DELETE', '/logo'),
  };
}
