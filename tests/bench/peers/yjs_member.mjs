// A member of a meeting on a server that speaks the sync protocol of Yjs. Editors hold the Y.Doc that they edit; observers only look at
// the bytes. What the messages of each server carry around that protocol is said by its own class.
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';

export const SYNC = 0;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export class YjsMember {
  constructor({ url, number, texts, observer, onText }) {
    Object.assign(this, { number, texts, observer, onText, seq: 0, acknowledged: 0, welcomed: false });
    this.doc = observer ? null : new Y.Doc();
    this.text = this.doc?.getText(`w${number}`);
    this.doc?.on('update', (update, origin) => origin !== this && this.sync(UPDATE, update));
    this.socket = new WebSocket(this.address(url), { perMessageDeflate: false });
    this.socket.binaryType = 'nodebuffer';
    this.ready = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.socket.on('error', reject);
    });
    this.socket.on('message', (bytes) => this.receive(bytes));
    this.socket.on('open', () => {
      this.greet();
      this.sync(STEP_1, Y.encodeStateVector(this.doc ?? new Y.Doc()));
    });
  }

  /* What differs from server to server. */

  address(url) {
    return url;
  }

  /** Sent before all else. */
  greet() {}

  /** What stands before the type of each message. */
  writeHead() {}

  readHead() {}

  /** A message of another type. */
  receiveOther() {}

  /** Whether an update is one's own, come back as the acknowledgement. */
  isOwn() {
    return false;
  }

  message(type, ...write) {
    const encoder = createEncoder();
    this.writeHead(encoder);
    writeVarUint(encoder, type);
    for (const one of write) one(encoder);
    this.socket.send(toUint8Array(encoder));
  }

  sync(step, bytes) {
    this.message(
      SYNC,
      (encoder) => writeVarUint(encoder, step),
      (encoder) => writeVarUint8Array(encoder, bytes),
    );
  }

  receive(bytes) {
    const decoder = createDecoder(bytes);
    this.readHead(decoder);
    const type = readVarUint(decoder);
    if (type !== SYNC) return this.receiveOther(type);
    const step = readVarUint(decoder);
    if (step === STEP_1) return this.answer(readVarUint8Array(decoder));
    const update = readVarUint8Array(decoder);
    if (step === UPDATE && this.isOwn(update)) return this.onAcknowledged?.(++this.acknowledged);
    if (this.doc) Y.applyUpdate(this.doc, update, this);
    if (step === UPDATE) return this.onText(bytes);
    this.welcomed = true;
    return this.resolve();
  }

  /** The server asks for what it lacks; observers have nothing. */
  answer(stateVector) {
    if (this.doc) this.sync(STEP_2, Y.encodeStateAsUpdate(this.doc, stateVector));
  }

  /** All texts as they were given at the beginning, and what came since. */
  everything() {
    return Array.from({ length: this.texts }, (_, index) => this.doc.getText(`w${index}`).toString()).join('');
  }

  edit(words, length) {
    this.seq++;
    if (words) this.text.insert(0, words);
    else this.text.delete(0, length);
    return this.seq;
  }

  close() {
    this.socket.terminate();
  }
}
