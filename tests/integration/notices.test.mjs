// What people are told: each event, once, whoever it concerns and nobody else; nothing of a closed draft; the same after a kill.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';

const PATIENCE_MS = 15_000;

let place;
let meeting;
let draft;
before(async () => {
  place = await Place.open({ settings: { meeting_acts_per_minute: 100000, meeting_acts_burst: 100000 } });
});
after(() => place.close());
beforeEach(async () => {
  await meeting?.leave();
  meeting = await Meeting.open(place);
  draft = await meeting.draft('Declaración');
});

async function notices(who, kind) {
  const [status, answer] = await meeting.ask(who, 'GET', '/notices');
  assert.equal(status, 200, JSON.stringify(answer));
  return kind ? answer.notices.filter((one) => one.kind === kind) : answer.notices;
}

async function told(who, kind, enough = (found) => found.length > 0) {
  for (const end = Date.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await notices(who, kind);
    if (enough(found)) return found;
    assert.ok(Date.now() < end, `${who} was told ${JSON.stringify(found)} of ${kind}`);
  }
}

/** Everybody in the list was told once of the kind, and nobody else. */
async function toldAlone(kind, whom) {
  for (const who of whom) assert.equal((await told(who, kind)).length, 1, who);
  for (const who of ['chair', 'secretariat', 'mexico', 'mexicoToo', 'us', 'observer'])
    if (!whom.includes(who)) assert.deepEqual(await notices(who, kind), [], who);
}

describe('each event tells those whom it concerns, and nobody else', () => {
  test('a consultation: the delegations that are asked, with the number of the item and the deadline', async () => {
    const chair = await meeting.join('chair', draft);
    const until = Date.now() + 7_200_000;
    await chair.edit(change.consult('i1', ['MX'], true, until));
    await toldAlone('home', ['mexico', 'mexicoToo']);
    const [notice] = await notices('mexico', 'home');
    assert.deepEqual(
      [
        notice.draft,
        notice.title,
        notice.item,
        notice.label,
        notice.outcome,
        notice.until,
        notice.by,
        notice.delegation,
        notice.read,
      ],
      [draft, { es: 'Declaración' }, 'i1', '1', 'silence', until, 'Presidencia', 'GT', null],
    );
  });

  test('an hour before its deadline: the same, who are told nothing more once it is over', async () => {
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.consult('i1', ['MX'], false, Date.now() + 3_600_000 + 1500));
    await toldAlone('deadline', ['mexico', 'mexicoToo']);
    await chair.edit({ type: 'consult.close', item: 'i1' });
    await chair.edit(change.consult('i1', ['US'], false, Date.now() + 3_600_000 + 1500), { type: 'consult.close', item: 'i1' });
    await new Promise((resolve) => setTimeout(resolve, 8000));
    assert.deepEqual(await notices('us', 'deadline'), []);
  });

  test('a silence that is broken: all who take part, but not whoever broke it', async () => {
    const chair = await meeting.join('chair', draft);
    const mexico = await meeting.join('mexico', draft);
    await chair.edit(change.consult('i1', ['MX'], true));
    await mexico.edit(change.position('i1', 'object'));
    await toldAlone('silence', ['chair', 'secretariat', 'mexicoToo', 'us']);
    assert.equal((await notices('us', 'silence'))[0].outcome, 'broken');
  });

  test('a silence that is kept: all who take part', async () => {
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.consult('i1', ['MX'], true, Date.now() + 1500));
    await toldAlone('silence', ['chair', 'secretariat', 'mexico', 'mexicoToo', 'us']);
    assert.equal((await notices('us', 'silence'))[0].outcome, 'kept');
  });

  test('a decision: the delegation whose proposal it is', async () => {
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.status('i1', 'review'));
    const mexico = await meeting.join('mexico', draft);
    await mexico.edit(change.propose('q1', 'i1'), change.insert('i1', 0, 'Gran ', 'es', { 'ins:q1': true }));
    const decider = await meeting.join('chair', draft);
    await decider.edit(change.decide('accept', 'q1'));
    await toldAlone('decided', ['mexico', 'mexicoToo']);
    const [notice] = await notices('mexico', 'decided');
    assert.deepEqual([notice.outcome, notice.subject, notice.label], ['accepted', 'q1', '1']);
  });

  test('a mention: the delegations that are named, once a comment, also when it is edited', async () => {
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.comment('c1', 'i1', { text: '¿Y @us, con mail@mx.example?' }));
    await toldAlone('mentioned', ['us']);
    assert.equal((await notices('us', 'mentioned'))[0].words, '¿Y @us, con mail@mx.example?');
    await chair.edit({ type: 'comment.edit', comment: 'c1', text: '¿Y @US, @OIM?' });
    await toldAlone('mentioned', ['us', 'observer']);
  });

  test('the adoption: everybody but whoever adopts', async () => {
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.status('i1', 'approved'));
    await chair.edit(change.adopt());
    await toldAlone('adopted', ['secretariat', 'mexico', 'mexicoToo', 'us', 'observer']);
  });

  test('an invitation: whoever is given a draft, once, whatever role comes after', async () => {
    await meeting.join('chair', draft);
    await told('mexico', 'invited');
    const [status] = await meeting.except('chair', 'mexico', 'draft', draft, 'secretariat');
    assert.equal(status, 200);
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.comment('c1', 'i1', { text: '@MX' }));
    await told('mexico', 'mentioned');
    assert.equal((await notices('mexico', 'invited')).length, 1);
  });
});

describe('a closed draft', () => {
  test('tells its people, and nobody who is not in it', async () => {
    const closed = await meeting.draft('Reservado', '--closed');
    const chair = await meeting.join('chair', closed);
    await chair.edit(change.comment('c1', 'i1', { text: '@OIM @US' }));
    await chair.edit(change.status('i1', 'approved'));
    await chair.edit(change.adopt());
    await told('us', 'adopted');
    await told('us', 'mentioned');
    assert.deepEqual(
      (await notices('observer')).filter((one) => one.draft === closed),
      [],
    );
  });

  test('takes back what it told when somebody leaves it, and gives it again when they return', async () => {
    const chair = await meeting.join('chair', draft);
    await chair.edit(change.comment('c1', 'i1', { text: '@US' }));
    await told('us', 'mentioned');
    assert.equal((await meeting.except('chair', 'us', 'draft', draft, 'none'))[0], 200);
    assert.deepEqual(await notices('us'), []);
    assert.equal((await meeting.except('chair', 'us', 'draft', draft, null))[0], 200);
    assert.equal((await notices('us', 'mentioned')).length, 1);
  });

  test('a stranger is told nothing', async () => {
    assert.deepEqual(await meeting.ask('nobody', 'GET', '/notices'), [401, 'unauthorized']);
    assert.deepEqual(await meeting.ask('nobody', 'POST', '/notices/read', { until: 1 }), [401, 'unauthorized']);
  });
});

test('what is read is read on every device, and nobody else has read it', async () => {
  const chair = await meeting.join('chair', draft);
  await chair.edit(change.comment('c1', 'i1', { text: '@MX' }));
  const [notice] = await told('mexico', 'mentioned');
  await told('mexicoToo', 'mentioned');
  assert.equal((await meeting.ask('mexico', 'POST', '/notices/read', { event: notice.event }))[0], 200);
  assert.ok((await notices('mexico', 'mentioned'))[0].read > 0);
  assert.equal((await notices('mexicoToo', 'mentioned'))[0].read, null);
  assert.ok((await notices('mexico', 'invited')).every(({ read }) => !read));
  assert.equal((await meeting.ask('mexico', 'POST', '/notices/read', { until: Date.now() }))[0], 200);
  assert.ok((await notices('mexico')).every(({ read }) => read));
});

test('what somebody wants mailed is kept, and checked', async () => {
  assert.equal((await meeting.ask('us', 'PUT', '/notices/settings', { muted: ['adopted', 'home'], digest: 60 }))[0], 200);
  const [, { settings }] = await meeting.ask('us', 'GET', '/notices');
  assert.deepEqual(settings, { muted: ['home', 'adopted'], digest: 60 });
  for (const wrong of [
    { muted: ['x'], digest: 1 },
    { muted: [], digest: -1 },
    { muted: 'home', digest: 1 },
    { muted: [], digest: 10081 },
  ])
    assert.deepEqual(await meeting.ask('us', 'PUT', '/notices/settings', wrong), [400, 'bad-message']);
});

test('after a kill everything durable is told, and nothing twice', async () => {
  for (let round = 0; round < 3; round++) {
    const chair = await meeting.join('chair', draft);
    const mentions = Array.from({ length: 5 }, (_, i) => `c${round}x${i}`);
    for (const id of mentions) await chair.edit(change.comment(id, 'i1', { text: '@US' }));
    await place.server.kill();
    await chair.drop();
    await place.server.start();
  }
  const found = await told('us', 'mentioned', ({ length }) => length >= 15);
  assert.equal(found.length, 15);
  assert.equal(new Set(found.map(({ event }) => event)).size, 15);
});
