// Each close code of the protocol, and the error message in front of it where the client is to blame.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Wire } from '../support/raw.mjs';

let place;
let draft;
before(async () => {
  place = await Place.open();
  draft = await place.draft();
  await draft.plant(['p', 'uno']);
});
after(async () => {
  await draft.leave();
  await place.close();
});

const open = () => Wire.open(place.server);

async function hello(fields = {}) {
  const { token } = await draft.seat('mexico');
  return { t: 'hello', v: 1, draft: draft.id, client: randomId(), token, ...fields };
}

/** Expects an error message and then this close code. */
async function closesWith(wire, code) {
  const error = await wire.nextOf('error');
  assert.ok(error.code && error.message, JSON.stringify(error));
  assert.equal(await wire.closeCode(), code);
  return error;
}

describe('4400', () => {
  const first = {
    'malformed JSON': '{"t":"hello"',
    'a JSON value that is no object': '[1,2]',
    'an unknown t': { t: 'shout' },
    'no t': { v: 1 },
    'an op before hello': { t: 'op', n: 1, base: 0, changes: [] },
    'a presence before hello': { t: 'presence', item: null },
    'another version': { t: 'hello', v: 2, draft: 'd', client: 'c', token: 'x' },
    'a client id with a blank': { t: 'hello', v: 1, draft: 'd', client: 'not an id', token: 'x' },
  };
  for (const [title, message] of Object.entries(first)) {
    test(title, async () => {
      const wire = await open();
      wire.send(message);
      await closesWith(wire, 4400);
    });
  }
  test('an unknown t after hello', async () => {
    const wire = await open();
    wire.send(await hello());
    await wire.nextOf('welcome');
    wire.send({ t: 'shout' });
    await closesWith(wire, 4400);
  });
  test('malformed JSON after hello', async () => {
    const wire = await open();
    wire.send(await hello());
    await wire.nextOf('welcome');
    wire.send('{"t":"op",');
    await closesWith(wire, 4400);
  });
});

describe('4401', () => {
  test('no token', async () => {
    const wire = await open();
    wire.send(await hello({ token: undefined }));
    await closesWith(wire, 4401);
  });
  test('a token that nobody was given', async () => {
    const wire = await open();
    wire.send(await hello({ token: 'AAAAAAAAAAAAAAAAAAAAAA' }));
    await closesWith(wire, 4401);
  });
  test('a revoked invitation closes its connections at once, and lets nobody in again', async () => {
    const created = await draft.request('chair', '/invitations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'delegation', name: 'Se va', delegation: 'GT' }),
    });
    const { id, token } = await created.json();
    const wire = await open();
    wire.send(await hello({ token }));
    await wire.nextOf('welcome');
    const revoked = await draft.request('chair', `/invitations/${id}`, { method: 'DELETE' });
    assert.ok(revoked.ok, `status ${revoked.status}`);
    assert.equal(await wire.closeCode(2000), 4401);
    const again = await open();
    again.send(await hello({ token }));
    await closesWith(again, 4401);
  });
  test('an expired invitation', async () => {
    const created = await draft.request('chair', '/invitations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'observer', name: 'Breve', expires: Date.now() + 400 }),
    });
    const { token } = await created.json();
    assert.ok(token, 'an invitation for a moment');
    await new Promise((resolve) => setTimeout(resolve, 600));
    const wire = await open();
    wire.send(await hello({ token }));
    await closesWith(wire, 4401);
  });
});

describe('4403', () => {
  test('a client id that belongs to another participant', async () => {
    const mexico = await draft.join('mexico');
    await mexico.edit(change.insert('p', 0, 'x'));
    const { token } = await draft.seat('canada');
    const wire = await open();
    wire.send(await hello({ token, client: mexico.client }));
    await closesWith(wire, 4403);
    await mexico.edit(change.insert('p', 0, 'y'));
  });
  test('a client id in use by another participant that has not written yet', async () => {
    const mexico = await draft.join('mexico');
    const { token } = await draft.seat('canada');
    const wire = await open();
    wire.send(await hello({ token, client: mexico.client }));
    await closesWith(wire, 4403);
    await mexico.edit(change.insert('p', 0, 'z'));
  });
});

describe('4404', () => {
  test('an unknown draft', async () => {
    const wire = await open();
    wire.send(await hello({ draft: 'nowhere' }));
    await closesWith(wire, 4404);
  });
  test("somebody else's draft", async () => {
    const other = await place.draft();
    const wire = await open();
    wire.send(await hello({ draft: other.id }));
    await closesWith(wire, 4404);
  });
});

test('4408: no hello within ten seconds', { timeout: 30_000 }, async () => {
  const wire = await open();
  const from = Date.now();
  assert.equal(await wire.closeCode(15_000), 4408);
  assert.ok(Date.now() - from > 8_000, 'not earlier than promised');
});

test('4409: the same client connected again takes over', async () => {
  const client = randomId();
  const former = await open();
  former.send(await hello({ client }));
  await former.nextOf('welcome');
  const latter = await open();
  latter.send(await hello({ client }));
  await latter.nextOf('welcome');
  assert.equal(await former.closeCode(2000), 4409);
  latter.send({ t: 'op', n: 1, base: (await draft.snapshot()).seq, changes: [change.insert('p', 0, 'x')] });
  assert.equal((await latter.nextOf('ops', 'reject')).t, 'ops');
  latter.terminate();
});

describe('1009', () => {
  test('a message beyond 256 KiB', async () => {
    const wire = await open();
    wire.send(await hello());
    await wire.nextOf('welcome');
    wire.send(JSON.stringify({ t: 'op', n: 1, base: 0, changes: [], filler: 'x'.repeat(256 * 1024) }));
    assert.equal(await wire.closeCode(), 1009);
  });
  test('a message just below 256 KiB is read', async () => {
    const wire = await open();
    wire.send(await hello());
    const { seq } = await wire.nextOf('welcome');
    const op = { t: 'op', n: 1, base: seq, changes: [change.insert('p', 0, 'x')], filler: '' };
    op.filler = 'x'.repeat(256 * 1024 - JSON.stringify(op).length);
    wire.send(op);
    assert.equal((await wire.nextOf('ops', 'reject')).t, 'ops');
    wire.terminate();
  });
});

test('1012: the server is stopping', async () => {
  const own = await Place.open();
  const ownDraft = await own.draft();
  const client = await ownDraft.join('chair');
  await own.server.stop();
  assert.equal((await client.closed).code, 1012);
  await own.close();
});
