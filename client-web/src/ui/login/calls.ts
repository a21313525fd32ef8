/** The server's calls about the login of the institution (protocol/login.md). */
import { ApiError } from '../../net/api';

export interface Login {
  login: boolean;
  institution: string | null;
  you: { email: string; name: string | null; clash: boolean; ask?: 'waits' | 'refused' } | null;
}

export interface Ask {
  id: string;
  email: string;
  name: string | null;
  created: number;
}

/** What one asks to be let into. */
export type Place = { meeting: string } | { draft: string };

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin' };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, init);
  } catch {
    throw new ApiError('network', 'The server cannot be reached.', 0);
  }
  const answer = (await response.json().catch(() => ({}))) as { error?: { code: string; message: string } };
  if (response.ok) return answer as T;
  throw new ApiError(answer.error?.code ?? 'network', answer.error?.message ?? '', response.status);
}

export const whoAmI = (place?: Place) =>
  call<Login>('GET', place && 'meeting' in place ? `login?meeting=${place.meeting}` : 'login');
export const askToBeLetIn = (place: Place) => call('POST', 'login/asks', place);
/** Where the browser ends its session at the provider; undefined where it has none there. */
export const signOut = async () => (await call<{ leave?: string }>('DELETE', 'session')).leave;
export const startAt = (back: string) => `/api/login/start?back=${encodeURIComponent(back)}`;

export const asksOf = async (meeting: string) =>
  (await call<{ asks: Ask[] }>('GET', `meetings/${meeting}/asks`)).asks;
export const admit = (
  meeting: string,
  ask: string,
  person: { role: string; delegation?: string; name?: string },
) => call('POST', `meetings/${meeting}/asks/${ask}`, person);
export const refuse = (meeting: string, ask: string) => call('DELETE', `meetings/${meeting}/asks/${ask}`);
