// Who is in the room of a meeting, and who is connected, in a cluster: whichever node is asked, the people of all of them are there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { Meeting } from '../support/meeting.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster;
let meeting;
let draft;
let admin;

before(async () => {
  if (skip) return;
  cluster = await Cluster.open();
  await cluster.draft(); // makes the folder
  meeting = await Meeting.open({ folder: cluster.folder, server: { data: cluster.data } });
  draft = await meeting.draft('Declaración');
  await cluster.migrate();
  await cluster.startNodes();
  admin = JSON.parse(await cli.succeed(['admin', 'token', '--data', cluster.data, '--name', 'ana'])).token;
  await sleep(500); // until the other node knows the token
});
after(async () => {
  await meeting?.leave();
  await cluster?.close();
});

function at(node) {
  meeting.server = cluster.nodes[node];
  return meeting;
}

/** The ids of whoever is in the room, and in which drafts, as somebody is told at a node. */
async function room(node, who) {
  const [status, { here }] = await at(node).call(who, 'GET', '/room');
  assert.equal(status, 200);
  return Object.fromEntries(here.map(({ participant, drafts }) => [participant, drafts]));
}

async function connections(node) {
  const response = await fetch(`${cluster.nodes[node].url}/api/admin/connections`, {
    headers: { authorization: `Bearer ${admin}` },
  });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

async function eventually(what, ask, ms = 15_000) {
  for (const until = Date.now() + ms; ; await sleep(200)) {
    const failure = await ask().then(
      () => null,
      (error) => error,
    );
    if (!failure) return;
    if (Date.now() > until) throw new Error(what, { cause: failure });
  }
}

test(
  'whoever reads at one node or edits at another is in the room at both, and so is who has the page open',
  { skip },
  async () => {
    await at('one').join('chair', draft);
    assert.equal(await cluster.owner(draft), 'one');
    await at('two').join('observer', draft);
    await room('two', 'mexico'); // has the page of the meeting open
    const [chair, observer, mexico] = ['chair', 'observer', 'mexico'].map((who) => meeting.person(who));
    for (const node of ['one', 'two'])
      await eventually(`all are in the room at ${node}`, async () => {
        const here = await room(node, 'secretariat');
        assert.deepEqual(here[chair], [draft]);
        assert.deepEqual(here[observer], [draft]);
        assert.deepEqual(here[mexico], []);
      });
  },
);

test('the host sees the connections of all nodes, and which node has how many', { skip }, async () => {
  for (const [node, other] of [
    ['one', 'two'],
    ['two', 'one'],
  ])
    await eventually(`the connections at ${node}`, async () => {
      const seen = await connections(node);
      assert.deepEqual(
        seen.connections.map(({ participant }) => participant).sort(),
        [meeting.person('chair'), meeting.person('observer')].sort(),
      );
      assert.deepEqual(seen.nodes, [
        { node, connections: 1 },
        { node: other, connections: 1 },
      ]);
    });
});

test('the command that asks for them finds the node of its folder by itself', { skip }, async () => {
  for (const node of ['one', 'two']) {
    const seen = JSON.parse(await cli.succeed(['admin', 'connections', '--data', cluster.dataOf(node)]));
    assert.equal(seen.nodes[0].node, node);
    assert.equal(seen.connections.length, 2);
  }
});

test('a node that does not answer is said to be silent, and what is known besides is shown', { skip }, async () => {
  await sleep(2100); // what was heard before is old
  cluster.nodes.two.child.kill('SIGSTOP');
  try {
    const start = Date.now();
    const seen = await connections('one');
    assert.ok(Date.now() - start < 4000, `it took ${Date.now() - start} ms`);
    assert.deepEqual(seen.nodes, [
      { node: 'one', connections: 1 },
      { node: cluster.internal.two, connections: null },
    ]);
    assert.deepEqual(
      seen.connections.map(({ participant }) => participant),
      [meeting.person('chair')],
    );
    assert.deepEqual((await room('one', 'secretariat'))[meeting.person('chair')], [draft]);
  } finally {
    cluster.nodes.two.child.kill('SIGCONT');
  }
});

test('what the nodes tell each other is told to nobody else', { skip }, async () => {
  const secret = 'a secret of the tests';
  const ask = async (address, headers) => (await fetch(`http://${address}/api/node/room`, { headers })).status;
  const internal = cluster.internal.one;
  const outside = new URL(cluster.nodes.one.url).host;
  assert.equal(await ask(internal, { 'plenaria-node': secret, 'plenaria-relay': '1' }), 200);
  assert.equal(await ask(internal, { 'plenaria-node': secret }), 404);
  assert.equal(await ask(internal, { 'plenaria-node': 'another', 'plenaria-relay': '1' }), 403);
  assert.equal(await ask(outside, { 'plenaria-node': secret, 'plenaria-relay': '1' }), 404);
  assert.equal(await ask(outside, { authorization: `Bearer ${admin}` }), 404);
});
