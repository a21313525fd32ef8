/**
 * A tab was closed or crashed before the server had all of its work. Another tab sends that work in the name of the lost
 * replica, so that the server recognises what had arrived already and does not apply it twice.
 */
import type { Clock } from '../net/clock';
import type { Replicas } from '../store/replicas';
import { pendingCount } from '../sync/pending';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import type { ReplicaOptions } from './replica';

/** A tab that is loaded again may claim what it was before; only then its work is taken over by others. */
const OWN_FIRST_MS = 2000;

export interface RescueHandlers {
  refused(effect: SyncEffect & { type: 'refused' }, state: SyncState): void;
  recovered(count: number): void;
  cannotKeep(): void;
}

/** Of the replica that is open here; null where nothing can be sent any more. */
type OwnOptions = () => ReplicaOptions | null;

export class Rescue {
  private begun = false;
  private readonly ending = new AbortController();

  constructor(
    private readonly replicas: Replicas,
    private readonly clock: Clock,
    private readonly handlers: RescueHandlers,
  ) {}

  /**
   * Brings the participant's work of tabs that are gone, and of those that are open as soon as they go; true the first time,
   * later calls do nothing.
   */
  begin(participant: string, options: OwnOptions): boolean {
    if (this.begun) return false;
    this.begun = true;
    void this.takeOver(participant, options).catch(() => this.handlers.cannotKeep());
    return true;
  }

  stop(): void {
    this.ending.abort();
  }

  /** One after the other those that nobody has open; the others when they are left. */
  private async takeOver(participant: string, options: OwnOptions): Promise<void> {
    const own = options();
    if (!own) return;
    for (const { client, participant: whose } of await own.store.listPending(own.draftId)) {
      if (client === own.client || whose !== participant) continue;
      const release = await this.replicas.claim(client);
      if (release && (await this.bring(client, options, release))) continue;
      void this.waitFor(client, options).catch(() => this.handlers.cannotKeep());
    }
  }

  private async waitFor(client: string, options: OwnOptions): Promise<void> {
    const { signal } = this.ending;
    for (let done = false; !done && !signal.aborted;) {
      (await this.replicas.claim(client, signal))?.();
      await new Promise<void>((later) => this.clock.after(OWN_FIRST_MS, later));
      const release = signal.aborted ? null : await this.replicas.claim(client);
      done = release !== null && (await this.bring(client, options, release));
    }
  }

  /** False where what sends it cannot be loaded now. */
  private async bring(client: string, options: OwnOptions, release: () => void): Promise<boolean> {
    const own = this.ending.signal.aborted ? null : options();
    // It may have got through since the list was made.
    const record = own ? await own.store.loadPending(own.draftId, client) : undefined;
    const module = record ? await import('./lost_work').catch(() => null) : undefined;
    if (own && record && module && (await module.sendAll(own, record, this.handlers)))
      this.handlers.recovered(pendingCount(record.pending));
    release();
    return module !== null;
  }
}
