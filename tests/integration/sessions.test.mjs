// Cookies, origins and seats: how a browser is let in, and how other pages are kept out.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import WebSocket from 'ws';
import * as change from '../support/changes.mjs';
import { randomId, within } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Wire } from '../support/raw.mjs';

let place;
let draft;
before(async () => {
  place = await Place.open({ args: ['--origin', 'https://mirror.example'] });
  draft = await place.draft();
  await draft.plant(['p', 'uno']);
});
after(() => place.close());

const own = () => place.server.url;

async function signIn(token, { origin = own(), cookie } = {}) {
  const headers = { 'content-type': 'application/json' };
  if (origin) headers.origin = origin;
  if (cookie) headers.cookie = cookie;
  const body = JSON.stringify({ token });
  const response = await fetch(`${own()}/api/session`, { method: 'POST', headers, body });
  const set = response.headers.get('set-cookie');
  return { response, set, cookie: set?.split(';')[0] };
}

async function signedIn(who, options) {
  const { token } = await draft.seat(who);
  return signIn(token, options);
}

const get = (cookie, path, headers = {}) => fetch(own() + path, { headers: { cookie, ...headers } });

/** What becomes of an upgrade: 'open', or the HTTP status, or the close code. */
async function knock(headers, hello) {
  const socket = new WebSocket(place.server.socketUrl, 'plenaria.v1', { headers });
  const outcome = new Promise((resolve) => {
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('error', () => resolve('error'));
    socket.on('close', (code) => resolve(code));
    socket.on('open', () => socket.send(JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), ...hello })));
    socket.on('message', (bytes) => JSON.parse(bytes).t === 'welcome' && resolve('open'));
  });
  const result = await within(outcome, 'the outcome of the upgrade');
  socket.terminate();
  return result;
}

describe('the session', () => {
  test('a token is exchanged for a cookie that scripts cannot read', async () => {
    const { response, set } = await signedIn('mexico');
    assert.equal(response.status, 200);
    const body = await response.json();
    assert.equal(body.draft, draft.id);
    assert.equal(body.you.name, 'Ana López');
    assert.match(set, /^__Host-plenaria=[A-Za-z0-9_-]{22,};/);
    assert.match(set, /HttpOnly/i);
    assert.match(set, /SameSite=Strict/i);
    assert.match(set, /Path=\//i);
    assert.ok(!set.includes((await draft.seat('mexico')).token), 'the cookie is not the token');
  });
  test('the cookie opens what the token opens', async () => {
    const { cookie } = await signedIn('mexico');
    assert.equal((await get(cookie, `/api/drafts/${draft.id}`)).status, 200);
    assert.equal(await knock({ cookie, origin: own() }), 'open');
  });
  test('a wrong token gets no cookie', async () => {
    const { response, set } = await signIn('AAAAAAAAAAAAAAAAAAAAAA');
    assert.equal(response.status, 401);
    assert.equal(set, null);
  });
  test('it ends when it is told to', async () => {
    const { cookie } = await signedIn('mexico');
    const headers = { cookie, origin: own() };
    const response = await fetch(`${own()}/api/session`, { method: 'DELETE', headers });
    assert.ok(response.ok, `status ${response.status}`);
    assert.equal((await get(cookie, `/api/drafts/${draft.id}`)).status, 401);
    assert.notEqual(await knock({ cookie, origin: own() }), 'open');
  });
  test('a revoked invitation takes the cookie with it', async () => {
    const created = await draft.request('chair', '/invitations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'delegation', name: 'Se va', delegation: 'GT' }),
    });
    const { id, token } = await created.json();
    const { cookie } = await signIn(token);
    const wire = await Wire.open(place.server, { headers: { cookie, origin: own() } });
    wire.send({ t: 'hello', v: 1, draft: draft.id, client: randomId() });
    await wire.nextOf('welcome');
    await draft.request('chair', `/invitations/${id}`, { method: 'DELETE' });
    assert.equal(await wire.closeCode(2000), 4401);
    assert.equal((await get(cookie, `/api/drafts/${draft.id}`)).status, 401);
    assert.equal((await (await signIn(token)).response.json()).error.code, 'revoked', 'its holder is told why');
  });
});

describe('origins', () => {
  test('the own page and an allowed one may connect with a cookie', async () => {
    const { cookie } = await signedIn('mexico');
    assert.equal(await knock({ cookie, origin: own() }), 'open');
    assert.equal(await knock({ cookie, origin: 'https://mirror.example' }), 'open');
  });
  test('a foreign page may not, although the browser sends the cookie along', async () => {
    const { cookie } = await signedIn('mexico');
    for (const origin of ['https://evil.example', 'null', `${own()}.evil.example`, own().replace('http:', 'https:')]) {
      assert.notEqual(await knock({ cookie, origin }), 'open', origin);
    }
  });
  test('a cookie without any origin does not connect', async () => {
    const { cookie } = await signedIn('mexico');
    assert.notEqual(await knock({ cookie }), 'open');
  });
  test('a program with a token needs no origin', async () => {
    const { token } = await draft.seat('mexico');
    assert.equal(await knock({}, { token }), 'open');
  });
  test('a foreign page cannot sign in, write or sign out', async () => {
    const { token } = await draft.seat('chair');
    assert.equal((await signIn(token, { origin: 'https://evil.example' })).response.status, 403);
    const { cookie } = await signedIn('chair');
    const headers = { cookie, origin: 'https://evil.example', 'content-type': 'application/json' };
    const body = JSON.stringify({ role: 'chair', name: 'Intruso' });
    const path = `${own()}/api/drafts/${draft.id}/invitations`;
    const response = await fetch(path, { method: 'POST', headers, body });
    assert.equal(response.status, 403);
    assert.equal((await response.json()).error.code, 'bad-origin');
    assert.equal((await fetch(`${own()}/api/session`, { method: 'DELETE', headers })).status, 403);
    assert.equal((await get(cookie, `/api/drafts/${draft.id}`)).status, 200);
  });
});

describe('several seats in one browser', () => {
  test('the newest counts, another is chosen by name', async () => {
    const first = await signedIn('mexico');
    const mexico = (await first.response.json()).you;
    const second = await signedIn('canada', { cookie: first.cookie });
    const canada = (await second.response.json()).you;
    const who = async (extra) => {
      const wire = await Wire.open(place.server, { headers: { cookie: second.cookie, origin: own() } });
      wire.send({ t: 'hello', v: 1, draft: draft.id, client: randomId(), ...extra });
      const welcome = await wire.nextOf('welcome');
      wire.terminate();
      return welcome.you.id;
    };
    assert.equal(await who({}), canada.id);
    assert.equal(await who({ as: mexico.id }), mexico.id);
    const listed = await get(second.cookie, '/api/drafts', { 'plenaria-participant': mexico.id });
    assert.equal(listed.status, 200);
  });
  test('a seat that the cookie does not hold cannot be chosen', async () => {
    const { cookie } = await signedIn('observer');
    const chair = await draft.join('chair');
    assert.notEqual(await knock({ cookie, origin: own() }, { as: chair.you.id }), 'open');
    const response = await get(cookie, `/api/drafts/${draft.id}/invitations`, { 'plenaria-participant': chair.you.id });
    assert.notEqual(response.status, 200);
    await chair.edit(change.insert('p', 0, 'x'));
    await draft.leave();
  });
});
