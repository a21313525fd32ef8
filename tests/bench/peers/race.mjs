// The same meetings on Plenaria and on its peers, one after the other on this machine; prints one Markdown table and draws it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../../support/binary.mjs';
import { ratioChart } from '../chart.mjs';
import { chosen, machine, median, number } from '../figures.mjs';
import { Meeting } from '../meeting.mjs';
import { workloads } from '../workloads.mjs';
import { peersReplay } from './history.mjs';
import * as hocuspocus from './hocuspocus_client.mjs';
import { load } from './load.mjs';
import { lossOnKill } from './loss.mjs';
import * as sharedb from './sharedb_client.mjs';
import * as ywebsocket from './ywebsocket_client.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const peers = [sharedb, hocuspocus, ywebsocket];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    plot: { type: 'string', default: path.join(build, 'race.svg') },
  },
});

const meetings = {
  plenary: { editors: 20, observers: 200, rate: 5 },
  'fanout-100': { editors: 1, observers: 100, rate: 10 },
  'fanout-200': { editors: 1, observers: 200, rate: 10 },
  'fanout-1000': { editors: 1, observers: 1000, rate: 10 },
  'fanout-4000': { editors: 1, observers: 4000, rate: 10 },
  firehose: { editors: 20, observers: 0, rate: 0 },
  storm: { editors: 1, observers: 4000, joining: 4000, rate: 1 },
};

/** The others run once, against the peers that keep what was written: [figure, the values of all, aim for ours against the best peer]. */
const trials = {
  history: async () => {
    const [[, replayed], , [, opened]] = await workloads.open({});
    const theirs = await peersReplay(100_000);
    return [
      ['100,000 ops replayed, ms', [replayed, ...theirs]],
      ['100,000 ops, ours with its snapshot, ms', [opened, ...theirs], 1 / 20],
    ];
  },
  kill: async () => [
    [
      'acknowledged ops lost on kill -9, %',
      await lossOnKill(
        peers.filter(({ inMemory }) => !inMemory),
        Number(values.seconds),
      ),
      0,
    ],
  ],
};

const others = (run) => run.delivered_editors + run.delivered_observers;
const ms = (us) => us / 1000;
const perDelivery = ['CPU per delivery, µs', (run) => run.server_cpu_us / others(run)];
const perOp = ['CPU per accepted op, µs', (run) => run.server_cpu_us / run.accepted];
const memory = [
  'memory per observer, KiB',
  (run, { observers }) => (run.rss_observers - run.rss_editors) / observers / 1024,
  1 / 2,
];
const bytes = ['bytes per op to an observer', (run) => run.bytes_observers / run.delivered_observers];
const toEditors = ['op → editors p99, ms', (run) => ms(run.editor_p99_us), 1 / 2];
const toObservers = ['op → observers p99, ms', (run) => ms(run.observer_p99_us)];
const rate = ['ops accepted, /s', (run) => run.accepted / (run.elapsed_us / 1e6)];

/** What is compared in which meeting: [figure, value of a run, aim for ours against the best peer]. */
const figures = {
  plenary: [[...perDelivery, 1 / 8], perOp, [...bytes, 30 / 28], toEditors, toObservers, memory],
  'fanout-100': [[...perDelivery, 1 / 3], bytes, toObservers, memory],
  'fanout-200': [[...perDelivery, 1 / 3], bytes, toObservers, memory],
  'fanout-1000': [[...perDelivery, 1 / 3], bytes, toObservers, memory],
  'fanout-4000': [[...perDelivery, 1 / 3], bytes, toObservers, memory],
  storm: [
    ['until all are in, ms', (run) => ms(run.join_us)],
    ['CPU per join, µs', (run, { observers }) => run.join_cpu_us / observers],
  ],
  firehose: [[...perOp, 1 / 4], rate, ['op → author p99, ms', (run) => ms(run.ack_p99_us)]],
};

/** Ours acknowledges by delivery; the author's copy is not counted as one, as the peers have none. */
async function ours(meeting) {
  const hall = await Meeting.open({ editors: meeting.editors });
  try {
    const run = await hall.load({ ...meeting, seconds: values.seconds, deflate: 1, 'warm-up': 1 });
    return { ...run, delivered_editors: run.delivered_editors - run.accepted };
  } finally {
    await hall.close();
  }
}

async function runs(once) {
  const all = [];
  for (let run = 0; run < Number(values.runs); run++) all.push(await once());
  return all;
}

const version = (name) => JSON.parse(readFileSync(path.join(here, 'node_modules', name, 'package.json'), 'utf8')).version;

const versions = peers.flatMap((peer) => peer.packages).map((name) => `${name} ${version(name)}`);
const head = `${machine()}; ${versions.join(', ')}; medians of ${values.runs} runs`;

function printHead() {
  console.log(`${head}.`);
  console.log(
    'Ours is durable before anybody sees it; the peers keep their documents in memory. CPU and memory are those of the servers;',
  );
  console.log(
    'bytes are of messages, ours deflated as browsers get them; the latencies of the peers also hold what their generator, in JavaScript, adds.\n',
  );
  console.log(`| meeting | figure | Plenaria | ${peers.map((peer) => peer.name).join(' | ')} | ours / best peer | aim |`);
  console.log(`|---|---|---:|${peers.map(() => '---:|').join('')}---:|---:|`);
}

const names = chosen(positionals, [...Object.keys(meetings), ...Object.keys(trials)]);

/** The medians of one figure, ours first. */
const results = (name, [, of], all) => all.map((list) => median(list.map((run) => of(run, meetings[name]))));

function printRow(name, [figure, , aim], [own, ...theirs]) {
  const best = figure === rate[0] ? Math.max(...theirs) : Math.min(...theirs);
  const cells = [
    name,
    figure,
    ...[own, ...theirs].map(number),
    ...peers.slice(theirs.length).map(() => '–'),
    own ? number(own / best) : '0',
    aim === undefined ? '' : `≤ ${number(aim)}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Each against ours: above 1 it is worse, by so many times. */
const chartRow = (name, [figure], [own, ...theirs]) => ({
  label: `${name}: ${figure.split(',')[0]}`,
  ratios: [1, ...theirs.map((value) => (figure === rate[0] ? own / value : value / own))],
});

printHead();
const rows = [];
async function race(name) {
  const meeting = meetings[name];
  const all = [await runs(() => ours(meeting))];
  for (const peer of peers) all.push(await runs(() => load({ peer, ...meeting, seconds: Number(values.seconds) })));
  for (const figure of figures[name]) {
    const medians = results(name, figure, all);
    printRow(name, figure, medians);
    rows.push(chartRow(name, figure, medians));
  }
}

async function tryOnce(name) {
  for (const [figure, all, aim] of await trials[name]()) {
    printRow(name, [figure, null, aim], all);
    if (aim !== 0) rows.push(chartRow(name, [figure], all));
  }
}

for (const name of names) {
  if (trials[name]) await tryOnce(name);
  else await race(name);
}
const axis = 'against Plenaria (turned over where more is better): right of 1 is worse than Plenaria, left of it better';
const series = ['Plenaria', ...peers.map((peer) => peer.name)];
writeFileSync(values.plot, ratioChart({ title: 'Plenaria and its peers', note: head, axis, series, rows }));
console.error(`plot: ${values.plot}`);
process.exit();
