/** Whether what a person did is saved, as the bar says it. */
import { pendingCount } from '../sync/pending';
import type { SyncState } from '../sync/sync_state';
import type { Participant } from '../wire/types';
import type { ClosedReason, Connection, Saved } from './open_draft';

interface Situation {
  closed: ClosedReason | null;
  connection: Connection;
  you: Participant | null;
  /** Null before there is a replica. */
  sync: SyncState | null;
  /** When the server last had everything (ms). */
  savedAt: number;
}

export function savedStatus({ closed, connection, you, sync, savedAt }: Situation): Saved {
  if (closed) return { state: 'readonly', why: closed };
  const count = sync ? pendingCount(sync.pending) : 0;
  if (count > 0) return { state: connection.state === 'live' ? 'saving' : 'offline', count };
  if (you?.role === 'observer') return { state: 'readonly', why: 'observer' };
  if (sync?.view.adopted) return { state: 'readonly', why: 'adopted' };
  return { state: 'saved', at: savedAt };
}
