// A client of the protocol, written from its description: one op in flight, later edits wait, everything pending is
// transformed over what the server orders first. What it has confirmed comes from the stream alone.
import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { Model } from './model.mjs';
import { crossLists, gather } from './transform.mjs';

const WAIT_MS = 20_000;

export const randomId = () => randomBytes(9).toString('base64url');

/** Rejects when a wait takes too long, and says what was waited for. */
export function within(promise, what, ms = WAIT_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms} ms for ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What an edit's promise is rejected with: the server's reject message, or a local reason. */
export class Refused extends Error {
  constructor(message) {
    super(`${message.code}: ${message.message ?? ''}`);
    this.code = message.code;
    this.reject = message;
  }
}

export class Client {
  /** `server`: anything with a socketUrl, read anew at each connect. */
  constructor({ server, draft, token, client = randomId(), hello = {}, headers = {}, Socket = WebSocket }) {
    Object.assign(this, { server, draft, token, client, extraHello: hello, headers, Socket });
    this.model = null;
    this.you = null;
    this.acked = 0;
    this.inFlight = null; // { n, base, changes, sent, resolve, reject }
    this.queue = []; // edits made on top of it
    this.here = new Map(); // presence by client
    this.pongs = 0;
    this.observers = 0;
    this.roster = null;
    this.errors = [];
    this.opsSeen = [];
    this.snapshots = 0; // how often a whole snapshot came
    this.waiters = new Set();
    this.socket = null;
    this.closed = null;
  }

  // --- connection -----------------------------------------------------------------------------------------------------

  /** Connects, resuming where it has something to resume from, and resolves with `welcome`. */
  connect() {
    const socket = new this.Socket(`${this.server.socketUrl}?draft=${this.draft}`, 'plenaria.v1', {
      headers: this.headers,
      perMessageDeflate: false,
    });
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        if (this.socket === socket) this.socket = null;
        resolve({ code, reason: reason.toString() });
        this.wake();
      });
    });
    socket.on('message', (bytes) => this.receive(JSON.parse(bytes.toString())));
    const welcomed = new Promise((resolve, reject) => {
      this.onWelcome = resolve;
      socket.on('error', reject);
      this.closed.then(({ code, reason }) => reject(Object.assign(new Error(`closed ${code} ${reason}`), { code })));
    });
    socket.on('open', () => socket.send(JSON.stringify(this.hello())));
    return within(welcomed, 'welcome');
  }

  hello() {
    const hello = { t: 'hello', v: 1, draft: this.draft, client: this.client, ...this.extraHello };
    if (this.token) hello.token = this.token;
    if (this.model) Object.assign(hello, { since: this.model.seq, head: this.model.head });
    return hello;
  }

  /** Loses the connection without a word. */
  async drop() {
    const { closed } = this;
    this.socket?.terminate();
    await closed;
  }

  async close() {
    const { closed } = this;
    this.socket?.close(1000);
    await closed;
  }

  send(message) {
    this.socket?.send(JSON.stringify(message));
  }

  // --- messages -------------------------------------------------------------------------------------------------------

  receive(message) {
    this.onMessage?.(message);
    if (message.t === 'welcome') this.welcome(message);
    else if (message.t === 'ops') this.takeOps(message.ops, message.head);
    else if (message.t === 'reject') this.refuse(message);
    else if (message.t === 'presence') this.takePresence(message);
    else if (message.t === 'participants') this.roster = message.participants;
    else if (message.t === 'pong') this.pongs++;
    else if (message.t === 'error') this.errors.push(message);
    else throw new Error(`unknown message ${message.t}`);
    this.wake();
  }

  welcome(message) {
    this.you = message.you;
    this.here.clear();
    if (message.snapshot) this.takeSnapshot(message.snapshot);
    else if (message.ops) this.takeOps(message.ops, message.head);
    this.acked = message.acked;
    this.afterWelcome(message);
    this.onWelcome(message);
  }

  /** The ops between are unknown now: what was sent goes again as it was made, and what was made on top of it is lost. */
  takeSnapshot(snapshot) {
    this.model = Model.fromSnapshot(snapshot);
    this.snapshots++;
    for (const edit of this.queue.splice(0)) edit.reject(new Refused({ code: 'dependent', message: 'resumed by snapshot' }));
    if (this.inFlight) this.inFlight.asMade = true;
  }

  /** A pending op was either accepted before the connection broke, or it is sent again under the same n. */
  afterWelcome(message) {
    const pending = this.inFlight;
    if (pending && pending.n <= message.acked) {
      this.inFlight = null;
      pending.resolve({ n: pending.n, seq: null });
    } else if (pending) {
      pending.sent = false;
    }
    this.pump();
  }

  takeOps(ops, head) {
    for (const op of ops) {
      if (this.model.seq >= op.seq) throw new Error(`op ${op.seq} came twice to ${this.client}`);
      this.model.apply(op);
      this.opsSeen.push(op);
      if (op.client === this.client) this.acknowledge(op);
      else this.rebase(op);
    }
    if (head) this.model.head = head;
    this.pump();
  }

  acknowledge(op) {
    this.acked = op.n;
    const pending = this.inFlight;
    if (!pending || pending.n !== op.n) return;
    this.inFlight = null;
    pending.resolve({ n: op.n, seq: op.seq, op });
  }

  rebase(op) {
    let applied = op.changes;
    for (const edit of [this.inFlight, ...this.queue]) {
      if (!edit || edit.asMade) continue;
      const { a, b } = crossLists(applied, edit.changes);
      edit.changes = b;
      applied = a;
    }
  }

  refuse(message) {
    const pending = this.inFlight;
    if (!pending || pending.n !== message.n) return;
    this.inFlight = null;
    pending.reject(new Refused(message));
    for (const edit of this.queue.splice(0)) edit.reject(new Refused({ code: 'dependent', message: 'made on a refused op' }));
    this.pump();
  }

  takePresence(message) {
    if (message.complete) this.here.clear();
    for (const entry of message.here) this.here.set(entry.client, entry);
    for (const gone of message.gone ?? []) this.here.delete(gone);
    this.observers = message.observers;
    this.presenceSeq = message.seq;
  }

  // --- editing --------------------------------------------------------------------------------------------------------

  /** Submits changes made on what this client shows. Resolves with { n, seq, op } once they are in the stream. */
  edit(...changes) {
    return new Promise((resolve, reject) => {
      this.queue.push({ changes, resolve, reject });
      this.pump();
    });
  }

  pump() {
    if (!this.inFlight && this.queue.length) {
      this.inFlight = Object.assign(this.queue.shift(), { n: this.acked + 1, sent: false });
    }
    const edit = this.inFlight;
    if (!edit || edit.sent || !this.socket || this.socket.readyState !== WebSocket.OPEN || !this.you) return;
    edit.sent = true;
    if (!edit.asMade) edit.base = this.model.seq;
    edit.made ??= { base: edit.base, changes: gather(edit.changes) };
    const { base, changes } = edit.asMade ? edit.made : { base: edit.base, changes: gather(edit.changes) };
    this.send({ t: 'op', n: edit.n, base, changes });
  }

  /** What this client would show: what is confirmed with its own pending edits on top. */
  view() {
    const view = this.model.clone();
    for (const edit of [this.inFlight, ...this.queue]) {
      for (const change of edit?.changes ?? []) view.applyChange(change, view.seq);
    }
    return view;
  }

  ping() {
    this.send({ t: 'ping' });
  }

  presence(place) {
    this.send({ t: 'presence', ...place });
  }

  // --- waiting --------------------------------------------------------------------------------------------------------

  wake() {
    for (const check of this.waiters) check();
  }

  /** Resolves as soon as the condition holds; it is looked at after every message. */
  until(condition, what = condition.toString(), ms = WAIT_MS) {
    const holds = new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.waiters.delete(check);
        resolve();
      };
      this.waiters.add(check);
      check();
    });
    return within(holds, what, ms);
  }

  reach(seq) {
    return this.until(() => this.model && this.model.seq >= seq, `seq ${seq}`);
  }

  settled() {
    return this.until(() => !this.inFlight && this.queue.length === 0, 'own edits to settle');
  }
}
