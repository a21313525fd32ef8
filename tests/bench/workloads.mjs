// The workloads. Each gives rows of [what, value, unit, aim] from one run; run.mjs takes medians over several.
import path from 'node:path';
import { build } from '../support/binary.mjs';
import { Client } from '../support/client.mjs';
import { ManyDrafts } from './many_drafts.mjs';
import { cpuUs, rssBytes } from './process.mjs';
import { beside } from './beside.mjs';
import { Meeting, commitQuantile, output } from './meeting.mjs';
import { files } from './files.mjs';
import { people } from './people.mjs';
import { relay } from './relay.mjs';

const deliveries = (load) => load.delivered_editors + load.delivered_observers;
const ms = (us) => us / 1000;
const MIB = 1024 * 1024;

/** The window in which the server gathers ops for so many observers, at so many ops a second, in ms (server/fanout/room.c). */
const windowOf = (observers, rate) => 250 * Math.min(1, (observers * rate * 7e-6) / 0.125) ** 2;

async function inMeeting(options, body) {
  const meeting = await Meeting.open(options);
  try {
    return await body(meeting);
  } finally {
    await meeting.close();
  }
}

/** Of what an observer is sent, presence and the heads of frames included. */
const bytesPerOp = (load) => load.bytes_observers / load.delivered_observers;

function latencies(load, observers, rate) {
  return [
    ['op → author p50', ms(load.ack_p50_us), 'ms'],
    ['op → editors p99', ms(load.editor_p99_us), 'ms', '< 10'],
    ['op → observers p50', ms(load.observer_p50_us), 'ms'],
    ['op → observers p99', ms(load.observer_p99_us), 'ms', `< ${(windowOf(observers, rate) + 20).toFixed(0)}`],
  ];
}

export const workloads = {
  /** 20 editors, five ops a second each, 200 observers: all of them browsers, then all of them tools that take plain text. */
  plenary: ({ seconds }) =>
    inMeeting({ editors: 20 }, async (meeting) => {
      const rows = [];
      for (const deflate of [1, 0]) {
        const load = await meeting.load({ observers: 200, rate: 5, seconds, deflate, 'warm-up': 2 });
        const own = [
          ['ops accepted', load.accepted / (load.elapsed_us / 1e6), '/s'],
          ['bytes per op to an observer', bytesPerOp(load), 'B', ...(deflate ? ['≤ 30'] : [])],
          ['CPU per delivery', load.server_cpu_us / deliveries(load), 'µs', '≤ 1.5'],
          ['CPU of the server', (100 * load.server_cpu_us) / load.elapsed_us, '% of a core'],
          ...latencies(load, 200, 100),
        ];
        rows.push(...own.map(([what, ...rest]) => [deflate ? what : `plain text: ${what}`, ...rest]));
      }
      return rows;
    }),

  /** One editor, ten ops a second. */
  fanout: ({ seconds }) =>
    inMeeting({ editors: 1 }, async (meeting) => {
      const rows = [];
      for (const observers of [100, 200, 1000, 4000]) {
        const load = await meeting.load({ observers, rate: 10, seconds, deflate: 1, 'warm-up': 2 });
        const grown = load.rss_observers - load.rss_editors;
        const own = [
          ['CPU per delivery', load.server_cpu_us / deliveries(load), 'µs', '≤ 4'],
          ['CPU of the server', (100 * load.server_cpu_us) / load.elapsed_us, '% of a core'],
          ['bytes per op to an observer', bytesPerOp(load), 'B'],
          ...latencies(load, observers, 10).slice(2),
          ['memory per idle observer', grown / observers / 1024, 'KiB', '≤ 8'],
        ];
        rows.push(...own.map(([what, ...rest]) => [`${observers} observers: ${what}`, ...rest]));
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      return rows;
    }),

  /** 20 editors, the next op as soon as the last one is acknowledged. */
  firehose: ({ seconds }) =>
    inMeeting({ editors: 20 }, async (meeting) => {
      await meeting.load({ rate: 0, seconds: 1 });
      const before = await meeting.commits();
      const load = await meeting.load({ rate: 0, seconds });
      const commit = commitQuantile(before, await meeting.commits(), 0.5);
      const rate = load.accepted / (load.elapsed_us / 1e6);
      const possible = Math.min(20_000, 20 / (commit / 1000));
      return [
        ['durable ops accepted', rate, '/s'],
        ['median commit', commit, 'ms'],
        ['of what the commits allow', (100 * rate) / possible, '%', '≥ 80'],
        ['CPU per op with its 19 deliveries', load.server_cpu_us / load.accepted, 'µs', '≤ 30'],
        ['op → author p50', ms(load.ack_p50_us), 'ms'],
        ['op → author p99', ms(load.ack_p99_us), 'ms'],
      ];
    }),

  /** 20 editors, five ops a second each, and 10,000 observers. */
  crowd: ({ seconds }) =>
    inMeeting({ editors: 20 }, async (meeting) => {
      const load = await meeting.load({ observers: 10_000, joining: 500, rate: 5, seconds, deflate: 1, 'warm-up': 2 });
      return [
        ['CPU of the server', (100 * load.server_cpu_us) / load.elapsed_us, '% of a core'],
        ['CPU per delivery', load.server_cpu_us / deliveries(load), 'µs'],
        ...latencies(load, 10_000, 100),
        ['memory when all are in', load.rss_observers / MIB, 'MiB'],
        ['memory at the end', load.rss_end / MIB, 'MiB'],
      ];
    }),

  /** 1,000 drafts with five people each, in every one an op each five seconds. */
  drafts: async ({ seconds }) => {
    const hall = await ManyDrafts.open(1000);
    try {
      const perPerson = await hall.seat();
      await hall.write(5000, 5);
      const [memory, cpu] = [rssBytes(hall.pid), cpuUs(hall.pid)];
      const { written, latencies: all } = await hall.measure(5000, seconds);
      const used = ms(cpuUs(hall.pid) - cpu);
      return [
        ['ops accepted', written / seconds, '/s'],
        ['CPU of the server', used / seconds / 10, '% of a core'],
        ['CPU per op with its 5 deliveries', (used * 1000) / written, 'µs'],
        ['op → everybody p50', all[Math.floor(all.length / 2)], 'ms'],
        ['op → everybody p99', all[Math.floor(all.length * 0.99)], 'ms'],
        ['memory per person seated, drafts included', perPerson / 1024, 'KiB'],
        ['memory of the server', rssBytes(hall.pid) / MIB, 'MiB'],
        ['more than at the start', (rssBytes(hall.pid) - memory) / MIB, 'MiB'],
      ];
    } finally {
      await hall.close();
    }
  },

  /** 4,000 observers come at once to a draft of 200 items: with nothing, so that the welcome holds the draft, or with what they saw last. */
  storm: () =>
    inMeeting({ editors: 200 }, async (meeting) => {
      const rows = [];
      for (const [way, resume] of [
        ['the draft in the welcome', 0],
        ['coming back', 1],
      ]) {
        const load = await meeting.load({ editors: 1, observers: 4000, joining: 4000, rate: 1, seconds: 1, deflate: 1, resume });
        rows.push(
          [`${way}: until all 4,000 are welcomed`, ms(load.join_us), 'ms'],
          [`${way}: CPU per observer`, load.join_cpu_us / 4000, 'µs'],
        );
      }
      return rows;
    }),

  /** A draft of 100,000 ops that nobody had open. */
  open: () =>
    inMeeting({ editors: 20, settings: { snapshot_ops: 1_000_000 } }, async (meeting) => {
      await meeting.load({ rate: 0, seconds: 600, ops: 100_000 });
      await meeting.server.kill();
      const opened = async () => {
        await meeting.server.start();
        const { token } = await meeting.draft.seat('observer');
        const client = new Client({ server: meeting.server, draft: meeting.draft.id, token });
        await fetch(`${meeting.server.url}/healthz`);
        const cpu = cpuUs(meeting.server.pid);
        const from = process.hrtime.bigint();
        const { seq } = await client.connect();
        const took = Number(process.hrtime.bigint() - from) / 1e6;
        const used = ms(cpuUs(meeting.server.pid) - cpu);
        await client.drop();
        return { seq, took, used };
      };
      const replayed = await opened();
      await meeting.server.stop(); // stores a snapshot
      const fromSnapshot = await opened();
      return [
        ['100,000 ops, replayed', replayed.took, 'ms', '≤ 1000'],
        ['100,000 ops, replayed: CPU', replayed.used, 'ms'],
        ['100,000 ops, with a snapshot', fromSnapshot.took, 'ms', '≤ 50'],
        ['100,000 ops, with a snapshot: CPU', fromSnapshot.used, 'ms'],
      ];
    }),

  /** One character more or less in a text of 60,000 units. */
  text: async () => {
    const lines = (await output(path.join(build, 'bin/bench_text_edit'))).trim().split('\n');
    return lines.map((line) => {
      const [, what, median] = /^(.*): median (\d+) ns/.exec(line);
      return [what, Number(median) / 1000, 'µs', '≤ 1'];
    });
  },

  /** SQLite and a cluster side by side. */
  beside,

  /** Observers at one node, and at two that show another one's draft. */
  relay,

  /** One who writes while others are invited and come in. */
  people,

  /** One who writes while others read and make Word files of 300 pages. */
  files,

  /** The log alone, in groups of different sizes. */
  commit: async () => {
    const lines = (await output(path.join(build, 'bin/bench_log_commit'))).trim().split('\n').slice(2);
    return lines.flatMap((line) => {
      const [drafts, rows, rate, cpu, p50] = line
        .split('|')
        .slice(1)
        .map((cell) => Number(cell));
      const group = `${drafts} ${drafts === 1 ? 'draft' : 'drafts'}, ${rows} a commit`;
      return [
        [`${group}: rows`, rate, '/s'],
        [`${group}: CPU per row`, cpu, 'µs'],
        [`${group}: commit p50`, p50, 'ms'],
      ];
    });
  },
};
