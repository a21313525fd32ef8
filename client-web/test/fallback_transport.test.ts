import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withFallback } from '../src/net/fallback_transport';
import type { Transport, TransportHandlers } from '../src/net/transport';
import { FakeClock, settle } from './support/fake_world';

/** A transport whose connections are moved by hand. */
class ByHand implements Transport {
  readonly lines: TransportHandlers[] = [];
  closed = 0;
  connect(handlers: TransportHandlers) {
    this.lines.push(handlers);
    return { send: () => undefined, close: () => void this.closed++ };
  }
  get last() {
    return this.lines.at(-1)!;
  }
}

function world() {
  const clock = new FakeClock();
  const socket = new ByHand();
  const http = new ByHand();
  const codes: number[] = [];
  const texts: string[] = [];
  const transport = withFallback(socket, () => Promise.resolve(http), clock);
  const connect = () =>
    transport.connect({
      onOpen: () => undefined,
      onText: (text) => texts.push(text),
      onClose: (code) => codes.push(code),
    });
  return { clock, socket, http, codes, texts, transport, connect };
}

describe('where no WebSocket gets through', () => {
  test('HTTP is used after the second failure, and not after the first', async () => {
    const { socket, http, transport, connect } = world();
    connect();
    socket.last.onClose(1006);
    assert.equal(transport.overHttp!(), false);
    connect();
    socket.last.onClose(1006);
    assert.equal(transport.overHttp!(), true);
    connect();
    await settle();
    assert.equal(http.lines.length, 1);
  });

  test('a WebSocket that opens and stays silent counts as one that fails', async () => {
    const { clock, socket, codes, transport, connect } = world();
    for (let times = 0; times < 2; times++) {
      connect();
      socket.last.onOpen();
      await clock.pass(9_000);
    }
    assert.deepEqual(codes, [1006, 1006]);
    assert.equal(socket.closed, 2);
    assert.equal(transport.overHttp!(), true);
  });

  test('what was heard once is trusted: a line that breaks later is tried again as it was', async () => {
    const { clock, socket, texts, transport, connect } = world();
    connect();
    socket.last.onText('{}');
    await clock.pass(60_000);
    assert.deepEqual(texts, ['{}']);
    for (let times = 0; times < 5; times++) {
      socket.last.onClose(1006);
      connect();
    }
    assert.equal(transport.overHttp!(), false);
  });

  test('a refusal of the server is no failure of the network', () => {
    const { socket, transport, connect } = world();
    for (let times = 0; times < 3; times++) {
      connect();
      socket.last.onClose(4401);
    }
    assert.equal(transport.overHttp!(), false);
  });

  test('a server that goes is no failure of the network either', () => {
    const { socket, transport, connect } = world();
    for (let times = 0; times < 3; times++) {
      connect();
      socket.last.onClose(1012);
    }
    assert.equal(transport.overHttp!(), false);
  });

  test('when HTTP fails too, WebSockets have another turn', async () => {
    const { socket, http, codes, connect } = world();
    for (let times = 0; times < 2; times++) {
      connect();
      socket.last.onClose(1006);
    }
    connect();
    await settle();
    http.last.onClose(1006);
    connect();
    assert.equal(socket.lines.length, 3);
    assert.equal(codes.length, 3);
  });
});
