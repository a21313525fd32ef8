import assert from 'node:assert/strict';
import { test } from 'node:test';
import Delta from 'quill-delta';
import { sameDraft } from '../src/draft/same';
import { marksOf } from '../src/draft/marks';
import { fromSnapshot, textOf } from '../src/draft/state';
import { isPending } from '../src/sync/pending';
import { hasLoneSurrogate, insertedWords } from '../src/text/delta';
import type { Change, Participant } from '../src/wire/types';
import { MemoryServer } from './memory_server';
import { forSeeds, type Random } from './random';
import { randomChanges, type EditOptions } from './random_edits';
import { randomAct } from './random_negotiation';
import { Replica, World } from './sim';

const RUNS = Number(process.env['PLENARIA_RUNS'] ?? 400);

const people: Participant[] = [
  { id: 'chair', role: 'chair', name: 'Chair' },
  { id: 'mx', role: 'delegation', name: 'A', delegation: 'MX' },
  { id: 'ca', role: 'delegation', name: 'B', delegation: 'CA' },
];

function baseText(): Change[] {
  const changes: Change[] = [{ type: 'draft.set', title: { es: 'Texto' }, langs: ['es', 'en'] }];
  for (let i = 0; i < 5; i++) {
    const texts = { es: new Delta().insert(`Punto ${i} 😀`), en: new Delta().insert(`Item ${i}`) };
    const after = i === 0 || i === 3 ? null : `b${i - 1}`;
    changes.push({
      type: 'item.add',
      item: `b${i}`,
      parent: i >= 3 ? 'b1' : null,
      after,
      kind: 'item',
      texts,
    });
  }
  return changes;
}

interface Mix {
  drops: boolean;
  reloads: boolean;
  undo: boolean;
  storms: boolean;
  chairActs: boolean;
  negotiates: boolean;
  options: EditOptions;
}

/** Three people work at random; returns when everything has come to rest. */
function work(random: Random, mix: Mix): { world: World; replicas: Replica[] } {
  const server = new MemoryServer('d', baseText());
  server.neverResume = random.chance(0.2);
  server.snapshotAge = random.chance(0.5) ? random.int(9) : 0;
  const world = new World(server, random);
  const replicas = people.map((who) => new Replica(world, who, `client-${who.id}`));
  const spread = random.chance(0.5) ? 700 : 6000;
  for (let i = 0; i < 60; i++) {
    world.after(random.int(spread), () => {
      const replica = random.pick(replicas);
      if (mix.undo && random.chance(0.2)) {
        replica.step(random.chance(0.7) ? 'undo' : 'redo');
      } else if (mix.drops && random.chance(0.08)) {
        replica.drop();
      } else if (mix.reloads && random.chance(0.04)) {
        replica.reload();
      } else if (mix.storms && random.chance(0.05)) {
        server.refuseWith.push(
          random.pick(['storage', 'wait', 'limit', 'locked', 'stale', 'bad-base', 'bad-n'] as const),
        );
      } else if (replica.ready) {
        const { view } = replica.state;
        const chair = mix.chairActs && replica.who.role === 'chair';
        if (mix.negotiates && random.chance(0.35)) replica.submit(randomAct(random, view, replica.who));
        else replica.submit(randomChanges(random, view, chair, mix.options));
      }
    });
  }
  world.settle();
  return { world, replicas };
}

function assertConverged(world: World, replicas: Replica[]): void {
  const { server } = world;
  const fold = fromSnapshot(server.snapshot());
  for (const replica of replicas) {
    assert.equal(isPending(replica.state.pending), false, `${replica.client} has something pending`);
    assert.equal(replica.state.confirmed.seq, server.state.seq, `${replica.client} is behind`);
    assert.ok(
      sameDraft(replica.state.confirmed, fold),
      `${replica.client}: confirmed is not the server's fold`,
    );
    assert.ok(sameDraft(replica.state.view, fold), `${replica.client}: the view is not the server's fold`);
    assert.deepEqual(replica.state.view.negotiation, fold.negotiation, `${replica.client}: who wants what`);
    for (const [id, item] of fold.items) {
      assert.deepEqual(replica.state.confirmed.items.get(id)!.changed, item.changed, `changed of ${id}`);
      assert.deepEqual(replica.state.confirmed.items.get(id)!.aligned, item.aligned, `aligned of ${id}`);
    }
  }
}

function assertNoLoneSurrogate(world: World): void {
  for (const item of world.server.state.items.values()) {
    for (const lang of world.server.state.langs) {
      assert.equal(
        hasLoneSurrogate(insertedWords(textOf(item, lang))),
        false,
        `half a character in ${item.id}`,
      );
    }
  }
}

const everything: Mix = {
  drops: true,
  reloads: true,
  undo: true,
  storms: true,
  chairActs: true,
  negotiates: false,
  options: {},
};

test('replicas that do everything at once end as the server does', () => {
  forSeeds(RUNS, (random) => {
    const { world, replicas } = work(random, everything);
    assertConverged(world, replicas);
    assertNoLoneSurrogate(world);
  });
});

/** Only open proposals mark words, and comments stand where there are words. */
function assertMarksAndRanges(world: World): void {
  const { items, negotiation } = world.server.state;
  for (const item of items.values()) {
    for (const id of marksOf(item))
      assert.equal(negotiation.proposals.get(id)?.state, 'open', `mark of ${id}`);
  }
  for (const { id, item, lang, anchor = 0, head = 0 } of negotiation.comments.values()) {
    const length = lang === undefined ? 0 : textOf(items.get(item)!, lang).length();
    assert.ok(anchor <= length && head <= length, `${id} reaches beyond the words of ${item}`);
  }
}

test('replicas that negotiate at random end as the server does', () => {
  let proposed = 0;
  forSeeds(RUNS, (random) => {
    const { world, replicas } = work(random, { ...everything, negotiates: true });
    assertConverged(world, replicas);
    assertNoLoneSurrogate(world);
    assertMarksAndRanges(world);
    proposed += world.server.state.negotiation.proposals.size;
  });
  assert.ok(process.env['PLENARIA_SEED'] || proposed > RUNS, `only ${proposed} proposals`);
});

test('text alone never needs a heal', () => {
  const options = { langs: ['es'] };
  let heals = 0;
  forSeeds(RUNS / 3, (random) => {
    const server = new MemoryServer('d', baseText());
    const world = new World(server, random);
    const replicas = people.map((who) => new Replica(world, who, `client-${who.id}`));
    for (let i = 0; i < 60; i++) {
      world.after(random.int(700), () => {
        const replica = random.pick(replicas);
        if (!replica.ready) return;
        if (random.chance(0.2)) replica.step(random.chance(0.7) ? 'undo' : 'redo');
        else {
          const changes = randomChanges(random, replica.state.view, false, options);
          if (changes.every((change) => change.type === 'text')) replica.submit(changes);
        }
      });
    }
    world.settle();
    assertConverged(world, replicas);
    heals += replicas.reduce((sum, replica) => sum + replica.heals, 0);
  });
  assert.equal(heals, 0);
});

test('every character typed is in the log exactly once, or back with its author', () => {
  forSeeds(RUNS, (random) => {
    let code = 0x4e00;
    const typed: string[] = [];
    const word = () => String.fromCharCode(code++);
    const options = { keepWords: true, word };
    const server = new MemoryServer('d', baseText());
    server.neverResume = random.chance(0.3);
    server.snapshotAge = random.chance(0.5) ? random.int(9) : 0;
    const world = new World(server, random);
    const replicas = people.map((who) => new Replica(world, who, `client-${who.id}`));
    for (let i = 0; i < 60; i++) {
      world.after(random.int(2000), () => {
        const replica = random.pick(replicas);
        if (random.chance(0.1)) return replica.drop();
        if (random.chance(0.05)) return replica.reload();
        if (random.chance(0.05))
          return void server.refuseWith.push(random.pick(['storage', 'locked', 'bad-n'] as const));
        if (!replica.ready) return;
        if (random.chance(0.2))
          return void replica.submit(randomAct(random, replica.state.view, replica.who));
        const before = code;
        const chair = replica.who.role === 'chair';
        const changes = randomChanges(random, replica.state.view, chair, options);
        if (replica.submit(changes)) for (let c = before; c < code; c++) typed.push(String.fromCharCode(c));
      });
    }
    world.settle();
    assertConverged(world, replicas);
    const inserted = server.log.flatMap((op) => op.changes.flatMap(insertions)).join('');
    const returned = replicas.flatMap((replica) => replica.refused).join('');
    for (const character of typed) {
      const times = inserted.split(character).length - 1;
      const back = returned.split(character).length - 1;
      assert.ok(times + back === 1, `${character} is ${times} times in the log, ${back} times returned`);
    }
  });
});

function insertions(change: Change): string[] {
  if (change.type === 'text') return [insertedWords(change.delta)];
  if (change.type === 'item.add') return Object.values(change.texts ?? {}).map(insertedWords);
  return [];
}
