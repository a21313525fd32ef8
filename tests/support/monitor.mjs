// Watches a server while it is attacked: does /healthz answer, how long does it take, what memory is held, does the process spin? It asks from a
// thread of its own, so that what the attack costs the test itself is not laid at the server's door.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const EVERY_MS = 100;
const PATIENCE_MS = 1000;
const TICKS_PER_SECOND = 100;

const residentBytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

/** One GET /healthz on a connection of its own: how long it took, or null where there was no answer in time. */
function askForHealth(port, ms) {
  return new Promise((resolve) => {
    const started = performance.now();
    const socket = net.connect(port, '127.0.0.1');
    const done = (value) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(value);
    };
    const timer = setTimeout(() => done(null), ms);
    socket.on('connect', () => socket.write('GET /healthz HTTP/1.1\r\nHost: monitor\r\nConnection: close\r\n\r\n'));
    socket.on('data', (bytes) => {
      if (bytes.toString('latin1').startsWith('HTTP/1.1 200')) done(performance.now() - started);
    });
    socket.on('error', () => done(null));
    socket.on('close', () => done(null));
  });
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The part of a core that a server uses for a while, when nobody but a monitor asks for anything. */
export async function load(server, ms = 1000) {
  const before = cpuSeconds(server.pid);
  await new Promise((resolve) => setTimeout(resolve, ms));
  return (cpuSeconds(server.pid) - before) / (ms / 1000);
}

async function watch({ port, pid, patienceMs }) {
  const seen = { worst: 0, answers: 0, missed: 0, most: 0 };
  let stopping = false;
  parentPort.on('message', () => (stopping = true));
  parentPort.postMessage('watching');
  while (!stopping) {
    const ms = await askForHealth(port, patienceMs);
    if (ms === null) seen.missed++;
    else seen.answers++;
    seen.worst = Math.max(seen.worst, ms ?? patienceMs);
    seen.most = Math.max(seen.most, residentBytes(pid));
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  parentPort.postMessage(seen);
  parentPort.close();
}

if (!isMainThread && workerData?.watches) await watch(workerData);

export class Monitor {
  /** `patienceMs`: how long an answer may take; `extraBytes`: how much memory may come on top of what is held at the start. */
  static async start(server, { patienceMs = PATIENCE_MS, extraBytes = 64 << 20 } = {}) {
    const monitor = new Monitor(server, patienceMs, extraBytes);
    await monitor.next();
    return monitor;
  }

  constructor(server, patienceMs, extraBytes) {
    this.server = server;
    this.patienceMs = patienceMs;
    this.extraBytes = extraBytes;
    this.atStart = server.residentBytes();
    this.worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: { watches: true, port: server.port, pid: server.pid, patienceMs },
    });
  }

  next() {
    return new Promise((resolve, reject) => {
      this.worker.once('message', resolve);
      this.worker.once('error', reject);
    });
  }

  load(ms) {
    return load(this.server, ms);
  }

  /** Ends it, prints the figures, and fails where a promise was broken. */
  async stop(title) {
    this.worker.postMessage('stop');
    const { worst, answers, missed, most } = await this.next();
    const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
    console.log(
      `${title}: healthz at most ${worst.toFixed(0)} ms, ${missed} of ${answers + missed} missed; memory ${mib(this.atStart)}, at most ${mib(most)}`,
    );
    assert.equal(missed, 0, `/healthz did not answer within ${this.patienceMs} ms, ${missed} times`);
    assert.ok(most - this.atStart < this.extraBytes, `memory grew from ${mib(this.atStart)} to ${mib(most)}`);
  }
}
