/** The store in IndexedDB: it outlives the page, the browser and the power. */
import { clear, createStore, del, entries, get, promisifyRequest, update, type UseStore } from 'idb-keyval';
import type { PendingRecord, Store, TrayEntry } from './store';

const pendingKey = (draft: string, client: string) => `pending/${draft}/${client}`;
const trayKey = (draft: string) => `tray/${draft}`;
/** What structured clone cannot take (Deltas with methods) goes as plain JSON. */
const plain = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

/** Words on this device that the server has not confirmed or has refused, of all drafts: as they were written. */
export async function keptWords(name = 'plenaria'): Promise<string[]> {
  const all = await entries<string, unknown>(createStore(name, 'kept'));
  return all.flatMap(([, value]) => wordsIn(value));
}

/** What was typed, wherever it stands in what is kept. */
function wordsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['insert', 'text', 'note'].includes(key) && value ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => wordsIn(part, name));
}

/** Leaves nothing on this device. */
export function forgetAll(name = 'plenaria'): Promise<void> {
  return clear(createStore(name, 'kept'));
}

export class IdbStore implements Store {
  private readonly db: UseStore;

  constructor(name = 'plenaria') {
    this.db = createStore(name, 'kept');
  }

  loadPending(draft: string, client: string): Promise<PendingRecord | undefined> {
    return get<PendingRecord>(pendingKey(draft, client), this.db);
  }

  async listPending(draft: string): Promise<PendingRecord[]> {
    const all = await entries<string, unknown>(this.db);
    const prefix = pendingKey(draft, '');
    return all.filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as PendingRecord);
  }

  savePending(record: PendingRecord): Promise<void> {
    return this.db('readwrite', (store) => {
      store.put(plain(record), pendingKey(record.draft, record.client));
      store.transaction.commit(); // else it may be undone when the page goes away
      return promisifyRequest(store.transaction);
    });
  }

  dropPending(draft: string, client: string): Promise<void> {
    return del(pendingKey(draft, client), this.db);
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
