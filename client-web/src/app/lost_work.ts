/** Sends the work that a closed or crashed tab left behind (rescue.ts). */
import type { Replicas } from '../store/replicas';
import type { PendingRecord } from '../store/store';
import * as incoming from '../sync/incoming';
import { pendingCount } from '../sync/pending';
import { Replica, type ReplicaOptions } from './replica';
import type { RescueHandlers } from './rescue';

/** Whether nothing is left to send; false where the server will not have it from us. */
function sendAll(options: ReplicaOptions, record: PendingRecord, handlers: RescueHandlers): Promise<boolean> {
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

/** Takes over the participant's work of replicas that are not open any more, one after the other. `options`: of the one that is. */
export async function takeOver(
  participant: string,
  options: ReplicaOptions,
  replicas: Replicas,
  handlers: RescueHandlers,
): Promise<void> {
  const records = await options.store.listPending(options.draftId);
  for (const { client, participant: whose } of records) {
    if (client === options.client || whose !== participant) continue;
    const release = await replicas.claim(client);
    if (!release) continue;
    // It may have got through since the list was made.
    const record = await options.store.loadPending(options.draftId, client);
    if (record && (await sendAll(options, record, handlers)))
      handlers.recovered(pendingCount(record.pending));
    release();
  }
}
