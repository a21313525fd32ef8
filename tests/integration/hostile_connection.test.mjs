// What strangers can do to a connection before anybody knows them: requests behind requests, in any order and cut anywhere, good and bad
// ones; upgrades; bodies; silence. Each connection ends as it should, others are answered within a second, memory is bounded, nothing spins.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { within } from '../support/client.mjs';
import { Monitor } from '../support/monitor.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { Bytes } from '../support/raw.mjs';
import { lines, requests, upgrade } from '../support/requests.mjs';

// A small quarantine, so that resident memory says something although the server may run under ASan.
const ENV = { ASAN_OPTIONS: 'exitcode=99:detect_leaks=1:quarantine_size_mb=4' };
const QUIET = 0.5; // of a core, while the monitor alone asks

/** What was asked for is worked off in the end, however busy the machine is; a loop without progress never is. */
async function rests(monitor) {
  for (const end = Date.now() + 20_000; Date.now() < end;) if ((await monitor.load()) < QUIET) return;
  assert.fail('the server spins');
}

let place;
before(async () => {
  place = await Place.open({ env: ENV });
});
after(() => place.close());

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ways = {
  'in one write': async (bytes, first, second) => bytes.write(first + second),
  'in two writes': async (bytes, first, second) => {
    bytes.write(first);
    await sleep(30);
    bytes.write(second);
  },
  'byte by byte': async (bytes, first, second) => {
    bytes.socket.setNoDelay(true);
    for (const one of first + second) {
      if (bytes.socket.destroyed) return;
      bytes.write(one);
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  'cut in the middle of the second': async (bytes, first, second) => {
    bytes.write(first + second.slice(0, second.length >> 1));
    await sleep(30);
    bytes.write(second.slice(second.length >> 1));
  },
};

const statuses = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** Sends a pair and waits for the answers that should come, or for the end. */
async function exchange(send, first, second) {
  const bytes = await Bytes.open(place.server);
  const expected = first.last ? [first.status] : [first.status, second.status];
  await send(bytes, first.text, second.text);
  const started = Date.now();
  const ends = Boolean(first.last || second.last);
  while (!bytes.socket.destroyed && Date.now() - started < 5000) {
    if (!ends && statuses(bytes.text()).length >= expected.length) break;
    await sleep(10);
  }
  const answers = statuses(bytes.text());
  assert.equal(bytes.socket.destroyed, ends, `the connection ${ends ? 'should have ended' : 'ended'}: ${bytes.text()}`);
  assert.deepEqual(answers, expected);
  bytes.destroy();
}

describe('every pair of requests on one connection', () => {
  for (const [way, send] of Object.entries(ways)) {
    test(way, { timeout: 120_000 }, async () => {
      const monitor = await Monitor.start(place.server);
      const all = Object.entries(requests);
      for (const [title, first] of all) {
        const outcomes = await Promise.allSettled(all.map(([, second]) => exchange(send, first, second)));
        for (const [index, outcome] of outcomes.entries())
          assert.equal(outcome.status, 'fulfilled', `${title}, then ${all[index][0]}: ${outcome.reason?.message}`);
      }
      await rests(monitor);
      await monitor.stop(way);
    });
  }

  test('half-closed behind them', { timeout: 60_000 }, async () => {
    const monitor = await Monitor.start(place.server);
    for (const first of Object.values(requests)) {
      await Promise.all(
        Object.values(requests).map(async (second) => {
          const bytes = await Bytes.open(place.server);
          bytes.socket.end(first.text + second.text);
          await within(bytes.closed, 'the end of a half-closed connection');
        }),
      );
    }
    await rests(monitor);
    await monitor.stop('half-closed');
  });
});

test('74 bytes without a token: the one that stopped a server', async () => {
  const monitor = await Monitor.start(place.server);
  const bytes = await Bytes.open(place.server);
  bytes.write('GET / HTTP/1.1\r\nHost: z\r\n\r\nGET / HTTP/1.1\r\nHost: z\r\nContent-Length: 5,\r\n\r\n');
  await within(bytes.closed, 'the end');
  await rests(monitor);
  await monitor.stop('74 bytes');
});

test('an upgrade to something else behind a good request touches no freed memory', async () => {
  for (let round = 0; round < 20; round++) {
    const bytes = await Bytes.open(place.server);
    bytes.write(requests.good.text);
    while (statuses(bytes.text()).length < 1) await sleep(2);
    bytes.write(requests['another upgrade'].text);
    await within(bytes.closed, 'the end');
    assert.deepEqual(statuses(bytes.text()), [200, 400]);
  }
  place.server.assertClean();
});

test('a thousand requests sent ahead are all answered, in turns', { timeout: 60_000 }, async () => {
  const monitor = await Monitor.start(place.server);
  const many = await Promise.all(Array.from({ length: 10 }, () => Bytes.open(place.server)));
  for (const bytes of many) bytes.write(requests.good.text.repeat(1000));
  for (const bytes of many) while (statuses(bytes.text()).length < 1000) await sleep(20);
  for (const bytes of many) bytes.destroy();
  await monitor.stop('10,000 requests sent ahead');
});

test('requests are sent ahead and no answer is read: memory is bounded', { timeout: 60_000 }, async () => {
  const monitor = await Monitor.start(place.server);
  const many = await Promise.all(Array.from({ length: 50 }, () => Bytes.open(place.server)));
  for (const bytes of many) {
    bytes.pause();
    bytes.write(requests.good.text.repeat(20_000));
  }
  await sleep(2000);
  await rests(monitor);
  for (const bytes of many) bytes.destroy();
  await monitor.stop('50 connections that do not read');
});

describe('bodies', () => {
  const big = 4 << 20;
  const announce = (path, token) =>
    lines(
      `POST ${path} HTTP/1.1`,
      'Host: z',
      ...(token ? [`Authorization: Bearer ${token}`] : []),
      'Content-Type: application/json',
      `Content-Length: ${big}`,
    );

  /** Sends nearly all of a body on each of a hundred connections; the statuses that came. */
  async function hoard(path, token) {
    const body = Buffer.alloc(big - 1, 0x20);
    const many = await Promise.all(Array.from({ length: 100 }, () => Bytes.open(place.server)));
    for (const bytes of many) {
      bytes.write(announce(path, token));
      bytes.socket.write(body);
    }
    await sleep(3000);
    const answers = many.map((bytes) => statuses(bytes.text())[0] ?? 0);
    for (const bytes of many) bytes.destroy();
    return answers;
  }

  for (const [path, status] of [
    ['/nowhere', 404],
    ['/api/drafts', 401],
    ['/api/outline', 401],
    ['/api/session', 413],
  ]) {
    test(`a hundred of 4 MiB for ${path} without a token: ${status} each, and nothing is kept`, async () => {
      const monitor = await Monitor.start(place.server, { extraBytes: 32 << 20 });
      const answers = await hoard(path);
      await monitor.stop(`100 bodies for ${path}`);
      assert.ok(
        answers.every((answer) => answer === status || answer === 0),
        `answers: ${[...new Set(answers)]}`,
      );
      assert.ok(answers.filter((answer) => answer === status).length > 50);
    });
  }

  test('a hundred of 4 MiB from a seat that may send them: together they hold no more than the budget', async () => {
    const draft = await place.draft();
    const { token } = await draft.seat('chair');
    const monitor = await Monitor.start(place.server, { extraBytes: 112 << 20 });
    const answers = await hoard('/api/outline', token);
    await monitor.stop('100 bodies of a chair');
    assert.ok(answers.includes(503), `some are refused: ${[...new Set(answers)]}`);
    await draft.leave();
  });

  test('one that a delegation may not send is refused from its head', async () => {
    const draft = await place.draft();
    const { token } = await draft.seat('canada');
    const bytes = await Bytes.open(place.server);
    bytes.write(announce('/api/outline', token));
    await within(bytes.closed, 'the end');
    assert.deepEqual(statuses(bytes.text()), [403]);
    await draft.leave();
  });
});

test('a long message before the hello is closed with 1009, and nothing of it is kept', { timeout: 60_000 }, async () => {
  const monitor = await Monitor.start(place.server, { extraBytes: 32 << 20 });
  const many = await Promise.all(Array.from({ length: 500 }, () => Bytes.open(place.server)));
  const head = Buffer.from([0x01, 0xff, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0, 0, 0, 0]);
  for (const bytes of many) {
    await bytes.upgrade(place.server);
    bytes.write(head);
    bytes.socket.write(Buffer.alloc(200_000, 0x61));
  }
  for (const bytes of many) {
    await within(bytes.ended(), 'the close');
    assert.ok(bytes.text().includes('\x03\xf1A message has at most'));
    bytes.destroy();
  }
  await monitor.stop('500 long messages of strangers');
});

test('a long post to a line that nobody has signed in for is refused from its head', async () => {
  const bytes = await Bytes.open(place.server);
  bytes.write(lines('POST /api/line HTTP/1.1', 'Host: z', 'Content-Type: application/json', 'Content-Length: 200000'));
  await within(bytes.closed, 'the end');
  assert.deepEqual(statuses(bytes.text()), [413]);
});

test('random pieces of requests, in random cuts, over many connections', { timeout: 120_000 }, async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const monitor = await Monitor.start(place.server);
  const pieces = [
    ...Object.values(requests).map(({ text }) => text),
    upgrade,
    '\x81\x85\0\0\0\0hello',
    '\x89\x80\0\0\0\0',
    '\x88\x82\0\0\0\0\x03\xe8',
    '\x01\x81\0\0\0\0a',
    '\r\n',
    '\n',
    '\0',
    '\xff'.repeat(50),
    'Content-Length: 7\r\n',
    'Upgrade: y\r\n\r\n',
    'x'.repeat(20_000),
  ];
  for (let round = 0; round < 20; round++) {
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const bytes = await Bytes.open(place.server);
        let text = Array.from({ length: random.integer(1, 6) }, () => random.pick(pieces)).join('');
        while (text && !bytes.socket.destroyed) {
          const cut = random.integer(1, text.length);
          bytes.socket.write(Buffer.from(text.slice(0, cut), 'latin1'));
          text = text.slice(cut);
          if (random.chance(0.5)) await sleep(random.integer(0, 5));
        }
        if (random.chance(0.3)) bytes.socket.end();
        await Promise.race([bytes.closed, sleep(50)]);
        bytes.destroy();
      }),
    );
  }
  await rests(monitor);
  await monitor.stop('random pieces');
});

test('SIGTERM ends it cleanly behind all that', async () => {
  await place.server.restart();
});
