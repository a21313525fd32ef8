// Who is here: the roster, carets that move with the text, observers that are only counted.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Bytes, parseFrames } from '../support/raw.mjs';
import { until } from '../support/until.mjs';

let place;
let draft;
before(async () => {
  place = await Place.open();
});
after(() => place.close());
beforeEach(async () => {
  draft = await place.draft();
  await draft.plant(['p', 'uno dos tres'], ['q', 'otra']);
});
afterEach(() => draft.leave());

const caret = (client, anchor, head = anchor, item = 'p') =>
  client.presence({ item, lang: 'es', base: client.model.seq, anchor, head });

const placeOf = (client, other) => {
  const entry = client.here.get(other.client);
  return entry && { item: entry.item, lang: entry.lang, anchor: entry.anchor, head: entry.head };
};

const sees = (client, other, anchor, head = anchor, item = 'p') =>
  client.until(
    () => {
      const at = placeOf(client, other);
      return at && at.item === item && at.anchor === anchor && at.head === head;
    },
    `a caret at ${item} ${anchor}-${head}; it is ${JSON.stringify(placeOf(client, other))}`,
  );

test('a caret reaches the others, editors and observers', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  const observer = await draft.join('observer');
  caret(mexico, 4, 7);
  await sees(canada, mexico, 4, 7);
  await sees(observer, mexico, 4, 7);
  assert.equal(canada.here.get(mexico.client).participant, mexico.you.id);
});

test('whoever asks for a sign of life has one, observers too; hundreds at once have one', async () => {
  for (const who of ['observer', 'mexico']) {
    const client = await draft.join(who);
    client.ping();
    await client.until(() => client.pongs === 1, `an answer to ${who}`);
    for (let i = 0; i < 300; i++) client.ping();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    assert.equal(client.pongs, 1);
    client.ping();
    await client.until(() => client.pongs === 2, `another to ${who}`);
  }
});

test('carets move with the text', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  caret(mexico, 4, 7);
  await sees(canada, mexico, 4, 7);
  await canada.edit(change.insert('p', 0, 'cero '));
  const late = await draft.join('secretariat');
  await sees(late, mexico, 9, 12);
  await canada.edit(change.erase('p', 0, 10));
  const later = await draft.join('chair');
  await sees(later, mexico, 0, 2);
});

test('carets follow a split', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  caret(mexico, 10);
  await sees(canada, mexico, 10);
  await canada.edit(change.split('p', 'fresh', { es: 8 }));
  const late = await draft.join('secretariat');
  await sees(late, mexico, 2, 2, 'fresh');
});

test('a caret sent against an older text is moved to where it belongs now', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  const base = mexico.model.seq;
  await canada.edit(change.insert('p', 0, '12345'));
  await mexico.reach(canada.model.seq);
  mexico.presence({ item: 'p', lang: 'es', base, anchor: 1, head: 1 });
  await sees(canada, mexico, 6);
});

test('nowhere and gone', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  caret(mexico, 1);
  await sees(canada, mexico, 1);
  mexico.presence({ item: null });
  await canada.until(() => canada.here.get(mexico.client)?.item === null, 'the caret to be nowhere');
  await mexico.drop();
  await canada.until(() => !canada.here.has(mexico.client), 'the client to be gone');
});

test('the first presence after welcome is complete', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  caret(mexico, 2);
  await sees(canada, mexico, 2);
  const late = await draft.join('secretariat');
  await late.until(() => late.presenceSeq !== undefined, 'the first presence');
  assert.deepEqual(placeOf(late, mexico), { item: 'p', lang: 'es', anchor: 2, head: 2 });
  assert.ok(late.here.has(canada.client), 'editors without a caret are listed as well');
});

test('observers are counted, never listed, and their carets are ignored', async () => {
  const mexico = await draft.join('mexico');
  const observers = [await draft.join('observer'), await draft.join('observer')];
  await mexico.until(() => mexico.observers === 2, 'two observers');
  caret(observers[0], 3);
  await observers[1].drop();
  await mexico.until(() => mexico.observers === 1, 'one observer');
  assert.equal(mexico.here.has(observers[0].client), false);
  const { seq } = await mexico.edit(change.insert('p', 0, 'x'));
  await observers[0].reach(seq);
});

test('the roster goes to editors, after welcome and when it changes', async () => {
  const mexico = await draft.join('mexico');
  await mexico.until(() => mexico.roster?.some(({ id }) => id === mexico.you.id), 'the own entry');
  const canada = await draft.join('canada');
  await mexico.until(() => mexico.roster.some(({ id }) => id === canada.you.id), 'the other entry');
  const entry = mexico.roster.find(({ id }) => id === canada.you.id);
  assert.deepEqual(entry, { id: canada.you.id, role: 'delegation', name: 'Jean Tremblay', delegation: 'CA' });
});

test('presence is never logged', async () => {
  const mexico = await draft.join('mexico');
  await draft.seat('canada');
  const before = (await draft.snapshot()).seq;
  for (let at = 0; at < 5; at++) caret(mexico, at);
  const canada = await draft.join('canada');
  await sees(canada, mexico, 4);
  assert.equal((await draft.snapshot()).seq, before);
});

test('at most ten presence messages a second', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  await new Promise((resolve) => setTimeout(resolve, 300));
  let count = 0;
  canada.onMessage = (message) => (count += message.t === 'presence' ? 1 : 0);
  const start = performance.now();
  for (let round = 0; round < 100; round++) {
    caret(mexico, round % 12);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const seconds = (performance.now() - start) / 1000; // more than one where the machine is busy
  assert.ok(count > 0 && count <= 10 * seconds + 4, `${count} messages in ${seconds} s`);
});

test('a presence that does not fit is dropped and harms nobody', async () => {
  const mexico = await draft.join('mexico');
  const canada = await draft.join('canada');
  for (const place of [
    { item: 'ghost', lang: 'es', base: mexico.model.seq, anchor: 0, head: 0 },
    { item: 'p', lang: 'es', base: mexico.model.seq, anchor: 9999, head: 9999 },
  ]) {
    mexico.presence(place);
  }
  await mexico.edit(change.insert('p', 0, 'x'));
  caret(mexico, 1);
  await sees(canada, mexico, 1);
});

/** Whom a raw reader takes to be here, after all the bytes that it got. */
function hereOf(bytes) {
  const buffer = Buffer.concat(bytes.chunks);
  const here = new Set();
  for (const { opcode, payload } of parseFrames(buffer.subarray(buffer.indexOf('\r\n\r\n') + 4))) {
    const message = opcode === 1 ? JSON.parse(payload.toString()) : {};
    if (message.t === 'welcome' || message.complete) here.clear();
    if (message.t !== 'presence') continue;
    for (const { client } of message.here) here.add(client);
    for (const client of message.gone) here.delete(client);
  }
  return here;
}

async function gauge(name) {
  const text = await (await fetch(`${place.server.url}/metrics`)).text();
  return Number(new RegExp(`^plenaria_${name} (\\d+)`, 'm').exec(text)?.[1]);
}

/** Rewrites an item with many words until somebody has fallen behind. */
async function flood(client) {
  const words = 'palabras '.repeat(3000);
  for (let round = 0; !(await gauge('lagging_connections')); round++) {
    assert.ok(round < 2000, 'somebody falls behind');
    const length = client.view().text('q', 'es').length();
    const delta = { ops: new Delta().insert(`${round} ${words}`).delete(length).ops };
    await client.edit({ type: 'text', item: 'q', lang: 'es', delta });
  }
}

for (const who of ['canada', 'observer']) {
  test(`who left while somebody had fallen behind is not here for them afterwards: ${who}`, { timeout: 120_000 }, async () => {
    const chair = await draft.join('chair');
    const mexico = await draft.join('mexico');
    const { token } = await draft.seat(who);
    const slow = await Bytes.open(place.server);
    await slow.upgrade(place.server);
    slow.frame(JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token }));
    await until(() => hereOf(slow).has(mexico.client));
    slow.pause();
    await flood(chair);
    await mexico.drop();
    await chair.until(() => !chair.here.has(mexico.client), 'the other to be gone');
    slow.resume();
    await until(async () => !(await gauge('lagging_connections')));
    await until(() => !hereOf(slow).has(mexico.client), 5000);
    assert.ok(hereOf(slow).has(chair.client));
    slow.destroy();
  });
}
