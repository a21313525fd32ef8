// Binary messages of raw deflate, for a client that offers to inflate them: the same messages, in the same order, in fewer bytes.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import WebSocket from 'ws';
import * as change from '../support/changes.mjs';
import { Client, randomId, within } from '../support/client.mjs';
import { Place } from '../support/place.mjs';

const WITH_DEFLATE = 'plenaria.v1.deflate';

let place;
let draft;
before(async () => {
  place = await Place.open();
});
after(() => place.close());
beforeEach(async () => {
  draft = await place.draft();
  for (const who of ['mexico', 'observer']) await draft.seat(who);
  await draft.plant(...Array.from({ length: 20 }, (_, at) => [`w${at}`, 'Instar a las delegaciones a enviar sus datos.']));
});
afterEach(() => draft.leave());

/** An observer on a bare socket; keeps every message, its kind and its size. */
async function follow(protocols, hello = {}) {
  const { token } = await draft.seat('observer');
  const socket = new WebSocket(place.server.socketUrl, protocols, { perMessageDeflate: false });
  const follower = { socket, messages: [], binary: [], bytes: 0, closed: null };
  socket.on('message', (bytes, isBinary) => {
    follower.bytes += bytes.length;
    follower.binary.push(isBinary);
    follower.messages.push(JSON.parse(isBinary ? inflateRawSync(bytes) : bytes));
    follower.heard?.();
  });
  follower.ops = () => follower.messages.flatMap(({ ops = [] }) => ops);
  socket.on('close', (code) => {
    follower.closed = code;
    follower.heard?.();
  });
  follower.until = (seen, what) => {
    const heard = new Promise((resolve) => {
      follower.heard = () => seen() && resolve();
      follower.heard();
    });
    return within(heard, what);
  };
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  socket.send(JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token, ...hello }));
  await follower.until(() => follower.messages.some(({ t }) => t === 'welcome'), 'a welcome');
  return follower;
}

const welcomeOf = ({ messages }) => messages.find(({ t }) => t === 'welcome');

test('who inflates hears what the others hear, in the same order and in fewer bytes', async () => {
  const [small, plain] = [await follow([WITH_DEFLATE, 'plenaria.v1']), await follow('plenaria.v1')];
  assert.deepEqual([small.socket.protocol, plain.socket.protocol], [WITH_DEFLATE, 'plenaria.v1']);
  const mexico = await draft.join('mexico');
  for (let count = 0; count < 60; count++) await mexico.edit(change.insert(`w${count % 20}`, 0, `${'más '.repeat(60)}${count} `));
  const { seq } = mexico.model;
  for (const follower of [small, plain]) await follower.until(() => follower.ops().at(-1)?.seq === seq, 'all ops');
  assert.deepEqual(small.ops(), plain.ops());
  assert.deepEqual(
    small.ops().map((op) => op.seq),
    Array.from(small.ops(), (_, at) => welcomeOf(small).seq + 1 + at),
  );
  assert.deepEqual(welcomeOf(small).snapshot, welcomeOf(plain).snapshot);
  assert.ok(plain.binary.every((is) => !is));
  assert.ok(small.binary.includes(true));
  assert.ok(small.bytes < plain.bytes / 2, `${small.bytes} and ${plain.bytes}`);
  for (const { socket } of [small, plain]) socket.terminate();
});

test('who comes back gets the ops of the meantime deflated, the same for all who had as much', async () => {
  const mexico = await draft.join('mexico');
  const { seq: since, head } = mexico.model;
  for (let count = 0; count < 30; count++) await mexico.edit(change.insert(`w${count % 20}`, 0, `${count} `));
  const back = [];
  for (const protocol of [WITH_DEFLATE, WITH_DEFLATE, 'plenaria.v1']) back.push(await follow(protocol, { since, head }));
  assert.deepEqual(
    back.map(({ binary }) => binary[0]),
    [true, true, false],
  );
  for (const follower of back) {
    assert.deepEqual(
      welcomeOf(follower).ops.map(({ seq }) => seq),
      Array.from({ length: 30 }, (_, at) => since + 1 + at),
    );
    assert.deepEqual(welcomeOf(follower).ops, welcomeOf(back[0]).ops);
    follower.socket.terminate();
  }
});

test('an editor may inflate too, and its short messages stay text', async () => {
  const { token } = await draft.seat('mexico');
  const kinds = [];
  class Inflating extends WebSocket {
    constructor(url, _, options) {
      super(url, WITH_DEFLATE, options);
    }
    emit(event, bytes, isBinary) {
      if (event !== 'message') return super.emit(event, bytes, isBinary);
      kinds.push(isBinary);
      return super.emit(event, isBinary ? inflateRawSync(bytes) : bytes, false);
    }
  }
  const editor = new Client({ server: place.server, draft: draft.id, token, Socket: Inflating });
  await editor.connect();
  await editor.edit(change.insert('w0', 0, 'Corto. '));
  await editor.edit(change.insert('w0', 0, 'Largo. '.repeat(100)));
  assert.deepEqual(new Set(kinds), new Set([true, false]));
  await editor.close();
});

test('binary messages of a client stay refused', async () => {
  const follower = await follow(WITH_DEFLATE);
  follower.socket.send(Buffer.from('{"t":"presence","item":null}'));
  await follower.until(() => follower.closed !== null, 'the close');
  assert.equal(follower.closed, 1003);
});
