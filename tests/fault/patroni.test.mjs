// A cluster whose database Patroni looks after, under a nemesis; the rule is that of cluster.test.mjs. Some four minutes, so it runs where it is asked for:
//   PLENARIA_PATRONI=1 node --test tests/fault/patroni.test.mjs     with the Debian packages patroni, python3-etcd and etcd-server
// People come in by HAProxy, where that is installed too.
//   PLENARIA_PATRONI_ONLY    the scenarios whose names fit this expression
import { after, before, test } from 'node:test';
import { Balancer, hasHaproxy } from '../support/balancer.mjs';
import { Cluster } from '../support/cluster.mjs';
import { underFire } from '../support/cluster_authors.mjs';
import { hasPatroni, Trio } from '../support/patroni.mjs';

const skip =
  (!process.env.PLENARIA_PATRONI && 'PLENARIA_PATRONI is not set') ||
  (!hasPatroni && 'patroni and etcd-server are not installed');
const HEAL_MS = 60_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster;
let draft;
let token;
let observer;

before(async () => {
  if (skip) return;
  ({ cluster, draft, token, observer } = await Cluster.running({ database: () => Trio.start() }));
  if (hasHaproxy) cluster.balancer = await Balancer.open(cluster);
});
after(() => cluster?.close());

const scenarios = {
  async 'the primary is killed'() {
    const { pair } = cluster;
    pair.signal(pair.pidsOfDatabase(await pair.leader()), 'SIGKILL');
  },
  async 'the machine of the primary is lost: PostgreSQL and its Patroni'() {
    const { pair } = cluster;
    const name = await pair.leader();
    pair.signal([pair.pidOfPatroni(name), ...pair.pidsOfDatabase(name)], 'SIGKILL');
    await sleep(30_000);
    await pair.again(name);
    await sleep(10_000);
  },
  async 'the Patroni of the primary freezes for half a minute'() {
    const { pair } = cluster;
    const pid = pair.pidOfPatroni(await pair.leader());
    pair.signal([pid], 'SIGSTOP');
    await sleep(32_000);
    pair.signal([pid], 'SIGCONT');
    await sleep(5_000);
  },
  async 'the primary and its Patroni freeze for half a minute'() {
    const { pair } = cluster;
    const name = await pair.leader();
    const pids = [pair.pidOfPatroni(name), ...pair.pidsOfDatabase(name)];
    pair.signal(pids, 'SIGSTOP');
    await sleep(35_000);
    pair.signal(pids, 'SIGCONT');
    await sleep(10_000);
  },
  async 'a standby and its Patroni freeze'() {
    const { pair } = cluster;
    const leader = await pair.leader();
    const [[standby]] = await pair.query("SELECT application_name FROM pg_stat_replication WHERE sync_state = 'sync'");
    if (standby === leader) throw new Error('a primary is no standby of its own');
    const pids = [pair.pidOfPatroni(standby), ...pair.pidsOfDatabase(standby)];
    pair.signal(pids, 'SIGSTOP');
    await sleep(25_000);
    pair.signal(pids, 'SIGCONT');
  },
};

const chosen = Object.fromEntries(
  Object.entries(scenarios).filter(([what]) => new RegExp(process.env.PLENARIA_PATRONI_ONLY ?? '').test(what)),
);

test('nothing that anybody saw is lost, whatever Patroni has to do', { skip, timeout: 600_000 }, (t) =>
  underFire(t, { cluster, draft, token, observer, healMs: HEAL_MS }, chosen),
);
