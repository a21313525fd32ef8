/** The server's calls, from whatever seat this tab sits in. */
import { createApi, type Api } from '../net/api';
import { seatIn } from './seat';

/** For what belongs to no draft: joining, the list of drafts, a new one. */
export const api: Api = createApi();

export function apiFor(draft: string): Api {
  const participant = seatIn(draft);
  return createApi(participant ? { participant } : {});
}
