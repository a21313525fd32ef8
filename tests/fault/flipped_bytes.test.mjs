// One byte of the data folder is not what it was, anywhere.
// Promised: every command ends in order; what verify finds whole is whole; what is handed out is what was written, or nothing.
// Of a damaged write-ahead log the sound beginning counts: a log that ends earlier, never another one.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { Client } from '../support/client.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

const ROUNDS = Number(process.env.PLENARIA_FLIPS ?? 16);
const random = new Random(seedFromEnvironment());

let place;
let draft;
let folder;
let log;
let whole;

before(async () => {
  console.log(`seed ${random.seed}`);
  folder = temporaryFolder('plenaria-fault-');
  place = await Place.open();
  draft = await place.draft({ text: '1. Reforzar.\n   a. Uno.\n   b. Dos.\n2. Cooperar.\n' });
  await draft.plant(['p', 'fin']);
  const clients = await Promise.all(['mexico', 'canada'].map((who) => draft.join(who)));
  const ledger = new Ledger();
  for (let count = 0; count < 20; count++) for (const client of clients) await ledger.write(client);
  log = await draft.log();
  await draft.leave();
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await place.close();
});

/** A copy of the data folder with one bit of one file turned over; says which. */
function spoil(round, file) {
  const copy = path.join(folder, `${file}-${round}`);
  cpSync(place.server.data, copy, { recursive: true, filter: (source) => !source.endsWith('-shm') });
  const bytes = readFileSync(path.join(copy, file));
  const at = random.integer(0, bytes.length - 1);
  bytes[at] ^= 1 << random.integer(0, 7);
  writeFileSync(path.join(copy, file), bytes);
  return { copy, what: `byte ${at} of ${bytes.length} of ${file}` };
}

const exported = (data) => cli.run(['export', '--data', data, '--draft', draft.id, '--format', 'json']);

test(`a byte of the write-ahead log, ${ROUNDS / 2} times`, async () => {
  await place.server.kill();
  assert.ok(readFileSync(path.join(place.server.data, 'plenaria.db-wal')).length > 0, 'the log is in the write-ahead log');
  for (let round = 0; round < ROUNDS / 2; round++) {
    const { copy, what } = spoil(round, 'plenaria.db-wal');
    const verified = await cli.verify(copy);
    assert.ok([0, 1].includes(verified.code), `${what}: verify ended with ${verified.code}: ${verified.stderr}`);
    const server = await Server.start({ data: copy });
    const { token } = await draft.seat('mexico');
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${server.url}/api/drafts/${draft.id}/ops?since=0&limit=1000`, { headers });
    if (response.status === 200) {
      const left = await response.text();
      assert.ok(log.startsWith(left), `${what}: the log is another one`);
      await holdReturn(server, left, token, what);
    } else {
      assert.ok([401, 404, 500].includes(response.status), `${what}: ${response.status}`);
    }
    await server.stop();
    rmSync(copy, { recursive: true });
  }
  await place.server.start();
});

/** Somebody who had seen more than is left comes back and is given what is left. What was done to seats is known beside the log, so
 *  what the log has lost of that comes to it again. */
async function holdReturn(server, left, token, what) {
  if (left === '') return;
  const { ops } = checkChain(left);
  const client = new Client({ server, draft: draft.id, token });
  client.model = { seq: ops.length + 1000, head: 'ab'.repeat(32) };
  const welcome = await client.connect();
  assert.equal(welcome.history, 'shorter', what);
  const headers = { authorization: `Bearer ${token}` };
  const again = await fetch(`${server.url}/api/drafts/${draft.id}/ops?since=${ops.length}&limit=1000`, { headers });
  const more = (await again.text()).split('\n').filter(Boolean);
  for (const line of more) for (const { type } of JSON.parse(line).op.changes) assert.match(type, /^(seat|participant)\./, what);
  assert.equal(welcome.seq, ops.length + more.length, what);
  assert.equal(client.snapshots, 1, `${what}: a history that nobody has is answered with a snapshot`);
  await client.drop();
}

test(`a byte of the database, ${ROUNDS} times`, async () => {
  await place.server.stop();
  ({ stdout: whole } = await exported(place.server.data));
  assert.ok(whole.length > 100);
  const found = { 0: 0, 1: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { copy, what } = spoil(round, 'plenaria.db');
    const verified = await cli.verify(copy);
    assert.ok([0, 1].includes(verified.code), `${what}: verify ended with ${verified.code}: ${verified.stderr}`);
    found[verified.code]++;
    const { code, stdout, stderr } = await exported(copy);
    assert.ok([0, 1].includes(code), `${what}: export ended with ${code}: ${stderr}`);
    if (verified.code === 0) assert.equal(code, 0, `${what}: verify found nothing, yet export said ${stderr}`);
    if (code === 0) assert.equal(stdout, whole, `${what}: another text was handed out`);
    else assert.match(stderr, /^plenaria: [^\n]+\n$/m, `${what}: it says what is wrong`);
    rmSync(copy, { recursive: true });
  }
  console.log(`verify found ${found[1]} of ${ROUNDS}, the others stood where nothing is kept`);
  await place.server.start();
});
