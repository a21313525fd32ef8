// What a stranger can send before anybody knows them: big, slow and endless requests end, and others notice nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { within } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Bytes } from '../support/raw.mjs';

let place;
let draft;
let token;
before(async () => {
  place = await Place.open();
  draft = await place.draft();
  ({ token } = await draft.seat('chair'));
});
after(() => place.close());

const head = (method, path, ...lines) =>
  [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${place.server.port}`, ...lines, '', ''].join('\r\n');

const bearer = () => `Authorization: Bearer ${token}`;

async function answerTo(text, ms = 20_000) {
  const bytes = await Bytes.open(place.server);
  bytes.write(text);
  const started = Date.now();
  while (!/\r\n\r\n/.test(bytes.text()) && Date.now() - started < ms) {
    await Promise.race([bytes.closed, new Promise((resolve) => setTimeout(resolve, 50))]);
    if (bytes.socket.destroyed) break;
  }
  const answer = bytes.text();
  bytes.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
}

async function others() {
  assert.equal((await draft.request('observer', '')).status, 200, 'others are served');
}

test('413: a body announced as larger than the limit is refused before it is read', async () => {
  const text = head('POST', '/api/drafts', bearer(), 'Content-Type: application/json', 'Content-Length: 1000000000');
  assert.equal(await answerTo(text), 413);
});

test('411: a chunked body, and a POST without a length', async () => {
  const chunked = head('POST', '/api/drafts', bearer(), 'Transfer-Encoding: chunked') + '5\r\nhello\r\n0\r\n\r\n';
  assert.equal(await answerTo(chunked), 411);
  assert.equal(await answerTo(head('POST', '/api/drafts', bearer())), 411);
});

test('huge headers end the connection without harm', async () => {
  const bytes = await Bytes.open(place.server);
  bytes.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Filler: ${'x'.repeat(100_000)}\r\n\r\n`);
  await within(bytes.closed, 'the end of a connection with huge headers');
  assert.ok(!/^HTTP\/1\.1 200/.test(bytes.text()));
  await others();
});

test('a request that is not HTTP ends the connection', async () => {
  const bytes = await Bytes.open(place.server);
  bytes.write('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 this is not HTTP\r\n\r\n');
  await within(bytes.closed, 'the end', 15_000);
  await others();
});

describe('slow requests', { concurrency: true }, () => {
  test('headers one byte at a time are not waited for', { timeout: 60_000 }, async () => {
    const bytes = await Bytes.open(place.server);
    const started = Date.now();
    const text = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ${'x'.repeat(400)}`;
    let at = 0;
    const timer = setInterval(() => bytes.socket.destroyed || bytes.write(text[at++ % text.length]), 250);
    await within(bytes.closed, 'the end of a slow request', 50_000).finally(() => clearInterval(timer));
    assert.ok(Date.now() - started < 45_000);
  });

  test('a body one byte at a time is not waited for', { timeout: 60_000 }, async () => {
    const bytes = await Bytes.open(place.server);
    bytes.write(
      head('POST', '/api/session', 'Content-Type: application/json', 'Content-Length: 1000', `Origin: ${place.server.url}`),
    );
    const timer = setInterval(() => bytes.socket.destroyed || bytes.write(' '), 250);
    await within(bytes.closed, 'the end of a slow body', 50_000).finally(() => clearInterval(timer));
  });

  test('a connection that says nothing is closed', { timeout: 60_000 }, async () => {
    const bytes = await Bytes.open(place.server);
    await within(bytes.closed, 'the end of a silent connection', 40_000);
  });

  test('meanwhile others are served', async () => {
    for (let round = 0; round < 10; round++) {
      await others();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
});

describe('upgrades', () => {
  const upgrade = (path, ...lines) =>
    head(
      'GET',
      path,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      ...lines,
    );
  test('without the subprotocol', async () => {
    assert.notEqual(await answerTo(upgrade('/ws'), 5000), 101);
  });
  test('with another subprotocol', async () => {
    assert.notEqual(await answerTo(upgrade('/ws', 'Sec-WebSocket-Protocol: chat'), 5000), 101);
  });
  test('at another address', async () => {
    assert.notEqual(await answerTo(upgrade('/elsewhere', 'Sec-WebSocket-Protocol: plenaria.v1'), 5000), 101);
  });
  test('as it should be', async () => {
    assert.equal(await answerTo(upgrade('/ws', 'Sec-WebSocket-Protocol: plenaria.v1'), 5000), 101);
  });
});
