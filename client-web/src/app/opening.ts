/**
 * This tab's replica of a draft: its id is claimed, what it kept on this device is loaded, and it starts.
 *
 *   open: claim, load, start ──► running ──reopen: stop, keep, release──► open
 *                                   └─────close: stop, keep, release
 *
 * An id is released only when everything that the replica still has is kept, so that whoever claims it next finds it all.
 */
import { claimReplica, type Claimed } from '../store/replicas';
import type { PendingRecord } from '../store/store';
import { Replica, type ReplicaHandlers, type ReplicaOptions } from './replica';
import type { Environment } from './environment';

/** Which draft, and the seat meant where this browser holds several. */
export interface DraftSeat {
  draftId: string;
  as?: string;
}

/** A replica belongs to one participant: the key under which a tab remembers its id. */
export function replicaKey({ draftId, as }: DraftSeat): string {
  return as === undefined ? draftId : `${draftId}.${as}`;
}

export class Opening {
  /** Null before what this device keeps is loaded. */
  replica: Replica | null = null;
  private claimed: Claimed | null = null;
  /** Who composes, and how each hold ends; null before there is a replica. */
  private readonly holds = new Set<{ release: (() => void) | null }>();

  constructor(
    private readonly seat: DraftSeat,
    private readonly environment: Environment,
    private readonly handlers: ReplicaHandlers,
    /** The person has closed the draft, or the server has: what is still being opened is given up. */
    private readonly isClosed: () => boolean,
  ) {}

  get client(): string {
    return this.claimed?.client ?? '';
  }

  async open(): Promise<void> {
    const { replicas, tab, store } = this.environment;
    const claimed = await claimReplica(replicas, tab, replicaKey(this.seat));
    if (this.isClosed()) return claimed.release();
    this.claimed = claimed;
    const record = await store.loadPending(this.seat.draftId, claimed.client).catch(() => {
      this.handlers.cannotKeep();
      return undefined;
    });
    if (this.isClosed()) return;
    const replica = new Replica(this.replicaOptions(record), this.handlers);
    this.replica = replica;
    for (const hold of this.holds) hold.release = replica.hold();
    replica.start();
  }

  /** For this tab's replica, and with another record and client for one whose work is taken over. */
  replicaOptions(record?: PendingRecord): ReplicaOptions {
    const { transport, api, store, clock, network, random } = this.environment;
    const options = { ...this.seat, client: this.client, transport, api, store, clock, network, random };
    return record ? { ...options, record } : options;
  }

  /** Stops, keeps and releases the replica, then opens this tab's one anew. `ready` is called in between. */
  async reopen(ready: () => void): Promise<void> {
    await this.giveUp();
    ready();
    await this.open();
  }

  close(): void {
    void this.giveUp();
  }

  private async giveUp(): Promise<void> {
    const { replica, claimed } = this;
    replica?.stop();
    await replica?.kept();
    claimed?.release();
  }

  /** What comes in waits until what this returns is called, also where a replica is opened meanwhile. */
  hold(): () => void {
    const hold = { release: this.replica?.hold() ?? null };
    this.holds.add(hold);
    return () => {
      if (this.holds.delete(hold)) hold.release?.();
    };
  }
}
