// plenaria witness: somebody on another machine who follows a draft's checkpoints, keeps them, and finds out a server that lies.
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';

let place;
let draft;
let mexico;
let item;
let folder;
let token;
let between; // between witness and server: hands on what is asked, and lies where a test wants it to

/** A server in front of ours; `lie(path, text)` says what to answer in the place of text. */
async function openBetween() {
  const front = { lie: (_path, text) => text };
  const server = http.createServer(async (request, response) => {
    const { authorization } = request.headers;
    const answer = await fetch(place.server.url + request.url, { headers: authorization ? { authorization } : {} });
    response.statusCode = answer.status;
    response.end(front.lie(request.url, await answer.text()));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  front.url = `http://127.0.0.1:${server.address().port}`;
  front.close = () => server.close();
  return front;
}

const look = (...args) =>
  cli.run(['witness', '--url', between.url, '--draft', draft.id, '--token', token, '--state', folder, ...args]);

before(async () => {
  place = await Place.open();
  between = await openBetween();
});

after(async () => {
  between.close();
  await place.close();
});

beforeEach(async () => {
  folder = path.join(temporaryFolder(), 'state');
  draft = await place.draft();
  mexico = await draft.join('mexico');
  [{ id: item }] = (await draft.snapshot()).items;
  token = path.join(temporaryFolder(), 'token');
  writeFileSync(token, `${(await draft.seat('observer')).token}\n`);
  await draft.request('observer', '/checkpoint');
  between.lie = (_path, text) => text;
});

const type = (words) => mexico.edit(change.insert(item, 0, words));

test('what holds is cosigned and kept, and a later look goes on from there', async () => {
  const first = await look();
  assert.equal(first.code, 0, first.stderr);
  await type('uno');
  await type('dos');
  const second = await look();
  assert.equal(second.code, 0, second.stderr);
  const { seq, head } = await draft.snapshot();
  const said = JSON.parse(second.stdout);
  assert.deepEqual({ seq: said.seq, head: said.head }, { seq, head });
  const notes = readFileSync(path.join(folder, `${draft.id}.log`), 'utf8')
    .split('----\n')
    .filter(Boolean);
  assert.equal(notes.length, 2);

  // The cosignature, by node's own cryptography.
  const key = readFileSync(path.join(folder, 'witness.key'), 'utf8');
  assert.match(key, /^PRIVATE\+KEY\+plenaria-witness-/);
  const [text, signatures] = notes[1].split('\n\n');
  const [name, base64] = signatures.trim().split('\n').at(-1).split(' ').slice(1);
  const bytes = Buffer.from(base64, 'base64');
  const seconds = bytes.readBigUInt64BE(4);
  const message = `cosignature/v1\ntime ${seconds}\n${text}\n`;
  const { x } = publicOf(key, name);
  const expected = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.concat([Buffer.from([4]), x]))
    .digest();
  assert.deepEqual(bytes.subarray(0, 4), expected.subarray(0, 4));
  assert.ok(verify(null, Buffer.from(message), keyObject(x), bytes.subarray(12)));
});

test('an older state, a rewritten past, a foreign signature and ops that do not lead there are alarms that keep nothing', async () => {
  await look();
  await type('uno');
  const early = await (await draft.request('observer', '/checkpoint')).text();
  await type('dos');
  await look();
  const before = readFileSync(path.join(folder, `${draft.id}.log`), 'utf8');
  await type('tres');
  for (const [what, lie, sentence] of [
    ['an older state', (at, text) => (at.endsWith('/checkpoint') ? early : text), /older backup/],
    ['a rewritten past', (at, text) => (at.includes('/ops') ? text.replace(/"at":1/, '"at":2') : text), /another history/],
    ['too few ops', (at, text) => (at.includes('/ops') ? '' : text), /another history/],
    ['a changed note', (at, text) => (at.endsWith('/checkpoint') ? text.replace(/\ntime 1/, '\ntime 2') : text), /not signed/],
  ]) {
    between.lie = lie;
    const { code, stderr } = await look();
    assert.equal(code, 1, what);
    assert.match(stderr, sentence, what);
    assert.equal(readFileSync(path.join(folder, `${draft.id}.log`), 'utf8'), before, what);
  }
  between.lie = (_at, text) => text;
  assert.equal((await look()).code, 0);
});

test('the server’s key is the one that was given or first seen, and its successors', async () => {
  const keys = async () => (await fetch(`${place.server.url}/api/key`)).json();
  const { key } = await keys();
  const other = JSON.parse(await cli.succeed(['key', '--data', temporaryFolder()])).key;
  const wrong = await look('--key', other);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /not signed/);
  rmSync(folder, { recursive: true });
  assert.equal((await look('--key', key)).code, 0);
  await cli.succeed(['key', '--data', place.server.data, '--rotate']);
  process.kill(place.server.pid, 'SIGHUP');
  for (const end = Date.now() + 5000; (await keys()).key === key;) assert.ok(Date.now() < end);
  await type('uno');
  const stripped = (at, text) => (at === '/api/key' ? text.replace(/,"succession":"[^"]*"/, '') : text);
  between.lie = stripped;
  assert.match((await look()).stderr, /not signed/, 'a key that nobody vouches for');
  between.lie = (_at, text) => text;
  const { code, stderr } = await look();
  assert.equal(code, 0, stderr);
});

test('a token that is not good, and a server that is not there, are said so', async () => {
  writeFileSync(token, 'AAAAAAAAAAAAAAAAAAAAAA\n');
  const bad = await look();
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /token/);
  const args = ['--url', 'http://127.0.0.1:9', '--draft', draft.id, '--token', token, '--state', folder];
  const none = await cli.run(['witness', ...args]);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /cannot be reached/);
});

function keyObject(raw) {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' });
}

/** The public key of PRIVATE+KEY+NAME+ID+BASE64. */
function publicOf(text, name) {
  assert.ok(text.includes(`+${name}+`));
  const seed = Buffer.from(text.trim().split('+').slice(4).join('+'), 'base64').subarray(1);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return { x: key.export({ format: 'der', type: 'spki' }).subarray(-32) };
}
