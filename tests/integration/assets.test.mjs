// The page's files: found by exact name, never outside their folder.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { within } from '../support/client.mjs';
import { Bytes } from '../support/raw.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

const SCRIPT = `console.log(${JSON.stringify('palabras '.repeat(400))});\n`;
let folder;
let server;
before(async () => {
  folder = temporaryFolder();
  const web = path.join(folder, 'web');
  mkdirSync(path.join(web, 'assets'), { recursive: true });
  writeFileSync(path.join(web, 'index.html'), '<!doctype html><title>Página</title>');
  writeFileSync(path.join(web, 'assets/main-0123ABCD.js'), SCRIPT);
  writeFileSync(path.join(web, 'assets/text-0123ABCD.woff2'), 'wOF2');
  writeFileSync(path.join(web, 'style.css'), 'body{}');
  writeFileSync(path.join(folder, 'secret.txt'), 'SECRET');
  server = await Server.start({ args: ['--web', web] });
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (address, headers = {}) => fetch(server.url + address, { headers });

test('the root is the page', async () => {
  const response = await get('/');
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^text\/html; *charset=utf-8/i);
  assert.match(await response.text(), /Página/);
});

test('an address inside the page is the page, an unknown file is not', async () => {
  const response = await get('/d/some-draft', { accept: 'text/html' });
  assert.equal(response.status, 200);
  assert.match(await response.text(), /Página/);
  assert.equal((await get('/missing.js')).status, 404);
});

test('a file answers to its ETag with 304', async () => {
  const response = await get('/style.css');
  assert.match(response.headers.get('content-type'), /^text\/css/);
  const etag = response.headers.get('etag');
  assert.match(etag, /^(W\/)?"[^"]+"$/);
  assert.equal((await get('/style.css', { 'if-none-match': etag })).status, 304);
  assert.equal((await get('/style.css', { 'if-none-match': '"other"' })).status, 200);
});

test('a script comes gzipped to who asks for it', async () => {
  const plain = await get('/assets/main-0123ABCD.js', { 'accept-encoding': 'identity' });
  const packed = await get('/assets/main-0123ABCD.js', { 'accept-encoding': 'gzip' });
  assert.match(plain.headers.get('content-type'), /javascript/);
  assert.equal(packed.headers.get('content-encoding'), 'gzip');
  assert.match(packed.headers.get('vary') ?? '', /accept-encoding/i);
  assert.equal(await plain.text(), SCRIPT);
  assert.equal(await packed.text(), SCRIPT);
});

test('a face comes as one, and is asked for once', async () => {
  const { headers } = await get('/assets/text-0123ABCD.woff2');
  assert.equal(headers.get('content-type'), 'font/woff2');
  assert.match(headers.get('cache-control'), /max-age=31536000, immutable/);
});

test('HEAD has the headers and no body', async () => {
  const response = await fetch(`${server.url}/style.css`, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-length'), '6');
  assert.equal(await response.text(), '');
});

describe('nothing outside the folder', () => {
  const attempts = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//../secret.txt',
    '/./../secret.txt',
    '/%252e%252e/secret.txt',
    '/..;/secret.txt',
    '/assets/%00/../../secret.txt',
    'file:///etc/passwd',
    '/../../../../../../etc/passwd',
  ];
  for (const attempt of attempts) {
    test(attempt, async () => {
      const bytes = await Bytes.open(server);
      bytes.write(`GET ${attempt} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`);
      await within(bytes.closed, 'the answer');
      assert.ok(!bytes.text().includes('SECRET') && !bytes.text().includes('root:'), bytes.text());
    });
  }
});

test('without a folder the server still runs', async () => {
  const bare = await Server.start();
  assert.equal((await fetch(`${bare.url}/healthz`)).status, 200);
  await bare.close();
});
