/**
 * A line to the server that comes back by itself: waits longer after each failure, with jitter, so that a thousand
 * pages do not return in the same instant after a restart.
 *
 *   idle ──start──► connecting ──open, settled──► up
 *                     ▲   │ close                 │ close
 *                     │   ▼                       ▼
 *                     └── waiting ◄───────────────┘          any ──stop, or a final close──► stopped
 */
import type { ClientMessage, ServerMessage } from '../wire/types';
import type { Clock } from './clock';
import { DONE, ELSEWHERE, FORBIDDEN, NOT_FOUND, OF_SERVER, RESTARTS, UNAUTHORIZED } from './close_codes';
import type { NetworkEvents } from './network_events';
import type { Transport, TransportConnection } from './transport';

export type LineState =
  | { state: 'connecting' }
  | { state: 'up' }
  /** Another attempt at `next` (ms since the epoch). `code`: why the server closed the line, where it said so. */
  | { state: 'waiting'; next: number; code?: number }
  | { state: 'stopped'; code: number };

export interface LineHandlers {
  onOpen(): void;
  onMessage(message: ServerMessage): void;
  onLine(line: LineState): void;
}

export interface LineOptions {
  transport: Transport;
  clock: Clock;
  network: NetworkEvents;
  /** 0 … 1. */
  random: () => number;
  handlers: LineHandlers;
}

/** Closing codes after which trying again by itself would not help. */
const FINAL = new Set([UNAUTHORIZED, FORBIDDEN, NOT_FOUND, ELSEWHERE]);
const FIRST_WAIT_MS = 300;
/** Behind a server that restarts a page that has tried in vain meanwhile need not wait for long any more. */
const longestWaitMs = (code: number) => (code === RESTARTS ? 2000 : 15_000);
/** A line that takes longer than this to open is given up. */
const OPEN_MS = 20_000;

export class Line {
  private connection: TransportConnection | null = null;
  private cancel: () => void = () => undefined;
  private unlisten: () => void = () => undefined;
  private failures = 0;
  private line: LineState = { state: 'connecting' };

  constructor(private readonly options: LineOptions) {}

  start(): void {
    this.unlisten();
    this.unlisten = this.options.network.listen((event) => {
      if (event === 'online' || event === 'wake') this.restart();
    });
    this.connect();
  }

  stop(code = DONE): void {
    this.unlisten();
    this.drop();
    this.enter({ state: 'stopped', code });
  }

  /** The server has said welcome: what fails later starts from short waits again. */
  settled(): void {
    this.failures = 0;
    this.enter({ state: 'up' });
  }

  send(message: ClientMessage): void {
    this.connection?.send(JSON.stringify(message));
  }

  /** Drops the line, if there is one, and connects at once. */
  restart(): void {
    if (this.line.state === 'stopped') return;
    this.drop();
    this.connect();
  }

  /** Something went wrong on an open line: drops it and waits as after a failure. */
  fail(): void {
    if (this.line.state === 'stopped') return;
    this.drop();
    this.wait();
  }

  private drop(): void {
    this.cancel();
    const { connection } = this;
    this.connection = null;
    connection?.close();
  }

  private connect(): void {
    this.enter({ state: 'connecting' });
    this.cancel = this.options.clock.after(OPEN_MS, () => this.fail());
    let mine: TransportConnection | null = null;
    const current = () => mine !== null && this.connection === mine;
    mine = this.options.transport.connect({
      onOpen: () => {
        if (!current()) return;
        this.cancel();
        this.options.handlers.onOpen();
      },
      onText: (text) => {
        if (current()) this.receive(text);
      },
      onClose: (code) => {
        if (current()) this.closed(code);
      },
    });
    this.connection = mine;
  }

  private receive(text: string): void {
    let message: ServerMessage;
    try {
      message = JSON.parse(text) as ServerMessage;
    } catch {
      this.fail();
      return;
    }
    this.options.handlers.onMessage(message);
  }

  private closed(code: number): void {
    this.connection = null;
    if (FINAL.has(code)) this.stop(code);
    else this.wait(code);
  }

  /** `code`: with which the line was closed; 0: we have dropped it. */
  private wait(code = 0): void {
    this.cancel();
    const longest = Math.min(longestWaitMs(code), FIRST_WAIT_MS * 2 ** this.failures++);
    const ms = Math.round(longest * (0.5 + this.options.random() / 2));
    this.cancel = this.options.clock.after(ms, () => this.connect());
    const next = this.options.clock.now() + ms;
    this.enter({ state: 'waiting', next, ...(code >= OF_SERVER && { code }) });
  }

  private enter(line: LineState): void {
    this.line = line;
    this.options.handlers.onLine(line);
  }
}
