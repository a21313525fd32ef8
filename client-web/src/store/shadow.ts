/**
 * What a page had not yet handed to IndexedDB when it went away.
 *
 * A write to IndexedDB takes a while, and a page that is loaded again or closed may not live as long; local storage takes what it
 * is given at once. So a page that goes away leaves its newest record here, and the next one finds it:
 *
 *     keep(1) keep(2) ── pagehide: leave(2) ──► gone, and IndexedDB may have 1, 2 or nothing
 *     next page: newest(what IndexedDB has) ──► 2
 *
 * A page that comes back from the browser's cache goes on keeping; as soon as IndexedDB has a record that is as new, the shadow
 * falls (`overtaken`). Without local storage, or where it is full, there is just none.
 */
import type { PendingRecord } from './store';

const PREFIX = 'plenaria.shadow/';
const keyOf = (draft: string, client: string) => `${PREFIX}${draft}/${client}`;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class Shadows {
  constructor(private readonly shelf: Shelf | null) {}

  leave(record: PendingRecord): void {
    try {
      this.shelf?.setItem(keyOf(record.draft, record.client), JSON.stringify(record));
    } catch {
      // It is full; what IndexedDB got in time is all that stays.
    }
  }

  /** Of a replica's record in IndexedDB and its shadow, the one that was written later. */
  newest(draft: string, client: string, stored: PendingRecord | undefined): PendingRecord | undefined {
    const shadow = this.read(keyOf(draft, client));
    return shadow && (!stored || shadow.at >= stored.at) ? shadow : stored;
  }

  /** IndexedDB has this record. */
  overtaken(record: PendingRecord): void {
    const shadow = this.read(keyOf(record.draft, record.client));
    if (!shadow) return;
    const same = shadow.at === record.at && JSON.stringify(shadow) === JSON.stringify(record);
    if (shadow.at < record.at || same) this.drop(record.draft, record.client);
  }

  drop(draft: string, client: string): void {
    this.shelf?.removeItem(keyOf(draft, client));
  }

  /** Those of one draft, or of all. */
  all(draft?: string): PendingRecord[] {
    return this.keys(draft).flatMap((key) => this.read(key) ?? []);
  }

  clear(): void {
    for (const key of this.keys()) this.shelf?.removeItem(key);
  }

  private keys(draft?: string): string[] {
    const prefix = draft === undefined ? PREFIX : keyOf(draft, '');
    const { shelf } = this;
    const all = shelf ? Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? '') : [];
    return all.filter((key) => key.startsWith(prefix));
  }

  private read(key: string): PendingRecord | undefined {
    const found = this.shelf?.getItem(key);
    try {
      return found ? (JSON.parse(found) as PendingRecord) : undefined;
    } catch {
      return undefined;
    }
  }
}

export function browserShadows(): Shadows {
  try {
    return new Shadows(localStorage);
  } catch {
    return new Shadows(null);
  }
}
