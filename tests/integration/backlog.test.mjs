// What readers hold up who do not read: a large draft is held once for all of them, and there is one bound for all that waits.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Bytes, parseFrames } from '../support/raw.mjs';

const MIB = 1 << 20;
const READERS = 60;
const WAITING = 12 * MIB;

let place;
before(async () => {
  place = await Place.open({
    settings: { waiting_bytes: WAITING, seat_connections: 200 },
    env: { ASAN_OPTIONS: 'exitcode=99:detect_leaks=1:quarantine_size_mb=4' },
  });
});
after(() => place.close());

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Four mebibytes of text. */
const large = () =>
  place.draft({ text: Array.from({ length: 70 }, (_, i) => `${i + 1}. ${'palabras '.repeat(6600)}`).join('\n') });

async function gauge(name) {
  const text = await (await fetch(`${place.server.url}/metrics`)).text();
  return Number(new RegExp(`^plenaria_${name}\\S* (\\d+)`, 'm').exec(text)?.[1]);
}

async function reader(draft, token, hello = {}) {
  const bytes = await Bytes.open(place.server);
  await bytes.upgrade(place.server);
  bytes.pause();
  bytes.frame(JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token, ...hello }));
  return bytes;
}

function messagesOf(bytes) {
  const buffer = Buffer.concat(bytes.chunks);
  return parseFrames(buffer.subarray(buffer.indexOf('\r\n\r\n') + 4));
}

test(
  'a large draft waits once, however many do not read it, and is whole for who reads at last',
  { timeout: 120_000 },
  async () => {
    const draft = await large();
    const { token } = await draft.seat('observer');
    const first = await draft.join('chair');
    const before = place.server.residentBytes();
    const readers = [];
    for (let i = 0; i < READERS; i++) readers.push(await reader(draft, token));
    while ((await gauge('connections{role="observer"}')) < READERS) await pause(50);
    await pause(500);
    const grown = place.server.residentBytes() - before;
    const waiting = await gauge('queue_bytes');
    console.log(`${READERS} readers: memory +${(grown / MIB).toFixed(1)} MiB, ${(waiting / MIB).toFixed(1)} MiB wait`);
    assert.ok(waiting > 3 * MIB && waiting < 6 * MIB, `${waiting} bytes wait`);
    assert.ok(grown < 40 * MIB, `memory grew by ${grown} bytes`);
    const { seq } = await first.edit(change.insert([...first.model.order()][0], 0, 'Nuevo. '));
    readers[7].resume();
    const started = Date.now();
    const shown = () =>
      messagesOf(readers[7])
        .filter(({ opcode }) => opcode === 1)
        .map(({ payload }) => JSON.parse(payload));
    while (!shown().some((message) => message.t === 'ops') && Date.now() - started < 20_000) await pause(100);
    const [welcome, ...later] = shown();
    assert.equal(welcome.snapshot.seq, welcome.seq);
    assert.equal(later.find((message) => message.t === 'ops').ops.at(-1).seq, seq);
    readers.forEach((bytes) => bytes.destroy());
    await draft.leave();
  },
);

/** The same over plain HTTP: a post that waits for the welcome, and does not read it. */
async function line(draft, token) {
  const bytes = await Bytes.open(place.server);
  const hello = JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token });
  const body = JSON.stringify({ send: [hello], wait: true });
  bytes.pause();
  bytes.write(
    `POST /api/line HTTP/1.1\r\nHost: 127.0.0.1:${place.server.port}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return bytes;
}

/** The body of a chunked answer, as far as it has come; undefined until it is whole. */
function bodyOf(bytes) {
  let rest = Buffer.concat(bytes.chunks);
  rest = rest.subarray(rest.indexOf('\r\n\r\n') + 4);
  const pieces = [];
  for (;;) {
    const end = rest.indexOf('\r\n');
    if (end < 0) return undefined;
    const len = Number.parseInt(rest.subarray(0, end).toString(), 16);
    if (!len) return JSON.parse(Buffer.concat(pieces).toString());
    pieces.push(rest.subarray(end + 2, end + 2 + len));
    rest = rest.subarray(end + 4 + len);
  }
}

test('a large draft waits once for all lines over HTTP too', { timeout: 120_000 }, async () => {
  const draft = await large();
  const { token } = await draft.seat('observer');
  const first = await draft.join('chair');
  const before = place.server.residentBytes();
  const readers = [];
  for (let i = 0; i < READERS; i++) readers.push(await line(draft, token));
  while ((await gauge('connections{role="observer"}')) < READERS) await pause(50);
  await pause(1000);
  const grown = place.server.residentBytes() - before;
  const waiting = await gauge('queue_bytes');
  console.log(`${READERS} lines: memory +${(grown / MIB).toFixed(1)} MiB, ${(waiting / MIB).toFixed(1)} MiB wait`);
  assert.ok(waiting > 3 * MIB && waiting < 6 * MIB, `${waiting} bytes wait`);
  assert.ok(grown < 40 * MIB, `memory grew by ${grown} bytes`);
  readers[7].resume();
  for (let tries = 0; !bodyOf(readers[7]) && tries < 200; tries++) await pause(50);
  const [welcome] = bodyOf(readers[7]).messages;
  assert.deepEqual(welcome.snapshot, await draft.snapshot());
  assert.equal(welcome.seq, first.model.seq);
  readers.forEach((bytes) => bytes.destroy());
  await draft.leave();
});

test(
  'who comes to a large draft is shown a state that is encoded already, and the ops after it',
  { timeout: 60_000 },
  async () => {
    const draft = await large();
    const chair = await draft.join('chair');
    for (let i = 0; i < 3; i++) await chair.edit(change.insert([...chair.model.order()][i], 0, `${i} `));
    const mexico = await draft.join('mexico');
    await mexico.reach(chair.model.seq);
    assert.deepEqual(mexico.model.snapshot(), chair.model.snapshot());
    await mexico.edit(change.insert([...mexico.model.order()][0], 0, 'x'));
    await mexico.drop();
    await mexico.connect();
    await mexico.reach(mexico.model.seq);
    await draft.leave();
  },
);

test(
  'beyond the bound, whoever has taken nothing for longest is closed with 4413, and the others stay',
  { timeout: 120_000 },
  async () => {
    const draft = await large();
    const chair = await draft.join('chair');
    const { token } = await draft.seat('observer');
    const readers = [];
    for (let i = 0; i < 5; i++) {
      readers.push(await reader(draft, token, { since: 1, head: '0'.repeat(16) })); // has seen another state: needs the newest
      await pause(300);
      await chair.edit(change.insert([...chair.model.order()][0], 0, `${i} `));
    }
    await pause(500);
    assert.ok((await gauge('queue_bytes')) <= WAITING);
    assert.ok((await gauge('budget_refusals_total{budget="waiting_bytes"}')) >= 1);
    readers.forEach((bytes) => bytes.resume());
    await pause(3000);
    const codes = readers.map((bytes) => {
      const close = messagesOf(bytes).find(({ opcode }) => opcode === 8);
      return close ? close.payload.readUInt16BE(0) : bytes.socket.destroyed ? 'broken' : 'open';
    });
    console.log(`what became of the readers: ${codes.join(' ')}`);
    assert.notEqual(codes[0], 'open');
    assert.equal(codes.at(-1), 'open');
    assert.equal((await chair.edit(change.insert([...chair.model.order()][1], 0, 'y'))).seq > 0, true);
    readers.forEach((bytes) => bytes.destroy());
    await draft.leave();
  },
);
