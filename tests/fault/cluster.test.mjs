// A cluster under a nemesis: nodes, primary and standby are killed and frozen while people write and read at both nodes, and at the end one rule is
// checked: every (seq, head) that anybody ever saw is on the final chain, every op that was confirmed is there once, and none that was refused.
//   PLENARIA_CLUSTER_ONLY    the scenarios whose names fit this expression
//   PLENARIA_CLUSTER_ROUNDS  how often the scenarios are gone through (1)
import { after, before, test } from 'node:test';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { underFire } from '../support/cluster_authors.mjs';
import { NodeLink } from '../support/links.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';
const ROUNDS = Number(process.env.PLENARIA_CLUSTER_ROUNDS ?? 1);
const HEAL_MS = 20_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster;
let draft;
let token;
let observer;
let link; // to the node that owns the draft

before(async () => {
  if (!skip) ({ cluster, draft, token, observer } = await Cluster.running({ linked: ['one', 'two'], small: true }));
});
after(async () => {
  await link?.close();
  await cluster?.close();
});

/** The node that owns the draft, and its name. */
async function owner() {
  const name = (await cluster.owner(draft.id)) || 'one';
  return { name, node: cluster.nodes[name] };
}

const kill = (node, signal) => node.child.kill(signal);

/** The names of the two databases have changed places then. */
const once = (happen) => Object.assign(happen, { once: true });

const scenarios = {
  async 'the owner is killed'() {
    const { name, node } = await owner();
    await node.kill();
    await sleep(4000);
    await cluster.node(name);
  },
  async 'the owner is stopped'() {
    const { name, node } = await owner();
    await node.stop();
    await sleep(500);
    await cluster.node(name);
  },
  async 'the owner freezes, is declared dead and wakes up'() {
    const { node } = await owner();
    kill(node, 'SIGSTOP');
    await sleep(8000);
    kill(node, 'SIGCONT');
  },
  async 'the node that shows the draft is killed'() {
    const { name } = await owner();
    const other = name === 'one' ? 'two' : 'one';
    await cluster.nodes[other].kill();
    await sleep(1000);
    await cluster.node(other);
  },
  async 'the node that shows the draft freezes and wakes up'() {
    const { name } = await owner();
    const other = cluster.nodes[name === 'one' ? 'two' : 'one'];
    kill(other, 'SIGSTOP');
    await sleep(4000);
    kill(other, 'SIGCONT');
  },
  async 'the way between the nodes is cut'() {
    const { name } = await owner();
    link = await NodeLink.open(cluster, name);
    await sleep(3000);
    link.hold();
    await sleep(8000);
    link.release();
    link.cut();
  },
  async 'the primary is killed and comes back'() {
    cluster.pair.signal('a', 'SIGKILL');
    await sleep(1500);
    await cluster.pair.again();
  },
  async 'the standby freezes'() {
    cluster.pair.signal('b', 'SIGSTOP');
    await sleep(3000);
    cluster.pair.signal('b', 'SIGCONT');
  },
  async 'the primary freezes'() {
    cluster.pair.signal('a', 'SIGSTOP');
    await sleep(5000);
    cluster.pair.signal('a', 'SIGCONT');
  },
  async 'connections to the database are cut'() {
    for (let i = 0; i < 5; i++) {
      await cluster.pair.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'plenaria' AND pid <> pg_backend_pid()",
      );
      await sleep(300);
    }
  },
  async 'the owner is cut off from the database, and nobody tells it'() {
    const { name } = await owner();
    cluster.links[name].hold();
    await sleep(12_000);
    cluster.links[name].release(); // also what it had sent before it was fenced
    await sleep(500);
    cluster.links[name].cut();
  },
  async 'both nodes are cut off for a moment'() {
    for (const links of Object.values(cluster.links)) links.hold();
    await sleep(2000);
    for (const links of Object.values(cluster.links)) links.release();
  },
  async 'the disk of the database is full'() {
    if (!cluster.pair.small) return console.log('no disk of its own could be made for the database (needs root): not filled');
    cluster.pair.fill();
    await sleep(3000);
    cluster.pair.makeRoom();
  },
  'the primary is killed and the standby promoted': once(async () => {
    cluster.pair.signal('a', 'SIGKILL');
    await sleep(500);
    await cluster.pair.promote('b');
    await cluster.pair.follow('b');
  }),
};

const chosen = Object.fromEntries(
  Object.entries(scenarios).filter(([what]) => new RegExp(process.env.PLENARIA_CLUSTER_ONLY ?? '').test(what)),
);

test('nothing that anybody saw is lost, whatever dies', { skip, timeout: 230_000 * ROUNDS }, (t) =>
  underFire(t, { cluster, draft, token, observer, healMs: HEAL_MS }, chosen, { rounds: ROUNDS }),
);
