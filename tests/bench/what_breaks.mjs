// What breaks first, with 1,000,000 observers and 100,000 drafts: what one of each costs is measured here, in a cluster of three nodes and a pair of PostgreSQL, and multiplied.
// 10,000 observers and 100,000 drafts are really there; the rest is a product, by the assumptions of scale.mjs.
//
//   cmake --preset release && cmake --build build-release && PLENARIA_BUILD=build-release node tests/bench/what_breaks.mjs [OBSERVERS [DRAFTS [DUE]]]
import { Cluster } from '../support/cluster.mjs';
import { machine, number } from './figures.mjs';
import { Meeting, OF_A_CROWD } from './meeting.mjs';
import { cpuUs, familyCpuUs, rssBytes } from './process.mjs';
import { owesEachRelay } from './relay.mjs';
import { CROWDS, HALLS, demands } from './scale.mjs';

const [OBSERVERS, DRAFTS, DUE] = [10_000, 100_000, 3_000].map((usual, index) => Number(process.argv[2 + index] ?? usual));
const NAMES = ['one', 'two', 'three'];
const SECONDS = 10;
const AHEAD_MS = 20_000; // the nodes have stopped by then, however busy the machine is
const KNOWN_MS = 45_000; // a node asks each half minute what is due within the next
const YEAR_MS = 365 * 86_400_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const show = (what, value, unit) => console.log(`| ${what} | ${number(value)} | ${unit} |`);

class Database {
  constructor(pair) {
    this.pair = pair;
  }

  async number(sql) {
    return Number((await this.pair.query(sql))[0][0]);
  }

  get cpuUs() {
    return familyCpuUs(this.pair.pid('a'));
  }

  bytes() {
    return this.number('SELECT pg_database_size(current_database())');
  }

  commits() {
    return this.number('SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()');
  }

  /** Of the statement by which a node asks for what is due within a minute. */
  async dueMs() {
    const sql = `EXPLAIN (ANALYZE, FORMAT JSON) SELECT draft, wake_at FROM logs l WHERE wake_at > 0 AND wake_at <= ${Date.now() + 60_000} AND
      NOT EXISTS (SELECT 1 FROM nodes n WHERE n.incarnation = l.owner AND n.state <> 'dead') ORDER BY wake_at LIMIT 1000`;
    const rows = await this.pair.query(sql);
    return JSON.parse(rows.map(([text]) => text).join('\n'))[0]['Execution Time'];
  }

  /** So many copies of a draft's log, due a year later. */
  async copy(draft, count) {
    const many = `generate_series(1, ${count}) g`;
    await this.pair.query(
      `INSERT INTO logs(id, draft, last_seq, head, bytes, wake_at) SELECT g, 'copy' || g, last_seq, head, bytes, wake_at + ${YEAR_MS}
         FROM logs, ${many} WHERE draft = '${draft}'`,
    );
    await this.pair.query(
      `INSERT INTO ops SELECT g, seq, epoch, hash, bytes FROM ops, ${many} WHERE log = (SELECT id FROM logs WHERE draft = '${draft}')`,
    );
    await this.pair.query('VACUUM ANALYZE'); // else the database does both while it is measured
    await this.pair.query('CHECKPOINT');
  }

  /** So many of the copies are due then. */
  makeDue(count, at) {
    return this.pair.query(`UPDATE logs SET wake_at = ${at} WHERE id BETWEEN 1 AND ${count}`);
  }

  due() {
    return this.number(`SELECT count(*) FROM logs WHERE wake_at BETWEEN 1 AND ${Date.now()}`);
  }

  /** How many drafts nodes have open. */
  owned() {
    return this.number("SELECT count(*) FROM logs WHERE owner <> ''");
  }
}

/** What passes in a while in which nobody does anything. */
async function atRest(node, database) {
  const before = [cpuUs(node.pid), database.cpuUs, await database.commits()];
  await pause(SECONDS * 1000);
  const after = [cpuUs(node.pid), database.cpuUs, await database.commits()];
  const [nodeUs, databaseUs, commits] = after.map((value, index) => (value - before[index]) / SECONDS);
  return { nodeUs, databaseUs, commits };
}

/** From when many drafts are due at once until all have been closed, by one node that knew of them, with somebody who types in another draft meanwhile. */
async function wave(meeting, database) {
  const { pid } = meeting.server;
  const at = Date.now() + KNOWN_MS;
  await database.makeDue(DUE, at);
  await pause(at - Date.now());
  const before = {
    at: performance.now(),
    node: cpuUs(pid),
    database: database.cpuUs,
    rss: rssBytes(pid),
    due: await database.due(),
  };
  const typing = meeting.load({ editors: 1, rate: 10, seconds: SECONDS });
  let left = before.due;
  while (left) {
    await pause(200);
    left = await database.due();
  }
  const took = (performance.now() - before.at) / 1000;
  const { ack_p50_us: p50, ack_p99_us: p99 } = await typing; // a hundred ops: nothing beside the wave
  const each = (value) => value / before.due;
  return {
    perSecond: before.due / took,
    nodeUs: each(cpuUs(pid) - before.node),
    databaseUs: each(database.cpuUs - before.database),
    bytes: each(rssBytes(pid) - before.rss),
    p50: p50 / 1000,
    p99: p99 / 1000,
  };
}

/** What one observer, one relay and one op cost, with a crowd at one node: at a relay it is served by the same code. */
async function ofCrowd(meeting, database, cluster) {
  const run = (options) => meeting.load({ seconds: SECONDS, deflate: 1, 'warm-up': 3, joining: 200, editors: 1, ...options });
  const crowd = await run({ rate: 10, observers: OBSERVERS });
  const used = database.cpuUs;
  const many = await meeting.load({ editors: 20, rate: 0, seconds: SECONDS });
  const seconds = crowd.elapsed_us / 1e6;
  const message = await owesEachRelay(run, { cluster, draft: meeting.draft, seconds: SECONDS / 2 });
  return {
    observerBytes: (crowd.rss_observers - crowd.rss_editors) / OBSERVERS,
    observerUs: crowd.server_cpu_us / OBSERVERS / seconds,
    observerSent: crowd.bytes_observers / OBSERVERS / seconds,
    joinUs: crowd.join_cpu_us / OBSERVERS,
    opUs: many.server_cpu_us / many.accepted,
    rowUs: (database.cpuUs - used) / many.accepted,
    relayUs: message.gatheredUs / message.gatheredOps,
  };
}

/** Stops the nodes while a consultation in the draft runs, and makes the copies. What one takes in the database, in bytes. */
async function fill(cluster, draft, database) {
  const chair = await draft.join('chair');
  const until = Date.now() + AHEAD_MS;
  await chair.edit({ type: 'consult.open', item: 'w0', delegations: ['MX'], until });
  await chair.close();
  for (const name of NAMES) await cluster.nodes[name].stop();
  if (Date.now() >= until) throw new Error('The machine is too busy: the consultation was closed before the copies were made.');
  const bytes = await database.bytes();
  await database.copy(draft.id, DRAFTS);
  await pause(Math.max(0, until - Date.now()));
  return ((await database.bytes()) - bytes) / DRAFTS;
}

function printDrafts({ draftStored, wave, dueMs }) {
  show('a draft that nobody has open: in the database', draftStored / 1024, 'KiB');
  show('a draft that is opened, closes a consultation, and stays open: CPU of its node', wave.nodeUs, 'µs');
  show('… CPU of the primary', wave.databaseUs, 'µs');
  show('… memory', wave.bytes / 1024, 'KiB');
  show(`${DUE} of them at once`, wave.perSecond, 'a second');
  show('… an op in another draft meanwhile, p50', wave.p50, 'ms');
  show('… p99', wave.p99, 'ms');
  show(`what is due, asked with ${DRAFTS} drafts`, dueMs, 'ms');
}

function printRest(rest) {
  for (const [name, { nodeUs, databaseUs, commits }] of Object.entries(rest)) {
    show(`at rest, ${name}: CPU of a node`, nodeUs, 'µs a second');
    show('… CPU of the primary', databaseUs, 'µs a second');
    show('… commits of three nodes', commits, 'a second');
  }
}

function printCrowd(costs) {
  show('an observer: memory', costs.observerBytes / 1024, 'KiB');
  show('… CPU, at ten ops a second', costs.observerUs, 'µs a second');
  show('… on the line', costs.observerSent, 'B a second');
  show('… CPU of coming in', costs.joinUs, 'µs');
  show('a relay: CPU of the owner per op', costs.relayUs, 'µs');
  show('an op of 20 editors at a time: CPU of its node', costs.opUs, 'µs');
  show('… CPU of the primary', costs.rowUs, 'µs');
}

function printDemands(what, counts, demands) {
  console.log(
    `\n| what it takes | ${counts.map((count) => `${number(count)} ${what}`).join(' | ')} | of | breaks at |\n|---|---:|---:|---:|---|---:|`,
  );
  for (const { what, at, unit, breaksAt } of demands)
    console.log(`| ${what} | ${at.map(number).join(' | ')} | ${unit} | ${number(breaksAt)} |`);
}

async function measure() {
  const { cluster, draft, token, observer } = await Cluster.running({ names: NAMES, settings: OF_A_CROWD });
  try {
    const database = new Database(cluster.pair);
    draft.place = { server: cluster.nodes.one };
    draft.seats.set('mexico', { token });
    draft.seats.set('observer', { token: observer });
    const meeting = await Meeting.at(draft, 20);
    const rest = { 'one draft': await atRest(cluster.nodes.one, database) };
    const draftStored = await fill(cluster, draft, database);
    draft.place.server = await cluster.node('one');
    const woken = await wave(meeting, database);
    for (const name of NAMES.slice(1)) await cluster.node(name);
    const drafts = { draftStored, wave: woken, dueMs: await database.dueMs() };
    printDrafts(drafts);
    const crowd = await ofCrowd(meeting, database, cluster);
    printCrowd(crowd);
    while ((await database.owned()) > 1) await pause(1000); // what was woken is let go
    rest[`${DRAFTS} drafts`] = await atRest(cluster.nodes.one, database);
    printRest(rest);
    return { ...drafts, ...crowd };
  } finally {
    await cluster.close();
  }
}

console.log(
  `${machine()}; ${OBSERVERS} observers, ${DRAFTS} drafts, ${DUE} due at once\n\n| what | measured | |\n|---|---:|---|`,
);
const { observers, drafts } = demands(await measure());
printDemands('observers', CROWDS, observers);
printDemands('drafts', HALLS, drafts);
