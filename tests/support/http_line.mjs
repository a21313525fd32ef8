// A line over plain HTTP (protocol/http.md "Lines") with the face of a WebSocket of `ws`, so that a Client can use either.
import { EventEmitter } from 'node:events';

export class HttpLine extends EventEmitter {
  constructor(url, _protocol, { headers = {} } = {}) {
    super();
    this.url = url.replace(/^ws/, 'http').replace(/\/ws(\?|$)/, '/api/line$1');
    this.headers = { 'content-type': 'application/json', ...headers };
    this.line = null;
    this.aborter = new AbortController();
    this.sending = Promise.resolve();
    void this.run();
  }

  /** As of a WebSocket: open or closed. */
  get readyState() {
    return this.line ? 1 : 3;
  }

  async post(body) {
    const options = { method: 'POST', headers: this.headers, body: JSON.stringify(body), signal: this.aborter.signal };
    const response = await fetch(this.url, options);
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.error.message), { status: response.status, ...answer.error });
    return answer;
  }

  async run() {
    try {
      this.line = (await this.post({})).line;
      this.emit('open');
      while (this.line) this.take(await this.post({ line: this.line, wait: true }));
    } catch (error) {
      this.end(1006, error.message);
    }
  }

  take({ messages, close }) {
    for (const message of messages) this.emit('message', Buffer.from(JSON.stringify(message)));
    if (close) this.end(close.code, close.reason);
  }

  end(code, reason) {
    if (this.ended) return;
    this.ended = true;
    this.line = null;
    this.emit('close', code, Buffer.from(reason));
  }

  /** In order: each post waits for the one before. */
  send(text) {
    const send = () => this.line && this.post({ line: this.line, send: [text] });
    this.sending = this.sending.then(send).catch((error) => this.end(1006, error.message));
  }

  terminate() {
    this.aborter.abort();
    this.end(1006, '');
  }

  close() {
    this.terminate();
  }
}
