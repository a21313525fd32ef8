/** Time, as an argument: so that tests need not wait. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Calls once after `ms`; what it returns cancels. */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
