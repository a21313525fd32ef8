/**
 * Which replicas are open on this device. A replica is one tab's editing of one draft; its id must not be used by two
 * tabs at once, and work left by one that is no longer open is taken over by the next tab.
 */
import { freshId } from '../draft/id';

export interface Replicas {
  /** Makes an id one's own until `release`; null where another tab has it. */
  claim(client: string): Promise<(() => void) | null>;
}

/** By the browser's locks, which end with the tab, however it ends. */
export function lockedReplicas(locks: LockManager): Replicas {
  return {
    claim: (client) =>
      new Promise((resolve, reject) => {
        locks
          .request(`plenaria.replica.${client}`, { ifAvailable: true }, (lock) => {
            if (!lock) {
              resolve(null);
              return undefined;
            }
            return new Promise<void>((release) => resolve(() => release()));
          })
          .catch(reject);
      }),
  };
}

const BEAT_MS = 2000;
const DEAD_MS = 8000;

/** Where there are no locks (a page without TLS): a time in local storage, renewed while the tab lives. */
export function beatingReplicas(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Replicas {
  return {
    claim: (client) => {
      const key = `plenaria.replica.${client}`;
      if (Date.now() - Number(storage.getItem(key) ?? 0) < DEAD_MS) return Promise.resolve(null);
      const beat = () => storage.setItem(key, String(Date.now()));
      beat();
      const timer = setInterval(beat, BEAT_MS);
      const release = () => {
        clearInterval(timer);
        storage.removeItem(key);
      };
      globalThis.addEventListener?.('pagehide', release, { once: true });
      return Promise.resolve(release);
    },
  };
}

/** Tells nothing from nothing: for tests, and where the browser keeps nothing. */
export function memoryReplicas(): Replicas {
  const claimed = new Set<string>();
  return {
    claim: (client) => {
      if (claimed.has(client)) return Promise.resolve(null);
      claimed.add(client);
      return Promise.resolve(() => void claimed.delete(client));
    },
  };
}

export function browserReplicas(): Replicas {
  try {
    if (navigator.locks) return lockedReplicas(navigator.locks);
    return beatingReplicas(localStorage);
  } catch {
    return memoryReplicas();
  }
}

/** Where a tab remembers its replica's id across reloads. */
export interface TabMemory {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export const tabMemory: TabMemory = {
  get: (key) => {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // The tab then is a new replica after each reload; its work is taken over like that of a closed tab.
    }
  },
};

export interface Claimed {
  client: string;
  release(): void;
}

/** Where a tab remembers its replica of a draft. */
export function tabKey(draft: string): string {
  return `plenaria.client.${draft}`;
}

/** This tab's replica: the one it was before a reload, or a new one where a copied tab already is that. */
export async function claimReplica(replicas: Replicas, memory: TabMemory, draft: string): Promise<Claimed> {
  const key = tabKey(draft);
  const remembered = memory.get(key);
  if (remembered) {
    const release = await replicas.claim(remembered);
    if (release) return { client: remembered, release };
  }
  const client = freshId() + freshId();
  memory.set(key, client);
  return { client, release: (await replicas.claim(client)) ?? (() => undefined) };
}
