// kill -9 again and again, at moments that nobody chose. PLENARIA_KILLS sets how often.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const CYCLES = Number(process.env.PLENARIA_KILLS ?? 10);

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** Types marks into one item; the last one outlives the kill. */
async function type(client, cycle, acknowledged, running) {
  for (let count = 0; running.now; count++) {
    const mark = `[${client.client}.${cycle}.${count}]`;
    const { n } = await client.edit(change.insert('p', 0, mark));
    acknowledged.set(`${client.client} ${n}`, mark);
  }
}

test(`nothing acknowledged is lost or doubled over ${CYCLES} kills`, async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const draft = await place.draft();
  await draft.plant(['p', 'fin']);
  const clients = await Promise.all(['chair', 'mexico', 'canada', 'secretariat'].map((who) => draft.join(who)));
  const acknowledged = new Map();
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const running = { now: true };
    const typing = clients.map((client) => type(client, cycle, acknowledged, running));
    await new Promise((resolve) => setTimeout(resolve, random.integer(20, 300)));
    running.now = false;
    await place.server.kill();
    await Promise.all(clients.map((client) => client.closed));
    await place.server.start();
    await Promise.all(clients.map((client) => client.connect()));
    // What was in flight at the kill is sent again under the same n, and then counts once.
    await Promise.all(typing);
  }
  const { ops } = checkChain(await draft.log());
  const found = new Map();
  for (const op of ops) {
    const key = `${op.client} ${op.n}`;
    assert.ok(!found.has(key), `${key} is in the log twice`);
    found.set(key, op);
  }
  for (const [key, mark] of acknowledged) {
    assert.ok(found.has(key), `${key} was acknowledged and is gone`);
    assert.ok(JSON.stringify(found.get(key).changes).includes(mark), `${key} carries other words`);
  }
  assert.ok(acknowledged.size > CYCLES, `only ${acknowledged.size} edits were acknowledged`);
  const { code, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stderr);
  await draft.leave();
});
