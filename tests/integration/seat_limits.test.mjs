// What one seat may hold of the server, what observers leave to the others, and that everything a seat holds ends with it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Bytes, Wire } from '../support/raw.mjs';

const PLACES = 20;
const EACH = 6;

let place;
let draft;
before(async () => {
  place = await Place.open({
    settings: {
      sessions: PLACES,
      observer_percent: 50,
      seat_connections: EACH,
      seat_answers: 2,
      seat_jobs: 3,
      delegation_bytes_burst: 1 << 30,
    },
  });
});
after(() => place.close());

async function fresh() {
  draft = await place.draft();
  return draft;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Says hello; resolves with 'welcome' or the code of the close. The connection stays open. */
async function enter(token, client = randomId()) {
  const wire = await Wire.open(place.server);
  wire.send({ t: 'hello', v: 1, draft: draft.id, client, token });
  const first = await wire.nextOf('welcome', 'error');
  return { wire, first, outcome: first.t === 'welcome' ? 'welcome' : await wire.closeCode() };
}

async function invite(role, name, delegation) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ role, name, delegation });
  const response = await draft.request('chair', '/invitations', { method: 'POST', headers, body });
  assert.equal(response.status, 201);
  return response.json();
}

const leave = (opened) => Promise.all(opened.map(({ wire }) => (wire.terminate(), wire.closed)));

/** Asks for the whole log, and does not read it. */
async function unreadLog(token) {
  const bytes = await Bytes.open(place.server);
  bytes.pause();
  bytes.write(`GET /api/drafts/${draft.id}/ops HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return bytes;
}

describe('connections', () => {
  test('a seat may have so many and no more: the next one is closed with 4429', async () => {
    const { token } = await (await fresh()).seat('mexico');
    const opened = [];
    for (let i = 0; i < EACH; i++) opened.push(await enter(token));
    assert.deepEqual([...new Set(opened.map(({ outcome }) => outcome))], ['welcome']);
    const late = await enter(token);
    assert.equal(late.outcome, 4429);
    assert.equal(late.first.code, 'limit');
    opened[0].wire.terminate();
    await pause(100);
    assert.equal((await enter(token)).outcome, 'welcome', 'where one was closed there is room for another');
    await leave(opened);
    await draft.leave();
  });

  test('a replica that comes back does not count twice', async () => {
    const { token } = await (await fresh()).seat('mexico');
    const opened = [];
    for (let i = 0; i < EACH; i++) opened.push(await enter(token, `replica-${i}`));
    const again = await enter(token, 'replica-3');
    assert.equal(again.outcome, 'welcome');
    assert.equal(await opened[3].wire.closeCode(), 4409);
    await leave([...opened, again]);
  });

  test('observers leave the places that are not theirs: the chair gets in', async () => {
    await fresh();
    const links = await Promise.all([0, 1, 2, 3].map((i) => invite('observer', `Observatorio ${i}`)));
    const opened = [];
    for (const { token } of links) for (let i = 0; i < EACH; i++) opened.push(await enter(token));
    const inside = opened.filter(({ outcome }) => outcome === 'welcome').length;
    assert.equal(inside, PLACES / 2);
    assert.deepEqual([...new Set(opened.slice(inside).map(({ outcome }) => outcome))], [4429]);
    const chair = await enter((await draft.seat('chair')).token);
    assert.equal(chair.outcome, 'welcome');
    await leave([...opened, chair]);
  });

  test('who says nothing gives way to who comes: the chair gets in', async () => {
    const { token } = await (await fresh()).seat('chair');
    const silent = [];
    for (let i = 0; i < PLACES + 5; i++) silent.push(await Wire.open(place.server));
    assert.equal(await silent[0].closeCode(), 4429, 'the one that was silent for longest');
    const chair = await enter(token);
    assert.equal(chair.outcome, 'welcome');
    silent.forEach((wire) => wire.terminate());
    await leave([chair]);
  });
});

describe('a replica that has written nothing', () => {
  test('stays its first owner’s while the line is broken', async () => {
    await fresh();
    const mexico = await enter((await draft.seat('mexico')).token, 'mine');
    mexico.wire.terminate();
    await mexico.wire.closed;
    const canada = await enter((await draft.seat('canada')).token, 'mine');
    assert.equal(canada.outcome, 4403);
    const back = await enter((await draft.seat('mexico')).token, 'mine');
    assert.equal(back.outcome, 'welcome');
    await leave([back]);
  });

  test('cannot be taken by an observer', async () => {
    await fresh();
    const observer = await enter((await draft.seat('observer')).token, 'yours');
    const mexico = await enter((await draft.seat('mexico')).token, 'yours');
    assert.deepEqual([observer.outcome, mexico.outcome], ['welcome', 'welcome']);
    await leave([observer, mexico]);
  });

  test('an observer’s own one is one connection', async () => {
    const { token } = await (await fresh()).seat('observer');
    const first = await enter(token, 'reader');
    const second = await enter(token, 'reader');
    assert.equal(await first.wire.closeCode(), 4409);
    await leave([second]);
  });
});

describe('work', () => {
  /** Enough ops that a fold takes a moment. */
  async function long() {
    await fresh();
    await draft.plant(...Array.from({ length: 200 }, (_, i) => [`w${i}`, 'Instar a las delegaciones. '.repeat(40)]));
    const client = await draft.join('mexico');
    for (let i = 0; i < 30; i++) await client.edit(change.insert('w0', 0, `${i} `));
    return client;
  }

  test('one seat asks for more than waits for it: 429 with Retry-After, and others are served', async () => {
    const client = await long();
    const asked = Array.from({ length: 12 }, (_, i) => draft.request('observer', `?seq=${10 + i}`));
    const other = await draft.request('chair', '?seq=5');
    assert.equal(other.status, 200);
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0, 'some are refused');
    assert.equal((await refused[0].json()).error.code, 'limit');
    assert.equal(refused[0].headers.get('retry-after'), '1');
    assert.ok(answers.filter(({ status }) => status === 200).length >= 3, 'and some are answered');
    await client.drop();
  });

  test('past states are the same whoever asks, compressed or not, at once or later', async () => {
    const client = await long();
    const whole = async (who, seq) => (await draft.request(who, `?seq=${seq}`)).text();
    const plain = async (who, seq) =>
      (await draft.request(who, `?seq=${seq}`, { headers: { 'accept-encoding': 'identity' } })).text();
    const texts = await Promise.all([whole('observer', 20), plain('canada', 20), whole('chair', 20), plain('mexico', 20)]);
    texts.push(await whole('observer', 20));
    assert.equal(new Set(texts).size, 1);
    assert.equal(JSON.parse(texts[0]).seq, 20);
    const now = await draft.request('observer', '');
    assert.equal((await now.json()).seq, client.model.seq);
    await client.drop();
  });

  test('the log is sent to a seat so often at once and no more', async () => {
    const client = await long();
    for (let i = 0; i < 120; i++) {
      await client.edit(change.insert('w1', 0, 'x'.repeat(60_000)));
      await client.edit(change.erase('w1', 0, 60_000));
    }
    const { token } = await draft.seat('observer');
    const slow = [];
    for (let i = 0; i < 2; i++) slow.push(await unreadLog(token));
    await pause(200);
    assert.equal((await draft.request('observer', '/ops')).status, 429);
    assert.equal((await draft.request('canada', '/ops?limit=1')).status, 200);
    slow.forEach((bytes) => bytes.destroy());
    await pause(300);
    assert.equal((await draft.request('observer', '/ops?limit=1')).status, 200);
    await client.drop();
  });
});

test('WebSockets leave a tenth of all connections to HTTP, and observers a tenth of theirs to the others', async () => {
  const own = place;
  place = await Place.open({ settings: { max_connections: 40, seat_connections: 100 } });
  try {
    await fresh();
    const { token } = await draft.seat('observer');
    const chair = (await draft.seat('chair')).token;
    const opened = [];
    for (let i = 0; i < 34; i++) opened.push(await enter(token));
    assert.equal(opened.filter(({ outcome }) => outcome === 'welcome').length, 32);
    assert.equal((await enter(chair)).outcome, 'welcome');
    assert.equal((await draft.request('chair', '')).status, 200);
    await leave(opened);
  } finally {
    await place.close();
    place = own;
  }
});
