// Every row of the HTTP table, with its rights and its errors.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';

let place;
let draft;
let chair;
before(async () => {
  place = await Place.open();
  draft = await place.draft({ title: 'Conclusiones' });
  await draft.plant(['p', 'Aprobar el informe.'], ['q', 'Agradecer <b>&</b>.']);
  chair = await draft.join('chair');
});
after(async () => {
  await draft.leave();
  await place.close();
});

const json = { 'content-type': 'application/json' };
const call = (path, options) => fetch(place.server.url + path, options);
const post = (who, path, body) => draft.request(who, path, { method: 'POST', headers: json, body: JSON.stringify(body) });

/** An error is a JSON object with a code and a sentence, and the fitting status. */
async function refusedWith(response, status, code) {
  assert.equal(response.status, status);
  const { error } = await response.json();
  assert.equal(error.code, code);
  assert.match(error.message, /\.$/);
}

async function bearer(who) {
  return { authorization: `Bearer ${(await draft.seat(who)).token}` };
}

describe('snapshot', () => {
  test('the canonical snapshot agrees with what the socket sent', async () => {
    const snapshot = await draft.snapshot();
    assert.deepEqual(Model.fromSnapshot(snapshot).snapshot(), chair.model.snapshot());
    for (const name of ['proposals', 'positions', 'comments', 'consultations']) assert.ok(Array.isArray(snapshot[name]), name);
  });
  test('an older one as it stood then', async () => {
    const before = await draft.snapshot();
    await chair.edit(change.insert('p', 0, 'X'));
    assert.deepEqual(await draft.snapshot(before.seq), before);
  });
  test('a given seq never changes: it has an ETag, and 304 answers it', async () => {
    const first = await draft.request('mexico', '?seq=1');
    const etag = first.headers.get('etag');
    assert.match(etag, /^"[^"]+"$/);
    assert.match(first.headers.get('cache-control'), /immutable/);
    const again = await draft.request('mexico', '?seq=1', { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    assert.equal((await draft.request('mexico', '?seq=2', { headers: { 'if-none-match': etag } })).status, 200);
  });
  test('a seq that is not there yet, and one that is no number', async () => {
    assert.equal((await draft.request('chair', '?seq=99999')).status, 404);
    assert.equal((await draft.request('chair', '?seq=abc')).status, 400);
    assert.equal((await draft.request('chair', '?seq=-1')).status, 400);
  });
  test('is gzipped for who asks for it, the same words', async () => {
    const plain = await draft.request('chair', '?seq=2', { headers: { 'accept-encoding': 'identity' } });
    const packed = await draft.request('chair', '?seq=2', { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(plain.headers.get('content-encoding'), null);
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.deepEqual(await packed.json(), await plain.json());
  });
});

describe('ops', () => {
  test('the whole log as lines, with a chain that anybody can check', async () => {
    await draft.seat('observer');
    const snapshot = await draft.snapshot(); // with the observer's seat
    const response = await draft.request('observer', '/ops?since=0');
    assert.match(response.headers.get('content-type'), /^application\/x-ndjson/);
    const { ops, head } = checkChain(await response.text());
    assert.equal(ops.length, snapshot.seq);
    assert.equal(head, snapshot.head);
  });
  test('a part of it', async () => {
    const all = (await (await draft.request('observer', '/ops?since=0')).text()).split('\n');
    const part = await (await draft.request('observer', '/ops?since=1&limit=1')).text();
    assert.equal(part, `${all[1]}\n`);
  });
  test('nothing behind the end', async () => {
    const { seq } = await draft.snapshot();
    const response = await draft.request('observer', `/ops?since=${seq}`);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });
  test('numbers are numbers', async () => {
    for (const query of ['since=x', 'since=-1', 'since=0&limit=x']) {
      assert.equal((await draft.request('observer', `/ops?${query}`)).status, 400, query);
    }
  });
});

describe('export', () => {
  const types = {
    txt: /^text\/plain; *charset=utf-8/i,
    md: /^text\/markdown/,
    html: /^text\/html; *charset=utf-8/i,
    json: /^application\/json/,
  };
  for (const [format, type] of Object.entries(types)) {
    test(format, async () => {
      const response = await draft.request('observer', `/export?format=${format}&lang=es`);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type'), type);
      const text = await response.text();
      assert.ok(text.includes('Aprobar el informe.'), text.slice(0, 300));
      if (format === 'json') JSON.parse(text);
    });
  }
  test('html escapes what is written', async () => {
    const text = await (await draft.request('observer', '/export?format=html&lang=es')).text();
    assert.ok(text.includes('&lt;b&gt;&amp;&lt;/b&gt;'), 'escaped');
    assert.ok(!text.includes('<b>&'), 'nothing raw');
  });
  test('an unknown format, an unknown language', async () => {
    assert.equal((await draft.request('observer', '/export?format=pdf&lang=es')).status, 400);
    assert.equal((await draft.request('observer', '/export?format=txt&lang=xx')).status, 400);
  });
});

describe('drafts', () => {
  test('the list holds what this participant may see', async () => {
    const other = await place.draft();
    const response = await call('/api/drafts', { headers: await bearer('mexico') });
    const { drafts } = await response.json();
    const ids = drafts.map(({ id }) => id);
    assert.ok(ids.includes(draft.id));
    assert.ok(!ids.includes(other.id));
    const entry = drafts.find(({ id }) => id === draft.id);
    assert.equal(entry.role, 'delegation');
    assert.equal(entry.title.es, 'Conclusiones');
    assert.deepEqual(entry.langs, ['es', 'en']);
    assert.equal(entry.adopted, false);
  });
  test('secretariat and chair make a new one from plain text', async () => {
    for (const who of ['secretariat', 'chair']) {
      const body = JSON.stringify({ title: { es: 'Nuevo' }, langs: ['es', 'en'], text: '1. Uno.\n2. Dos.\n', lang: 'es' });
      const headers = { ...json, ...(await bearer(who)) };
      const response = await call('/api/drafts', { method: 'POST', headers, body });
      assert.ok(response.ok, `status ${response.status}`);
      const { draft: id, items } = await response.json();
      assert.equal(items, 2);
      const snapshot = await (await call(`/api/drafts/${id}`, { headers })).json();
      assert.equal(snapshot.title.es, 'Nuevo');
      assert.deepEqual(
        snapshot.items.map((item) => item.texts.es.ops[0].insert),
        ['Uno.', 'Dos.'],
      );
    }
  });
  test('nobody else does', async () => {
    for (const who of ['mexico', 'observer']) {
      const headers = { ...json, ...(await bearer(who)) };
      const body = JSON.stringify({ title: { es: 'x' }, langs: ['es'], text: '1. Uno.', lang: 'es' });
      await refusedWith(await call('/api/drafts', { method: 'POST', headers, body }), 403, 'forbidden');
    }
  });
  test('a body that is not what it should be', async () => {
    const headers = { ...json, ...(await bearer('chair')) };
    const bodies = [
      '',
      '{',
      '[]',
      '{"title":1}',
      '{"title":{"es":"x"},"langs":"es","text":"y","lang":"es"}',
      '{"title":{"es":"x"},"langs":["es"],"text":"y","lang":"fr"}',
    ];
    for (const body of bodies) {
      const response = await call('/api/drafts', { method: 'POST', headers, body });
      assert.equal(response.status, 400, body);
    }
  });
  test('the outline of a text, before it is imported', async () => {
    const headers = { ...json, ...(await bearer('chair')) };
    const body = JSON.stringify({ text: 'TÍTULO\n\n1. Uno.\n a. Dos.\n', lang: 'es' });
    const response = await call('/api/outline', { method: 'POST', headers, body });
    assert.equal(response.status, 200);
    const outline = await response.json();
    const numbered = outline.items.filter(({ kind }) => kind === 'item');
    assert.deepEqual(
      numbered.map(({ depth, text }) => [depth, text]),
      [
        [1, 'Uno.'],
        [2, 'Dos.'],
      ],
    );
  });
});

describe('invitations', () => {
  test('are created, listed without their tokens, and revoked', async () => {
    const created = await post('secretariat', '/invitations', { role: 'delegation', name: 'Luis', delegation: 'GT' });
    assert.ok(created.ok, `status ${created.status}`);
    const { id, token, url } = await created.json();
    assert.ok(token.length >= 22, '128 bits');
    assert.ok(url.includes(token));
    assert.ok(!new URL(url, place.server.url).search, 'a token never travels in a query string');
    const listed = await (await draft.request('chair', '/invitations')).text();
    assert.ok(!listed.includes(token), 'the token is shown once');
    const entry = JSON.parse(listed).invitations.find((one) => one.id === id);
    assert.equal(entry.role, 'delegation');
    assert.equal(entry.name, 'Luis');
    assert.equal(entry.delegation, 'GT');
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await call(`/api/drafts/${draft.id}`, { headers })).status, 200);
    assert.ok((await draft.request('chair', `/invitations/${id}`, { method: 'DELETE' })).ok);
    await refusedWith(await call(`/api/drafts/${draft.id}`, { headers }), 401, 'unauthorized');
  });
  test('one that is not there cannot be revoked', async () => {
    await refusedWith(await draft.request('chair', '/invitations/nothing', { method: 'DELETE' }), 404, 'not-found');
  });
  test('one of another draft cannot be revoked from here', async () => {
    const other = await place.draft();
    const { id } = await other.seat('mexico');
    assert.equal((await draft.request('chair', `/invitations/${id}`, { method: 'DELETE' })).status, 404);
    assert.equal((await other.request('mexico', '')).status, 200);
  });
  test('an unknown role, a name that is missing or too long', async () => {
    for (const body of [
      { role: 'king', name: 'x' },
      { role: 'observer' },
      { role: 'observer', name: 'x'.repeat(10_000) },
      { role: 'system', name: 'x' },
      { role: 'observer', name: 'Ana \u202eLópez' },
      { role: 'delegation', name: 'Ana', delegation: 'M\u200bX' },
      { role: 'observer', name: 'Ana', delegation: 5 },
    ]) {
      assert.equal((await post('chair', '/invitations', body)).status, 400, JSON.stringify(body).slice(0, 60));
    }
  });
  test('delegations and observers do not see the list', async () => {
    for (const who of ['mexico', 'observer']) await refusedWith(await draft.request(who, '/invitations'), 403, 'forbidden');
  });
});

describe('access', () => {
  test('without a token there is nothing', async () => {
    for (const path of ['', '/ops', '/export?format=txt', '/invitations']) {
      await refusedWith(await call(`/api/drafts/${draft.id}${path}`), 401, 'unauthorized');
    }
    await refusedWith(await call('/api/drafts'), 401, 'unauthorized');
  });
  test('a token in a query string is no token', async () => {
    const { token } = await draft.seat('chair');
    assert.equal((await call(`/api/drafts/${draft.id}?token=${token}`)).status, 401);
  });
  test("somebody else's draft is not found", async () => {
    const other = await place.draft();
    const response = await call(`/api/drafts/${other.id}`, { headers: await bearer('chair') });
    await refusedWith(response, 404, 'not-found');
  });
  test('an unknown address, an unknown method', async () => {
    const headers = await bearer('chair');
    await refusedWith(await call('/api/nothing', { headers }), 404, 'not-found');
    await refusedWith(await call('/api/drafts', { method: 'PUT', headers, body: '{}' }), 405, 'method-not-allowed');
    assert.equal((await call(`/api/drafts/${draft.id}`, { method: 'DELETE', headers })).status, 405);
  });
});

describe('operators', () => {
  test('alive and ready', async () => {
    assert.equal((await call('/healthz')).status, 200);
    assert.equal((await call('/readyz')).status, 200);
  });
  test('metrics are Prometheus text that says what is promised', async () => {
    await assert.rejects(chair.edit(change.insert('ghost', 0, 'x')), { code: 'no-item' });
    const response = await call('/metrics');
    assert.match(response.headers.get('content-type'), /^text\/plain/);
    const text = await response.text();
    for (const line of text.split('\n').slice(0, -1)) {
      assert.match(
        line,
        /^(# (HELP|TYPE) plenaria_\w+ .+|plenaria_\w+(\{[^}]*\})? [-+0-9.e]+|plenaria_\w+\{.*le="\+Inf".*\} \d+)$/,
      );
    }
    for (const topic of [
      /connections\{[^}]*role="chair"/,
      /drafts/,
      /ops/,
      /rejects\w*\{[^}]*code="no-item"/,
      /commit\w*_bucket/,
      /queue/,
      /resync/,
      /snapshot/,
      /log/,
    ]) {
      assert.match(text, topic);
    }
    const counted = (name) => Number(text.match(new RegExp(`^plenaria_${name} (\\d+)$`, 'm'))[1]);
    assert.ok(counted('database_bytes') > 4096 && counted('database_most_bytes') > counted('database_bytes'));
    assert.ok(counted('frames_total') > 0 && counted('frame_bytes_total') > counted('frames_total'));
  });
});

describe('headers of every answer', () => {
  test('pages, API answers and errors are all protected', async () => {
    for (const path of ['/', '/api/drafts', '/healthz', '/api/nothing', '/no-such-page.js']) {
      const { headers } = await call(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'self'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/, path);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/, path);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
      assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp', path);
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.ok(headers.get('referrer-policy'), path);
    }
  });
  test('API answers are not kept by caches', async () => {
    const response = await call('/api/drafts', { headers: await bearer('chair') });
    assert.match(response.headers.get('cache-control'), /no-store/);
  });
});
