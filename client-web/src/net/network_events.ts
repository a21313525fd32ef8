/** What the browser knows about the network and about the page having slept. */
export type NetworkEvent = 'online' | 'offline' | 'wake';

export interface NetworkEvents {
  isOnline(): boolean;
  listen(listener: (event: NetworkEvent) => void): () => void;
  /** Whether the server answers at all, be it by saying no; absent where it cannot be asked. */
  reaches?(): Promise<boolean>;
}

const TICK_MS = 10_000;
const SLEPT_MS = 40_000;
/** Who does not answer within this time is out of reach. */
const ANSWER_MS = 6000;

/** A page that nobody sees need not know. */
async function serverAnswers(): Promise<boolean> {
  if (document.visibilityState === 'hidden') return true;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_MS);
  const asked = fetch('/healthz', { cache: 'no-store', signal: patience.signal });
  return asked
    .then(
      () => true,
      () => false,
    )
    .finally(() => clearTimeout(timer));
}

/**
 * `wake` comes when the page is seen again after a while, or when time has jumped: lines are then often dead without
 * anybody having been told.
 */
export function browserNetwork(): NetworkEvents {
  return {
    isOnline: () => navigator.onLine,
    reaches: serverAnswers,
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
