// No more memory: an address space that cannot grow, on the build that is deployed (PLENARIA_RELEASE_BUILD, or build-release).
// Promised: it may end, in one piece and with a reason, but nothing that it acknowledged is lost, and it starts again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';

const released = path.join(process.env.PLENARIA_RELEASE_BUILD ?? path.join(root, 'build-release'), 'bin/plenaria');
const MARGINS_MB = [0, 2, 8];
const WORDS = 'palabras '.repeat(3000);
const MOST = 400;
const GRACE_MS = 3000;

const sleep = (ms) => new Promise((resolve) => setTimeout(() => resolve(null), ms));

const addressSpace = (pid) => Number(/VmSize:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

const skip =
  (!existsSync(released) && 'there is no release build; the sanitizers of the other need more memory than there is') ||
  (spawnSync('prlimit', ['--version']).status !== 0 && 'prlimit is not here');

/** Writes big items until the server ends or enough is there. Gives the `n` that were acknowledged, and how often which refusal
 *  came instead. */
async function fill(client) {
  const acknowledged = [];
  const refusals = {};
  const ended = client.closed.then(() => null);
  for (let count = 0; count < MOST; count++) {
    const edit = client.edit(change.add(`big-${count}`, null, null, { es: WORDS }));
    edit.catch(() => {});
    const outcome = await Promise.race([edit, ended]).catch((refused) => refused);
    if (outcome === null) break;
    if (outcome.n) acknowledged.push(outcome.n);
    else refusals[outcome.code] = (refusals[outcome.code] ?? 0) + 1;
  }
  return { acknowledged, refusals };
}

for (const margin of MARGINS_MB) {
  test(`${margin} MB left to grow into: nothing acknowledged is lost`, { skip }, async (t) => {
    const place = await Place.open({ program: [released] });
    try {
      const draft = await place.draft();
      await draft.plant(['p', 'fin']);
      const [writer, other] = [await draft.join('mexico'), await draft.join('canada')];
      const ledger = new Ledger();
      for (let count = 0; count < 5; count++) await ledger.write(other);
      const { server } = place;
      const bytes = addressSpace(server.pid) + margin * 1048576;
      assert.equal(spawnSync('prlimit', ['--pid', String(server.pid), `--as=${bytes}`]).status, 0);
      const { acknowledged, refusals } = await fill(writer);
      const ended = writer.socket ? null : await Promise.race([server.exited, sleep(GRACE_MS)]);
      t.diagnostic(`${acknowledged.length} ops taken, refused ${JSON.stringify(refusals)}, ended ${JSON.stringify(ended)}`);
      if (!ended) await server.kill();
      else assert.match(server.stderr, /broken invariant|memory/, 'it says why it ended');
      await server.start();
      const ops = ledger.hold(await draft.log());
      for (const n of acknowledged) {
        assert.equal(ops.filter((op) => op.client === writer.client && op.n === n).length, 1, `op ${n}`);
      }
      const { code, stderr } = await cli.verify(server.data);
      assert.equal(code, 0, stderr);
      await Promise.all([writer.connect(), other.connect()]);
      await ledger.writeUntilTaken(other);
      await draft.leave();
    } finally {
      await place.close();
    }
  });
}
