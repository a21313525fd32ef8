// A member of a meeting on ShareDB, speaking its JSON protocol without a client library: the generator must stay light.
import WebSocket from 'ws';

export const name = 'ShareDB';
export const server = 'sharedb_server.mjs';
export const packages = ['sharedb', 'rich-text'];

export class Member {
  /** `texts`: how many there are; everybody follows all of them. An editor writes into the one of their number. */
  constructor({ url, number, texts, observer, onText }) {
    Object.assign(this, { number, texts, observer, onText, seq: 0, version: 0, subscribed: 0, words: '' });
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    this.ready = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.socket.on('error', reject);
    });
    this.socket.on('message', (bytes) => this.receive(bytes));
    this.socket.on('open', () => this.send({ a: 'hs', id: null }));
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  receive(bytes) {
    // Ops of others are not parsed but only looked at, as in the other generators.
    if (this.subscribed === this.texts && bytes.indexOf(`"d":"w${this.number}"`) < 0) return this.onText(bytes);
    const message = JSON.parse(bytes.toString());
    if (message.a === 'hs')
      for (let index = 0; index < this.texts; index++) this.send({ a: 's', c: 'texts', d: `w${index}`, v: null });
    else if (message.a === 's') this.welcome(message);
    else if (message.a === 'op' && message.op) this.onText(bytes);
    else if (message.a === 'op') this.acknowledge(message);
  }

  welcome(message) {
    if (message.d === `w${this.number}`) this.version = message.data.v;
    this.words += message.data.data.ops.map((op) => op.insert).join('');
    if (++this.subscribed === this.texts) this.resolve();
  }

  acknowledge(message) {
    if (message.error) throw new Error(JSON.stringify(message.error));
    this.version++;
    this.onAcknowledged(message.seq);
  }

  /** All texts as they were given at the beginning. */
  everything() {
    return this.words;
  }

  /** Inserts the words at the front, or deletes so many units there. Gives the number of the op. */
  edit(words, length) {
    this.seq++;
    const op = words ? [{ insert: words }] : [{ delete: length }];
    this.send({ a: 'op', c: 'texts', d: `w${this.number}`, v: this.version, seq: this.seq, x: {}, op });
    return this.seq;
  }

  close() {
    this.socket.terminate();
  }
}
