// The server speaks TLS itself: the page, large answers, sockets, requests behind requests and a client that says nothing, as without it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import http from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import WebSocket from 'ws';
import { within } from '../support/client.mjs';
import { load } from '../support/monitor.mjs';
import { requests } from '../support/requests.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

let folder;
let server;
before(async () => {
  folder = temporaryFolder();
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const options = [
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  execFileSync('openssl', ['req', ...options], { stdio: 'ignore' });
  server = await Server.start({ args: ['--tls-cert', cert, '--tls-key', key] });
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function get(target, agent) {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, host: '127.0.0.1', path: target, rejectUnauthorized: false, agent };
    http
      .get(options, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
      })
      .on('error', reject);
  });
}

async function connect() {
  const socket = tls.connect({
    port: server.port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  const line = { socket, text: '' };
  socket.on('data', (bytes) => (line.text += bytes.toString('latin1')));
  socket.on('error', () => {});
  line.closed = new Promise((resolve) => socket.on('close', resolve));
  await within(new Promise((resolve) => socket.once('secureConnect', resolve)), 'the handshake');
  return line;
}

const statuses = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

test('answers say that TLS is to be used for ever, one connection serves many', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let round = 0; round < 20; round++) {
    const { status, headers } = await get('/healthz', agent);
    assert.equal(status, 200);
    assert.ok(headers['strict-transport-security']);
  }
  assert.equal(Object.values(agent.freeSockets).flat().length, 1);
  agent.destroy();
});

test('HTTP/2 is not agreed on', async () => {
  const line = await connect();
  assert.equal(line.socket.alpnProtocol, 'http/1.1');
  line.socket.destroy();
});

test('a good request and what stands behind it are answered, and the connection ends behind a bad one', async () => {
  for (const { text, status, last } of Object.values(requests)) {
    const line = await connect();
    line.socket.write(requests.good.text + text);
    const started = Date.now();
    while (!(last ? line.socket.destroyed : statuses(line.text).length >= 2) && Date.now() - started < 5000) await sleep(5);
    assert.deepEqual(statuses(line.text), [200, status]);
    line.socket.destroy();
  }
});

test('a large body comes whole, in records of any size', async () => {
  const line = await connect();
  line.socket.write('POST /api/session HTTP/1.1\r\nHost: z\r\nContent-Length: 8000\r\n\r\n');
  for (let at = 0; at < 8000; at += 100) line.socket.write(' '.repeat(100));
  while (!statuses(line.text).length) await within(new Promise((resolve) => line.socket.once('data', resolve)), 'the answer');
  assert.deepEqual(statuses(line.text), [400]); // whole, and no JSON
  line.socket.destroy();
});

test(
  'requests are sent ahead and no answer is read: nothing spins, and all are answered in the end',
  { timeout: 60_000 },
  async () => {
    const many = await Promise.all(Array.from({ length: 10 }, connect));
    for (const line of many) {
      line.socket.pause();
      line.socket.write(requests.good.text.repeat(20_000));
    }
    let busy = 1;
    for (let round = 0; round < 20 && busy > 0.5; round++) busy = await load(server);
    assert.ok(busy < 0.5, 'the server spins');
    const [first, ...others] = many;
    for (const line of others) line.socket.destroy();
    first.socket.resume();
    while (first.text.length < 20_000 * 100 || statuses(first.text).length < 20_000) await sleep(50);
    first.socket.destroy();
  },
);

test('a WebSocket opens, is answered and closes with its code', async () => {
  const socket = new WebSocket(`wss://127.0.0.1:${server.port}/ws`, 'plenaria.v1', { rejectUnauthorized: false });
  await within(new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject)), 'the upgrade');
  socket.send(JSON.stringify({ t: 'hello', v: 1, draft: 'nothing', client: 'c', token: 'x'.repeat(22) }));
  const code = await within(new Promise((resolve) => socket.on('close', resolve)), 'the close');
  assert.equal(code, 4401);
});

test('what is no TLS, and who says nothing, is not waited for; nobody else notices', { timeout: 60_000 }, async () => {
  const open = () => {
    const socket = net.connect(server.port, '127.0.0.1').on('error', () => {});
    return { socket, closed: new Promise((resolve) => socket.resume().on('close', resolve)) };
  };
  const started = Date.now();
  const [silent, plain, handshaken] = [open(), open(), await connect()];
  plain.socket.write('GET / HTTP/1.1\r\nHost: z\r\n\r\n');
  await within(Promise.all([silent.closed, plain.closed, handshaken.closed]), 'the ends', 20_000);
  assert.ok(Date.now() - started < 15_000);
  assert.equal((await get('/healthz')).status, 200);
  assert.ok((await load(server)) < 0.5, 'the server spins');
});
