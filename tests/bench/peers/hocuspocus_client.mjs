// A member of a meeting on Hocuspocus. Editors hold the Y.Doc that they edit; observers only look at the bytes.
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';

export const name = 'Hocuspocus';
export const server = 'hocuspocus_server.mjs';
export const packages = ['@hocuspocus/server', 'yjs'];

const DOCUMENT = 'meeting';
const SYNC = 0;
const AUTH = 2;
const SYNC_STATUS = 8;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

function message(type, ...write) {
  const encoder = createEncoder();
  writeVarString(encoder, DOCUMENT);
  writeVarUint(encoder, type);
  for (const one of write) one(encoder);
  return toUint8Array(encoder);
}

const sync = (step, bytes) =>
  message(
    SYNC,
    (encoder) => writeVarUint(encoder, step),
    (encoder) => writeVarUint8Array(encoder, bytes),
  );

export class Member {
  constructor({ url, number, texts, observer, onText }) {
    Object.assign(this, { number, texts, observer, onText, seq: 0, acknowledged: 0, welcomed: false });
    this.doc = observer ? null : new Y.Doc();
    this.text = this.doc?.getText(`w${number}`);
    this.doc?.on('update', (update, origin) => origin !== this && this.socket.send(sync(UPDATE, update)));
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    this.socket.binaryType = 'nodebuffer';
    this.ready = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.socket.on('error', reject);
    });
    this.socket.on('message', (bytes) => this.receive(bytes));
    this.socket.on('open', () => {
      this.socket.send(
        message(
          AUTH,
          (encoder) => writeVarUint(encoder, 0),
          (encoder) => writeVarString(encoder, 'token'),
        ),
      );
      this.socket.send(sync(STEP_1, Y.encodeStateVector(this.doc ?? new Y.Doc())));
    });
  }

  receive(bytes) {
    const decoder = createDecoder(bytes);
    readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === SYNC_STATUS) return this.onAcknowledged?.(++this.acknowledged);
    if (type !== SYNC) return undefined;
    const step = readVarUint(decoder);
    if (step === STEP_1) return this.answer(readVarUint8Array(decoder));
    if (this.doc) Y.applyUpdate(this.doc, readVarUint8Array(decoder), this);
    if (step === UPDATE) return this.onText(bytes);
    this.welcomed = true;
    return this.resolve();
  }

  /** The server asks for what it lacks; observers have nothing. */
  answer(stateVector) {
    if (!this.doc) return;
    this.acknowledged--; // the answer is acknowledged like an edit
    this.socket.send(sync(STEP_2, Y.encodeStateAsUpdate(this.doc, stateVector)));
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
