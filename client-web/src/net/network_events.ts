/** What the browser knows about the network and about the page having slept. */
export type NetworkEvent = 'online' | 'offline' | 'wake';

export interface NetworkEvents {
  isOnline(): boolean;
  listen(listener: (event: NetworkEvent) => void): () => void;
  /** Whether somebody may be looking at the page. */
  isSeen(): boolean;
}

const TICK_MS = 10_000;
const SLEPT_MS = 40_000;

/**
 * `wake` comes when the page is seen again after a while, or when time has jumped: lines are then often dead without
 * anybody having been told.
 */
export function browserNetwork(): NetworkEvents {
  return {
    isOnline: () => navigator.onLine,
    isSeen: () => document.visibilityState === 'visible',
    listen(listener) {
      let last = Date.now();
      const look = () => {
        const slept = Date.now() - last > SLEPT_MS;
        last = Date.now();
        if (slept && document.visibilityState === 'visible') listener('wake');
      };
      // A hidden page's timers are slow, so time away is only judged when it is seen.
      const tick = () => document.visibilityState === 'visible' && look();
      const timer = setInterval(tick, TICK_MS);
      const online = () => listener('online');
      const offline = () => listener('offline');
      addEventListener('online', online);
      addEventListener('offline', offline);
      addEventListener('pageshow', look);
      document.addEventListener('visibilitychange', look);
      return () => {
        clearInterval(timer);
        removeEventListener('online', online);
        removeEventListener('offline', offline);
        removeEventListener('pageshow', look);
        document.removeEventListener('visibilitychange', look);
      };
    },
  };
}
