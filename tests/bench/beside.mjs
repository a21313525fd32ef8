// The same crowd at one server with SQLite and at a node of a cluster, whose log is in a pair of PostgreSQL on this machine: what the second copy costs.
// Editors send the next op as soon as the last one is acknowledged.
import { Cluster } from '../support/cluster.mjs';
import { Place } from '../support/place.mjs';
import { Meeting, OF_A_CROWD, commitQuantile } from './meeting.mjs';
import { familyCpuUs } from './process.mjs';

const CROWDS = [1, 20, 200];

/** A meeting at one node, and the pair below it: { meeting, pair, close }. */
async function inCluster() {
  const { cluster, draft } = await Cluster.running({ names: ['one'], settings: OF_A_CROWD });
  draft.place = { server: cluster.nodes.one };
  return { meeting: await Meeting.at(draft, Math.max(...CROWDS)), pair: cluster.pair, close: () => cluster.close() };
}

async function alone() {
  const place = await Place.open({ settings: OF_A_CROWD });
  return { meeting: await Meeting.at(await place.draft(), Math.max(...CROWDS)), close: () => place.close() };
}

async function measure({ meeting, pair }, editors, seconds) {
  await meeting.load({ editors, rate: 0, seconds: 1 });
  const database = () => (pair ? ['a', 'b'].map((name) => familyCpuUs(pair.pid(name))) : []);
  const [commits, used] = [await meeting.commits(), database()];
  const load = await meeting.load({ editors, rate: 0, seconds });
  const after = await meeting.commits();
  return {
    rate: load.accepted / (load.elapsed_us / 1e6),
    p50: commitQuantile(commits, after, 0.5),
    p99: commitQuantile(commits, after, 0.99),
    node: load.server_cpu_us / load.accepted,
    database: database().map((now, index) => (now - used[index]) / load.accepted),
  };
}

/** Rows of figures, as in workloads.mjs. */
export async function beside({ seconds }) {
  const [sqlite, cluster] = [await alone(), await inCluster()];
  try {
    const rows = [];
    for (const editors of CROWDS) {
      const who = editors === 1 ? '1 editor' : `${editors} editors`;
      for (const [name, place] of [
        ['SQLite', sqlite],
        ['cluster', cluster],
      ]) {
        const { rate, p50, p99, node, database } = await measure(place, editors, seconds);
        const [primary, standby] = database;
        rows.push(
          [`${who}, ${name}: durable ops`, rate, '/s'],
          [`${who}, ${name}: commit p50`, p50, 'ms'],
          [`${who}, ${name}: commit p99`, p99, 'ms'],
          [`${who}, ${name}: CPU of the node per op`, node, 'µs'],
          ...(database.length
            ? [
                [`${who}, ${name}: CPU of the primary per op`, primary, 'µs'],
                [`${who}, ${name}: CPU of the standby per op`, standby, 'µs'],
              ]
            : []),
        );
      }
    }
    return rows;
  } finally {
    await sqlite.close();
    await cluster.close();
  }
}
