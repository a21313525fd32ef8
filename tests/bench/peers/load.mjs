// The load generator for the peers, in the words of bench_load: editors that type, observers that follow, one JSON result.
// Every insert carries a mark that tells when it was sent; every delivered message is looked through for marks.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuUs, rssBytes } from '../process.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const MARK = Buffer.from('§');
const now = () => Number(process.hrtime.bigint() / 1000n);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function quantile(values, part) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] : 0;
}

/** `folder`: where a server that can store keeps its documents; without it, it does not. */
export async function startServer(file, texts, folder = '') {
  const child = spawn(process.execPath, [path.join(here, file), String(texts), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((resolve) => child.stdout.once('data', resolve));
  return { child, pid: child.pid, url: `ws://127.0.0.1:${JSON.parse(line).port}/` };
}

/** One run against one peer: { peer, editors, observers, joining, rate, seconds, warmUp }, `joining` of the observers at a time. A rate of 0: the next op after the last one's acknowledgement. */
export async function load({ peer, editors, observers, joining = 100, rate, seconds, warmUp = 1 }) {
  const server = await startServer(peer.server, editors);
  try {
    return await new Run(peer, server, { editors, observers, joining, rate, seconds, warmUp }).run();
  } finally {
    server.child.kill('SIGKILL');
  }
}

class Run {
  constructor(peer, server, options) {
    Object.assign(this, { peer, server, ...options });
    this.members = [];
    this.measuring = false;
    this.typing = true;
    this.accepted = 0;
    this.delivered = { editors: 0, observers: 0 };
    this.bytes = { editors: 0, observers: 0 };
    this.latency = { acknowledged: [], editors: [], observers: [] };
  }

  async join(count, observer) {
    for (let first = 0; first < count; first += this.joining) {
      const batch = Array.from({ length: Math.min(this.joining, count - first) }, (_, index) => {
        const side = observer ? 'observers' : 'editors';
        const onText = (bytes) => this.measuring && this.deliver(bytes, side);
        return new this.peer.Member({
          url: this.server.url,
          number: observer ? 0 : first + index,
          texts: this.editors,
          observer,
          onText,
        });
      });
      await Promise.all(batch.map((member) => member.ready));
      this.members.push(...batch);
    }
  }

  deliver(bytes, side) {
    this.delivered[side]++;
    this.bytes[side] += bytes.length;
    for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + 2)) {
      const sent = parseInt(bytes.toString('latin1', at + 2, at + 12), 36);
      if (sent) this.latency[side].push(now() - this.origin - sent);
    }
  }

  /** In turn an insert with the time in it, and its deletion. */
  type(member) {
    const sent = now() - this.origin;
    const inserts = member.seq % 2 === 0;
    const words = inserts ? `§${sent.toString(36).padStart(10, '0')}` : null;
    member.sent = sent;
    member.busy = true;
    member.edit(words, 11);
  }

  acknowledged(member) {
    member.busy = false;
    if (this.measuring) {
      this.accepted++;
      this.latency.acknowledged.push(now() - this.origin - member.sent);
    }
    if (this.rate === 0 && this.typing) this.type(member);
  }

  startTyping() {
    this.members.slice(0, this.editors).forEach((member, index) => {
      member.onAcknowledged = () => this.acknowledged(member);
      if (this.rate === 0) return this.type(member);
      const period = 1000 / this.rate;
      return setTimeout(
        () => {
          member.timer = setInterval(() => !member.busy && this.type(member), period);
        },
        (period * index) / this.editors,
      );
    });
  }

  async run() {
    this.origin = now();
    await this.join(this.editors, false);
    await sleep(300);
    const rssEditors = rssBytes(this.server.pid);
    const joinStart = now();
    const joinCpu = cpuUs(this.server.pid);
    await this.join(this.observers, true);
    const joined = { join_us: now() - joinStart, join_cpu_us: cpuUs(this.server.pid) - joinCpu };
    await sleep(500);
    const rssObservers = rssBytes(this.server.pid);
    this.startTyping();
    await sleep(this.warmUp * 1000);
    const cpu = cpuUs(this.server.pid);
    const start = now();
    this.measuring = true;
    await sleep(this.seconds * 1000);
    this.measuring = false;
    const elapsed = now() - start;
    const used = cpuUs(this.server.pid) - cpu;
    this.typing = false;
    for (const member of this.members) {
      clearInterval(member.timer);
      member.close();
    }
    return {
      ...joined,
      elapsed_us: elapsed,
      server_cpu_us: used,
      accepted: this.accepted,
      delivered_editors: this.delivered.editors,
      delivered_observers: this.delivered.observers,
      bytes_observers: this.bytes.observers,
      rss_editors: rssEditors,
      rss_observers: rssObservers,
      ack_p50_us: quantile(this.latency.acknowledged, 0.5),
      ack_p99_us: quantile(this.latency.acknowledged, 0.99),
      editor_p99_us: quantile(this.latency.editors, 0.99),
      observer_p50_us: quantile(this.latency.observers, 0.5),
      observer_p99_us: quantile(this.latency.observers, 0.99),
    };
  }
}
