// Event streams: what happens in a draft, for scripts. Each op once, in order, without a gap, whenever one comes again; nothing to those who may not.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { EventStream } from '../support/event_stream.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { until } from '../support/until.mjs';

let place;
let meeting;
let streams = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await meeting?.leave();
  await place?.close();
  [place, meeting] = [];
});

async function listen(draft, who = 'chair', query = '', headers = {}) {
  const { token } = await draft.seat(who);
  const url = `${place.server.url}/api/drafts/${draft.id}/events${query}`;
  const stream = await EventStream.open(url, { authorization: `Bearer ${token}`, ...headers });
  streams.push(stream);
  return stream;
}

const write = (client, words = 'x') => client.edit(change.insert('i1', 0, words));
const logOf = async (draft) =>
  (await draft.log())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const isOpen = (stream) => until(() => stream.events.some(({ type }) => type === 'open'));

test('a stream tells each op as it comes, with the seq as its id, as the log has it', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const chair = await draft.join('chair');
  await write(chair);
  const stream = await listen(draft);
  assert.equal(stream.headers['content-type'], 'text/event-stream');
  assert.equal(stream.headers['cache-control'], 'no-store');
  await isOpen(stream);
  const begin = (await logOf(draft)).length;
  assert.deepEqual(stream.events[0].data, { draft: draft.id, seq: begin });
  assert.deepEqual([stream.retry, stream.lastId], [3000, String(begin)]);
  for (let i = 0; i < 5; i++) await write(chair, 'ñ «😀»');
  await until(() => stream.ops.length === 5);
  assert.deepEqual(stream.ops, (await logOf(draft)).slice(begin));
  for (const { id, data } of stream.events.slice(1)) assert.equal(id, String(data.op.seq));
});

test('since and last-event-id go on behind an op, from the log and from memory alike; the header counts more', async () => {
  place = await Place.open({ settings: { seat_streams: 10 } });
  const draft = await place.draft();
  const chair = await draft.join('chair');
  for (let i = 0; i < 30; i++) await write(chair);
  const log = await logOf(draft);
  for (const since of [0, 1, 17, log.length - 1, log.length]) {
    const stream = await listen(draft, 'chair', `?since=${since}`);
    await isOpen(stream);
    await until(() => stream.ops.length === log.length - since);
    assert.deepEqual(stream.ops, log.slice(since));
    stream.close();
  }
  const stream = await listen(draft, 'chair', '?since=3', { 'last-event-id': '20' });
  await until(() => stream.ops.length);
  assert.equal(stream.seqs[0], 21);
});

test('no gap and no repetition for whoever is cut off again and again while others write', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const clients = [await draft.join('chair'), await draft.join('secretariat')];
  const reader = await draft.seat('observer');
  assert.ok(reader);
  const told = [];
  let writing = true;
  const writers = Promise.all(
    clients.map(async (client) => {
      for (let i = 0; i < 150; i++) await write(client);
    }),
  ).finally(() => (writing = false));
  let cuts = 0;
  for (let last = '0'; writing; cuts++) {
    const stream = await listen(draft, 'observer', '', { 'last-event-id': last });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    stream.close();
    told.push(...stream.ops);
    last = stream.ops.length ? stream.lastId : last;
  }
  await writers;
  const log = await logOf(draft);
  const stream = await listen(draft, 'observer', `?since=${told.length}`);
  await until(() => told.length + stream.ops.length === log.length);
  assert.deepEqual([...told, ...stream.ops], log);
  assert.ok(cuts > 3, `${cuts}`);
});

test('after kill -9 a client goes on where it was', async () => {
  place = await Place.open();
  const draft = await place.draft();
  let chair = await draft.join('chair');
  const first = await listen(draft, 'chair', '?since=0');
  for (let i = 0; i < 10; i++) await write(chair);
  await until(() => first.ops.length >= 5);
  await place.server.kill();
  await first.over;
  await draft.leave();
  await place.server.start();
  chair = await draft.join('chair');
  const second = await listen(draft, 'chair', '', { 'last-event-id': first.lastId });
  await write(chair);
  const log = await logOf(draft);
  await until(() => first.ops.length + second.ops.length === log.length);
  assert.deepEqual([...first.ops, ...second.ops], log);
});

test('who has no seat gets none, who loses it is told why, and nothing of the draft comes behind that', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const chair = await draft.join('chair');
  const url = `${place.server.url}/api/drafts/${draft.id}/events`;
  assert.equal((await EventStream.open(url)).status, 401);
  assert.equal((await EventStream.open(url, { authorization: 'Bearer nobody' })).status, 401);
  const other = await place.draft();
  assert.equal((await EventStream.open(url, { authorization: `Bearer ${(await other.seat('chair')).token}` })).status, 404);

  const mexico = await listen(draft, 'mexico');
  await isOpen(mexico);
  const seat = await draft.seat('mexico');
  assert.equal((await draft.request('chair', `/invitations/${seat.id}`, { method: 'DELETE' })).status, 200);
  await until(() => mexico.ended);
  assert.equal(mexico.ended, 'revoked');
  assert.equal(await mexico.over, 'end');
  const { length } = mexico.events;
  await write(chair, 'secreto');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(mexico.events.length, length);
  assert.equal(JSON.stringify(mexico.events).includes('secreto'), false);
  assert.equal((await listen(draft, 'mexico')).status, 401);
});

test('signing out ends the streams of the browser', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const { token } = await draft.seat('chair');
  const session = await fetch(`${place.server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = session.headers.get('set-cookie').split(';')[0];
  const stream = await EventStream.open(`${place.server.url}/api/drafts/${draft.id}/events`, { cookie });
  streams.push(stream);
  await isOpen(stream);
  await fetch(`${place.server.url}/api/session`, { method: 'DELETE', headers: { cookie } });
  await until(() => stream.ended);
  assert.equal(stream.ended, 'unauthorized');
});

test('a closed draft is there for no observer, also when it is closed while they listen', async () => {
  place = await Place.open();
  meeting = await Meeting.open(place);
  const draft = await meeting.draft('Abierto');
  const shut = await meeting.draft('Cerrado', '--closed');
  const of = (who, id) => {
    const headers = { authorization: `Bearer ${meeting.people.get(who).token}` };
    return EventStream.open(`${place.server.url}/api/drafts/${id}/events?since=0`, headers);
  };
  const refused = await of('observer', shut);
  const nothing = await of('observer', 'nothing');
  assert.deepEqual([refused.status, refused.body], [404, nothing.body], 'as if it were not there');
  const stream = await of('observer', draft);
  streams.push(stream);
  await isOpen(stream);
  const [status] = await meeting.call('secretariat', 'POST', '/agenda', { draft, closed: true });
  assert.ok(status < 300);
  await until(() => stream.ended);
  const chair = await meeting.join('chair', draft);
  await write(chair, 'a puerta cerrada');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(JSON.stringify(stream.events).includes('a puerta cerrada'), false);
});

test('places are bounded for a seat and for all, and free again when somebody leaves', async () => {
  place = await Place.open({ settings: { seat_streams: 2, streams: 3 } });
  const draft = await place.draft();
  const first = await listen(draft, 'chair');
  await listen(draft, 'chair');
  const third = await listen(draft, 'chair');
  assert.equal(third.status, 429);
  assert.match(third.body, /event streams/);
  await listen(draft, 'mexico');
  assert.equal((await listen(draft, 'canada')).status, 429);
  first.close();
  const again = await until(async () => {
    const stream = await listen(draft, 'canada');
    return stream.status === 200 && stream;
  });
  await isOpen(again);
});

test('a seq that is none is refused; one that lies ahead ends the stream and says so', async () => {
  place = await Place.open();
  const draft = await place.draft();
  for (const since of ['x', '-1', '1.5', '99999999999999999999'])
    assert.equal((await listen(draft, 'chair', `?since=${since}`)).status, 400, since);
  assert.equal((await listen(draft, 'chair', '', { 'last-event-id': 'x' })).status, 400);
  const ahead = await listen(draft, 'chair', '?since=1000');
  await until(() => ahead.ended);
  assert.deepEqual([ahead.ended, ahead.ops.length], ['bad-base', 0]);
});

test('a server that stops says so', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const stream = await listen(draft);
  await isOpen(stream);
  await place.server.stop();
  await stream.over;
  assert.equal(stream.ended, 'stopping');
  await place.server.start();
});

test('a stream on which nothing happens gives a sign of life', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const stream = await listen(draft);
  await isOpen(stream);
  const { length } = stream.events;
  await until(() => stream.comments >= 2, 40_000);
  assert.ok(stream.events.length <= length + 1, 'and nothing else');
});

test('many streams of one draft are all told everything, and cost no memory for what waits', async () => {
  place = await Place.open({ settings: { seat_streams: 200 } });
  const draft = await place.draft();
  const chair = await draft.join('chair');
  const all = [];
  for (let i = 0; i < 150; i++) all.push(await listen(draft, 'observer'));
  await Promise.all(all.map(isOpen));
  for (let i = 0; i < 40; i++) await write(chair);
  await until(() => all.every(({ ops }) => ops.length === 40));
  const log = (await logOf(draft)).slice(-40);
  for (const { ops } of all) assert.deepEqual(ops, log);
});

test('a reader who takes nothing delays nobody and holds nothing, and reads on from the log without a gap', async () => {
  place = await Place.open();
  const draft = await place.draft();
  const chair = await draft.join('chair');
  const words = 'palabra '.repeat(1000);
  const churn = async (times) => {
    for (let i = 0; i < times; i++) await chair.edit(change.insert('i1', 0, words), change.erase('i1', 0, words.length));
  };
  await churn(600);
  const slow = await listen(draft, 'chair');
  await isOpen(slow);
  slow.response.pause();
  const quick = await listen(draft, 'chair');
  await isOpen(quick);
  const before = place.server.residentBytes();
  await churn(600);
  await until(() => quick.ops.length === 600);
  const grown = place.server.residentBytes() - before;
  assert.ok(slow.ops.length < 600);
  slow.response.resume();
  await until(() => slow.ops.length === 600);
  assert.deepEqual(slow.ops, quick.ops);
  assert.deepEqual(quick.ops, (await logOf(draft)).slice(-600));
  assert.ok(grown < 64 << 20, `${grown} bytes`);
});
