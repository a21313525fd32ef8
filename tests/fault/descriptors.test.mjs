// No more open files: too many people, or a limit set too low.
// Promised: those who are in work on, the processor does not spin, and whoever comes when there is room again is let in. Only where the
// limit is lowered under a running server does it spin, for as long as somebody waits at the door.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { plenaria } from '../support/binary.mjs';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';

/** Less than the server asks for, so that it has to get by with what it gets. */
const LIMIT = 200;
const BUSY_MS = 1500;
/** Of the time in which nobody does anything; a loop that spins takes all of it. */
const BUSY_SHARE = 0.4;

const able = spawnSync('prlimit', ['--version']).status === 0;

let place;
let draft;
let ledger;
let strangers = [];

before(async () => {
  if (!able) return;
  place = await Place.open({ program: ['prlimit', `--nofile=${LIMIT}:${LIMIT}`, plenaria] });
  draft = await place.draft();
  await draft.plant(['p', 'fin']);
  await draft.seat('mexico');
  await draft.seat('canada');
  ledger = new Ledger();
});
after(async () => {
  leave();
  await place?.close();
});

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Connections that say nothing. They may be taken, left waiting, or closed. */
async function crowd(count) {
  for (let index = 0; index < count; index++) {
    const stranger = net.connect(place.server.port, '127.0.0.1');
    stranger.on('error', () => {});
    strangers.push(stranger);
  }
  await sleep(500);
}

function leave() {
  for (const stranger of strangers.splice(0)) stranger.destroy();
}

const openFiles = () => readdirSync(`/proc/${place.server.pid}/fd`).length;

/** Seconds of processor time so far, all threads. */
function busy() {
  const fields = readFileSync(`/proc/${place.server.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function holdIdle() {
  const start = busy();
  await sleep(BUSY_MS);
  const share = (busy() - start) / (BUSY_MS / 1000);
  assert.ok(share < BUSY_SHARE, `it spins: ${Math.round(share * 100)} % of a processor while nobody does anything`);
}

/** Somebody comes, as soon as it lets them in. */
async function welcomed(who) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const client = await draft.join(who).catch(() => null);
    if (client) return client;
    await sleep(100);
  }
  return assert.fail('nobody is let in although there is room');
}

async function holdCrowded(client) {
  for (let count = 0; count < 10; count++) assert.equal(await ledger.write(client), null, 'who is in works on');
  await holdIdle();
  leave();
  const late = await welcomed('canada');
  assert.equal(await ledger.write(late), null);
  ledger.hold(await draft.log());
  await late.close();
}

test('more people than files: who is in works on, and there is room again when they leave', async (t) => {
  if (!able) return t.skip('prlimit is not here');
  const client = await welcomed('mexico');
  await crowd(2 * LIMIT);
  assert.ok(openFiles() <= LIMIT);
  await holdCrowded(client);
  await client.close();
});

test('the limit is lowered under it until not one file can be opened', async (t) => {
  if (!able) return t.skip('prlimit is not here');
  const client = await welcomed('mexico');
  const limit = (count) => spawnSync('prlimit', ['--pid', String(place.server.pid), `--nofile=${count}:${LIMIT}`]);
  assert.equal(limit(openFiles()).status, 0);
  await crowd(20);
  for (let count = 0; count < 10; count++) assert.equal(await ledger.write(client), null, 'who is in works on');
  assert.equal(limit(LIMIT).status, 0);
  await holdCrowded(client);
  await client.close();
  const { code, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stderr);
});
