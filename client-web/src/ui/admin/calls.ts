/** The server's calls for whoever runs it (protocol/admin.md). */
import { ApiError } from '../../net/api';
import type { ByLang } from '../../wire/types';

export interface MeetingHolding {
  id: string;
  title?: ByLang<string>;
  created: number;
  archived: number | null;
  deleted: number | null;
  purged: number | null;
  people: number;
  drafts: number;
}

export interface DraftHolding {
  id: string;
  title?: ByLang<string>;
  damaged?: boolean;
  meeting?: string;
  created: number;
  deleted: number | null;
  purged: number | null;
  seats: number;
  seq: number;
  bytes: number;
}

export interface Overview {
  by: string;
  started: number | null;
  connections: { all: number; observer: number; delegation: number; secretariat: number; chair: number };
  queue: number;
  loaded: number;
  memory: { allocated: number; highest?: number };
  disk: { database: number; most: number; free?: number };
  certificate?: number | null;
  backup?: { at: number; file: string };
  log?: { entries: number; hash: string };
  meetings: MeetingHolding[];
}

export interface Connected {
  draft: string;
  participant: string;
  name?: string;
  delegation?: string;
  connections: number;
}

/** A server of a cluster; without `connections` it does not answer. */
export interface ClusterNode {
  node: string;
  connections: number | null;
}

export interface Entry {
  number: number;
  at: number;
  act: string;
  by: string;
  by_name?: string;
  meeting?: string;
  draft?: string;
  target?: string;
  target_name?: string;
  personal?: string;
  detail?: Record<string, unknown>;
}

export type Settings = Record<string, { value: string | number | null; at_once: boolean }>;

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin' };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(`/api/admin${path}`, init);
  } catch {
    throw new ApiError('network', 'The server cannot be reached.', 0);
  }
  const answer = (await response.json().catch(() => ({}))) as { error?: { code: string; message: string } };
  if (response.ok) return answer as T;
  throw new ApiError(answer.error?.code ?? 'network', answer.error?.message ?? '', response.status);
}

export const enter = (token: string) => call('POST', '/session', { token });
export const leave = () => call('DELETE', '/session');
export const overview = () => call<Overview>('GET', '');
export const drafts = async () => (await call<{ drafts: DraftHolding[] }>('GET', '/drafts')).drafts;
export const connections = () =>
  call<{ connections: Connected[]; nodes?: ClusterNode[] }>('GET', '/connections');
export const log = async (act: string, before: number | undefined) => {
  const query = new URLSearchParams({ act, most: '50', ...(before ? { before: String(before) } : {}) });
  return (await call<{ log: Entry[] }>('GET', `/log?${query}`)).log;
};
export const settings = async () => (await call<{ settings: Settings }>('GET', '/settings')).settings;
export const reload = () => call<{ changed: string[]; waiting: string[] }>('POST', '/reload');
export const setDraft = (id: string, deleted: boolean) => call('POST', `/drafts/${id}`, { deleted });
export const setMeeting = (id: string, fields: { deleted: boolean } | { archived: boolean }) =>
  call('POST', `/meetings/${id}`, fields);
export const person = (who: string) => call<object>('GET', `/person?${new URLSearchParams({ who })}`);
export const erase = (who: string) => call<{ erased: number }>('POST', '/erase', { who });
