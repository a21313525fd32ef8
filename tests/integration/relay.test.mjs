// Observers at a node that does not own their draft (server/live/live_follow.c): what they see, and what becomes of them when a node or a way between nodes ends.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Client } from '../support/client.mjs';
import { Cluster, SECRET, assertSeen, hasPostgres } from '../support/cluster.mjs';
import { NodeLink } from '../support/links.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';
const NAMES = ['one', 'two', 'three'];

let cluster;
let draft;
let token;
let observer;

before(async () => {
  if (skip) return;
  ({ cluster, draft, token, observer } = await Cluster.running({ names: NAMES }));
});
after(() => cluster?.close());

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const firstItem = (one) => [...one.model.order()][0];
const others = (name) => NAMES.filter((one) => one !== name);

function client(name, options = {}) {
  return new Client({ server: cluster.nodes[name], draft: draft.id, token, ...options });
}

/** An observer at a node, who notes every head that is shown. */
function reader(name, options = {}) {
  const one = client(name, { token: observer, ...options });
  one.seen = [];
  one.onMessage = (message) => {
    const seq = message.seq ?? message.ops?.at(-1)?.seq;
    if ((message.t === 'welcome' || message.t === 'ops') && message.head && seq) one.seen.push({ seq, head: message.head });
  };
  return one;
}

async function comeBack(one, ms = 20_000) {
  for (const until = Date.now() + ms; ;) {
    try {
      return await one.connect();
    } catch (error) {
      if (Date.now() > until) throw error;
      one.socket?.terminate();
      await sleep(100);
    }
  }
}

/** Until somebody can write at a node, and the op. */
async function writeAt(name, words) {
  const one = client(name);
  await comeBack(one);
  const { seq } = await one.edit(change.insert(firstItem(one), 0, words));
  const head = one.model.head;
  await one.close();
  return { seq, head };
}

async function metric(name, what) {
  const text = await (await fetch(`${cluster.nodes[name].url}/metrics`)).text();
  return Number(new RegExp(`^${what} (.*)$`, 'm').exec(text)?.[1]);
}

async function eventually(what, holds, ms = 15_000) {
  for (const until = Date.now() + ms; !(await holds()); await sleep(100)) assert.ok(Date.now() < until, what);
}

test('observers at every node see the same ops and heads, and the owner tells each node once', { skip }, async () => {
  const writer = client('one');
  await writer.connect();
  const owner = await cluster.owner(draft.id);
  assert.equal(owner, 'one');
  const readers = NAMES.flatMap((name) => [reader(name), reader(name), reader(name)]);
  for (const one of readers) await one.connect();
  for (const name of others(owner)) assert.equal(await metric(name, 'plenaria_cluster_relayed_drafts'), 1);
  for (let i = 0; i < 30; i++) await writer.edit(change.insert(firstItem(writer), 0, `${i} `));
  for (const one of readers) {
    await one.reach(writer.model.seq);
    assert.equal(one.model.head, writer.model.head);
    assert.deepEqual(one.opsSeen.at(-1), writer.opsSeen.at(-1));
  }
  await readers[8].until(() => readers[8].observers === 9, 'nine observers in all');
  await readers[8].until(() => readers[8].here.has(writer.client), 'the writer is here');
  const item = firstItem(writer);
  writer.presence({ item, lang: 'es', base: writer.model.seq, anchor: 3, head: 5 });
  await readers[8].until(() => readers[8].here.get(writer.client)?.head === 5, 'the caret of the writer');
  assert.equal(readers[8].roster.length, 1, 'observers and relays are in no roster');
  await writer.close();
  await readers[8].until(() => !readers[8].here.has(writer.client), 'the writer has gone');
  for (const one of readers) await one.close();
  await eventually('what nobody reads here is let go', async () => !(await metric('two', 'plenaria_cluster_relayed_drafts')));
});

test('who writes at a node that shows the draft is handed to its owner', { skip }, async () => {
  const owner = await cluster.owner(draft.id);
  const [there] = others(owner);
  const watching = reader(there);
  await watching.connect();
  const far = client(there, { client: 'far' });
  await far.connect();
  const { seq } = await far.edit(change.insert(firstItem(far), 0, 'de lejos '));
  await watching.reach(seq);
  assert.equal(watching.model.head, far.model.head);
  assert.equal(await cluster.owner(draft.id), owner);
  watching.send({ t: 'op', n: 1, base: seq, changes: [] });
  await watching.until(() => watching.pongs === 0 && watching.socket, 'it is still there');
  await far.close();
  await watching.close();
});

test('an observer goes on from a seq at any node, and is told what is not in reach as a state', { skip }, async () => {
  const owner = await cluster.owner(draft.id);
  const [two, three] = others(owner);
  const one = reader(two);
  await one.connect();
  const { seq } = await writeAt(owner, 'antes ');
  await one.reach(seq);
  await one.close();
  const next = await writeAt(owner, 'entretanto ');
  for (const name of [three, owner, two]) {
    one.server = cluster.nodes[name];
    const states = one.snapshots;
    await one.connect();
    await one.reach(next.seq);
    assert.equal(one.model.head, next.head);
    assert.equal(one.snapshots, states, `a whole state came at ${name}`);
    await one.close();
  }
  const byAddress = reader(two, { hello: { snapshot: 'url' } });
  byAddress.receive = function (message) {
    this.messages = [...(this.messages ?? []), message];
    if (message.t === 'welcome') this.onWelcome(message);
  };
  const welcome = await byAddress.connect();
  const response = await fetch(`${cluster.nodes[two].url}${welcome.snapshot_url}`, {
    headers: { authorization: `Bearer ${observer}` },
  });
  assert.equal(response.status, 200);
  const text = await response.text();
  assert.equal(JSON.parse(text).seq + welcome.ops.length, welcome.seq);
  cluster.nodes[owner].child.kill('SIGSTOP');
  const same = await fetch(`${cluster.nodes[two].url}${welcome.snapshot_url}`, {
    headers: { authorization: `Bearer ${observer}` },
  });
  cluster.nodes[owner].child.kill('SIGCONT');
  assert.equal(await same.text(), text, 'also while the owner hangs');
  const there = await fetch(`${cluster.nodes[owner].url}${welcome.snapshot_url}`, {
    headers: { authorization: `Bearer ${observer}` },
  });
  assert.equal(await there.text(), text, 'the same bytes at the owner');
  await byAddress.close();
});

test('a client cannot say that it is a server', { skip }, async () => {
  const owner = await cluster.owner(draft.id);
  for (const name of [owner, others(owner)[0]]) {
    const one = client(name, { token: undefined, headers: { 'plenaria-relay': '1', 'plenaria-node': 'a secret of the test?' } });
    await assert.rejects(one.connect(), /closed 4401/);
  }
  const lying = reader(others(owner)[0]);
  await lying.connect();
  lying.send({ t: 'observers', count: 1_000_000 });
  assert.equal((await lying.closed).code, 4400);
});

/** Speaks to the owner's listener for nodes as a relay does, and checks that all ops go on from what it holds. */
function speaker(name, held = {}) {
  const one = new Client({
    server: { socketUrl: cluster.internalSocketUrl(name) },
    draft: draft.id,
    client: 'another-node',
    headers: { 'plenaria-relay': '1', 'plenaria-node': SECRET },
    hello: held.seq ? { since: held.seq, head: held.head } : {},
  });
  Object.assign(one, { held, messages: 0 });
  one.receive = function (message) {
    if (message.t === 'welcome' && !message.follows) Object.assign(held, { seq: message.seq, head: message.head });
    if (message.t === 'welcome') this.onWelcome(message);
    if (message.t === 'ops') this.takeOps(message);
    if (message.t === 'presence') assert.ok(message.seq <= held.seq, 'no caret is ahead of the text');
    this.wake();
  };
  one.takeOps = function ({ ops, head }) {
    this.messages++;
    for (const op of ops) {
      assert.equal(op.seq, ++held.seq);
      held.head = createHash('sha256').update(Buffer.from(held.head, 'hex')).update(JSON.stringify(op)).digest('hex');
    }
    assert.equal(head, held.head);
  };
  return one;
}

test('an owner gathers ops for a relay that lets it, and all of them come, also when it drains', { skip }, async () => {
  const writer = client((await cluster.owner(draft.id)) || 'one');
  await writer.connect();
  const type = async (ops) => {
    for (let i = 0; i < ops; i++) await writer.edit(change.insert(firstItem(writer), 0, `${i} `));
  };
  const owner = await cluster.owner(draft.id);
  const one = speaker(owner);
  const { held } = one;
  assert.equal((await one.connect()).follows, false);
  const reaches = (relay) => relay.until(() => held.seq === writer.model.seq, 'all ops');
  await type(30);
  await reaches(one);
  assert.equal(one.messages, 30, 'unasked, each op comes at once');
  one.send({ t: 'observers', count: 5000, gather_ms: 250 });
  await writer.until(() => writer.observers >= 5000, 'its observers are counted');
  one.messages = 0;
  await type(30);
  await reaches(one);
  assert.ok(one.messages <= 15, `${one.messages} messages for 30 ops`);
  assert.equal(held.head, writer.model.head);
  await type(10);
  await cluster.nodes[owner].stop();
  const [next] = others(owner);
  writer.server = cluster.nodes[next];
  await comeBack(writer);
  const again = speaker(await cluster.owner(draft.id), held);
  assert.equal((await again.connect()).follows, true, 'it goes on from what it holds');
  await type(1);
  await reaches(again);
  assert.equal(held.head, writer.model.head);
  again.send({ t: 'observers', count: 1, gather_ms: 'long' });
  assert.equal((await again.closed).code, 4400);
  await writer.close();
  await cluster.node(owner);
});

test('a seat that ends is closed at a relay within ten seconds', { skip }, async () => {
  const owner = await cluster.owner(draft.id);
  const [two] = others(owner);
  const ask = (path, options) =>
    fetch(`${cluster.nodes[owner].url}/api/drafts/${draft.id}${path}`, {
      ...options,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const made = await (
    await ask('/invitations', { method: 'POST', body: JSON.stringify({ role: 'observer', name: 'Prensa' }) })
  ).json();
  const one = reader(two, { token: made.token ?? new URL(made.url).hash.slice(1) });
  await comeBack(one);
  const start = Date.now();
  const response = await ask(`/invitations/${made.id}`, { method: 'DELETE' });
  assert.ok(response.ok, await response.text());
  assert.equal((await one.closed).code, 4401);
  assert.ok(Date.now() - start < 10_000, `${Date.now() - start} ms`);
});

test(
  'observers stay where they are when the owner drains or is killed, and see what the next owner is told',
  { skip },
  async () => {
    for (const end of ['stop', 'kill']) {
      const owner = (await cluster.owner(draft.id)) || 'one';
      await writeAt(owner, 'aquí ');
      const here = await cluster.owner(draft.id);
      const readers = others(here).map((name) => reader(name));
      for (const one of readers) await comeBack(one);
      const start = Date.now();
      await cluster.nodes[here][end]();
      const { seq, head } = await writeAt(others(here)[0], `después de ${end} `);
      for (const one of readers) {
        await one.reach(seq);
        assert.equal(one.model.head, head);
        assert.ok(one.socket, 'the observer is on the same connection');
        assert.equal(one.snapshots, 1);
      }
      console.log(`${end}: everybody saw what was written then after ${Date.now() - start} ms`);
      const chain = await cluster.chain(draft.id);
      for (const one of readers) assertSeen(chain, one.seen);
      for (const one of readers) await one.close();
      await cluster.node(here);
    }
  },
);

test('a relay is killed, or freezes for a while: its observers come back with nothing lost', { skip }, async () => {
  const owner = (await cluster.owner(draft.id)) || 'one';
  await writeAt(owner, 'otra vez ');
  const here = await cluster.owner(draft.id);
  const [two, three] = others(here);
  const one = reader(two);
  const frozen = reader(three);
  await comeBack(one);
  await comeBack(frozen);
  await cluster.nodes[two].kill();
  await one.closed;
  cluster.nodes[three].child.kill('SIGSTOP');
  const { seq, head } = await writeAt(here, 'sin nadie ');
  one.server = cluster.nodes[here];
  await comeBack(one);
  await one.reach(seq);
  await sleep(7000);
  cluster.nodes[three].child.kill('SIGCONT');
  await Promise.race([frozen.closed, frozen.reach(seq)]);
  if (!frozen.socket) await comeBack(frozen);
  await frozen.reach(seq);
  for (const each of [one, frozen]) assert.equal(each.model.head, head);
  const chain = await cluster.chain(draft.id);
  for (const each of [one, frozen]) assertSeen(chain, each.seen);
  await one.close();
  await frozen.close();
  await cluster.node(two);
});

test('the owner freezes: observers are answered no ping, and go on with the next owner', { skip }, async () => {
  const owner = (await cluster.owner(draft.id)) || 'one';
  await writeAt(owner, 'por último ');
  const here = await cluster.owner(draft.id);
  const [two] = others(here);
  const one = reader(two);
  await comeBack(one);
  cluster.nodes[here].child.kill('SIGSTOP');
  const { seq, head } = await writeAt(two, 'sin el dueño ');
  await one.reach(seq);
  cluster.nodes[here].child.kill('SIGCONT');
  await sleep(1500);
  const next = await writeAt(here, 'y con él ');
  await one.reach(next.seq);
  assert.equal(one.model.head, next.head);
  assertSeen(await cluster.chain(draft.id), [...one.seen, { seq, head }]);
  await one.close();
});

test(
  'the way to the owner is cut: observers stay, their pings are not answered, and they go on when it is there again',
  { skip },
  async () => {
    const owner = (await cluster.owner(draft.id)) || 'one';
    await writeAt(owner, 'antes del corte ');
    const here = await cluster.owner(draft.id);
    const [two] = others(here);
    const link = await NodeLink.open(cluster, here);
    await sleep(8000); // until everybody has let go of the draft, and asks anew who owns it
    const one = reader(two);
    await comeBack(one);
    await one.until(() => one.presenceSeq, 'presence');
    link.hold();
    await sleep(500);
    const { seq, head } = await writeAt(here, 'durante el corte ');
    await sleep(7000);
    const pongs = one.pongs;
    one.ping();
    await sleep(1500);
    assert.equal(one.pongs, pongs, 'a page that asks is not told that all is well');
    assert.ok(one.socket && one.model.seq < seq, 'it is shown nothing');
    link.release();
    link.cut();
    await one.reach(seq);
    assert.equal(one.model.head, head);
    assert.equal(one.snapshots, 1);
    one.ping();
    await one.until(() => one.pongs > pongs, 'a sign of life');
    await one.close();
    await link.close();
    assertSeen(await cluster.chain(draft.id), one.seen);
  },
);
