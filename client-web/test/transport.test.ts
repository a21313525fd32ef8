import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { webSocketTransport } from '../src/net/transport';

class FakeSocket {
  static last: FakeSocket;
  static readonly OPEN = 1;
  readyState = 1;
  binaryType = 'blob';
  closed = false;
  onopen: () => void = () => undefined;
  onmessage: (event: { data: unknown }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;
  constructor(
    readonly url: string,
    readonly protocols: string | string[],
  ) {
    FakeSocket.last = this;
  }
  send() {
    /* nobody listens */
  }
  close() {
    this.closed = true;
    this.onclose({ code: 1000 });
  }
  /** The server says something long, deflated. */
  binary(text: string) {
    const { buffer, byteOffset, length } = deflateRawSync(text);
    this.onmessage({ data: buffer.slice(byteOffset, byteOffset + length) });
  }
}

const real = { WebSocket: globalThis.WebSocket, DecompressionStream: globalThis.DecompressionStream };
const inflates = () => {
  try {
    return !!new DecompressionStream('deflate-raw');
  } catch {
    return false;
  }
};

function open() {
  const heard: (string | number)[] = [];
  const done = new Promise<void>((resolve) => {
    webSocketTransport('ws://here/ws').connect({
      onOpen: () => heard.push('open'),
      onText: (text) => heard.push(text),
      onClose: (code) => {
        heard.push(code);
        resolve();
      },
    });
  });
  return { heard, done, socket: FakeSocket.last };
}

describe('the WebSocket', () => {
  beforeEach(() => Object.assign(globalThis, { WebSocket: FakeSocket }));
  afterEach(() => Object.assign(globalThis, real));

  test(
    'brings what is deflated and what is not in the order in which it was said',
    { skip: !inflates() },
    async () => {
      const { heard, done, socket } = open();
      assert.deepEqual(socket.protocols, ['plenaria.v1.deflate', 'plenaria.v1']);
      assert.equal(socket.binaryType, 'arraybuffer');
      const long = 'á'.repeat(500_000);
      socket.onopen();
      socket.onmessage({ data: 'one' });
      assert.deepEqual(heard, ['open', 'one'], 'nothing waits for nothing');
      socket.binary(long);
      socket.onmessage({ data: 'three' });
      socket.binary('four');
      socket.onmessage({ data: 'five' });
      socket.onclose({ code: 4409 });
      await done;
      assert.deepEqual(heard, ['open', 'one', long, 'three', 'four', 'five', 4409]);
    },
  );

  test('is given up where a message does not inflate', { skip: !inflates() }, async () => {
    const { heard, done, socket } = open();
    socket.onmessage({ data: new Uint8Array([7, 7, 7]).buffer });
    await done;
    assert.ok(socket.closed);
    assert.deepEqual(heard, [1000]);
  });

  test('offers nothing that the browser cannot inflate', () => {
    for (const DecompressionStream of [
      undefined,
      class {
        constructor() {
          throw new TypeError('Unsupported');
        }
      },
    ]) {
      Object.assign(globalThis, { DecompressionStream });
      assert.equal(open().socket.protocols, 'plenaria.v1');
    }
  });
});
