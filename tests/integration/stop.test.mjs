// Stopping: what was acknowledged stays, clients are told, the process ends well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import { Place } from '../support/place.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} under load: commits finish, clients get 1012, exit code 0`, async () => {
    const draft = await place.draft();
    await draft.plant(['p', 'fin']);
    const clients = await Promise.all(['chair', 'mexico', 'canada', 'observer'].map((who) => draft.join(who)));
    const acknowledged = [];
    const typing = clients.slice(0, 3).map(async (client) => {
      for (;;) {
        const { n } = await client.edit(change.insert('p', 0, 'x'));
        acknowledged.push([client.client, n]);
      }
    });
    for (const one of typing) one.catch(() => {});
    await clients[0].until(() => acknowledged.length > 30, 'some edits');
    place.server.child.kill(signal);
    for (const client of clients) assert.equal((await client.closed).code, 1012);
    const { code, signal: killedBy } = await place.server.exited;
    assert.deepEqual({ code, killedBy }, { code: 0, killedBy: null }, place.server.stderr.slice(-1000));
    place.server.assertClean();
    await place.server.start();
    const { ops } = checkChain(await draft.log());
    for (const [client, n] of acknowledged) {
      assert.equal(ops.filter((op) => op.client === client && op.n === n).length, 1, `${client} ${n}`);
    }
    await Promise.all(clients.map((client) => client.connect()));
    await Promise.all(clients.map((client) => client.settled()));
    await draft.leave();
  });
}

test('with nobody connected it stops just as well', async () => {
  await place.server.restart();
  assert.equal((await fetch(`${place.server.url}/healthz`)).status, 200);
});

test('connections that never said hello do not hold it up', async () => {
  const { Wire, Bytes } = await import('../support/raw.mjs');
  const silent = [await Bytes.open(place.server), await Bytes.open(place.server)];
  const wire = await Wire.open(place.server);
  const started = Date.now();
  await place.server.stop();
  assert.ok(Date.now() - started < 10_000, 'it waited for strangers');
  for (const one of silent) one.destroy();
  wire.terminate();
  await place.server.start();
});
