// A reader that stops reading for half a minute under load: the others notice nothing, memory stays bounded, it catches up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Delta from 'quill-delta';
import { randomId } from '../support/client.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Bytes, parseFrames } from '../support/raw.mjs';

const SECONDS = Number(process.env.PLENARIA_SLOW_SECONDS ?? 30);
const QUEUE_BOUND = 4 << 20;
const MEMORY_BOUND = 96 << 20;

let place;
before(async () => {
  // A small quarantine, so that resident memory says something although the server may run under ASan.
  place = await Place.open({ env: { ASAN_OPTIONS: 'exitcode=99:detect_leaks=1:quarantine_size_mb=4' } });
});
after(() => place.close());

async function gauge(name) {
  const text = await (await fetch(`${place.server.url}/metrics`)).text();
  return Number(new RegExp(`^plenaria_${name} (\\d+)`, 'm').exec(text)?.[1]);
}

async function rawReader(draft, who) {
  const { token } = await draft.seat(who);
  const bytes = await Bytes.open(place.server);
  await bytes.upgrade(place.server);
  bytes.frame(JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token }));
  return bytes;
}

/** What a raw reader holds after all the bytes that it got: the fold of its messages. */
function foldOf(bytes) {
  const buffer = Buffer.concat(bytes.chunks);
  const start = buffer.indexOf('\r\n\r\n') + 4;
  let model = null;
  let snapshots = 0;
  for (const { opcode, final, payload } of parseFrames(buffer.subarray(start))) {
    if (opcode === 8) throw new Error(`closed with ${payload.readUInt16BE(0)}`);
    if (opcode !== 1 || !final) continue;
    const message = JSON.parse(payload.toString());
    if (message.snapshot) {
      model = Model.fromSnapshot(message.snapshot);
      snapshots++;
    }
    for (const op of message.ops ?? []) if (op.seq > model.seq) model.apply(op);
    if (message.head) model.head = message.head;
  }
  return { model, snapshots };
}

/** Rewrites one item again and again: every op is large, so that what is not read adds up. */
async function write(client, item, running) {
  for (let count = 0; running.now; count++) {
    const length = client.view().text(item, 'es').length();
    const words = `${count} ${'palabras '.repeat(3000)}`;
    await client.edit({ type: 'text', item, lang: 'es', delta: { ops: new Delta().insert(words).delete(length).ops } });
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
}

test('a reader that stops reading costs nobody but itself', { timeout: (SECONDS + 150) * 1000 }, async () => {
  const draft = await place.draft();
  await draft.plant(['a', 'uno'], ['b', 'dos'], ['c', 'tres']);
  const writers = await Promise.all(['chair', 'mexico', 'canada'].map((who) => draft.join(who)));
  const healthy = await draft.join('observer');
  const slow = [await rawReader(draft, 'observer'), await rawReader(draft, 'secretariat')];
  await writers[0].until(() => writers[0].observers === 2, 'both observers');
  for (const reader of slow) reader.pause();
  const memoryBefore = place.server.residentBytes();
  const running = { now: true };
  const writing = Promise.all(writers.map((client, index) => write(client, ['a', 'b', 'c'][index], running)));
  let worstQueue = 0;
  let worstMemory = 0;
  let worstDelay = 0;
  // At least so many seconds, and on a busy machine until enough has been written for somebody to fall behind.
  const end = Date.now() + SECONDS * 1000;
  const letGo = async () => (await gauge('resyncs_total')) > 0 || (await gauge('lagging_connections')) > 0;
  while (Date.now() < end || (!(await letGo()) && Date.now() < end + 60_000)) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    worstQueue = Math.max(worstQueue, await gauge('queue_bytes'));
    worstMemory = Math.max(worstMemory, place.server.residentBytes() - memoryBefore);
    const target = writers[0].model.seq;
    const from = Date.now();
    await healthy.reach(target);
    worstDelay = Math.max(worstDelay, Date.now() - from);
  }
  assert.ok(await letGo(), 'the slow readers were let go of');
  running.now = false;
  await writing;
  console.log(`queue ${worstQueue} bytes, memory +${worstMemory >> 20} MiB, healthy observer behind by ${worstDelay} ms`);
  assert.ok(worstQueue <= QUEUE_BOUND, `the queue grew to ${worstQueue} bytes`);
  assert.ok(worstMemory <= MEMORY_BOUND, `memory grew by ${worstMemory} bytes`);
  assert.ok(worstDelay < SECONDS * 200, `the healthy observer was ${worstDelay} ms behind`);

  for (const reader of slow) reader.resume();
  const { seq } = await writers[0].edit({ type: 'item.add', item: 'last', parent: null, after: null, kind: 'item' });
  await healthy.reach(seq);
  const expected = healthy.model.snapshot();
  for (const reader of slow) {
    const from = Date.now();
    while (foldOf(reader).model.seq < seq && Date.now() - from < 20_000) await new Promise((resolve) => setTimeout(resolve, 250));
    const { model } = foldOf(reader);
    assert.deepEqual(model.snapshot(), expected, 'it caught up');
    reader.destroy();
  }
  await draft.leave();
});
