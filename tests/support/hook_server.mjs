// Whoever is told by hooks: a real HTTP(S) server that checks every signature, keeps what it was told and misbehaves as a test asks.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

export class HookServer {
  /** `tls`: { key, cert } files; `secret`: what deliveries are signed with. */
  static async open({ tls, secret = 'a secret of hooks, long', host = '127.0.0.1', port = 0 } = {}) {
    const server = new HookServer();
    Object.assign(server, { secret, told: [], calls: 0, wrong: [], open: 0, mostOpen: 0 });
    server.answer = () => 204; // of a delivery, before it counts: a status, or a function of (request, response) that answers itself
    const take = (request, response) => void server.take(request, response).catch((error) => server.wrong.push(error));
    server.http = tls
      ? https.createServer({ key: readFileSync(tls.key), cert: readFileSync(tls.cert) }, take)
      : http.createServer(take);
    server.http.on('connection', (socket) => socket.on('error', () => {}));
    await new Promise((resolve) => server.http.listen(port, host, resolve));
    server.port = server.http.address().port;
    server.url = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${server.port}/hook`;
    return server;
  }

  async take(request, response) {
    this.calls++;
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    response.on('close', () => this.open--);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (!this.isSigned(request.headers['plenaria-signature'], body)) this.wrong.push(new Error('not signed'));
    const said = JSON.parse(body.toString());
    const answer = await this.answer(said, request);
    if (typeof answer === 'function') return answer(request, response);
    if (answer >= 200 && answer < 300) this.told.push({ ...said, delivery: request.headers['plenaria-delivery'] });
    response.writeHead(answer).end();
  }

  isSigned(header, body) {
    const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})/.exec(header ?? '') ?? [];
    if (!given || Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false;
    const expected = createHmac('sha256', this.secret).update(`${seconds}.`).update(body).digest();
    return timingSafeEqual(expected, Buffer.from(given, 'hex'));
  }

  /** The seqs of a draft in the order in which they came, those that came again too. */
  seqs(draft) {
    return this.told.filter((one) => one.draft === draft).flatMap((one) => one.ops.map(({ op }) => op.seq));
  }

  /** Each op of a draft once, in the order in which whoever drops what they know sees them; a gap is an error. */
  log(draft) {
    const ops = [];
    for (const one of this.told.filter((told) => told.draft === draft))
      for (const { op, hash } of one.ops) {
        if (op.seq > ops.length + 1) throw new Error(`op ${op.seq} of ${draft} came behind ${ops.length}`);
        if (op.seq === ops.length + 1) ops.push({ op, hash });
      }
    return ops;
  }

  async close() {
    this.http.closeAllConnections?.();
    await new Promise((resolve) => this.http.close(resolve));
  }
}
