/** The store in IndexedDB: it outlives the page, the browser and the power. */
import { createStore, del, entries, get, promisifyRequest, update, type UseStore } from 'idb-keyval';
import { browserShadows, type Shadows } from './shadow';
import type { PendingRecord, Store, TrayEntry } from './store';

export const KEPT = 'kept';
export const pendingKey = (draft: string, client: string) => `pending/${draft}/${client}`;
const trayKey = (draft: string) => `tray/${draft}`;
/** What structured clone cannot take (Deltas with methods) goes as plain JSON. */
const plain = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

export class IdbStore implements Store {
  private readonly db: UseStore;

  constructor(
    name = 'plenaria',
    private readonly shadows: Shadows = browserShadows(),
  ) {
    this.db = createStore(name, KEPT);
  }

  async loadPending(draft: string, client: string): Promise<PendingRecord | undefined> {
    const left = this.shadows.newest(draft, client, undefined);
    const stored = await get<PendingRecord>(pendingKey(draft, client), this.db).catch((error: unknown) => {
      if (left) return undefined; // what the page before left is at least as new
      throw error;
    });
    return this.shadows.newest(draft, client, stored);
  }

  async listPending(draft: string): Promise<PendingRecord[]> {
    const all = await entries<string, unknown>(this.db);
    const prefix = pendingKey(draft, '');
    const stored = all.filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as PendingRecord);
    const found = new Map([...stored, ...this.shadows.all(draft)].map((record) => [record.client, record]));
    return [...found.keys()].flatMap((client) => {
      const known = stored.find((record) => record.client === client);
      return this.shadows.newest(draft, client, known) ?? [];
    });
  }

  async savePending(record: PendingRecord): Promise<void> {
    await this.db('readwrite', (store) => {
      store.put(plain(record), pendingKey(record.draft, record.client));
      store.transaction.commit(); // else it may be undone when the page goes away
      return promisifyRequest(store.transaction);
    });
    this.shadows.overtaken(record);
  }

  leavePending(record: PendingRecord): void {
    this.shadows.leave(record);
    void this.savePending(record).catch(() => {});
  }

  async dropPending(draft: string, client: string): Promise<void> {
    await del(pendingKey(draft, client), this.db);
    this.shadows.drop(draft, client);
  }

  async loadTray(draft: string): Promise<TrayEntry[]> {
    return (await get<TrayEntry[]>(trayKey(draft), this.db)) ?? [];
  }

  addToTray(draft: string, added: readonly TrayEntry[]): Promise<void> {
    return update<TrayEntry[]>(trayKey(draft), (known = []) => [...known, ...plain(added)], this.db);
  }

  dropFromTray(draft: string, id: string): Promise<void> {
    return update<TrayEntry[]>(
      trayKey(draft),
      (known = []) => known.filter((entry) => entry.id !== id),
      this.db,
    );
  }
}
