// Coming back after a lost connection: resume, resends that count once, and the fork check by head.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Wire } from '../support/raw.mjs';

let place;
let draft;
before(async () => {
  place = await Place.open();
});
after(() => place.close());
beforeEach(async () => {
  draft = await place.draft();
  for (const who of ['mexico', 'canada', 'observer']) await draft.seat(who); // later ones would be ops in between
  await draft.plant(['p', 'uno']);
});
afterEach(() => draft.leave());

async function greet(who, client, fields = {}) {
  const { token } = await draft.seat(who);
  const wire = await Wire.open(place.server);
  wire.send({ t: 'hello', v: 1, draft: draft.id, client, token, ...fields });
  return { wire, welcome: await wire.nextOf('welcome', 'error') };
}

test('the first hello gets the whole draft and no ops', async () => {
  const { wire, welcome } = await greet('mexico', randomId());
  assert.equal(welcome.v, 1);
  assert.deepEqual(
    { role: welcome.you.role, name: welcome.you.name, delegation: welcome.you.delegation },
    {
      role: 'delegation',
      name: 'Ana López',
      delegation: 'MX',
    },
  );
  assert.equal(welcome.acked, 0);
  assert.equal(welcome.snapshot.seq, welcome.seq);
  assert.equal(welcome.snapshot.head, welcome.head);
  assert.equal(welcome.ops, undefined);
  wire.terminate();
});

test('a resume gets exactly the ops after since, in order', async () => {
  const client = await draft.join('mexico');
  const { seq, head } = client.model;
  await client.drop();
  const canada = await draft.join('canada');
  for (const words of ['a', 'b', 'c']) await canada.edit(change.insert('p', 0, words));
  const { wire, welcome } = await greet('mexico', client.client, { since: seq, head });
  assert.equal(welcome.snapshot, undefined);
  assert.deepEqual(
    welcome.ops.map((op) => op.seq),
    [seq + 1, seq + 2, seq + 3],
  );
  assert.equal(welcome.seq, seq + 3);
  wire.terminate();
});

test('sixteen digits of the head are enough', async () => {
  const client = await draft.join('mexico');
  const { seq, head } = client.model;
  const { wire, welcome } = await greet('canada', randomId(), { since: seq, head: head.slice(0, 16) });
  assert.deepEqual(welcome.ops, []);
  wire.terminate();
});

test('a fork, told by its head, is answered with the whole draft', async () => {
  const client = await draft.join('mexico');
  const { seq, head } = client.model;
  const wrong = (head[0] === '0' ? '1' : '0') + head.slice(1);
  for (const fields of [{ since: seq, head: wrong }, { since: seq + 50, head }, { since: seq }]) {
    const { wire, welcome } = await greet('mexico', randomId(), fields);
    assert.ok(welcome.snapshot, `a snapshot for ${JSON.stringify(fields)}`);
    assert.equal(welcome.ops, undefined);
    wire.terminate();
  }
});

test('a resend under the same n counts once, rebased or not', async () => {
  for (const rebased of [true, false]) {
    const client = randomId();
    const { wire, welcome } = await greet('mexico', client);
    const op = { t: 'op', n: 1, base: welcome.seq, changes: [change.insert('p', 0, rebased ? 'R' : 'N')] };
    wire.send(op);
    await wire.nextOf('ops');
    wire.terminate(); // as if the acknowledgement had never arrived
    const back = await greet('mexico', client, { since: welcome.seq, head: welcome.head });
    assert.equal(back.welcome.acked, 1);
    back.wire.send(rebased ? { ...op, base: back.welcome.seq } : op);
    back.wire.send({ t: 'op', n: 2, base: back.welcome.seq, changes: [change.insert('p', 0, '.')] });
    const next = await back.wire.nextOf('ops', 'reject');
    assert.equal(next.ops[0].n, 2, 'the resend had no outcome of its own');
    const words = (await draft.snapshot()).items
      .find((item) => item.id === 'p')
      .texts.es.ops.map((one) => one.insert)
      .join('');
    assert.equal(words.split(rebased ? 'R' : 'N').length, 2, words);
    back.wire.terminate();
  }
});

test('acked survives kill -9', async () => {
  const client = await draft.join('mexico');
  await client.edit(change.insert('p', 0, 'a'));
  await client.edit(change.insert('p', 0, 'b'));
  await place.server.kill();
  await place.server.start();
  const welcome = await client.connect();
  assert.equal(welcome.acked, 2);
  assert.deepEqual(welcome.ops, []);
  await client.edit(change.insert('p', 0, 'c'));
});

// A draft is opened with its last thousand ops, so these are read from the log when they are needed.
test('after a restart, who is thousands of ops behind resumes, and their late op is moved over all of them', async () => {
  const OPS = 2400;
  const client = randomId();
  const { wire, welcome: before } = await greet('mexico', client);
  wire.terminate();
  const author = await greet('canada', randomId());
  for (let seq = before.seq, n = 0; seq < before.seq + OPS;) {
    const base = seq;
    for (let i = 0; i < 50; i++) author.wire.send({ t: 'op', n: ++n, base, changes: [change.insert('p', 0, 'x')] });
    while (seq < base + 50) seq = (await author.wire.nextOf('ops')).ops.at(-1).seq;
  }
  author.wire.terminate();
  await place.server.restart();
  const { wire: back, welcome } = await greet('mexico', client, { since: before.seq, head: before.head });
  assert.equal(welcome.ops?.length, OPS);
  welcome.ops.forEach((op, i) => assert.equal(op.seq, before.seq + 1 + i));
  back.terminate();
  await place.server.restart();
  const { wire: late } = await greet('mexico', client);
  late.send({ t: 'op', n: 1, base: before.seq, changes: [change.insert('p', 3, '!')] });
  const { ops } = await late.nextOf('ops', 'reject');
  assert.deepEqual(ops[0].changes.at(-1).delta.ops, [{ retain: OPS + 3 }, { insert: '!' }]);
  late.terminate();
});

test('a snapshot by URL comes as an address and the ops after it', async () => {
  const { wire, welcome } = await greet('mexico', randomId(), { snapshot: 'url' });
  assert.match(welcome.snapshot_url, new RegExp(`^/api/drafts/${draft.id}\\?seq=\\d+$`));
  assert.equal(welcome.snapshot, undefined);
  const { token } = await draft.seat('mexico');
  const response = await fetch(place.server.url + welcome.snapshot_url, { headers: { authorization: `Bearer ${token}` } });
  const snapshot = await response.json();
  assert.equal(snapshot.seq + welcome.ops.length, welcome.seq);
  wire.terminate();
});

test('an edit that waited through a drop arrives', async () => {
  const mexico = await draft.join('mexico');
  await mexico.drop();
  const waiting = mexico.edit(change.insert('p', 0, 'esperó '));
  const canada = await draft.join('canada');
  await canada.edit(change.insert('p', 0, 'antes '));
  await mexico.connect();
  await waiting;
  assert.equal(mexico.model.words('p', 'es'), 'antes esperó uno');
});

test('ops arrive at an observer as at an editor, the acknowledgement of the author among them', async () => {
  const mexico = await draft.join('mexico');
  const observer = await draft.join('observer');
  const { seq, op } = await mexico.edit(change.insert('p', 0, 'x'));
  await observer.reach(seq);
  assert.deepEqual(observer.opsSeen.at(-1), op);
  assert.equal(op.by, mexico.you.id);
  assert.equal(op.client, mexico.client);
  assert.ok(Math.abs(op.at - Date.now()) < 60_000, 'at is in milliseconds');
});

test('the log says who is who in front of their first op: with their seat', async () => {
  const mexico = await draft.join('mexico');
  const { op } = await mexico.edit(change.insert('p', 0, 'x'));
  assert.deepEqual(
    op.changes.map(({ type }) => type),
    ['text'],
  );
  const changes = (await draft.log())
    .trim()
    .split('\n')
    .flatMap((line) => JSON.parse(line).op.changes);
  const { participant } = changes.find(({ type, seat }) => type === 'seat.add' && seat === mexico.you.id);
  assert.deepEqual(participant, mexico.you);
});

test('op 1 is what was imported, by the host', async () => {
  const response = await draft.request('observer', '/ops?since=0&limit=1');
  const { op } = JSON.parse(await response.text());
  assert.equal(op.seq, 1);
  assert.equal(op.by, 'host');
  assert.equal(op.client, 'system');
  assert.equal(op.changes[0].type, 'draft.set');
  assert.deepEqual(op.changes[0].langs, ['es', 'en']);
});
