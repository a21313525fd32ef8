// A crowd of observers at one node, and the same crowd at two nodes that show another one's draft: what telling them of an op costs the owner, and what it costs a relay.
//
// What an owner spends on its relays is small beside what it spends on being there, and does not depend on how many observers they have. So what a message to a relay costs is measured at
// many ops a second, as what an op costs more than when nobody reads; with processes that only listen, told of each op at once, or of three in one message, as relays with many observers
// are at ten ops a second. How many messages these get is counted where the crowd is there.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../support/binary.mjs';
import { Cluster } from '../support/cluster.mjs';
import { median, number } from './figures.mjs';
import { Meeting, OF_A_CROWD } from './meeting.mjs';
import { cpuUs } from './process.mjs';

const OBSERVERS = 10_000;
const TRIPLES = 5;
const NAMES = ['one', 'two', 'three'];
const RELAYS = NAMES.slice(1);
const MANY_OPS = 200; // a second
const THREE_OPS_MS = 12; // of these, as 250 ms hold three of ten
const READERS = 8; // more than relays, so that what they cost stands out of what the owner costs by itself

/** A process that follows a draft as a relay, with how long may be gathered for it. */
async function reader(cluster, draft, gatherMs, number) {
  const url = cluster.internalSocketUrl(NAMES[0]);
  const program = path.join(root, 'tests/bench/relay_reader.mjs');
  const child = spawn(process.execPath, [program, url, draft.id, String(gatherMs), `reader-${number}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const welcomed = new Promise((resolve) => child.stdout.on('data', (text) => resolve((said += text))));
  const closed = new Promise((resolve) => child.on('close', resolve));
  await welcomed;
  return async () => {
    child.kill();
    await closed;
    return Number(said.trim().split('\n').at(-1));
  };
}

/**
 * What a message to a relay costs its owner, in µs, and the ops in it: told of each op at once, and of what was gathered. Medians of runs by turns, of which one is with nobody who reads.
 * `run`: of the generator.
 */
export async function owesEachRelay(run, { cluster, draft, seconds }) {
  const perOp = async (gatherMs) => {
    const ends = [];
    if (gatherMs !== null) for (let at = 0; at < READERS; at++) ends.push(await reader(cluster, draft, gatherMs, at));
    const load = await run({ rate: MANY_OPS, seconds, 'warm-up': 0 });
    const heard = await Promise.all(ends.map((end) => end()));
    const share = seconds / (load.elapsed_us / 1e6);
    const messages = heard.reduce((sum, count) => sum + count, 0) * share;
    return { us: load.server_cpu_us / load.accepted, messages: messages / load.accepted };
  };
  const costs = { atOnce: [], gathered: [] };
  const ops = [];
  for (let i = 0; i < TRIPLES; i++) {
    const unread = await perOp(null);
    const atOnce = await perOp(0);
    const gathered = await perOp(THREE_OPS_MS);
    costs.atOnce.push((atOnce.us - unread.us) / atOnce.messages);
    costs.gathered.push((gathered.us - unread.us) / gathered.messages);
    ops.push(READERS / gathered.messages);
  }
  return { atOnceUs: median(costs.atOnce), gatheredUs: median(costs.gathered), gatheredOps: median(ops) };
}

/** Messages that a node has sent. */
async function sent(node) {
  const text = await (await fetch(`${node.url}/metrics`)).text();
  return Number(/^plenaria_frames_total (.*)$/m.exec(text)[1]);
}

/** What is used and sent while `work` goes on, each second: [time in ns, µs of CPU of the relays, messages of the owner]. */
async function watched(cluster, work) {
  const looks = [];
  const look = async () => {
    const relaysUs = RELAYS.reduce((sum, name) => sum + cpuUs(cluster.nodes[name].pid), 0);
    looks.push([Number(process.hrtime.bigint()), relaysUs, await sent(cluster.nodes[NAMES[0]])]);
  };
  const timer = setInterval(look, 1000);
  const done = await work();
  clearInterval(timer);
  return [done, looks];
}

/** Rows of figures, as in workloads.mjs. */
export async function relay({ seconds }) {
  const { cluster, draft, token, observer } = await Cluster.running({ names: NAMES, settings: OF_A_CROWD });
  try {
    draft.place = { server: cluster.nodes.one };
    draft.seats.set('mexico', { token });
    draft.seats.set('observer', { token: observer });
    const meeting = await Meeting.at(draft, 1);
    const ports = RELAYS.map((name) => cluster.nodes[name].port).join(',');
    const run = (options) => meeting.load({ seconds, deflate: 1, 'warm-up': 3, joining: 200, ...options });

    const message = await owesEachRelay(run, { cluster, draft, seconds });
    const crowd = { rate: 10, observers: OBSERVERS };
    const alone = await run(crowd);
    const [tree, looks] = await watched(cluster, () => run({ ...crowd, 'observer-ports': ports }));

    const [first, last] = [looks.at(-seconds), looks.at(-2)]; // within what is measured, which ends half a second before the program
    const passedUs = (last[0] - first[0]) / 1000;
    const relayed = (((last[1] - first[1]) / passedUs) * tree.elapsed_us) / tree.delivered_observers;
    const ops = (tree.accepted * passedUs) / tree.elapsed_us;
    const messages = (last[2] - first[2] - ops) / ops; // to the relays, for each op; the author gets each op too
    const single = alone.server_cpu_us / alone.delivered_observers;
    const told = (us) => (1000 * us) / OBSERVERS;
    return [
      [`one node, ${OBSERVERS} observers: CPU per delivery`, single, 'µs'],
      ['… observer p50', alone.observer_p50_us / 1000, 'ms'],
      ['… observer p99', alone.observer_p99_us / 1000, 'ms'],
      ['two relays: CPU of the owner per message of one op', message.atOnceUs, 'µs'],
      [`… of ${number(message.gatheredOps)} ops`, message.gatheredUs, 'µs'],
      ['… messages to a relay for each op', messages / RELAYS.length, ''],
      ['… CPU of the owner per delivery, each op told at once', told(message.atOnceUs * RELAYS.length), 'ns'],
      ['… gathered', told(message.gatheredUs * messages), 'ns', `≤ ${number(single)}`],
      ['… CPU of the relays per delivery', relayed, 'µs'],
      ['… CPU of the owner in all', (100 * tree.server_cpu_us) / tree.elapsed_us, '% of a core'],
      ['… observer p50', tree.observer_p50_us / 1000, 'ms'],
      ['… observer p99', tree.observer_p99_us / 1000, 'ms'],
    ];
  } finally {
    await cluster.close();
  }
}
