/**
 * Keeps one replica's pending work on this device, the newest version last, one write at a time. What was asked for
 * while a write was on its way is written once, as it is then.
 */
import type { PendingRecord, Store } from './store';

export class Keeper {
  private wanted: PendingRecord | null | undefined;
  private writing: Promise<void> | null = null;
  private empty: boolean;

  constructor(
    private readonly store: Store,
    private readonly draft: string,
    private readonly client: string,
    private readonly onFailure: () => void,
    stored: boolean,
  ) {
    this.empty = !stored;
  }

  /** null: nothing is pending any more. */
  keep(record: PendingRecord | null): void {
    if (record === null && this.empty && !this.writing) return;
    this.empty = false;
    this.wanted = record;
    this.writing ??= this.write();
  }

  /** Resolves when everything asked for so far is on the device, or cannot be. */
  kept(): Promise<void> {
    return this.writing ?? Promise.resolve();
  }

  /** The page goes away: what waits for the write before it is handed over at once. */
  flush(): void {
    if (this.wanted) void this.store.savePending(this.wanted).catch(() => {});
  }

  private async write(): Promise<void> {
    while (this.wanted !== undefined) {
      const record = this.wanted;
      this.wanted = undefined;
      try {
        if (record) await this.store.savePending(record);
        else await this.store.dropPending(this.draft, this.client);
        this.empty = record === null;
      } catch {
        this.onFailure();
      }
    }
    this.writing = null;
  }
}
