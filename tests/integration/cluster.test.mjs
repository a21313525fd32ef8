// Several servers that share a log in PostgreSQL (docs/cluster.md): one owns a draft, and what becomes of it when that one ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { plenaria, sanitizedEnvironment } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import { Client } from '../support/client.mjs';
import { Cluster, assertSeen, hasPostgres } from '../support/cluster.mjs';

const run = promisify(execFile);
const skip = !hasPostgres && 'PostgreSQL is not installed';

let cluster;
let draft;
let token;

before(async () => {
  if (!skip) ({ cluster, draft, token } = await Cluster.running());
});
after(() => cluster?.close());

function client(node, options = {}) {
  return new Client({ server: node, draft: draft.id, token, ...options });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Connects again and again, as the page does. */
async function comeBack(one, node, ms = 15_000) {
  const until = Date.now() + ms;
  one.server = node;
  for (;;) {
    try {
      return await one.connect();
    } catch (error) {
      if (Date.now() > until) throw error;
      await one.socket?.terminate();
      await sleep(100);
    }
  }
}

const firstItem = (one) => [...one.model.order()][0];

test('a node that is asked first owns the draft, and hands it over when it drains', { skip }, async () => {
  const one = client(cluster.nodes.one);
  await one.connect();
  await one.edit(change.insert(firstItem(one), 0, 'uno '));
  assert.equal(await cluster.owner(draft.id), 'one');
  const start = Date.now();
  await cluster.nodes.one.stop();
  const stopped = Date.now() - start;
  await comeBack(one, cluster.nodes.two);
  await one.edit(change.insert(firstItem(one), 0, 'dos '));
  assert.equal(await cluster.owner(draft.id), 'two');
  console.log(`drained in ${stopped} ms, writing again after ${Date.now() - start} ms`);
  await one.close();
  await cluster.node('one');
});

test('people at any node write in the same draft, and are served as by its owner', { skip }, async () => {
  const near = client(cluster.nodes.one, { client: 'near' });
  const far = client(cluster.nodes.two, { client: 'far' });
  await near.connect();
  await far.connect();
  await far.edit(change.insert(firstItem(far), 0, 'de lejos '));
  await near.edit(change.insert(firstItem(near), 0, 'de cerca '));
  await Promise.all([near, far].map((one) => one.reach(Math.max(near.model.seq, far.model.seq))));
  assert.equal(near.model.head, far.model.head);
  const owner = await cluster.owner(draft.id);
  const snapshots = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const response = await fetch(`${cluster.nodes[name].url}/api/drafts/${draft.id}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      assert.equal(response.status, 200);
      return response.text();
    }),
  );
  assert.equal(snapshots[0], snapshots[1]);
  const body = JSON.stringify({ role: 'observer', name: 'Observatorio' });
  for (const name of ['one', 'two']) {
    const response = await fetch(`${cluster.nodes[name].url}/api/drafts/${draft.id}/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    assert.equal(response.status, 201, await response.clone().text());
  }
  const refused = await fetch(`${cluster.nodes.two.url}/api/drafts/${draft.id}`, { headers: { 'plenaria-node': 'guessed' } });
  assert.equal(refused.status, 401);
  assert.equal(await cluster.owner(draft.id), owner);
  await Promise.all([near.close(), far.close()]);
});

test('the address for servers answers nobody who does not know their secret', { skip }, async () => {
  const address = cluster.internal.one;
  for (const headers of [{}, { 'plenaria-node': 'a secret of the test?' }, { 'plenaria-node': 'a' }]) {
    const response = await fetch(`http://${address}/healthz`, { headers });
    assert.equal(response.status, 403);
  }
  const response = await fetch(`http://${address}/healthz`, { headers: { 'plenaria-node': 'a secret of the tests' } });
  assert.equal(response.status, 200);
});

test('the drafts of a node that is killed are claimed within seconds, and nothing is lost', { skip }, async () => {
  const owner = await cluster.owner(draft.id);
  const [here, there] = owner === 'two' ? ['two', 'one'] : ['one', 'two'];
  const one = client(cluster.nodes[here]);
  await one.connect();
  const seen = [];
  one.onMessage = (message) => message.head && seen.push({ seq: message.seq ?? message.ops?.at(-1)?.seq, head: message.head });
  for (let i = 0; i < 10; i++) await one.edit(change.insert(firstItem(one), 0, `${i} `));
  const start = Date.now();
  await cluster.nodes[here].kill();
  await comeBack(one, cluster.nodes[there]);
  await one.edit(change.insert(firstItem(one), 0, 'después '));
  console.log(`killed; writing again after ${Date.now() - start} ms`);
  assertSeen(
    await cluster.chain(draft.id),
    seen.filter(({ seq }) => seq),
  );
  await one.close();
  await cluster.node(here);
});

test('what the cluster holds can be verified, and taken back into a folder', { skip }, async () => {
  const { stdout } = await run(plenaria, ['verify', '--data', cluster.pair.address], { env: sanitizedEnvironment() });
  const there = JSON.parse(stdout);
  assert.equal(there.drafts, 1);
  for (const node of Object.values(cluster.nodes)) await node.stop();
  const moved = await cluster.migrate(cluster.pair.address, cluster.data);
  assert.equal(moved.drafts, 1);
  const back = JSON.parse((await run(plenaria, ['verify', '--data', cluster.data], { env: sanitizedEnvironment() })).stdout);
  assert.equal(back.ops, there.ops);
  for (const name of ['one', 'two']) await cluster.node(name);
});
