/**
 * The draft as it stood at any moment. The server gives the snapshot near it, the ops do the rest here, by the same fold as
 * always; what was fetched is kept, so that steps and drags about a place need no more.
 */
import { foldOps } from '../draft/fold';
import { fromSnapshot, type DraftState } from '../draft/state';
import type { Op, Snapshot } from '../wire/types';

export interface PastSource {
  snapshot(seq: number): Promise<Snapshot>;
  /** Ops after `since`, at most `limit`. */
  ops(since: number, limit: number): Promise<readonly Op[]>;
}

const PAGE_OPS = 200;
const NEAR_OPS = 200; // so many are folded rather than asking for another snapshot
const KEPT_STATES = 60;
const KEPT_PAGES = 60;

/** Work of one author without such a pause is one burst. */
export const BURST_PAUSE_MS = 300_000;
const BURST_OPS = 2000;

/** Keeps what was used last. */
class Recent<T> {
  private readonly kept = new Map<number, T>();
  constructor(private readonly room: number) {}

  get(key: number): T | undefined {
    const found = this.kept.get(key);
    if (found !== undefined) this.put(key, found);
    return found;
  }

  put(key: number, value: T): void {
    this.kept.delete(key);
    this.kept.set(key, value);
    if (this.kept.size > this.room) this.kept.delete(this.kept.keys().next().value!);
  }

  /** The greatest key that is not above. */
  below(key: number): number | undefined {
    let found: number | undefined;
    for (const one of this.kept.keys()) if (one <= key && (found === undefined || one > found)) found = one;
    return found;
  }
}

export class Moments {
  private readonly states = new Recent<DraftState>(KEPT_STATES);
  private readonly pages = new Recent<Promise<readonly Op[]>>(KEPT_PAGES);

  constructor(private readonly source: PastSource) {}

  /** As it stood after op `seq`, from 1. */
  async at(seq: number): Promise<DraftState> {
    const near = this.states.below(seq);
    let state =
      near !== undefined && seq - near <= NEAR_OPS
        ? this.states.get(near)!
        : fromSnapshot(await this.source.snapshot(seq));
    if (state.seq < seq) state = foldOps(state, await this.ops(state.seq + 1, seq));
    this.states.put(seq, state);
    return state;
  }

  /** What is known to be so, such as the draft on the screen. */
  keep(state: DraftState): void {
    this.states.put(state.seq, state);
  }

  async op(seq: number): Promise<Op | undefined> {
    return (await this.page(pageOf(seq), placeOf(seq) + 1))[placeOf(seq)];
  }

  private async ops(from: number, to: number): Promise<Op[]> {
    const ops: Op[] = [];
    for (let page = pageOf(from); page <= pageOf(to); page++)
      ops.push(...(await this.page(page, page < pageOf(to) ? PAGE_OPS : placeOf(to) + 1)));
    return ops.filter(({ seq }) => seq >= from && seq <= to);
  }

  /** With at least so many ops, if the log has them: the last page grows. */
  private async page(page: number, need: number): Promise<readonly Op[]> {
    const known = await this.pages.get(page)?.catch(() => undefined);
    if (known && known.length >= need) return known;
    const asked = this.source.ops(page * PAGE_OPS, PAGE_OPS);
    this.pages.put(page, asked);
    return asked;
  }

  /** The first and the last op of the burst that an op belongs to. */
  async burst(seq: number, last: number): Promise<{ first: number; last: number }> {
    const op = await this.op(seq);
    if (!op) return { first: seq, last: seq };
    return { first: await this.reach(op, -1, last), last: await this.reach(op, 1, last) };
  }

  private async reach(op: Op, by: 1 | -1, last: number): Promise<number> {
    let end = op;
    for (let steps = 0; steps < BURST_OPS; steps++) {
      const seq = end.seq + by;
      const next = seq >= 1 && seq <= last ? await this.op(seq) : undefined;
      if (!next || next.by !== op.by || Math.abs(next.at - end.at) > BURST_PAUSE_MS) break;
      end = next;
    }
    return end.seq;
  }

  /** The last op that was made by then. `low` is made by then, `high` is not. */
  async lastBefore(at: number, low: number, high: number): Promise<number> {
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const op = await this.op(middle);
      if (op && op.at <= at) low = middle;
      else high = middle;
    }
    return low;
  }
}

const pageOf = (seq: number) => Math.floor((seq - 1) / PAGE_OPS);
const placeOf = (seq: number) => (seq - 1) % PAGE_OPS;
