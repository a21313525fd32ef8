// This version and an older one on the same data: a folder (docs/operate.md, Upgrading) and a cluster whose nodes are replaced one by one
// (docs/cluster.md, Upgrading). But for the last test, which forges what a newer one writes, that needs the program of the older one, built as its own checkout
// says:
//   PLENARIA_OLD=/path/to/plenaria node --test tests/integration/versions.test.mjs
// In the cluster it has to be one with the same schema of people (store/migrations.c): others cannot go on beside this one.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { olderPlenaria as older, plenaria as newer } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Client, within } from '../support/client.mjs';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { underFire } from '../support/cluster_authors.mjs';
import { negotiate } from '../support/negotiate.mjs';
import { Draft } from '../support/place.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const noOlder = !older && 'PLENARIA_OLD names no older program';
const noPostgres = !hasPostgres && 'PostgreSQL is not installed';
const HEAL_MS = 25_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Items, words, proposals, comments, positions and a consultation, by a chair and a delegation who are connected. */
async function drawUp(chair, mexico) {
  await chair.edit(change.add('p', null, null, { es: 'uno dos', en: 'one two' }), change.add('q', 'p', null));
  await chair.edit(change.split('p', 'r', { es: 4, en: 4 }), change.freeze());
  await chair.edit(change.add('s', null, 'p', { es: 'intermedio' }), change.status('p', 'review', true));
  await mexico.reach(chair.model.seq);
  await negotiate(mexico, chair);
}

describe('a data folder', { skip: noOlder }, () => {
  let folder;
  let draft;

  /** What commands of a program say of the draft. */
  async function told(program, seq) {
    const { code, stdout, stderr } = await cli.verify(folder, draft.id, { program });
    assert.equal(code, 0, stderr);
    const of = (format) => cli.exportDraft(folder, draft.id, format, { lang: 'es', seq, program });
    const compare = ['compare', '--data', folder, '--draft', draft.id, '--from', '1', '--to', String(seq), '--format', 'json'];
    const { drafts, ops } = JSON.parse(stdout); // its acts are also those of these commands
    return {
      verified: { drafts, ops },
      json: JSON.parse(await of('json')),
      txt: await of('txt'),
      md: await of('md'),
      compare: JSON.parse(await cli.succeed(compare, { program })),
    };
  }

  /** People write, by a server of that program; the seq of the last op. */
  async function served(program, write) {
    const server = await Server.start({ data: folder, program: [program] });
    draft.place.server = server;
    const chair = await draft.join('chair');
    await write(chair);
    await draft.leave();
    await server.stop();
    return chair.model.seq;
  }

  before(async () => {
    folder = temporaryFolder();
    const text = path.join(folder, 'text.txt');
    writeFileSync(text, 'TÍTULO\n\n1. Inicio.\n');
    const made = await cli.importText(folder, text, { lang: 'es', langs: ['es', 'en'], program: older });
    draft = new Draft({ server: { data: folder }, program: older }, made.draft, made.items);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('what the older one wrote this one reads, verifies, exports and compares alike', async () => {
    const seq = await served(older, async (chair) => drawUp(chair, await draft.join('mexico')));
    const before = await told(older, seq);
    assert.deepEqual(await told(newer, seq), before);
  });

  test('and goes on with it; then the older one says the same, or in one sentence why it does not', async () => {
    const seq = await served(newer, (chair) => chair.edit(change.insert('p', 0, 'nuevo ')));
    const after = await told(newer, seq);
    const { code, stderr } = await cli.verify(folder, draft.id, { program: older });
    if (code === 0) assert.deepEqual(await told(older, seq), after);
    else assert.match(stderr, /^plenaria: The data was written by a newer plenaria \([^\n]*; [^\n]*\.\n$/);
  });
});

describe('a cluster', { skip: noOlder || noPostgres }, () => {
  let cluster;
  let draft;
  let token;
  let observer;

  before(async () => {
    ({ cluster, draft, token, observer } = await Cluster.running({ program: older }));
  });
  after(() => cluster?.close());

  const isNew = (name) => cluster.programs[name] === newer;
  const named = (program) => cluster.names.find((name) => (cluster.programs[name] ?? older) === program);

  /** The node ends, and comes back as that version. */
  async function replace(name, program) {
    await cluster.nodes[name].stop();
    cluster.programs[name] = program;
    await cluster.node(name);
  }

  /** Until the node of that version owns the draft, which the other one hands over by stopping. */
  async function hasOwner(program) {
    const name = named(program);
    const other = cluster.names.find((one) => one !== name);
    if ((await cluster.owner(draft.id)) === name) return name;
    await cluster.nodes[other].stop();
    await until(async () => (await cluster.owner(draft.id)) === name, HEAL_MS);
    await cluster.node(other);
    return name;
  }

  async function killed(name) {
    await cluster.nodes[name].kill();
    await sleep(6000);
    await cluster.node(name);
  }

  const scenarios = {
    'a node is replaced': () => replace('one', newer),
    'the newer owns, the older shows': () => hasOwner(newer),
    'the older owns, the newer shows': () => hasOwner(older),
    'the older owner is killed': async () => killed(await hasOwner(older)),
    'the newer owner is killed': async () => killed(await hasOwner(newer)),
    'the older one that shows is killed': async () => killed((await hasOwner(newer), named(older))),
    'the newer one that shows is killed': async () => killed((await hasOwner(older), named(newer))),
    'the other node is replaced too': () => replace('two', newer),
  };

  test('nothing that anybody saw is lost while its nodes are replaced one by one', { timeout: 400_000 }, async (t) => {
    await underFire(t, { cluster, draft, token, observer, healMs: HEAL_MS }, scenarios);
    for (const name of cluster.names) assert.ok(isNew(name));
  });
});

test(
  'a node that cannot read what a newer one wrote about people hands its drafts over, and says why it ends',
  { skip: noPostgres },
  async (t) => {
    const { cluster, draft, token } = await Cluster.running();
    t.after(() => cluster.close());
    const here = new Client({ server: cluster.nodes.one, draft: draft.id, token });
    await here.connect();
    assert.equal(await cluster.owner(draft.id), 'one');
    await cluster.pair.query(
      "INSERT INTO people(seq, hash, schema, whole, bytes) SELECT max(seq) + 1, sha256('newer'), 1000, 0, '' FROM people",
    );
    assert.equal((await within(here.closed, 'everybody is sent away')).code, 1012);
    for (const name of cluster.names) {
      const node = cluster.nodes[name];
      assert.deepEqual(await within(node.exited, `${name} ends`), { code: 1, signal: null });
      assert.match(node.stderr, /^plenaria: A newer plenaria .* update this server\.$/m);
    }
    const states = (await cluster.pair.query('SELECT DISTINCT state FROM nodes')).flat();
    assert.deepEqual(states, ['dead'], 'whoever comes next need not wait until it is declared so');
    await assert.rejects(cluster.node('one'), /The people of the cluster were written by a newer plenaria; update this server\./);
  },
);
