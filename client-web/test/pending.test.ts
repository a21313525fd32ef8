import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import 'fake-indexeddb/auto';
import Delta from 'quill-delta';
import { addEdit, takeOp, type Group } from '../src/sync/pending';
import { IdbStore } from '../src/store/idb_store';
import { Keeper } from '../src/store/keeper';
import { Shadows } from '../src/store/shadow';
import { beatingReplicas, claimReplica, lockedReplicas, memoryReplicas } from '../src/store/replicas';
import { MemoryStore, type PendingRecord, type Store } from '../src/store/store';
import type { Change } from '../src/wire/types';

const insert = (item: string, at: number, words: string): Change => ({
  type: 'text',
  item,
  lang: 'es',
  delta: new Delta().retain(at).insert(words),
});
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('the buffer', () => {
  test('typing on in one text is one group, elsewhere another', () => {
    let buffer: readonly Group[] = [];
    buffer = addEdit(buffer, [insert('a', 0, 'x')], 1);
    buffer = addEdit(buffer, [insert('a', 1, 'y')], 2);
    buffer = addEdit(buffer, [insert('b', 0, 'z')], 3);
    buffer = addEdit(buffer, [insert('a', 2, 'w')], 4);
    assert.deepEqual(
      plain(buffer.map(({ changes }) => changes)),
      plain([[insert('a', 0, 'xy')], [insert('b', 0, 'z')], [insert('a', 2, 'w')]]),
    );
    const [op, rest] = takeOp(buffer, 7, 64);
    assert.deepEqual(plain(op.changes), plain([insert('a', 0, 'xyw'), insert('b', 0, 'z')]));
    assert.deepEqual([op.n, op.groups.length, rest.length], [7, 3, 0]);
  });

  test('an op never holds two changes of one text', () => {
    const split: Change = { type: 'item.split', item: 'a', new: 'n', at: { es: 1 } };
    const buffer: Group[] = [
      { changes: [insert('a', 0, 'x')], at: 1, open: true },
      { changes: [split], at: 2, open: false },
      { changes: [insert('a', 0, 'y')], at: 3, open: true },
    ];
    const [op, rest] = takeOp(buffer, 1, 64);
    assert.deepEqual([op.changes.length, rest.length], [2, 1]);
    const [first, second] = takeOp(
      [{ changes: buffer.flatMap(({ changes }) => changes), at: 1, open: false }],
      1,
      64,
    );
    assert.deepEqual([first.changes.length, second.length, second[0]!.changes.length], [2, 1, 1]);
  });

  test('a large paste goes in several ops, a huge text in one', () => {
    const adds = Array.from({ length: 1000 }, (_, i): Change => ({
      type: 'item.add',
      item: `i${i}`,
      parent: null,
      after: i ? `i${i - 1}` : null,
      kind: 'item',
      texts: { es: new Delta().insert('palabra '.repeat(20)) },
    }));
    let buffer: readonly Group[] = [
      { changes: [...adds, insert('i0', 0, 'x'.repeat(65_000))], at: 1, open: false },
    ];
    const seen: Change[] = [];
    while (buffer.length > 0) {
      const [op, rest] = takeOp(buffer, 1, 64);
      assert.ok(op.changes.length <= 400);
      assert.ok(JSON.stringify(op.changes).length < 80_000);
      seen.push(...op.changes);
      buffer = rest;
    }
    assert.deepEqual(plain(seen), plain([...adds, insert('i0', 0, 'x'.repeat(65_000))]));
  });

  test('after a refusal fewer groups go into one op', () => {
    const buffer = ['a', 'b', 'c', 'd'].map((item) => ({
      changes: [insert(item, 0, 'x')],
      at: 1,
      open: true,
    }));
    assert.deepEqual([takeOp(buffer, 1, 2)[0].groups.length, takeOp(buffer, 1, 1)[0].groups.length], [2, 1]);
  });
});

const record = (client: string, seq = 1): PendingRecord => ({
  draft: 'd',
  client,
  participant: 'p',
  seq,
  head: 'h',
  at: 0,
  pending: { inFlight: null, buffer: [{ changes: [insert('a', 0, 'x')], at: 1, open: true }] },
});

const entry = (id: string) => ({
  id,
  draft: 'd',
  participant: 'p',
  at: 1,
  code: 'locked' as const,
  message: '',
  item: 'a',
  lang: 'es',
  label: '1',
  words: 'x',
  change: insert('a', 0, 'x'),
});

for (const [name, make] of [
  ['in memory', () => new MemoryStore()],
  ['in IndexedDB', () => new IdbStore(`t${Math.random()}`)],
] as [string, () => Store][]) {
  test(`a store ${name} gives back what it was given, by draft and replica`, async () => {
    const store = make();
    await store.savePending(record('one'));
    await store.savePending(record('two', 5));
    await store.savePending({ ...record('three'), draft: 'other' });
    assert.deepEqual(plain(await store.loadPending('d', 'two')), plain(record('two', 5)));
    assert.equal(await store.loadPending('d', 'three'), undefined);
    await store.dropPending('d', 'one');
    assert.deepEqual(
      (await store.listPending('d')).map(({ client }) => client),
      ['two'],
    );
    await store.addToTray('d', [entry('1'), entry('2')]);
    await store.addToTray('d', [entry('3')]);
    await store.dropFromTray('d', '2');
    assert.deepEqual(
      (await store.loadTray('d')).map(({ id }) => id),
      ['1', '3'],
    );
    assert.deepEqual(await store.loadTray('other'), []);
  });
}

test('one write is on its way at a time, and the newest version is the last', async () => {
  const written: number[] = [];
  let now = 0;
  let most = 0;
  class Counting extends MemoryStore {
    override async savePending(kept: PendingRecord): Promise<void> {
      most = Math.max(most, ++now);
      await new Promise((later) => setTimeout(later, 1));
      now--;
      written.push(kept.seq);
    }
  }
  const keeper = new Keeper(new Counting(), 'd', 'c', () => assert.fail('nothing failed'), false);
  for (let seq = 1; seq <= 5; seq++) keeper.keep(record('c', seq));
  await keeper.kept();
  assert.deepEqual(written, [1, 5]);
  assert.equal(most, 1);
});

test('what the store has not surely got is left for the next page when this one goes away', async () => {
  const asked: number[] = [];
  const left: number[] = [];
  let kept = () => {};
  class Slow extends MemoryStore {
    override savePending({ seq }: PendingRecord): Promise<void> {
      asked.push(seq);
      return new Promise((resolve) => (kept = resolve));
    }
    override leavePending({ seq }: PendingRecord): void {
      left.push(seq);
    }
  }
  const keeper = new Keeper(new Slow(), 'd', 'c', () => assert.fail('nothing failed'), false);
  keeper.keep(record('c', 1));
  keeper.flush(); // on its way, and nobody knows whether it arrives
  keeper.keep(record('c', 2));
  keeper.flush();
  assert.deepEqual(left, [1, 2]);
  kept();
  await new Promise((later) => setTimeout(later, 1));
  kept();
  await keeper.kept();
  keeper.flush(); // nothing is left to leave
  assert.deepEqual(
    [asked, left],
    [
      [1, 2],
      [1, 2],
    ],
  );
});

describe('shadows', () => {
  const at = (client: string, seq: number, ms: number) => ({ ...record(client, seq), at: ms });
  const shelf = () => {
    const held = new Map<string, string>();
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
      key: (index: number) => [...held.keys()][index] ?? null,
      get length() {
        return held.size;
      },
    };
  };

  test('the next page finds what the one before left, whatever IndexedDB got of it', async () => {
    const place = shelf();
    const name = `t${Math.random()}`;
    const page = new IdbStore(name, new Shadows(place));
    await page.savePending(at('c', 1, 10));
    new Shadows(place).leave(at('c', 2, 11)); // and the page is gone
    new Shadows(place).leave(at('other', 3, 12));
    const next = new IdbStore(name, new Shadows(place));
    assert.equal((await next.loadPending('d', 'c'))?.seq, 2);
    assert.deepEqual((await next.listPending('d')).map(({ seq }) => seq).sort(), [2, 3]);
    assert.deepEqual(await next.listPending('e'), []);
  });

  test('a page that comes back from the cache goes on, and what it keeps later counts', async () => {
    const place = shelf();
    const page = new IdbStore(`t${Math.random()}`, new Shadows(place));
    new Shadows(place).leave(at('c', 1, 10));
    await page.savePending(at('c', 2, 10));
    assert.equal(place.length, 1, 'written in the same millisecond: which one is newer nobody can say');
    await page.savePending(at('c', 3, 11));
    assert.equal((await page.loadPending('d', 'c'))?.seq, 3);
    assert.equal(place.length, 0);
    page.leavePending(at('c', 4, 12));
    await page.dropPending('d', 'c');
    assert.equal(await page.loadPending('d', 'c'), undefined);
  });

  test('a full shelf, and none at all, leave nothing and break nothing', async () => {
    const full = { ...shelf(), length: 0, setItem: () => assert.fail('full') };
    new Shadows(full).leave(at('c', 1, 1));
    assert.deepEqual(new Shadows(null).all(), []);
    assert.equal(new Shadows(null).newest('d', 'c', at('c', 1, 1))?.seq, 1);
  });
});

describe('replicas', () => {
  /** As the browser's locks behave, as far as they are used. */
  function fakeLocks(): LockManager {
    const ends = new Map<string, Promise<unknown>>();
    return {
      async request(name: string, { signal }: LockOptions, use: (lock: object | null) => Promise<unknown>) {
        while (ends.has(name)) {
          if (!signal) return use(null);
          const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
          await Promise.race([ends.get(name), aborted]);
          if (signal.aborted) throw signal.reason;
        }
        const end = use({});
        ends.set(name, end);
        await end;
        ends.delete(name);
        return undefined;
      },
    } as unknown as LockManager;
  }

  const kinds = [
    ['by locks', () => lockedReplicas(fakeLocks())],
    ['in memory', memoryReplicas],
    [
      'by beats',
      () => {
        const map = new Map<string, string>();
        return beatingReplicas({
          getItem: (key) => map.get(key) ?? null,
          setItem: (key, value) => void map.set(key, value),
          removeItem: (key) => void map.delete(key),
        });
      },
    ],
  ] as const;
  for (const [name, make] of kinds) {
    test(`${name}: an id belongs to one tab until it is released`, async () => {
      const replicas = make();
      const release = await replicas.claim('x');
      assert.ok(release);
      assert.equal(await replicas.claim('x'), null);
      release();
      await new Promise((later) => setTimeout(later, 1));
      const again = await replicas.claim('x');
      assert.ok(again);
      again();
    });

    test(`${name}: who waits for an id gets it when the tab that has it ends, or nothing`, async () => {
      const replicas = make();
      const release = await replicas.claim('x');
      const giving = new AbortController();
      const given = replicas.claim('x', giving.signal);
      giving.abort();
      assert.equal(await given, null);
      let got = false;
      const waiting = replicas.claim('x', new AbortController().signal).then((next) => ((got = true), next));
      await new Promise((later) => setTimeout(later, 1));
      assert.equal(got, false);
      release!();
      (await waiting)!();
    });
  }

  test('a tab is the same replica after a reload, and a copy of it is another', async () => {
    const replicas = memoryReplicas();
    const map = new Map<string, string>();
    const memory = {
      get: (key: string) => map.get(key) ?? null,
      set: (key: string, value: string) => void map.set(key, value),
    };
    const first = await claimReplica(replicas, memory, 'd');
    first.release();
    const second = await claimReplica(replicas, memory, 'd');
    assert.equal(second.client, first.client);
    const copy = await claimReplica(replicas, memory, 'd');
    assert.notEqual(copy.client, first.client);
  });
});
