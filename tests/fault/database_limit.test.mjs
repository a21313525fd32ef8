// The database has reached max_database_bytes.
// Promised: authors get `storage`, readers read on, nothing is half there, and a larger limit is all it takes to go on.
import assert from 'node:assert/strict';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';

const LIMIT = 1 << 20;
const WORDS = 'palabras '.repeat(3000);
const MOST = 2 * Math.ceil(LIMIT / WORDS.length);

/** Adds big items until one is refused. Gives the `n` that were acknowledged, and the refusal. */
async function fill(client) {
  const acknowledged = [];
  for (let count = 0; count < MOST; count++) {
    const outcome = await client.edit(change.add(`big-${count}`, null, null, { es: WORDS })).catch((refusal) => refusal);
    if (outcome.code) return { acknowledged, refusal: outcome };
    acknowledged.push(outcome.n);
  }
  return { acknowledged, refusal: null };
}

/** What /readyz says in the end: it tries to write once a second at most. */
async function readiness(server, expected) {
  let status;
  for (let i = 0; i < 20 && status !== expected; i++) {
    ({ status } = await fetch(`${server.url}/readyz`));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return status;
}

test('storage to the authors, nothing half there, and on it goes with a larger limit', async () => {
  const folder = temporaryFolder('plenaria-fault-');
  const config = path.join(folder, 'conf');
  const limit = (bytes) => writeFileSync(config, `max_database_bytes = ${bytes}\n`);
  limit(LIMIT);
  const place = await Place.open({ args: ['--config', config] });
  try {
    const draft = await place.draft();
    await draft.plant(['p', 'fin']);
    const [writer, other] = [await draft.join('mexico'), await draft.join('canada')];
    await draft.seat('observer');
    const ledger = new Ledger();
    assert.equal(await ledger.write(other), null);
    const { acknowledged, refusal } = await fill(writer);
    assert.equal(refusal?.code, 'storage', `after ${acknowledged.length} ops`);
    assert.ok(acknowledged.length > 3);
    assert.equal((await draft.request('observer', '')).status, 200, 'readers read on');
    assert.equal(await readiness(place.server, 503), 503, '/readyz says that nothing can be written');

    limit(8 * LIMIT);
    await place.server.kill();
    await place.server.start();
    await Promise.all([writer, other].map((client) => client.closed));
    await Promise.all([writer, other].map((client) => client.connect()));
    for (const client of [writer, other]) assert.equal(await ledger.write(client), null);
    assert.equal(await readiness(place.server, 200), 200);
    const ops = ledger.hold(await draft.log());
    const taken = ops.filter((op) => op.client === writer.client).map((op) => op.n);
    assert.deepEqual(taken, [...acknowledged, acknowledged.length + 1], 'what was acknowledged, and nothing that was refused');
    await draft.leave();
    await place.server.stop();
    assert.ok(statSync(path.join(place.server.data, 'plenaria.db')).size <= 8 * LIMIT);
    const { code, stderr } = await cli.verify(place.server.data);
    assert.equal(code, 0, stderr);
  } finally {
    await place.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
