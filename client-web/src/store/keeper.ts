/**
 * Keeps one replica's pending work on this device, the newest version last, one write at a time. What was asked for
 * while a write was on its way is written once, as it is then.
 */
import type { PendingRecord, Store } from './store';

export class Keeper {
  private wanted: PendingRecord | null | undefined;
  /** The newest record of which the store has not said yet that it has it. */
  private unsaved: PendingRecord | null = null;
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
    this.unsaved = record;
    this.writing ??= this.write();
  }

  /** Resolves when everything asked for so far is on the device, or cannot be. */
  kept(): Promise<void> {
    return this.writing ?? Promise.resolve();
  }

  /** The page goes away: what the store has not surely got is left where the next page finds it. */
  flush(): void {
    if (this.unsaved) this.store.leavePending(this.unsaved);
  }

  private async write(): Promise<void> {
    while (this.wanted !== undefined) {
      const record = this.wanted;
      this.wanted = undefined;
      try {
        if (record) await this.store.savePending(record);
        else await this.store.dropPending(this.draft, this.client);
        this.empty = record === null;
        if (this.unsaved === record) this.unsaved = null;
      } catch {
        this.onFailure();
      }
    }
    this.writing = null;
  }
}
