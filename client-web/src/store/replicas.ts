/**
 * Which replicas are open on this device. A replica is one tab's editing of one draft; its id must not be used by two
 * tabs at once, and work left by one that is no longer open is taken over by the next tab.
 */
import { freshId } from '../draft/id';

export interface Replicas {
  /**
   * Makes an id one's own until `release`. Where another tab has it: null, and with `until` only when that is aborted before
   * the other tab has ended.
   */
  claim(client: string, until?: AbortSignal): Promise<(() => void) | null>;
}

/** By the browser's locks, which end with the tab, however it ends. */
export function lockedReplicas(locks: LockManager): Replicas {
  return {
    claim: (client, until) =>
      new Promise((resolve, reject) => {
        const options: LockOptions = until ? { signal: until } : { ifAvailable: true };
        locks
          .request(`plenaria.replica.${client}`, options, (lock) => {
            if (!lock) {
              resolve(null);
              return undefined;
            }
            return new Promise<void>((release) => resolve(() => release()));
          })
          .catch((error) => (until?.aborted ? resolve(null) : reject(error)));
      }),
  };
}

const BEAT_MS = 2000;
const DEAD_MS = 8000;

/** Where there are no locks (a page without TLS): a time in local storage, renewed while the tab lives. */
export function beatingReplicas(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Replicas {
  const claimNow = (client: string) => {
    const key = `plenaria.replica.${client}`;
    if (Date.now() - Number(storage.getItem(key) ?? 0) < DEAD_MS) return null;
    const beat = () => storage.setItem(key, String(Date.now()));
    beat();
    const timer = setInterval(beat, BEAT_MS);
    const release = () => {
      clearInterval(timer);
      storage.removeItem(key);
    };
    globalThis.addEventListener?.('pagehide', release, { once: true });
    return release;
  };
  return {
    async claim(client, until) {
      let release = claimNow(client);
      while (!release && until && !until.aborted) {
        await pause(BEAT_MS, until);
        if (!until.aborted) release = claimNow(client);
      }
      return release;
    },
  };
}

/** Resolves after `ms`, or at once when the signal is aborted. */
function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    until.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Tells nothing from nothing: for tests, and where the browser keeps nothing. */
export function memoryReplicas(): Replicas {
  /** Of each id that somebody has: who waits for it, in order. */
  const claimed = new Map<string, (() => void)[]>();
  const take = (client: string) => {
    claimed.set(client, claimed.get(client) ?? []);
    return () => {
      const next = claimed.get(client)?.shift();
      if (next) next();
      else claimed.delete(client);
    };
  };
  return {
    claim: (client, until) =>
      new Promise((resolve) => {
        const waiting = claimed.get(client);
        if (!waiting) return resolve(take(client));
        if (!until || until.aborted) return resolve(null);
        const granted = () => resolve(take(client));
        waiting.push(granted);
        until.addEventListener('abort', () => {
          const at = waiting.indexOf(granted);
          if (at >= 0) waiting.splice(at, 1);
          resolve(null);
        });
      }),
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

/** A page that is loaded again may run before the one that it follows has ended. */
const OWN_MS = 1000;

async function claimSoon(replicas: Replicas, client: string): Promise<(() => void) | null> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), OWN_MS);
  const release = await replicas.claim(client, waiting.signal);
  clearTimeout(timer);
  return release;
}

/** This tab's replica: the one it was before a reload, or a new one where a copied tab already is that. */
export async function claimReplica(replicas: Replicas, memory: TabMemory, draft: string): Promise<Claimed> {
  const key = tabKey(draft);
  const remembered = memory.get(key);
  if (remembered) {
    const release = (await replicas.claim(remembered)) ?? (await claimSoon(replicas, remembered));
    if (release) return { client: remembered, release };
  }
  const client = freshId() + freshId();
  memory.set(key, client);
  return { client, release: (await replicas.claim(client)) ?? (() => undefined) };
}
