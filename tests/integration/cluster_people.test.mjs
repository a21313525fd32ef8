// People of a cluster (store/people_replica.h): each node has a folder of its own, and what one writes about people all of them know.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { plenaria, sanitizedEnvironment } from '../support/binary.mjs';
import * as cli from '../support/cli.mjs';
import { Client, randomId, within } from '../support/client.mjs';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const run = promisify(execFile);
const skip = !hasPostgres && 'PostgreSQL is not installed';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster;
let draft;
let token;

before(async () => {
  if (!skip) ({ cluster, draft, token } = await Cluster.running({ linked: ['two'] }));
});
after(() => cluster?.close());

function ask(node, path, { method = 'GET', body, as = token } = {}) {
  return fetch(`${cluster.nodes[node].url}${path}`, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
}

const invitations = () => `/api/drafts/${draft.id}/invitations`;

async function invite(node, name = 'Observatorio', role = 'observer') {
  const response = await ask(node, invitations(), { method: 'POST', body: { role, name } });
  assert.equal(response.status, 201, await response.clone().text());
  return response.json();
}

async function names(folder) {
  const { stdout } = await run(plenaria, ['seats', '--data', folder, '--draft', draft.id], { env: sanitizedEnvironment() });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).name)
    .sort();
}

/** A connection of whoever has this token. */
async function open(node, token) {
  const client = new Client({ server: cluster.nodes[node], draft: draft.id, token, client: randomId() });
  await client.connect();
  return client;
}

test('a link that one node gave opens the draft at the other in the same moment', { skip }, async () => {
  for (let i = 0; i < 10; i++) {
    const [here, there] = i % 2 ? ['two', 'one'] : ['one', 'two'];
    const { token: guest } = await invite(here, `Guest ${i}`);
    const url = cluster.nodes[there].url;
    const session = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token: guest }),
    });
    assert.equal(session.status, 200, await session.clone().text());
    const cookie = session.headers.get('set-cookie').split(';')[0];
    const back = await fetch(`${cluster.nodes[here].url}/api/drafts/${draft.id}`, {
      headers: { cookie, origin: cluster.nodes[here].url },
    });
    assert.equal(back.status, 200);
  }
});

test('a draft that is made at one node is there at the other in the same moment', { skip }, async () => {
  const made = await ask('one', '/api/drafts', {
    method: 'POST',
    body: { title: { es: 'Otro' }, langs: ['es'], text: '1. Uno.' },
  });
  assert.equal(made.status, 201, await made.clone().text());
  const { draft: id } = await made.json();
  const there = await ask('two', `/api/drafts/${id}`);
  assert.equal(there.status, 200, await there.clone().text());
});

test('a draft of nobody that all nodes are asked for in the same moment is answered by all of them', { skip }, async () => {
  for (let i = 0; i < 10; i++) {
    const made = await ask('one', '/api/drafts', {
      method: 'POST',
      body: { title: { es: `Borrador ${i}` }, langs: ['es'], text: '1. Uno.' },
    });
    assert.equal(made.status, 201, await made.clone().text());
    const { draft: id } = await made.json();
    const answers = await Promise.all(['one', 'two', 'one', 'two', 'two'].map((name) => ask(name, `/api/drafts/${id}`)));
    for (const answer of answers) assert.equal(answer.status, 200, await answer.text());
  }
});

test('many are invited at both nodes at the same time, and both know all of them', { skip }, async () => {
  const all = Array.from({ length: 24 }, (_, i) => `Crowd ${i}`);
  await Promise.all(all.map((name, i) => invite(i % 2 ? 'one' : 'two', name)));
  await sleep(600);
  const lists = await Promise.all(['one', 'two'].map(async (node) => (await ask(node, invitations())).json()));
  for (const list of lists)
    assert.deepEqual(
      all.filter((name) => !JSON.stringify(list).includes(`"${name}"`)),
      [],
    );
  assert.deepEqual(await names(cluster.folders.one), await names(cluster.folders.two));
});

test('who is revoked at one node is gone from the other within seconds', { skip }, async () => {
  const guest = await invite('one', 'Going');
  const guestAtTwo = await open('two', guest.token);
  const start = Date.now();
  assert.equal((await ask('one', `${invitations()}/${guest.id}`, { method: 'DELETE' })).status, 200);
  await within(guestAtTwo.closed, 'the end of the connection', 5000);
  console.log(`gone after ${Date.now() - start} ms`);
});

test('what a command writes in one folder all nodes know', { skip }, async () => {
  const { token: guest } = await cli.invite(cluster.folders.two, draft.id, 'observer', { name: 'By command' });
  for (const node of ['one', 'two']) assert.equal((await ask(node, `/api/drafts/${draft.id}`, { as: guest })).status, 200);
});

/** Waits until the draft is shown by both nodes, or by none. */
async function shown(id, expected) {
  for (const node of ['one', 'two'])
    for (let tries = 0; ((await ask(node, `/api/drafts/${id}`)).status === 200) !== expected; tries++) {
      assert.ok(tries < 100, `shown by ${node}: ${!expected}`);
      await sleep(100);
    }
}

test('what is deleted is hidden at every node, and comes back', { skip }, async () => {
  const at = ['--data', cluster.dataOf('two'), '--draft', draft.id];
  await cli.succeed(['admin', 'delete', ...at]);
  await shown(draft.id, false);
  await cli.succeed(['admin', 'undelete', ...at]);
  await shown(draft.id, true);
});

/** Rows of the shared database that are of a draft's log, and whether any file of the folders holds the word. */
async function leftOf(id, word, log) {
  const [[rows]] = await cluster.pair.query(
    `SELECT (SELECT count(*) FROM logs WHERE draft = '${id}') + (SELECT count(*) FROM ops WHERE log = ${log})` +
      ` + (SELECT count(*) FROM snapshots WHERE log = ${log})`,
  );
  const holds = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .filter((file) => readFileSync(file).includes(word));
  return [Number(rows), holds(cluster.folders.one), holds(cluster.folders.two)];
}

async function madeAt(node, word) {
  const made = await ask(node, '/api/drafts', {
    method: 'POST',
    body: { title: { es: word }, langs: ['es'], text: `1. ${word}.` },
  });
  assert.equal(made.status, 201, await made.clone().text());
  const { draft: id } = await made.json();
  const [[log]] = await cluster.pair.query(`SELECT id FROM logs WHERE draft = '${id}'`);
  return { id, log };
}

test('a deleted draft is purged by a command at any node once no living server has it open', { skip }, async () => {
  const word = 'Impublicable';
  const { id, log } = await madeAt('one', word);
  const at = ['--data', cluster.dataOf('two'), '--draft', id];
  const notDeleted = await cli.run(['admin', 'purge', ...at]);
  assert.deepEqual([notDeleted.code, /comes first/.test(notDeleted.stderr)], [1, true], notDeleted.stderr);
  await cli.succeed(['admin', 'delete', ...at]);
  await shown(id, false);
  // a server that lives until its beat has been the same for some rounds
  await cluster.pair.query(`INSERT INTO nodes VALUES ('ghost-1', 'ghost', '192.0.2.1:9', 1, 'up')`);
  for (let tries = 0, owner; (owner = await cluster.owner(id)); tries++) {
    assert.ok(tries < 300, `${owner} does not let it go`);
    await sleep(100);
  }
  // whoever asks for it once more is refused, and nobody keeps what was claimed to refuse them
  await shown(id, false);
  for (let tries = 0, owner; (owner = await cluster.owner(id)); tries++) {
    assert.ok(tries < 100, `${owner} keeps what it refused`);
    await sleep(100);
  }
  await cluster.pair.query(`UPDATE logs SET owner = 'ghost-1' WHERE draft = '${id}'`);
  const refused = await cli.run(['admin', 'purge', ...at]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /192\.0\.2\.1:9 has the draft open/);
  assert.ok((await leftOf(id, word, log))[0] > 0);
  for (let tries = 0; (await cli.run(['admin', 'purge', ...at])).code !== 0; tries++) {
    assert.ok(tries < 60, 'it is not purged');
    await sleep(250);
  }
  assert.deepEqual((await leftOf(id, word, log))[0], 0);
  assert.deepEqual((await leftOf(id, word, log))[2], []);
  const acts = (await cli.succeed(['admin', 'log', '--data', cluster.dataOf('one'), '--draft', id])).trim().split('\n');
  const newest = JSON.parse(acts[0]);
  assert.deepEqual([newest.act, newest.by], ['draft.purge', 'host']);
  assert.equal(acts.filter((line) => line.includes('draft.purge')).length, 1);
  assert.equal((await cli.run(['admin', 'undelete', ...at])).code, 1);
  assert.equal((await ask('one', `/api/drafts/${draft.id}`)).status, 200);
  assert.ok(
    JSON.parse((await run(plenaria, ['verify', '--data', cluster.pair.address], { env: sanitizedEnvironment() })).stdout),
  );
});

test('a node purges by itself what was deleted long ago, and tidies its folder of what others purged', { skip }, async () => {
  const word = 'Irrepetible';
  const { id, log } = await madeAt('two', word);
  assert.equal((await ask('one', `/api/drafts/${id}/search?q=${word}`)).status, 200);
  await cli.succeed(['admin', 'delete', '--data', cluster.dataOf('one'), '--draft', id]);
  await shown(id, false);
  await cluster.nodes.one.stop();
  cluster.settings.deleted_days = 0;
  await cluster.node('one');
  delete cluster.settings.deleted_days;
  for (let tries = 0; (await leftOf(id, word, log))[0] + (await leftOf(id, word, log))[1].length; tries++) {
    assert.ok(
      tries < 100,
      `${JSON.stringify(await leftOf(id, word, log))}, open at "${await cluster.owner(id)}"; one said: ${cluster.nodes.one.stderr.slice(-2000)}`,
    );
    await sleep(100);
  }
  assert.deepEqual((await leftOf(id, 'Impublicable', log))[1], []);
  const [act] = (await cli.succeed(['admin', 'log', '--data', cluster.dataOf('two'), '--draft', id])).trim().split('\n');
  assert.deepEqual([JSON.parse(act).act, JSON.parse(act).by], ['draft.purge', 'system']);
  await cluster.nodes.two.stop();
  await cluster.node('two');
  for (let tries = 0; (await leftOf(id, word, log))[2].length; tries++) {
    assert.ok(tries < 100, JSON.stringify(await leftOf(id, word, log)));
    await sleep(100);
  }
});

test('what a node cannot purge yet, as another has it open, it purges soon after that one is gone', { skip }, async () => {
  const word = 'Intocable';
  const { id, log } = await madeAt('two', word);
  await cli.succeed(['admin', 'delete', '--data', cluster.dataOf('one'), '--draft', id]);
  await shown(id, false);
  await until(async () => !(await cluster.owner(id)));
  await cluster.pair.query(`INSERT INTO nodes VALUES ('ghost-2', 'ghost', '192.0.2.2:9', 1, 'up')`);
  await cluster.pair.query(`UPDATE logs SET owner = 'ghost-2' WHERE draft = '${id}'`);
  await cluster.nodes.one.stop();
  cluster.settings.deleted_days = 0;
  await cluster.node('one');
  delete cluster.settings.deleted_days;
  await until(async () => {
    await cluster.pair.query(`UPDATE nodes SET beat = beat + 1 WHERE incarnation = 'ghost-2'`);
    return /not purged.*192\.0\.2\.2:9 has the draft open/.test(cluster.nodes.one.stderr);
  });
  await until(async () => !(await leftOf(id, word, log))[0], 45_000);
});

test(
  'a node that is cut off from the database ends a revoked seat within ten seconds, writes nothing, and comes back',
  { skip },
  async () => {
    const made = await ask('two', '/api/drafts', {
      method: 'POST',
      body: { title: { es: 'Suyo' }, langs: ['es'], text: '1. Uno.' },
    });
    const { draft: id } = await made.json();
    const response = await ask('two', `/api/drafts/${id}/invitations`, {
      method: 'POST',
      body: { role: 'observer', name: 'Cut off' },
    });
    const guest = await response.json();
    const guestAtTwo = new Client({ server: cluster.nodes.two, draft: id, token: guest.token, client: randomId() });
    await guestAtTwo.connect();
    assert.equal(await cluster.owner(id), 'two');
    const start = Date.now();
    cluster.links.two.hold();
    const list = ask('two', '/api/drafts'); // asked for at once, before anybody knows
    await run(plenaria, ['revoke', '--data', cluster.folders.one, '--draft', id, '--invitation', guest.id], {
      env: sanitizedEnvironment(),
    });
    await sleep(2500);
    const refused = await fetch(`${cluster.nodes.two.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: cluster.nodes.two.url },
      body: JSON.stringify({ token }),
    });
    assert.equal(refused.status, 503, await refused.clone().text());
    assert.equal((await list).status, 503, 'a list without what cannot be read says that there is nothing');
    await within(guestAtTwo.closed, 'the end of the connection', 14_000);
    const took = Date.now() - start;
    console.log(`gone from the node that was cut off after ${took} ms`);
    cluster.links.two.release();
    cluster.links.two.cut();
    for (let i = 0; i < 100; i++) {
      if ((await ask('two', `/api/drafts/${id}`)).status === 200) break;
      await sleep(100);
    }
    assert.equal((await ask('two', `/api/drafts/${id}`, { as: guest.token })).status, 401);
    await invite('two', 'Back again');
    assert.ok(took < 12_000, `it took ${took} ms`);
  },
);

test(
  'whoever was invited by a node that is then killed is invited, and the node knows it when it is back',
  { skip },
  async () => {
    const invited = [];
    const killed = (async () => {
      await sleep(300);
      await cluster.nodes.one.kill();
    })();
    for (let i = 0; i < 500; i++) {
      try {
        invited.push((await invite('one', `Killed ${i}`)).token);
      } catch {
        break;
      }
    }
    await killed;
    console.log(`${invited.length} were invited before`);
    assert.ok(invited.length > 0 && invited.length < 500);
    await cluster.node('one');
    for (const guest of invited) assert.equal((await ask('two', `/api/drafts/${draft.id}`, { as: guest })).status, 200);
    await sleep(500);
    assert.deepEqual(await names(cluster.folders.one), await names(cluster.folders.two));
  },
);

test(
  'a new node with an empty folder and the keys knows everybody; with another key, or people of its own, it is refused',
  { skip },
  async () => {
    const three = await cluster.node('three');
    assert.equal((await ask('three', `/api/drafts/${draft.id}`)).status, 200);
    assert.deepEqual(await names(cluster.folders.three), await names(cluster.folders.two));
    await three.stop();
    cluster.folders.four = temporaryFolder();
    await assert.rejects(cluster.node('four'), /another key/);
    delete cluster.nodes.four;
    rmSync(cluster.folders.three, { recursive: true });
    delete cluster.folders.three;
    const folder = cluster.dataOf('three');
    await cli.importText(folder, `${cluster.folder}/text.txt`, { title: 'Ajeno', lang: 'es', langs: ['es'] });
    await assert.rejects(cluster.node('three'), /empty folder/);
    delete cluster.nodes.three;
    await cluster.nodes.two.stop();
    await assert.rejects(Server.start({ data: cluster.folders.two }), /a folder of a cluster/);
  },
);
