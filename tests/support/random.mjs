// Random choices that can be repeated: every run prints its seed, and PLENARIA_SEED sets it.

export function seedFromEnvironment() {
  const given = process.env.PLENARIA_SEED;
  if (given !== undefined) return Number(given) >>> 0;
  return (Date.now() ^ (process.pid << 16)) >>> 0;
}

/** A small generator (mulberry32) with the few draws that the tests need. */
export class Random {
  constructor(seed) {
    this.seed = seed >>> 0;
    this.state = this.seed;
  }

  /** A float in [0, 1). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer in [low, high], both included. */
  integer(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.integer(0, list.length - 1)];
  }

  /** A generator of its own for a part of the run, so that parts do not disturb each other. */
  fork() {
    return new Random(this.integer(0, 0xffffffff));
  }
}
