// A full disk: authors are told, readers go on reading, nothing is half there, and space is all it takes to go on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';

function mountSmallDisk(folder) {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status === 0;
}

/** Leaves only so many bytes free. */
function fill(folder, free) {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(path.join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - free), 0x55));
}

/** Writes until the server says that it could not. Gives what was acknowledged, and the refusal. */
async function writeUntilRefused(client) {
  const acknowledged = [];
  for (let count = 0; count < 2000; count++) {
    const mark = `[${count}]`;
    try {
      const { n } = await client.edit(change.add(`full-${count}`, null, null, { es: mark + 'palabras '.repeat(900) }));
      acknowledged.push(n);
    } catch (error) {
      return { acknowledged, error };
    }
  }
  return { acknowledged, error: null };
}

test('disk full: storage to the authors, nothing half-applied, and on it goes once there is room', async (t) => {
  const folder = temporaryFolder('plenaria-disk-');
  if (!mountSmallDisk(folder)) {
    rmSync(folder, { recursive: true });
    return t.skip('a small disk cannot be mounted here (needs root and mount)');
  }
  const place = await Place.open({ data: folder });
  try {
    const draft = await place.draft();
    await draft.plant(['p', 'uno']);
    const mexico = await draft.join('mexico');
    const canada = await draft.join('canada');
    const observer = await draft.join('observer');
    fill(folder, 256 * 1024);
    const { acknowledged, error } = await writeUntilRefused(mexico);
    assert.equal(error?.code, 'storage', `after ${acknowledged.length} ops: ${error?.message}`);
    const response = await draft.request('observer', '');
    assert.equal(response.status, 200, 'readers go on reading');

    rmSync(path.join(folder, 'filler'));
    for (const client of [mexico, canada]) {
      let last;
      for (let attempt = 0; attempt < 40; attempt++) {
        last = await client.edit(change.insert('p', 0, 'x')).then(
          () => null,
          (refused) => refused,
        );
        if (!last) break;
        assert.equal(last.code, 'storage');
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      assert.equal(last, null, `no recovery: ${last?.message}`);
    }
    const snapshot = await draft.snapshot();
    await Promise.all([mexico, canada, observer].map((client) => client.reach(snapshot.seq)));
    for (const client of [canada, observer]) assert.deepEqual(client.model.snapshot(), mexico.model.snapshot());
    const { ops } = checkChain(await draft.log());
    for (const n of acknowledged) assert.equal(ops.filter((op) => op.client === mexico.client && op.n === n).length, 1);
    assert.equal(ops.filter((op) => op.client === mexico.client).length, acknowledged.length + 1, 'nothing that was refused');
    const { code, stderr } = await cli.verify(folder);
    assert.equal(code, 0, stderr);
    await draft.leave();
  } finally {
    await place.close();
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});
