/**
 * A tab was closed or crashed before the server had all of its work. Another tab sends that work in the name of the lost
 * replica, so that the server recognises what had arrived already and does not apply it twice.
 */
import type { Clock } from '../net/clock';
import type { Replicas } from '../store/replicas';
import type { PendingRecord } from '../store/store';
import { pendingCount } from '../sync/pending';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import { Replica, type ReplicaOptions } from './replica';

/** Replicas of crashed tabs may count as open for a moment; their work is looked for again then. */
const AGAIN_MS = 15_000;

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

export class Rescue {
  private begun = false;
  private stopped = false;
  private cancelAgain: () => void = () => undefined;

  constructor(
    private readonly replicas: Replicas,
    private readonly clock: Clock,
    private readonly handlers: RescueHandlers,
  ) {}

  /**
   * Looks for the participant's work now and once more; true the first time, later calls do nothing. `options`: those of
   * the replica that is open here, null where nothing can be sent any more.
   */
  begin(participant: string, options: () => ReplicaOptions | null): boolean {
    if (this.begun) return false;
    this.begun = true;
    const look = () => {
      const own = this.stopped ? null : options();
      if (own) void this.takeOver(participant, own).catch(() => this.handlers.cannotKeep());
    };
    look();
    this.cancelAgain = this.clock.after(AGAIN_MS, look);
    return true;
  }

  stop(): void {
    this.stopped = true;
    this.cancelAgain();
  }

  /** Takes over the participant's work of replicas that are not open any more, one after the other. */
  private async takeOver(participant: string, options: ReplicaOptions): Promise<void> {
    const records = await options.store.listPending(options.draftId);
    for (const { client, participant: whose } of records) {
      if (client === options.client || whose !== participant) continue;
      const release = await this.replicas.claim(client);
      if (!release) continue;
      // It may have got through since the list was made.
      const record = await options.store.loadPending(options.draftId, client);
      if (record && (await sendAll(options, record, this.handlers)))
        this.handlers.recovered(pendingCount(record.pending));
      release();
    }
  }
}
