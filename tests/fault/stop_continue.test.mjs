// SIGSTOP and SIGCONT: a machine that is put to sleep, or a debugger.
// Promised: nobody is turned away for the time in which nobody was listening, and what was sent meanwhile counts once.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';

const ASLEEP_MS = 3000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let folder;
let place;
let draft;
before(async () => {
  // Shorter than the sleep, so that every deadline of the server has passed when it wakes.
  folder = temporaryFolder('plenaria-fault-');
  const config = path.join(folder, 'conf');
  writeFileSync(config, 'idle_ms = 2000\nhello_ms = 2000\nlagging_ms = 1000\n');
  place = await Place.open({ args: ['--config', config] });
  draft = await place.draft();
  await draft.plant(['p', 'fin']);
});
after(async () => {
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

test('asleep while people type: they stay, or come back, and everything they typed is there once', async () => {
  const people = await Promise.all(['chair', 'mexico', 'canada'].map((who) => draft.join(who)));
  const ledger = new Ledger();
  place.server.child.kill('SIGSTOP');
  const typing = people.map((client) => ledger.write(client));
  await sleep(ASLEEP_MS);
  assert.equal(ledger.acknowledged.size, 0, 'it is asleep');
  place.server.child.kill('SIGCONT');
  const outcome = await Promise.race([Promise.all(typing), ...people.map((client) => client.closed)]);
  assert.deepEqual(outcome, [null, null, null], 'nobody was turned away');
  for (const client of people) await ledger.writeUntilTaken(client);
  ledger.hold(await draft.log());
  await draft.leave();
});

test('asleep again and again in the middle of commits', async () => {
  const people = await Promise.all(['chair', 'mexico', 'canada'].map((who) => draft.join(who)));
  const ledger = new Ledger();
  let running = true;
  const typing = people.map(async (client) => {
    while (running) assert.equal(await ledger.write(client), null);
  });
  for (let count = 0; count < 10; count++) {
    await sleep(30 + count * 7);
    place.server.child.kill('SIGSTOP');
    await sleep(100);
    place.server.child.kill('SIGCONT');
  }
  running = false;
  await Promise.all(typing);
  assert.ok(ledger.acknowledged.size > 10);
  ledger.hold(await draft.log());
  await draft.leave();
});
