// The standby is promoted while the old primary goes on, takes connections and acknowledges nothing: nodes that know both go to the new one and never back, under the rule of cluster.test.mjs.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Cluster, hasPostgres, queryAt } from '../support/cluster.mjs';
import { underFire } from '../support/cluster_authors.mjs';
import { until } from '../support/until.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';
const HEAL_MS = 20_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster;
afterEach(() => cluster?.close());

/** With `promoteBesides`, which promotes the standby and leaves the old primary as it is. */
async function open() {
  const sitting = await Cluster.running();
  ({ cluster } = sitting);
  const { pair } = cluster;
  const promoteBesides = async () => {
    await pair.receive('b');
    await pair.promote('b');
  };
  return { ...sitting, pair, promoteBesides };
}

/** Of the database that a node uses. */
async function timelineOf(node) {
  const text = await (await fetch(`${node.url}/metrics`)).text();
  return Number(/^plenaria_cluster_timeline (\d+)$/m.exec(text)[1]);
}

const isPrimary = async (pair, name) => {
  const [[recovers]] = await queryAt(pair.addressOf(name), 'SELECT pg_is_in_recovery()', 'any');
  return recovers === 'f';
};

test(
  'work goes on at the new primary while the old one is there, and never again at the old one',
  { skip, timeout: 180_000 },
  async (t) => {
    const { draft, token, observer, pair, promoteBesides } = await open();
    await underFire(
      t,
      { cluster, draft, token, observer, healMs: HEAL_MS },
      {
        async 'the standby is promoted, the old primary goes on'() {
          await promoteBesides();
          assert.ok(await isPrimary(pair, 'a'));
        },
        async 'a node is started while there are two primaries'() {
          await cluster.nodes.two.stop();
          await cluster.node('two');
          assert.equal(await timelineOf(cluster.nodes.two), 2);
        },
        async 'the new primary is away for a while, the old one is there'() {
          pair.signal('b', 'SIGKILL');
          for (const node of Object.values(cluster.nodes)) await until(() => / was left behind, /.test(node.stderr), 15_000);
          await sleep(1000);
          assert.ok(await isPrimary(pair, 'a'));
          await pair.again();
        },
      },
    );
    for (const node of Object.values(cluster.nodes)) assert.equal(await timelineOf(node), 2);
  },
);

test('what the old primary shows though nobody acknowledged it is shown to nobody', { skip, timeout: 120_000 }, async (t) => {
  const { draft, token, observer, pair, promoteBesides } = await open();
  const giveUp = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
  let given = 0;
  await underFire(
    t,
    { cluster, draft, token, observer, healMs: HEAL_MS },
    {
      async 'the old primary gives up waiting for its standby'() {
        await promoteBesides();
        for (let i = 0; i < 30; i++) {
          given += (await queryAt(pair.addressOf('a'), giveUp)).length;
          await sleep(200);
        }
      },
    },
  );
  assert.ok(given > 0, 'no wait was given up');
});
