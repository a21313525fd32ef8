// A crowd of observers at one node, and the same crowd at two nodes that show another one's draft: what telling somebody of an op costs the owner, and what it costs a relay.
// One editor writes ten ops a second. What the owner spends on an op when nobody reads is measured too, and taken off: that is the op's and no delivery's.
import { Cluster } from '../support/cluster.mjs';
import { Meeting, OF_A_CROWD } from './meeting.mjs';
import { number } from './figures.mjs';
import { cpuUs } from './process.mjs';

const OBSERVERS = 10_000;
const RATE = 10;
const SECONDS = 20;
const NAMES = ['one', 'two', 'three'];

/** One run: what the owner and the other nodes used a second in the middle of it, by name, in µs, and what the generator says. */
async function run(cluster, meeting, { observers, ports = [] }) {
  const options = { observers, rate: RATE, seconds: SECONDS, deflate: 1, 'warm-up': 3, joining: 200 };
  if (ports.length) options['observer-ports'] = ports.join(',');
  const used = [];
  const look = setInterval(() => used.push([Date.now(), ...NAMES.map((name) => cpuUs(cluster.nodes[name].pid))]), 1000);
  const load = await meeting.load(options);
  clearInterval(look);
  const [first, last] = [used.at(-SECONDS), used.at(-3)]; // within what was measured: it ends half a second before the program does
  const seconds = (last[0] - first[0]) / 1000;
  return { load, usPerSecond: Object.fromEntries(NAMES.map((name, i) => [name, (last[i + 1] - first[i + 1]) / seconds])) };
}

const perDelivery = (us) => us / (OBSERVERS * RATE);

/** Rows of figures, as in workloads.mjs. */
export async function relay() {
  const { cluster, draft, token, observer } = await Cluster.running({
    names: NAMES,
    settings: { ...OF_A_CROWD, max_per_address: 0 },
  });
  try {
    draft.place = { server: cluster.nodes.one };
    draft.seats.set('mexico', { token });
    draft.seats.set('observer', { token: observer });
    const meeting = await Meeting.at(draft, 1);
    const port = (name) => cluster.nodes[name].port;
    const nobody = await run(cluster, meeting, { observers: 0 });
    const alone = await run(cluster, meeting, { observers: OBSERVERS });
    const tree = await run(cluster, meeting, { observers: OBSERVERS, ports: [port('two'), port('three')] });
    const op = nobody.usPerSecond.one;
    const single = perDelivery(alone.usPerSecond.one - op);
    const owner = perDelivery(tree.usPerSecond.one - op);
    const relays = perDelivery(tree.usPerSecond.two + tree.usPerSecond.three);
    return [
      ['owner, nobody reads: CPU', op / 1e4, '% of a core'],
      [`one node, ${OBSERVERS} observers: CPU per delivery`, single, 'µs'],
      ['… observer p50', alone.load.observer_p50_us / 1000, 'ms'],
      ['… observer p99', alone.load.observer_p99_us / 1000, 'ms'],
      [`two relays, ${OBSERVERS} observers: CPU of the owner per delivery`, owner * 1000, 'ns', `≤ ${number(single)}`],
      ['… the same with what the op itself costs', perDelivery(tree.usPerSecond.one) * 1000, 'ns'],
      ['… CPU of the relays per delivery', relays, 'µs'],
      ['… observer p50', tree.load.observer_p50_us / 1000, 'ms'],
      ['… observer p99', tree.load.observer_p99_us / 1000, 'ms'],
    ];
  } finally {
    await cluster.close();
  }
}
