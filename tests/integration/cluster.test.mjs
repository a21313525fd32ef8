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
  if (skip) return;
  cluster = await Cluster.open();
  draft = await cluster.draft();
  ({ token } = await draft.seat('chair'));
  await cluster.migrate();
  await cluster.startNodes();
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
