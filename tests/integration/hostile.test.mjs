// Input of people who mean harm or have a broken program: a coded refusal or a close, others undisturbed, the draft untouched.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import { randomId, within } from '../support/client.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { Bytes, Wire, maskedFrame } from '../support/raw.mjs';
import { temporaryFolder } from '../support/server.mjs';

let place;
let draft;
let witness;
let other;
before(async () => {
  place = await Place.open();
  draft = await place.draft();
  await draft.plant(['p', 'palabras'], ['q', 'otras']);
  witness = await draft.join('chair');
  other = await draft.join('canada');
});
after(async () => {
  await draft.leave();
  await place.close();
});

/** Others go on as if nothing had happened, and the draft holds only what it should. */
async function undisturbed(seqBefore) {
  assert.equal((await draft.snapshot()).seq, seqBefore, 'the draft is untouched');
  const { seq } = await other.edit(change.insert('q', 0, '.'));
  await witness.reach(seq);
  assert.deepEqual(witness.model.snapshot(), other.model.snapshot());
}

async function greeted(who = 'mexico', fields = {}) {
  const { token } = await draft.seat(who);
  const wire = await Wire.open(place.server);
  wire.send({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token, ...fields });
  return { wire, welcome: await wire.nextOf('welcome') };
}

describe('messages', () => {
  let wire;
  let seq;
  beforeEach(async () => {
    const one = await greeted();
    wire = one.wire;
    seq = one.welcome.seq;
  });
  afterEach(() => wire.terminate());

  const op = (changes, more = '') => `{"t":"op","n":1,"base":${seq},"changes":${changes}${more}}`;
  const insert = (words) => `[{"type":"text","item":"p","lang":"es","delta":{"ops":[{"insert":${words}}]}}]`;
  const cases = {
    'nesting of 5,000 levels': () => op('['.repeat(5000) + ']'.repeat(5000)),
    'nesting of 100,000 levels': () => '['.repeat(100_000),
    'a number beyond all numbers': () => `{"t":"op","n":1e999,"base":${seq},"changes":[]}`,
    'a negative n': () => `{"t":"op","n":-1,"base":${seq},"changes":${insert('"x"')}}`,
    'a fractional n': () => `{"t":"op","n":1.5,"base":${seq},"changes":${insert('"x"')}}`,
    'an n of zero': () => `{"t":"op","n":0,"base":${seq},"changes":${insert('"x"')}}`,
    'an n beyond 2^53': () => `{"t":"op","n":9007199254740993,"base":${seq},"changes":${insert('"x"')}}`,
    'an n that is a string': () => `{"t":"op","n":"1","base":${seq},"changes":${insert('"x"')}}`,
    'a base that is an object': () => `{"t":"op","n":1,"base":{},"changes":${insert('"x"')}}`,
    'a NUL escape': () => op(insert('"a\\u0000b"')),
    'a NUL escape in an id': () => op('[{"type":"item.add","item":"a\\u0000b","parent":null,"after":null,"kind":"item"}]'),
    'half a surrogate pair': () => op(insert('"a\\ud83d"')),
    'the other half': () => op(insert('"\\ude00b"')),
    'the halves in the wrong order': () => op(insert('"\\ude00\\ud83d"')),
    'changes that are no list': () => op('{"type":"text"}'),
    'changes that are numbers': () => op('[1,2,3]'),
    'fifty thousand changes': () => op(`[${Array(50_000).fill('{}').join(',')}]`),
    'a thousand text changes to one text': () => op(`[${Array(1000).fill(insert('"x"').slice(1, -1)).join(',')}]`),
    'garbage behind the object': () => op(insert('"x"')) + '}',
    'two objects in one message': () => op(insert('"x"')) + op(insert('"y"')),
    'a type in another case': () => op('[{"type":"TEXT","item":"p","lang":"es","delta":{"ops":[{"insert":"x"}]}}]'),
    'a name in another case': () => `{"T":"op","n":1,"base":${seq},"changes":${insert('"x"')}}`,
    'a thousand attributes': () =>
      op(
        `[{"type":"text","item":"p","lang":"es","delta":{"ops":[{"insert":"x","attributes":{${Array.from({ length: 1000 }, (_, i) => `"ins:x${i}":true`).join(',')}}}]}}]`,
      ),
    'a delta of ten thousand ops that do not fit': () =>
      op(`[{"type":"text","item":"p","lang":"es","delta":{"ops":[${Array(10_000).fill('{"retain":1}').join(',')}]}}]`),
    'an empty message': () => '',
    blanks: () => '   ',
    'a lone quote': () => '"',
    true: () => 'true',
  };
  for (const [title, message] of Object.entries(cases)) {
    test(title, async () => {
      const before = (await draft.snapshot()).seq;
      wire.send(message());
      const answer = await within(Promise.race([wire.nextOf('reject', 'error', 'ops'), wire.closed]), 'a refusal or a close');
      assert.notEqual(answer.t, 'ops', 'it was taken');
      if (answer.t) assert.ok(answer.code && answer.message);
      await undisturbed(before);
    });
  }
});

describe('frames', () => {
  let bytes;
  beforeEach(async () => {
    const { token } = await draft.seat('mexico');
    bytes = await Bytes.open(place.server);
    await bytes.upgrade(place.server);
    bytes.frame(JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token }));
  });
  afterEach(() => bytes.destroy());

  const closing = {
    'a binary message': () => maskedFrame(Buffer.from([1, 2, 3]), 2),
    'bytes that are not UTF-8': () => maskedFrame(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
    'an overlong encoding': () => maskedFrame(Buffer.from([0x22, 0xc0, 0xaf, 0x22])),
    'an encoded surrogate': () => maskedFrame(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])),
    'an unknown opcode': () => maskedFrame(Buffer.from('x'), 5),
    'a ping that is too long': () => maskedFrame(Buffer.alloc(200), 9),
    'a continuation of nothing': () => maskedFrame(Buffer.from('x'), 0),
    'fragments without end': () => {
      const first = maskedFrame(Buffer.from('{"t":"'), 1);
      first[0] &= 0x7f;
      const more = maskedFrame(Buffer.alloc(4096, 0x61), 0);
      more[0] &= 0x7f;
      return Buffer.concat([first, ...Array(100).fill(more)]);
    },
  };
  for (const [title, frame] of Object.entries(closing)) {
    test(title, async () => {
      const before = (await draft.snapshot()).seq;
      bytes.write(frame());
      await within(bytes.ended(), 'the close');
      await undisturbed(before);
    });
  }

  test('a length of 2^62 takes no memory', async () => {
    const before = (await draft.snapshot()).seq;
    const memory = place.server.residentBytes();
    bytes.write(Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]));
    bytes.write(Buffer.alloc(1 << 20, 0x61));
    await Promise.race([bytes.closed, new Promise((resolve) => setTimeout(resolve, 3000))]);
    assert.ok(place.server.residentBytes() - memory < 64 << 20, 'memory is bounded');
    await undisturbed(before);
  });

  test("half-open connections in numbers are nobody else's trouble", async () => {
    const before = (await draft.snapshot()).seq;
    const many = await Promise.all(Array.from({ length: 100 }, () => Bytes.open(place.server)));
    for (const [index, one] of many.entries()) {
      if (index % 3 === 0) one.write('GET /ws HTTP/1.1\r\nHost: x\r\nUpg');
      if (index % 3 === 1) await one.upgrade(place.server).then(() => one.write(Buffer.from([0x81])));
    }
    await undisturbed(before);
    for (const one of many) one.destroy();
  });
});

describe('floods', () => {
  // A small budget, so that the limit is met however slow the build is.
  test('ops without waiting for their outcome meet the limit, and the others go on', async () => {
    const folder = temporaryFolder();
    const config = path.join(folder, 'plenaria.conf');
    writeFileSync(config, 'ops_per_second = 100\nops_burst = 200\n');
    const strict = await Place.open({ args: ['--config', config] });
    const flooded = await strict.draft();
    await flooded.plant(['p', 'palabras'], ['q', 'otras']);
    const [typist, reader] = [await flooded.join('canada'), await flooded.join('observer')];
    const { token } = await flooded.seat('mexico');
    const wire = await Wire.open(strict.server);
    wire.send({ t: 'hello', v: 1, draft: flooded.id, client: randomId(), token });
    const { seq: base } = await wire.nextOf('welcome');
    for (let n = 1; n <= 5000; n++) wire.send({ t: 'op', n, base, changes: [change.insert('p', 0, 'x')] });
    const { seq } = await typist.edit(change.insert('q', 0, '.'));
    await reader.reach(seq);
    let refusal;
    do refusal = await wire.nextOf('reject');
    while (refusal.code !== 'limit');
    assert.equal(refusal.wait, true);
    wire.terminate();
    const snapshot = await flooded.snapshot();
    await Promise.all([typist.reach(snapshot.seq), reader.reach(snapshot.seq)]);
    assert.deepEqual(reader.model.snapshot(), typist.model.snapshot());
    await flooded.leave();
    await strict.close();
    rmSync(folder, { recursive: true });
  });

  test('a flood of carets moves nobody else', async () => {
    const { wire, welcome } = await greeted();
    const before = (await draft.snapshot()).seq;
    for (let count = 0; count < 20_000; count++) {
      wire.send({ t: 'presence', item: 'p', lang: 'es', base: welcome.seq, anchor: count % 5, head: 0 });
      if (count % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await undisturbed(before);
    wire.terminate();
  });

  test('hellos with stolen or guessed tokens are refused one by one', async () => {
    for (let round = 0; round < 50; round++) {
      const wire = await Wire.open(place.server);
      wire.send({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token: randomId().padEnd(22, 'A') });
      assert.equal(await wire.closeCode(), 4401);
    }
  });
});

test('broken messages at random: a refusal or a close, never harm', { timeout: 120_000 }, async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const before = (await draft.snapshot()).seq;
  const valid = [
    JSON.stringify({
      t: 'op',
      n: 1,
      base: before + 1000,
      changes: [change.insert('p', 0, 'é😀'), change.split('q', 'fresh', { es: 2 })],
    }),
    JSON.stringify({
      t: 'op',
      n: 1,
      base: before + 1000,
      changes: [change.add('x', null, 'p', { es: 'uno' }), change.move('p', null, 'q')],
    }),
    JSON.stringify({ t: 'presence', item: 'p', lang: 'es', base: before, anchor: 1, head: 2 }),
    JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: 'c', since: 1, head: 'ab'.repeat(32) }),
  ];
  const spoil = (text) => {
    const bytes = [...text];
    for (let times = random.integer(1, 4); times > 0; times--) {
      const at = random.integer(0, bytes.length - 1);
      const kind = random.integer(0, 3);
      if (kind === 0) bytes.splice(at, random.integer(1, 10));
      else if (kind === 1)
        bytes.splice(at, 0, random.pick(['{', '}', '[', ']', '"', '\\', '\\u00', '1e309', 'null', ',', ':', '-', '\u{10ffff}']));
      else if (kind === 2) bytes[at] = random.pick([...'0123456789{}[]",:\\ue']);
      else bytes.splice(at, 0, ...bytes.slice(at, at + random.integer(1, 40)));
      if (bytes.length === 0) bytes.push('{');
    }
    return bytes.join('');
  };
  for (let connection = 0; connection < 60; connection++) {
    const { wire } = await greeted();
    for (let count = 0; count < 20 && wire.socket.readyState === 1; count++) {
      wire.send(spoil(random.pick(valid)));
      if (random.chance(0.3)) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    wire.terminate();
  }
  // A spoilt message can still be a good one; whatever was taken, everybody has the same and the log explains it.
  const { seq } = await other.edit(change.insert('q', 0, '.'));
  await witness.reach(seq);
  assert.deepEqual(witness.model.snapshot(), other.model.snapshot());
  const { ops } = checkChain(await draft.log());
  const twin = new Model(draft.id);
  for (const op of ops) twin.apply(op);
  assert.deepEqual(twin.snapshot().items, witness.model.snapshot().items);
});
