/** What this device keeps: work that the server has not confirmed, and words that it refused. */
import type { Pending } from '../sync/pending';
import type { Change, Lang, RejectCode } from '../wire/types';

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

/** Words that the server refused, kept for their author. */
export interface TrayEntry {
  id: string;
  draft: string;
  /** Whose words they are: this browser may hold several seats. */
  participant: string;
  /** When the words were typed (ms). */
  at: number;
  code: RejectCode;
  message: string;
  item: string;
  lang: Lang;
  /** The item's number when it was refused, `7.p`; may be empty. */
  label: string;
  words: string;
  /** What to send again. */
  change: Change;
}

export interface Store {
  loadPending(draft: string, client: string): Promise<PendingRecord | undefined>;
  listPending(draft: string): Promise<PendingRecord[]>;
  savePending(record: PendingRecord): Promise<void>;
  /** For a page that goes away: it does not live to see a promise kept. */
  leavePending(record: PendingRecord): void;
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

  leavePending(record: PendingRecord): void {
    void this.savePending(record);
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
