// kill -9 again and again, at moments that nobody chose. PLENARIA_KILLS sets how often.
// Promised: what was acknowledged is there exactly once, and the log is whole.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const CYCLES = Number(process.env.PLENARIA_KILLS ?? 10);

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** The last words outlive the kill: they are in flight then, and sent again. */
async function type(client, ledger, running) {
  while (running.now) assert.equal(await ledger.write(client), null);
}

test(`nothing acknowledged is lost or doubled over ${CYCLES} kills`, async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const draft = await place.draft();
  await draft.plant(['p', 'fin']);
  const clients = await Promise.all(['chair', 'mexico', 'canada', 'secretariat'].map((who) => draft.join(who)));
  const ledger = new Ledger();
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const running = { now: true };
    const typing = clients.map((client) => type(client, ledger, running));
    await new Promise((resolve) => setTimeout(resolve, random.integer(20, 300)));
    running.now = false;
    await place.server.kill();
    await Promise.all(clients.map((client) => client.closed));
    await place.server.start();
    await Promise.all(clients.map((client) => client.connect()));
    await Promise.all(typing);
  }
  ledger.hold(await draft.log());
  const taken = ledger.acknowledged.size;
  assert.ok(taken > CYCLES, `only ${taken} edits were acknowledged`);
  const { code, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stderr);
  await draft.leave();
});
