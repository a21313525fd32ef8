// The disk takes long to keep what is written about people: nobody else waits, and acts keep their order.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build } from '../support/binary.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** Holds the write lock of the server's database; gives what lets go. */
function hold(data) {
  const child = spawn(path.join(build, 'bin/hold_database'), [data], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const letGo = async () => {
    child.stdin.end();
    assert.equal(await ended, 0);
  };
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout.once('data', () => resolve(letGo));
  });
}

const post = (draft, who, body) =>
  draft.request(who, '/invitations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Long enough for a request to be on its way to the disk. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 200));

test('while an invitation waits for the disk the others are answered', async () => {
  const draft = await place.draft();
  await draft.seat('chair');
  const letGo = await hold(place.server.data);
  const from = performance.now();
  let isThere = false;
  const invited = post(draft, 'chair', { role: 'observer', name: 'Una observadora' }).finally(() => (isThere = true));
  // where they waited too, nobody could let go before the server gives up
  while (performance.now() - from < 2000) {
    assert.equal((await fetch(`${place.server.url}/healthz`)).status, 200);
    await moment();
  }
  assert.equal(isThere, false, 'it is answered when it is durable');
  await letGo();
  assert.equal((await invited).status, 201);
});

test('who is revoked invites nobody any more, though they asked before that was durable', async () => {
  const draft = await place.draft();
  const { id } = await draft.seat('secretariat');
  const letGo = await hold(place.server.data);
  const revoked = draft.request('chair', `/invitations/${id}`, { method: 'DELETE' });
  await moment();
  const invited = post(draft, 'secretariat', { role: 'observer', name: 'Una más' });
  await moment();
  await letGo();
  assert.equal((await revoked).status, 200);
  assert.equal((await invited).status, 401);
  const { invitations } = await (await draft.request('chair', '/invitations')).json();
  assert.ok(!invitations.some(({ name }) => name === 'Una más'));
});

test('two links opened by one browser at once: each cookie holds what those before it held', async () => {
  const drafts = [await place.draft(), await place.draft()];
  const [mexico, canada] = [await drafts[0].seat('mexico'), await drafts[1].seat('canada')];
  const open = (token, cookie) =>
    fetch(`${place.server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      body: JSON.stringify({ token }),
    });
  const cookieOf = (response) => response.headers.get('set-cookie').split(';')[0];
  const letGo = await hold(place.server.data);
  const first = open(mexico.token);
  await moment();
  await letGo();
  const cookie = cookieOf(await first);
  const again = await hold(place.server.data);
  const [second, third] = [open(canada.token, cookie), open(canada.token, cookie)];
  await moment();
  await again();
  const counts = [];
  for (const response of [await second, await third]) {
    assert.equal(response.status, 200);
    const headers = { cookie: cookieOf(response) };
    counts.push((await (await fetch(`${place.server.url}/api/drafts`, { headers })).json()).drafts.length);
  }
  assert.deepEqual(counts.sort(), [1, 2], 'the second one came with a cookie that had ended by then');
});

test('a stop waits for what was asked for, and answers it', async () => {
  const draft = await place.draft();
  await draft.seat('chair');
  const letGo = await hold(place.server.data);
  const invited = [1, 2, 3].map((i) => post(draft, 'chair', { role: 'observer', name: `Persona ${i}` }));
  await moment();
  place.server.child.kill('SIGTERM');
  await moment();
  await letGo();
  for (const one of invited) assert.equal((await one).status, 201);
  assert.equal((await place.server.exited).code, 0, place.server.stderr.slice(-1000));
  place.server.assertClean();
  const seats = await cli.succeed(['seats', '--data', place.server.data, '--draft', draft.id]);
  for (const i of [1, 2, 3]) assert.ok(seats.includes(`"name":"Persona ${i}"`), seats);
  await place.server.start();
});
