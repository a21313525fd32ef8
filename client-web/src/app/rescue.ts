/**
 * A tab was closed or crashed before the server had all of its work. Another tab sends that work in the name of the lost
 * replica, so that the server recognises what had arrived already and does not apply it twice.
 */
import type { Clock } from '../net/clock';
import type { Replicas } from '../store/replicas';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import type { ReplicaOptions } from './replica';

/** Replicas of crashed tabs may count as open for a moment; their work is looked for again then. */
const AGAIN_MS = 15_000;

export interface RescueHandlers {
  refused(effect: SyncEffect & { type: 'refused' }, state: SyncState): void;
  recovered(count: number): void;
  cannotKeep(): void;
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
      if (own) void this.takeOver(participant, own);
    };
    look();
    this.cancelAgain = this.clock.after(AGAIN_MS, look);
    return true;
  }

  stop(): void {
    this.stopped = true;
    this.cancelAgain();
  }

  /** Where what does it cannot be loaded, the next look tries again. */
  private async takeOver(participant: string, own: ReplicaOptions): Promise<void> {
    const module = await import('./lost_work').catch(() => null);
    await module
      ?.takeOver(participant, own, this.replicas, this.handlers)
      .catch(() => this.handlers.cannotKeep());
  }
}
