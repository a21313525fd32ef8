// A crowd of observers at one node, and the same crowd at two nodes that show another one's draft: what telling them of an op costs the owner, and what it costs a relay.
//
// What an owner spends on its relays is small beside what it spends on being there, and does not depend on how many observers they have. So it is measured at many ops a second, with
// one observer at each relay, as what an op costs more than when nobody reads.
import { Cluster } from '../support/cluster.mjs';
import { median, number } from './figures.mjs';
import { Meeting, OF_A_CROWD } from './meeting.mjs';
import { cpuUs } from './process.mjs';

const OBSERVERS = 10_000;
const PAIRS = 5;
const NAMES = ['one', 'two', 'three'];
const RELAYS = NAMES.slice(1);

/** What an op costs the owner more for each relay, in µs: the median of pairs of runs, one after the other. `run`: of the generator. */
export async function owesEachRelay(run, { relays, seconds }) {
  const perOp = async (options) => {
    const load = await run({ rate: 200, seconds, ...options });
    return load.server_cpu_us / load.accepted;
  };
  const pairs = [];
  while (pairs.length < PAIRS) {
    const unread = await perOp({});
    pairs.push((await perOp({ observers: relays.length, 'observer-ports': relays.join(',') })) - unread);
  }
  return median(pairs) / relays.length;
}

/** Rows of figures, as in workloads.mjs. */
export async function relay({ seconds }) {
  const { cluster, draft, token, observer } = await Cluster.running({ names: NAMES, settings: OF_A_CROWD });
  try {
    draft.place = { server: cluster.nodes.one };
    draft.seats.set('mexico', { token });
    draft.seats.set('observer', { token: observer });
    const meeting = await Meeting.at(draft, 1);
    const relays = RELAYS.map((name) => cluster.nodes[name].port);
    const run = (options) => meeting.load({ seconds, deflate: 1, 'warm-up': 3, joining: 200, ...options });
    const relaysUs = () => RELAYS.reduce((sum, name) => sum + cpuUs(cluster.nodes[name].pid), 0);

    const perOpAndRelay = await owesEachRelay(run, { relays, seconds });
    const crowd = { rate: 10, observers: OBSERVERS };
    const alone = await run(crowd);
    const used = [];
    const look = setInterval(() => used.push([process.hrtime.bigint(), relaysUs()]), 500);
    const tree = await run({ ...crowd, 'observer-ports': relays.join(',') });
    clearInterval(look);

    const single = alone.server_cpu_us / alone.delivered_observers;
    const [first, last] = [used.at(-2 * seconds), used.at(-3)]; // within what is measured, which ends half a second before the program
    const share = (last[1] - first[1]) / (Number(last[0] - first[0]) / 1000); // of a core
    const relayed = (share * tree.elapsed_us) / tree.delivered_observers;
    return [
      [`one node, ${OBSERVERS} observers: CPU per delivery`, single, 'µs'],
      ['… observer p50', alone.observer_p50_us / 1000, 'ms'],
      ['… observer p99', alone.observer_p99_us / 1000, 'ms'],
      ['two relays: CPU of the owner per op and relay', perOpAndRelay, 'µs'],
      [
        `… per delivery to ${OBSERVERS} observers`,
        (1000 * perOpAndRelay * relays.length) / OBSERVERS,
        'ns',
        `≤ ${number(single)}`,
      ],
      ['… CPU of the relays per delivery', relayed, 'µs'],
      ['… CPU of the owner in all', (100 * tree.server_cpu_us) / tree.elapsed_us, '% of a core'],
      ['… observer p50', tree.observer_p50_us / 1000, 'ms'],
      ['… observer p99', tree.observer_p99_us / 1000, 'ms'],
    ];
  } finally {
    await cluster.close();
  }
}
