// The database takes long to answer, and a node dies: the others find that out no later.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Client } from '../support/client.mjs';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { until } from '../support/until.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';
const ANSWER_MS = 400;
const DEAD_MS = 6800; // five rounds, up to one more until the last beat was seen, and two answers

let cluster;
let draft;
let token;
before(async () => {
  if (!skip) ({ cluster, draft, token } = await Cluster.running({ linked: ['one', 'two'] }));
});
after(() => cluster?.close());

async function write(node) {
  const client = new Client({ server: cluster.nodes[node], draft: draft.id, token });
  await client.connect();
  await client.edit(change.insert([...client.model.order()][0], 0, 'x'));
  await client.drop();
}

test('rounds of beats are a second apart, however long the database takes for an answer', { skip }, async () => {
  await write('one');
  assert.equal(await cluster.owner(draft.id), 'one');
  for (const links of Object.values(cluster.links)) links.delayMs = ANSWER_MS;
  await new Promise((resolve) => setTimeout(resolve, 3000)); // until beats come as slowly
  const killed = Date.now();
  await cluster.nodes.one.kill();
  await until(() => / declared dead$/m.test(cluster.nodes.two.stderr));
  const took = Date.now() - killed;
  assert.ok(took < DEAD_MS, `declared dead after ${took} ms`);
  await write('two');
});
