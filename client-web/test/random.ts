/** Seeded randomness for tests; the seed is printed where a run fails and can be given as PLENARIA_SEED. */
export interface Random {
  /** 0 … below. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    int: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}

/** Runs `count` seeds, or the one that PLENARIA_SEED names. */
export function forSeeds(count: number, run: (random: Random, seed: number) => void): void {
  const wanted = process.env['PLENARIA_SEED'];
  const seeds = wanted ? [Number(wanted)] : Array.from({ length: count }, (_, i) => i + 1);
  for (const seed of seeds) {
    try {
      run(seeded(seed), seed);
    } catch (error) {
      throw new Error(`with PLENARIA_SEED=${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}
