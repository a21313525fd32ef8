// When a seat, a sign-in or an invitation ends, everything that is open under it ends at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { randomId, within } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Bytes, Wire } from '../support/raw.mjs';

const COOKIE_MS = 4000;

let place;
let draft;
before(async () => {
  place = await Place.open({ settings: { cookie_ms: COOKIE_MS, delegation_bytes_burst: 1 << 30 } });
});
after(() => place.close());

async function signIn(token, cookie) {
  const headers = { 'content-type': 'application/json', origin: place.server.url, ...(cookie && { cookie }) };
  const response = await fetch(`${place.server.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  assert.equal(response.status, 200);
  return response.headers.get('set-cookie').split(';')[0];
}

async function openByCookie(cookie, id = draft.id) {
  const wire = await Wire.open(place.server, { headers: { cookie, origin: place.server.url } });
  wire.send({ t: 'hello', v: 1, draft: id, client: randomId() });
  await wire.nextOf('welcome');
  return wire;
}

const signOut = (cookie) =>
  fetch(`${place.server.url}/api/session`, { method: 'DELETE', headers: { cookie, origin: place.server.url } });

/** The log as one seat reads it, bytes by bytes. */
async function log(token) {
  const bytes = await Bytes.open(place.server);
  bytes.write(`GET /api/drafts/${draft.id}/ops HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return bytes;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('revocation ends an answer that is on its way: the log stops in its midst', { timeout: 120_000 }, async () => {
  draft = await place.draft();
  await draft.plant(['a', 'uno']);
  const writer = await draft.join('mexico');
  for (let i = 0; i < 300; i++) {
    await writer.edit(change.insert('a', 0, 'x'.repeat(60_000)));
    await writer.edit(change.erase('a', 0, 60_000));
  }
  const { token, id } = await draft.seat('observer');
  const reader = await log(token);
  while (!reader.length) await pause(10);
  reader.pause();
  await pause(300);
  assert.equal((await draft.request('chair', `/invitations/${id}`, { method: 'DELETE' })).status, 200);
  const before = reader.length;
  reader.resume();
  await within(reader.closed, 'the end of the answer');
  assert.ok(reader.length - before < 12_000_000, 'what was on its way in the kernel may still come');
  assert.ok(!reader.text().endsWith('0\r\n\r\n'), 'and it does not look like the whole log');
  await draft.leave();
});

test('a socket that was opened under the cookie before ends with the sign-out', async () => {
  draft = await place.draft();
  const other = await place.draft();
  const first = await signIn((await draft.seat('mexico')).token);
  const wire = await openByCookie(first);
  const second = await signIn((await other.seat('canada')).token, first);
  assert.notEqual(first, second);
  assert.equal((await signOut(second)).status, 200);
  assert.equal(await wire.closeCode(2000), 4401);
});

test('the end of the sign-in ends the socket at that moment', async () => {
  draft = await place.draft();
  const started = Date.now();
  const wire = await openByCookie(await signIn((await draft.seat('mexico')).token));
  assert.equal(await wire.closeCode(COOKIE_MS + 3000), 4401);
  const took = Date.now() - started;
  assert.ok(took >= COOKIE_MS - 100 && took < COOKIE_MS + 1000, `after ${took} ms`);
});

test('the end of an invitation ends the socket at that moment', async () => {
  draft = await place.draft();
  const headers = { 'content-type': 'application/json' };
  const expires = Date.now() + 1500;
  const body = JSON.stringify({ role: 'observer', name: 'Visita', expires });
  const { token } = await (await draft.request('chair', '/invitations', { method: 'POST', headers, body })).json();
  const wire = await Wire.open(place.server);
  wire.send({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token });
  await wire.nextOf('welcome');
  assert.equal(await wire.closeCode(5000), 4401);
  assert.ok(Math.abs(Date.now() - expires) < 1000, `${Date.now() - expires} ms late`);
});
