// The past of a draft on the page: any moment is the fold of the log, however one gets there; going back is a change.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Delta from 'quill-delta';
import { applyChanges } from '../src/draft/apply';
import { foldOps } from '../src/draft/fold';
import { sameDraft } from '../src/draft/same';
import { emptyDraft, type DraftState } from '../src/draft/state';
import { around, type Life } from '../src/record/life';
import { Moments } from '../src/record/moments';
import { restoreDraft, restoreTexts } from '../src/record/restoring';
import type { Change, Op } from '../src/wire/types';
import { seeded, type Random } from './random';
import { randomChanges } from './random_edits';
import { toSnapshot } from './memory_server';

const MINUTE = 60_000;

/** A log of random ops, by two people in turn. */
function logOf(random: Random, count: number): Op[] {
  const first: Change[] = [
    { type: 'draft.set', title: { es: 'T' }, langs: ['es', 'en'] },
    {
      type: 'item.add',
      item: 'a',
      parent: null,
      after: null,
      kind: 'item',
      texts: { es: new Delta().insert('uno') },
    },
    {
      type: 'item.add',
      item: 'b',
      parent: null,
      after: 'a',
      kind: 'item',
      texts: { es: new Delta().insert('dos') },
    },
  ];
  const ops: Op[] = [{ seq: 1, at: 0, by: 'p0', client: 'c', n: 1, changes: first }];
  let state = foldOps(emptyDraft('d'), ops);
  for (let seq = 2; seq <= count; seq++) {
    const by = `p${Math.floor(seq / 7) % 2}`;
    const op = {
      seq,
      at: seq * MINUTE,
      by,
      client: by,
      n: seq,
      changes: randomChanges(random, state, false),
    };
    ops.push(op);
    state = foldOps(state, [op]);
  }
  return ops;
}

function sourceOf(ops: readonly Op[]) {
  const asked = { snapshots: 0, pages: 0 };
  const moments = new Moments({
    snapshot: async (seq) => (asked.snapshots++, toSnapshot(foldOps(emptyDraft('d'), ops.slice(0, seq)), '')),
    ops: async (since, limit) => (asked.pages++, ops.slice(since, since + limit)),
  });
  return { moments, asked };
}

describe('moments', () => {
  test('each is the fold of the log, in whatever order they are asked for', async () => {
    await forSeedsAsync(async (random) => {
      const ops = logOf(random, 60);
      const { moments } = sourceOf(ops);
      for (let i = 0; i < 25; i++) {
        const seq = 1 + random.int(ops.length);
        const state = await moments.at(seq);
        assert.equal(state.seq, seq);
        assert.ok(sameDraft(state, foldOps(emptyDraft('d'), ops.slice(0, seq))), `seq ${seq}`);
      }
    });
  });

  test('steps about a place ask for one snapshot and one page', async () => {
    const { moments, asked } = sourceOf(logOf(seeded(7), 80));
    for (const seq of [40, 41, 42, 43, 44, 45]) await moments.at(seq);
    assert.deepEqual(asked, { snapshots: 1, pages: 1 });
  });

  test('a burst is what one author did without a pause', async () => {
    const { moments } = sourceOf(logOf(seeded(7), 40));
    assert.deepEqual(await moments.burst(9, 40), { first: 7, last: 13 });
    assert.deepEqual(await moments.burst(40, 40), { first: 35, last: 40 });
  });

  test('a time is the last op that was made by then', async () => {
    const ops = logOf(seeded(7), 40);
    const { moments } = sourceOf(ops);
    const life = {
      seq: 40,
      clock: [
        [1, 0],
        [14, 14 * MINUTE],
        [28, 28 * MINUTE],
        [40, 40 * MINUTE],
      ],
    } as unknown as Life;
    for (const [at, seq] of [
      [0, 1],
      [20.5, 20],
      [28, 28],
      [100, 40],
    ] as const) {
      assert.equal(await moments.lastBefore(at * MINUTE, ...around(life, at * MINUTE)), seq);
    }
  });
});

describe('restoring', () => {
  const words = (state: DraftState, id: string) =>
    state.items
      .get(id)!
      .texts['es']?.ops.map(({ insert }) => insert)
      .join('');
  const ops = logOf(seeded(7), 1);
  const then = foldOps(emptyDraft('d'), ops);
  const now = applyChanges(then, [
    { type: 'text', item: 'a', lang: 'es', delta: new Delta().retain(1).insert('XYZ').delete(2) },
    {
      type: 'item.add',
      item: 'n',
      parent: null,
      after: null,
      kind: 'item',
      texts: { es: new Delta().insert('nuevo') },
    },
    { type: 'item.move', item: 'b', parent: null, after: null },
    { type: 'item.remove', item: 'a' },
  ]);

  test('one text is as it was', () => {
    const back = applyChanges(now, restoreTexts(now, then, 'a'));
    assert.equal(words(back, 'a'), 'uno');
  });

  test('the draft is as it was: what came is gone, what went is there, each in its place', () => {
    const back = applyChanges(now, restoreDraft(now, then));
    assert.equal(words(back, 'a'), 'uno');
    const order = [...back.children.values()].flat().filter((id) => !back.items.get(id)!.removed);
    assert.deepEqual(order, ['a', 'b']);
    assert.deepEqual(restoreDraft(back, then), []);
  });
});

async function forSeedsAsync(run: (random: Random) => Promise<void>): Promise<void> {
  const wanted = process.env['PLENARIA_SEED'];
  const seeds = wanted ? [Number(wanted)] : Array.from({ length: 10 }, (_, i) => i + 1);
  for (const seed of seeds) {
    await run(seeded(seed)).catch((error: Error) => {
      throw new Error(`with PLENARIA_SEED=${seed}: ${error.message}`, { cause: error });
    });
  }
}
