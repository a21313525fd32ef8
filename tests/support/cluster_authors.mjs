// People who write at the nodes of a cluster, and others who only read there, while somebody does it harm, and what must hold afterwards: every (seq, head) that anybody ever saw is on
// the final chain, every op that was confirmed is there once, and none that was refused.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { plenaria, sanitizedEnvironment } from './binary.mjs';
import * as change from './changes.mjs';
import { Client, Refused, within } from './client.mjs';
import { assertSeen } from './cluster.mjs';

const run = promisify(execFile);
const SILENT_MS = 4_000;
const READER_SILENT_MS = 10_000; // pages give a line up after 20 s

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A head that was shown to somebody. */
function noteHead(seen, message) {
  const seq = message.seq ?? message.ops?.at(-1)?.seq;
  if ((message.t === 'welcome' || message.t === 'ops') && seq && message.head) seen.push({ seq, head: message.head });
}

/** An observer who stays at a node as long as it is there, be it the owner or a relay. */
class Reader {
  /** `sitting`: { cluster, draft, observer, healMs }. */
  constructor(sitting, number) {
    Object.assign(this, { sitting, number, seen: [], heard: 0, comings: 0 });
    this.client = new Client({ server: this.node, draft: sitting.draft.id, token: sitting.observer, client: `reader${number}` });
    this.client.onMessage = (message) => {
      this.heard = Date.now();
      noteHead(this.seen, message);
    };
  }

  get node() {
    const { doors } = this.sitting.cluster;
    return doors[(this.number + Math.floor(this.comings / 2)) % doors.length];
  }

  async run() {
    this.running = true;
    while (this.running) {
      this.client.server = this.node;
      this.comings++;
      try {
        await within(this.client.connect(), 'a welcome', 1500);
        await this.lineEnds();
      } catch {
        this.client.socket?.terminate();
      }
      await sleep(150);
    }
  }

  async lineEnds() {
    this.heard = Date.now();
    const silent = setInterval(() => {
      if (Date.now() - this.heard > READER_SILENT_MS) this.client.socket?.terminate();
    }, 200);
    await this.client.closed;
    clearInterval(silent);
  }

  /** Until it has been shown that op. */
  async reads(seq) {
    const start = Date.now();
    while (!(this.client.model?.seq >= seq)) {
      if (Date.now() - start > this.sitting.healMs)
        assert.fail(`reader ${this.number} was not shown ${seq}, but ${this.client.model?.seq}, at ${this.client.server.url}`);
      await sleep(20);
    }
  }

  abandon() {
    this.running = false;
    this.client.socket?.terminate();
  }
}

/** Somebody who writes a word at a time and comes back whenever the line ends, at either node. */
class Author {
  /** `sitting`: { cluster, draft, token, healMs }. */
  constructor(sitting, number) {
    this.sitting = sitting;
    this.number = number;
    this.seen = [];
    this.confirmed = new Set();
    this.refused = new Set();
    this.lastConfirmed = Date.now();
    this.client = new Client({
      server: sitting.cluster.doors[0],
      draft: sitting.draft.id,
      token: sitting.token,
      client: `author${number}`,
    });
    this.client.onMessage = (message) => this.note(message);
  }

  note(message) {
    noteHead(this.seen, message);
  }

  async run() {
    this.running = true;
    const writing = this.write();
    let turn = this.number;
    while (this.running) {
      const { doors } = this.sitting.cluster;
      this.client.server = doors[turn++ % doors.length];
      try {
        await within(this.client.connect(), 'a welcome', 1500);
        await this.lineEnds();
      } catch {
        this.client.socket?.terminate();
      }
      await sleep(100 + 50 * this.number);
    }
    await writing;
  }

  /** Until it is closed, or has been silent for so long that a person would reload the page. */
  async lineEnds() {
    const silent = setInterval(() => {
      if (Date.now() - Math.max(this.lastConfirmed, this.connected) > SILENT_MS) this.client.socket?.terminate();
    }, 100);
    this.connected = Date.now();
    await this.client.closed;
    clearInterval(silent);
  }

  async write() {
    for (let i = 0; this.running; i++) {
      const word = `w${this.number}x${i}. `;
      if (!this.client.model) {
        await sleep(50);
        continue;
      }
      try {
        await this.client.edit(change.insert([...this.client.model.order()][0], 0, word));
        this.confirmed.add(word.trim());
        this.lastConfirmed = Date.now();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (error.code !== 'dependent') this.refused.add(word.trim());
      }
      await sleep(30);
    }
  }

  /** For whoever has to find out why. */
  state() {
    const said = Object.entries(this.sitting.cluster.nodes).map(([name, node]) => `${name}: ${node.stderr.slice(-1500)}`);
    const { inFlight, socket, server, errors } = this.client;
    return (
      JSON.stringify({ open: !!socket, at: server.url, n: inFlight?.n, sent: inFlight?.sent, errors: errors.slice(-3) }) +
      said.join('\n')
    );
  }

  /** Until something is confirmed that was sent after now. */
  async writesAgain() {
    const before = this.lastConfirmed;
    const start = Date.now();
    while (this.lastConfirmed === before) {
      if (Date.now() - start > this.sitting.healMs)
        assert.fail(`author ${this.number} could not write for ${this.sitting.healMs} ms; ${this.state()}`);
      await sleep(20);
    }
  }

  abandon() {
    this.running = false;
    this.client.socket?.terminate();
  }

  async stop() {
    this.running = false;
    if (this.client.inFlight) await this.client.settled();
    await this.client.close();
  }
}

/** Goes through the scenarios, each a function by its name, with `count` authors and `readers` observers at work, and then checks. Borrows. */
export async function underFire(t, sitting, scenarios, { count = 4, readers: readerCount = 3, rounds = 1 } = {}) {
  const authors = Array.from({ length: count }, (_, number) => new Author(sitting, number));
  const readers = Array.from({ length: readerCount }, (_, number) => new Reader(sitting, number));
  const failed = Promise.all([...authors, ...readers].map((one) => one.run()));
  failed.catch(() => {});
  t.after(() => [...authors, ...readers].forEach((one) => one.abandon()));
  for (const author of authors) await author.writesAgain();
  for (let round = 0; round < rounds; round++)
    for (const [what, happen] of Object.entries(scenarios)) {
      if (round > 0 && happen.once) continue;
      const silent = await whileSilent(authors, async () => {
        await happen();
        await Promise.race([Promise.all(authors.map((author) => author.writesAgain())), failed]);
      });
      const seq = Math.max(...authors.map((author) => author.client.model?.seq ?? 0));
      await Promise.race([Promise.all(readers.map((reader) => reader.reads(seq))), failed]);
      await sleep(1000); // the next one meets people at work
      console.log(`${what}: nobody's op was confirmed for ${silent} ms`);
    }
  await Promise.all(authors.map((author) => author.stop()));
  for (const reader of readers) reader.abandon();
  await failed;
  await assertNothingLost(sitting, authors, readers);
}

/** For how long nobody's op was confirmed, at the longest. */
async function whileSilent(authors, body) {
  const start = Date.now();
  let longest = 0;
  const watch = setInterval(() => {
    const last = Math.max(...authors.map((author) => author.lastConfirmed));
    longest = Math.max(longest, Date.now() - Math.max(last, start));
  }, 50);
  await body();
  clearInterval(watch);
  return longest;
}

async function assertNothingLost({ cluster, draft }, authors, readers) {
  const chain = await cluster.chain(draft.id);
  for (const one of [...authors, ...readers]) assertSeen(chain, one.seen);
  chain.forEach(({ seq }, index) => assert.equal(seq, index + 1, 'the log has a gap'));
  chain.reduce((before, { epoch }) => (assert.ok(epoch >= before, 'an op of an owner that had been fenced'), epoch), 0);
  const rows = await cluster.pair.query("SELECT convert_from(bytes, 'UTF8') FROM ops ORDER BY log, seq");
  const counts = new Map();
  for (const word of rows
    .flat()
    .join('\n')
    .match(/w\dx\d+\./g) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const author of authors) {
    for (const word of author.confirmed)
      assert.equal(counts.get(word), 1, `${word} was confirmed and is there ${counts.get(word) ?? 0} times`);
    for (const word of author.refused) assert.equal(counts.get(word), undefined, `${word} was refused and is there`);
  }
  await run(plenaria, ['verify', '--data', cluster.pair.address], { env: sanitizedEnvironment() });
  const sum = (of) => authors.reduce((count, author) => count + of(author), 0);
  const confirmed = sum((author) => author.confirmed.size);
  const refused = sum((author) => author.refused.size);
  console.log(
    `${confirmed} ops confirmed, ${refused} refused, ${sum((author) => author.seen.length)} heads seen by authors, ${readers.reduce((count, reader) => count + reader.seen.length, 0)} by observers, ${chain.length} ops in the log`,
  );
  assert.ok(confirmed > 50);
}
