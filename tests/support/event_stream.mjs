// A reader of server-sent events, written from their description (HTML, "Server-sent events"): it comes again by itself only when it is asked to.
import http from 'node:http';

export class EventStream {
  /** Opens GET `url`; `headers` beside accept. Resolves when the head of the answer has come. */
  static open(url, headers = {}, { agent } = {}) {
    const stream = new EventStream();
    Object.assign(stream, { events: [], comments: 0, lastId: '', retry: null, status: null, rest: '', ended: null });
    return new Promise((resolve, reject) => {
      const request = http.get(url, { agent, headers: { accept: 'text/event-stream', ...headers } });
      stream.request = request;
      request.on('error', (error) => (stream.status === null ? reject(error) : stream.fail(error)));
      request.on('response', (response) => {
        Object.assign(stream, { response, status: response.statusCode, headers: response.headers });
        stream.over = new Promise((over) => (stream.finish = over));
        response.setEncoding('utf8');
        if (stream.status !== 200) {
          stream.body = '';
          response.on('data', (text) => (stream.body += text)).on('end', () => resolve(stream));
          return;
        }
        response.on('data', (text) => stream.take(text));
        response.on('end', () => stream.finish('end'));
        response.on('error', () => stream.finish('broken'));
        resolve(stream);
      });
    });
  }

  fail() {
    this.finish?.('broken');
  }

  take(text) {
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop();
    for (const block of blocks) this.dispatch(block);
  }

  dispatch(block) {
    const event = { type: 'message', data: [] };
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) {
        this.comments++;
        continue;
      }
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name === 'event') event.type = value;
      else if (name === 'data') event.data.push(value);
      else if (name === 'id') this.lastId = event.id = value;
      else if (name === 'retry') this.retry = Number(value);
      else throw new Error(`a line that is no field: ${line}`);
    }
    if (!event.data.length) return;
    event.data = JSON.parse(event.data.join('\n'));
    this.events.push(event);
    if (event.type === 'end') this.ended = event.data.code;
  }

  get ops() {
    return this.events.filter(({ type }) => type === 'op').map(({ data }) => data);
  }

  get seqs() {
    return this.ops.map(({ op }) => op.seq);
  }

  close() {
    this.request.destroy();
  }
}
