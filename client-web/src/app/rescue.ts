/**
 * Work that a tab left behind, closed or crashed before the server had it: it is sent in that replica's name, so that
 * what did arrive is not applied twice.
 */
import type { PendingRecord } from '../store/store';
import type { Replicas } from '../store/replicas';
import { pendingCount } from '../sync/pending';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import { Replica, type ReplicaOptions } from './replica';

export interface RescueHandlers {
  refused(effect: SyncEffect & { type: 'refused' }, state: SyncState): void;
  recovered(count: number): void;
  cannotKeep(): void;
}

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
        welcomed: () => undefined,
        opsComing: () => undefined,
        presence: () => undefined,
        roster: () => undefined,
      },
    );
    const finish = (done: boolean) => void replica.kept().then(() => (resolve(done), replica.stop()));
    replica.start();
  });
}

/** Takes over the participant's work of replicas that are not open any more, one after the other. */
export async function rescueAll(
  options: ReplicaOptions,
  participant: string,
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
