// HAProxy with deploy/cluster/haproxy.cfg in front of two nodes: who works on a draft comes to one node, and to the other when that one ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Balancer, hasHaproxy } from '../support/balancer.mjs';
import * as change from '../support/changes.mjs';
import { Client } from '../support/client.mjs';
import { Cluster, assertSeen, hasPostgres } from '../support/cluster.mjs';
import { until } from '../support/until.mjs';

const skip = (!hasPostgres && 'PostgreSQL is not installed') || (!hasHaproxy && 'haproxy is not installed');

let cluster;
let draft;
let token;
let observer;

before(async () => {
  if (skip) return;
  ({ cluster, draft, token, observer } = await Cluster.running({ settings: { trusted_proxy: '127.0.0.1' } }));
  cluster.balancer = await Balancer.open(cluster);
});
after(() => cluster?.close());

const client = (as = token) => new Client({ server: cluster.balancer, draft: draft.id, token: as });

/** Connects again and again, as the page does. */
const comeBack = (one) =>
  until(() =>
    one.connect().then(
      () => true,
      () => (one.socket?.terminate(), false),
    ),
  );

const write = (one, words) => one.edit(change.insert([...one.model.order()][0], 0, words));

test('all who have a draft open are at the node that owns it, so that nothing is handed on', { skip }, async () => {
  const people = [client(), client(), client(observer), client(observer)];
  for (const one of people) await one.connect();
  const { seq } = await write(people[0], 'uno ');
  for (const one of people) await one.reach(seq);
  for (const [name, node] of Object.entries(cluster.nodes)) {
    const told = await (await fetch(`${node.url}/metrics`)).text();
    assert.match(told, /^plenaria_cluster_relayed_drafts 0$/m, `${name} shows a draft of the other`);
  }
  const there = await fetch(`${cluster.balancer.url}/api/drafts/${draft.id}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await there.json()).seq, seq);
  for (const one of people) await one.close();
});

test('what is for operators is not there', { skip }, async () => {
  for (const where of ['/metrics', '/readyz']) assert.equal((await fetch(`${cluster.balancer.url}${where}`)).status, 404);
});

for (const end of ['stop', 'kill'])
  test(`a node ends by ${end}: its people come to the other, and nothing that they saw is lost`, { skip }, async () => {
    const one = client();
    await comeBack(one);
    await write(one, `antes de ${end} `);
    const seen = [{ seq: one.model.seq, head: one.model.head }];
    const owner = await cluster.owner(draft.id);
    const start = Date.now();
    await cluster.nodes[owner][end]();
    await comeBack(one);
    await write(one, `después de ${end} `);
    console.log(`${end}: written again after ${Date.now() - start} ms`);
    assertSeen(await cluster.chain(draft.id), [...seen, { seq: one.model.seq, head: one.model.head }]);
    assert.notEqual(await cluster.owner(draft.id), owner);
    await one.close();
    await cluster.balancer.close();
    await cluster.node(owner);
    cluster.balancer = await Balancer.open(cluster);
  });
