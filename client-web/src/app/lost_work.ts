/** Sends the work that a closed or crashed tab left behind (rescue.ts). */
import type { PendingRecord } from '../store/store';
import * as incoming from '../sync/incoming';
import { Replica, type ReplicaOptions } from './replica';
import type { RescueHandlers } from './rescue';

/** Whether nothing is left to send; false where the server will not have it from us. */
export function sendAll(
  options: ReplicaOptions,
  record: PendingRecord,
  handlers: RescueHandlers,
): Promise<boolean> {
  return new Promise((resolve) => {
    const replica: Replica = new Replica(
      { ...options, client: record.client, record },
      {
        stepped(before, effects) {
          for (const effect of effects) if (effect.type === 'refused') handlers.refused(effect, before);
          // The step that is under way ends first.
          if (!replica.pending) queueMicrotask(() => finish(true));
        },
        line: ({ state }) => {
          if (state === 'stopped') resolve(false);
        },
        silent: () => undefined,
        cannotKeep: () => handlers.cannotKeep(),
        fetchIncoming: () => Promise.resolve(incoming),
        welcomed: () => undefined,
        otherHistory: () => undefined,
        opsComing: () => undefined,
        presence: () => undefined,
        roster: () => undefined,
      },
    );
    const finish = (done: boolean) => void replica.kept().then(() => (resolve(done), replica.stop()));
    replica.start();
  });
}
