/** What this device keeps: work that the server has not confirmed, and words that it refused. */
import type { TrayEntry } from '../app/session_types';
import type { Pending } from '../sync/pending';

/** Pending work of one replica, against the log at `seq`. */
export interface PendingRecord {
  draft: string;
  client: string;
  /** Whose work it is: nobody else may send it. */
  participant: string;
  seq: number;
  head: string;
  pending: Pending;
  /** When it was last written (ms). */
  at: number;
}

export interface Store {
  loadPending(draft: string, client: string): Promise<PendingRecord | undefined>;
  listPending(draft: string): Promise<PendingRecord[]>;
  savePending(record: PendingRecord): Promise<void>;
  dropPending(draft: string, client: string): Promise<void>;
  loadTray(draft: string): Promise<TrayEntry[]>;
  addToTray(draft: string, entries: readonly TrayEntry[]): Promise<void>;
  dropFromTray(draft: string, id: string): Promise<void>;
}

/** Keeps things as long as the page lives: for tests, and where the browser keeps nothing. */
export class MemoryStore implements Store {
  private readonly pending = new Map<string, string>();
  private readonly trays = new Map<string, TrayEntry[]>();

  loadPending(draft: string, client: string): Promise<PendingRecord | undefined> {
    const found = this.pending.get(`${draft}/${client}`);
    return Promise.resolve(found === undefined ? undefined : (JSON.parse(found) as PendingRecord));
  }

  listPending(draft: string): Promise<PendingRecord[]> {
    const all = [...this.pending.values()].map((text) => JSON.parse(text) as PendingRecord);
    return Promise.resolve(all.filter((record) => record.draft === draft));
  }

  savePending(record: PendingRecord): Promise<void> {
    this.pending.set(`${record.draft}/${record.client}`, JSON.stringify(record));
    return Promise.resolve();
  }

  dropPending(draft: string, client: string): Promise<void> {
    this.pending.delete(`${draft}/${client}`);
    return Promise.resolve();
  }

  loadTray(draft: string): Promise<TrayEntry[]> {
    return Promise.resolve(this.trays.get(draft) ?? []);
  }

  addToTray(draft: string, entries: readonly TrayEntry[]): Promise<void> {
    this.trays.set(draft, [...(this.trays.get(draft) ?? []), ...entries]);
    return Promise.resolve();
  }

  dropFromTray(draft: string, id: string): Promise<void> {
    this.trays.set(
      draft,
      (this.trays.get(draft) ?? []).filter((entry) => entry.id !== id),
    );
    return Promise.resolve();
  }
}
