import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ApiError, createApi } from '../src/net/api';
import { Line, type LineState } from '../src/net/line';
import { steadyNetwork } from './support/steady_network';
import type { TransportHandlers } from '../src/net/transport';
import type { ServerMessage } from '../src/wire/types';
import { FakeClock } from './support/fake_world';

function setUp(random = 1) {
  const clock = new FakeClock();
  const lines: LineState[] = [];
  const messages: ServerMessage[] = [];
  const attempts: { at: number; handlers: TransportHandlers; closed: boolean }[] = [];
  const link = new Line({
    clock,
    network: steadyNetwork,
    random: () => random,
    transport: {
      connect: (handlers) => {
        const attempt = { at: clock.now(), handlers, closed: false };
        attempts.push(attempt);
        return { send: () => undefined, close: () => (attempt.closed = true) };
      },
    },
    handlers: {
      onOpen: () => undefined,
      onMessage: (message) => messages.push(message),
      onLine: (line) => lines.push(line),
    },
  });
  link.start();
  return { clock, lines, messages, attempts, link };
}

/** How long it waits after each of these ends in turn, at most. */
async function waitsAfter(codes: number[]): Promise<number[]> {
  const { clock, attempts, lines } = setUp();
  const waits: number[] = [];
  for (const [i, code] of codes.entries()) {
    attempts[i]!.handlers.onClose(code);
    const line = lines[lines.length - 1]!;
    assert.equal(line.state, 'waiting');
    waits.push(line.state === 'waiting' ? line.next - clock.now() : 0);
    await clock.pass(waits[i]!);
    assert.equal(attempts.length, i + 2);
  }
  return waits;
}

describe('the line', () => {
  test('waits longer after each failure, up to a bound', async () => {
    const waits = await waitsAfter(Array.from({ length: 9 }, () => 1006));
    assert.deepEqual(waits, [300, 600, 1200, 2400, 4800, 9600, 15_000, 15_000, 15_000]);
  });

  test('waits no longer than two seconds where the server says that the draft is somebody’s in a moment', async () => {
    const waits = await waitsAfter([1012, 1006, 1006, 1006, 1006, 1012, 1012, 1006]);
    assert.deepEqual(waits, [300, 600, 1200, 2400, 4800, 2000, 2000, 15_000]);
  });

  test('waits at least half and at most all of it, so that not all come at once', async () => {
    for (const [random, wait] of [
      [0, 150],
      [0.5, 225],
      [1, 300],
    ] as const) {
      const { clock, attempts, lines } = setUp(random);
      attempts[0]!.handlers.onClose(1012);
      assert.deepEqual(lines[lines.length - 1], { state: 'waiting', next: clock.now() + wait });
    }
  });

  test('starts from short waits again once the server has said welcome', async () => {
    const { clock, attempts, link, lines } = setUp();
    attempts[0]!.handlers.onClose(1006);
    await clock.pass(300);
    attempts[1]!.handlers.onClose(1006);
    await clock.pass(600);
    link.settled();
    attempts[2]!.handlers.onClose(1006);
    assert.deepEqual(lines[lines.length - 1], { state: 'waiting', next: clock.now() + 300 });
  });

  test('a connection that was given up is not listened to', async () => {
    const { attempts, link, messages } = setUp();
    link.restart();
    assert.ok(attempts[0]!.closed);
    attempts[0]!.handlers.onText('{"t":"ops"}');
    attempts[0]!.handlers.onClose(1006);
    assert.deepEqual([messages.length, attempts.length], [0, 2]);
    attempts[1]!.handlers.onText('{"t":"ops"}');
    assert.equal(messages.length, 1);
  });

  test('a connection that does not open is given up', async () => {
    const { clock, attempts } = setUp();
    await clock.pass(20_000 + 300);
    assert.ok(attempts[0]!.closed);
    assert.equal(attempts.length, 2);
  });

  test('what is not JSON ends the connection, not the page', async () => {
    const { clock, attempts } = setUp();
    attempts[0]!.handlers.onText('{"t":');
    assert.ok(attempts[0]!.closed);
    await clock.pass(300);
    assert.equal(attempts.length, 2);
  });

  for (const code of [4401, 4403, 4404, 4409]) {
    test(`${code} is final`, async () => {
      const { clock, attempts, lines } = setUp();
      attempts[0]!.handlers.onClose(code);
      await clock.pass(100_000);
      assert.deepEqual(lines[lines.length - 1], { state: 'stopped', code });
      assert.equal(attempts.length, 1);
    });
  }
});

interface Call {
  url: string;
  init: RequestInit;
}

function fakeFetch(answers: (Response | Error)[]): { calls: Call[]; fetch: typeof fetch } {
  const calls: Call[] = [];
  return {
    calls,
    fetch: (url, init) => {
      calls.push({ url: String(url), init: init! });
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

describe('calls', () => {
  test('name the seat that is meant', async () => {
    const { calls, fetch } = fakeFetch([Response.json({ drafts: [] })]);
    await createApi({ participant: 'p7', fetch }).drafts();
    assert.equal((calls[0]!.init.headers as Record<string, string>)['plenaria-participant'], 'p7');
  });

  test('a token travels in the body, never in the address', async () => {
    const { calls, fetch } = fakeFetch([Response.json({ you: {}, draft: 'd' })]);
    await createApi({ fetch }).join('secret');
    assert.equal(calls[0]!.url, '/api/session');
    assert.equal(calls[0]!.init.body, '{"token":"secret"}');
  });

  test("a refusal has the server's code", async () => {
    const refusal = Response.json({ error: { code: 'unauthorized', message: 'No.' } }, { status: 401 });
    const { fetch } = fakeFetch([refusal, new Response('<html>', { status: 502 }), new TypeError('down')]);
    const api = createApi({ fetch });
    const failures: unknown[] = [];
    for (let i = 0; i < 3; i++)
      await api.drafts().catch((error: ApiError) => failures.push([error.code, error.status]));
    assert.deepEqual(failures, [
      ['unauthorized', 401],
      ['http-502', 502],
      ['network', 0],
    ]);
  });

  test('a log is read page by page to its end', async () => {
    const page = (...seqs: number[]) =>
      new Response(seqs.map((seq) => `{"op":{"seq":${seq}},"hash":"h${seq}"}\n`).join(''));
    const { calls, fetch } = fakeFetch([page(5, 6), page(7), page()]);
    const lines = await createApi({ fetch }).ops('d', 4);
    assert.deepEqual(
      lines.map(({ op }) => op.seq),
      [5, 6, 7],
    );
    assert.deepEqual(
      calls.map(({ url }) => new URL(url, 'http://x').searchParams.get('since')),
      ['4', '6', '7'],
    );
  });
});
