/**
 * A way to the server over plain HTTP, for networks that let no WebSocket through (protocol/http.md "Lines"): one post
 * waits for what the server says, others bring what we say, one after the other.
 */
import { BROKEN } from './close_codes';
import type { Transport, TransportConnection, TransportHandlers } from './transport';

type Fetch = typeof fetch;

interface Answer {
  line?: string;
  messages?: unknown[];
  close?: { code: number };
}

export function httpTransport(url: string, call: Fetch = fetch.bind(globalThis)): Transport {
  return { connect: (handlers) => new HttpLine(url, call, handlers) };
}

class HttpLine implements TransportConnection {
  private line: string | null = null;
  private closed = false;
  private readonly aborter = new AbortController();
  private readonly waiting: string[] = [];
  private sending = false;

  constructor(
    private readonly url: string,
    private readonly call: Fetch,
    private readonly handlers: TransportHandlers,
  ) {
    void this.run().catch(() => this.end(BROKEN));
  }

  send(text: string): void {
    this.waiting.push(text);
    void this.sendAll().catch(() => this.end(BROKEN));
  }

  close(): void {
    this.closed = true;
    this.aborter.abort();
  }

  private async run(): Promise<void> {
    const { line } = await this.post({});
    if (line === undefined) throw new Error('no line');
    if (this.closed) return;
    this.line = line;
    this.handlers.onOpen();
    while (!this.closed) {
      const { messages = [], close } = await this.post({ line, wait: true });
      for (const message of messages) if (!this.closed) this.handlers.onText(JSON.stringify(message));
      if (close) this.end(close.code);
    }
  }

  /** What is said while a post is under way goes along with the next. */
  private async sendAll(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.waiting.length > 0 && !this.closed)
      await this.post({ line: this.line, send: this.waiting.splice(0, 64) });
    this.sending = false;
  }

  private async post(body: object): Promise<Answer> {
    const response = await this.call(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: this.aborter.signal,
      cache: 'no-store',
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return (await response.json()) as Answer;
  }

  private end(code: number): void {
    if (this.closed) return;
    this.close();
    this.handlers.onClose(code);
  }
}
