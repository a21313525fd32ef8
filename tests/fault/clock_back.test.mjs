// The wall clock jumps, as it does when a machine first hears from a time server.
// Promised: work goes on, ops keep their order, nobody is thrown out, and the log is whole.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { preload } from './preload.mjs';

const HOUR_S = 3600;

let folder;
let clock;
let env;
let place;
let draft;

const jump = (seconds) => writeFileSync(clock, `${seconds}\n`);

before(async () => {
  folder = temporaryFolder('plenaria-fault-');
  clock = path.join(folder, 'clock');
  jump(0);
  env = preload('fault_clock', 'PLENARIA_FAULT_CLOCK', clock);
  if (!env) return;
  place = await Place.open({ env });
  draft = await place.draft();
  await draft.plant(['p', 'fin']);
});
after(async () => {
  await place?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('back and forth under people who type: they stay, and their ops stand in the order of seq', async (t) => {
  if (!env) return t.skip('the library fault_clock is not built here');
  const people = await Promise.all(['chair', 'mexico', 'observer'].map((who) => draft.join(who)));
  const ledger = new Ledger();
  for (const seconds of [0, -2 * HOUR_S, -48 * HOUR_S, 5 * HOUR_S, 0]) {
    jump(seconds);
    for (const client of people.slice(0, 2)) {
      for (let count = 0; count < 5; count++) assert.equal(await ledger.write(client), null, `${seconds} s away`);
    }
  }
  const ops = ledger.hold(await draft.log());
  assert.ok(ops.at(-1).at - Math.min(...ops.map((op) => op.at)) > 40 * HOUR_S * 1000, 'the clock did jump');
  await people[2].reach(ops.at(-1).seq);
  assert.ok(
    people.every((client) => client.socket),
    'nobody was thrown out',
  );
  const { code, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stderr);
  await draft.leave();
});

test('cookies and invitations made before the clock went back are good after it', async (t) => {
  if (!env) return t.skip('the library fault_clock is not built here');
  jump(10 * HOUR_S);
  const { token } = await draft.seat('canada');
  const headers = { 'content-type': 'application/json' };
  const session = await fetch(`${place.server.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  assert.equal(session.status, 200);
  const cookie = session.headers.get('set-cookie').split(';')[0];
  jump(-10 * HOUR_S);
  const read = await fetch(`${place.server.url}/api/drafts/${draft.id}`, { headers: { cookie } });
  assert.equal(read.status, 200);
  const client = await draft.join('canada');
  assert.equal(await new Ledger().write(client), null);
  await draft.leave();
});

test('a restart with the clock behind the log opens it as it was', async (t) => {
  if (!env) return t.skip('the library fault_clock is not built here');
  jump(0);
  const before = await draft.snapshot();
  jump(-100 * HOUR_S);
  await place.server.restart();
  assert.deepEqual(await draft.snapshot(), before);
  const client = await draft.join('mexico');
  assert.equal(await new Ledger().write(client), null);
  await draft.leave();
});
