// Connections below the level of a well-behaved client: messages as they come, and bytes as they come.
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import WebSocket from 'ws';
import { within } from './client.mjs';

/** A WebSocket that sends what it is told and keeps what it gets. */
export class Wire {
  static async open(server, { protocol = 'plenaria.v1', headers = {} } = {}) {
    const wire = new Wire(new WebSocket(server.socketUrl, protocol, { headers, perMessageDeflate: false }));
    await within(wire.opened, 'the upgrade');
    return wire;
  }

  constructor(socket) {
    this.socket = socket;
    this.messages = [];
    this.readers = [];
    this.opened = new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    socket.on('message', (bytes) => {
      const message = JSON.parse(bytes.toString());
      const reader = this.readers.shift();
      if (reader) reader(message);
      else this.messages.push(message);
    });
  }

  send(message) {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  next() {
    if (this.messages.length) return Promise.resolve(this.messages.shift());
    return within(new Promise((resolve) => this.readers.push(resolve)), 'a message');
  }

  /** The next message of one kind; others on the way are skipped. */
  async nextOf(...kinds) {
    for (;;) {
      const message = await this.next();
      if (kinds.includes(message.t)) return message;
    }
  }

  closeCode(ms) {
    return within(this.closed, 'the close', ms).then(({ code }) => code);
  }

  terminate() {
    this.socket.terminate();
  }
}

/** A bare TCP connection: what is written goes out as it is, what comes is kept as bytes. */
export class Bytes {
  static async open(server) {
    const bytes = new Bytes(net.connect(server.port, '127.0.0.1'));
    await within(new Promise((resolve) => bytes.socket.once('connect', resolve)), 'the connection');
    return bytes;
  }

  constructor(socket) {
    this.socket = socket;
    this.chunks = [];
    this.length = 0;
    socket.on('data', (chunk) => {
      this.chunks.push(chunk);
      this.length += chunk.length;
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.on('close', resolve));
  }

  write(text) {
    this.socket.write(text);
  }

  text() {
    return Buffer.concat(this.chunks).toString('latin1');
  }

  async upgrade(server, path = '/ws') {
    const key = randomBytes(16).toString('base64');
    this.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: plenaria.v1\r\n\r\n`,
    );
    while (!this.text().includes('\r\n\r\n')) {
      await within(new Promise((resolve) => this.socket.once('data', resolve)), 'the answer to the upgrade');
    }
  }

  /** One masked text frame. */
  frame(text) {
    this.write(maskedFrame(Buffer.from(text)));
  }

  /** Resolves when the server has said that it closes the WebSocket, or has closed the connection. */
  async ended() {
    while (!this.socket.destroyed) {
      const buffer = Buffer.concat(this.chunks);
      const start = buffer.indexOf('\r\n\r\n') + 4;
      if (parseFrames(buffer.subarray(start)).some(({ opcode }) => opcode === 8)) return;
      await Promise.race([this.closed, new Promise((resolve) => this.socket.once('data', resolve))]);
    }
  }

  pause() {
    this.socket.pause();
  }

  resume() {
    this.socket.resume();
  }

  destroy() {
    this.socket.destroy();
  }
}

export function maskedFrame(payload, opcode = 1) {
  const mask = randomBytes(4);
  const head = [0x80 | opcode];
  const length = Buffer.alloc(payload.length > 65535 ? 8 : payload.length > 125 ? 2 : 0);
  if (length.length === 8) length.writeBigUInt64BE(BigInt(payload.length));
  else if (length.length === 2) length.writeUInt16BE(payload.length);
  head.push(0x80 | (length.length === 8 ? 127 : length.length === 2 ? 126 : payload.length));
  const body = Buffer.from(payload);
  for (let i = 0; i < body.length; i++) body[i] ^= mask[i & 3];
  return Buffer.concat([Buffer.from(head), length, mask, body]);
}

/** The frames that a server wrote (never masked), as { opcode, payload }; a rest that is not complete is left out. */
export function parseFrames(buffer) {
  const frames = [];
  for (let at = 0; at + 2 <= buffer.length;) {
    const opcode = buffer[at] & 0x0f;
    let length = buffer[at + 1] & 0x7f;
    let head = 2;
    if (length === 126) {
      length = buffer.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      length = Number(buffer.readBigUInt64BE(at + 2));
      head = 10;
    }
    if (at + head + length > buffer.length) break;
    frames.push({ opcode, final: (buffer[at] & 0x80) !== 0, payload: buffer.subarray(at + head, at + head + length) });
    at += head + length;
  }
  return frames;
}
