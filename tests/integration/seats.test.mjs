// Seats: who may give, take and confirm them, cell by cell; that the draft's log tells everybody of it, once; and the story of
// a secretariat that would be everybody, refused at each step.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';

let place;
let draft;
before(async () => {
  place = await Place.open();
});
after(() => place.close());
beforeEach(async () => {
  draft = await place.draft();
});

const ROLES = ['observer', 'delegation', 'secretariat', 'chair'];
const WHO = { observer: 'observer', delegation: 'mexico', secretariat: 'secretariat', chair: 'chair' };
const json = { 'content-type': 'application/json' };

/** [status, code of the error or the answer]. */
async function call(who, method, path, body) {
  const options = body ? { method, headers: json, body: JSON.stringify(body) } : { method };
  const response = await draft.request(who, path, options);
  const answer = await response.json();
  return [response.status, answer.error?.code ?? answer];
}

const invite = (who, role, delegation, more) =>
  call(who, 'POST', '/invitations', { role, name: `Un ${role}`, ...(delegation && { delegation }), ...more });
const revoke = (who, id, query = '') => call(who, 'DELETE', `/invitations/${id}${query}`);
const confirm = (who, id) => call(who, 'POST', `/invitations/${id}/confirm`);

/** As whoever holds this token. */
async function join(token) {
  draft.seats.set(token, { token });
  return draft.join(token);
}

const refusedEdit = (client) =>
  client.edit(change.insert('i1', 0, 'x')).then(
    () => 'accepted',
    ({ code }) => code,
  );

/** The whole log, folded: the state that everybody can make for themselves. */
async function folded() {
  const model = new Model(draft.id);
  const { ops } = checkChain(await draft.log());
  for (const op of ops) model.apply(op);
  return { model, ops };
}

const seatOf = (model, id) => [...model.participants.values()].find(({ seat }) => seat?.id === id)?.seat;

describe('the code of a delegation', () => {
  const listed = async () => {
    const [, { invitations }] = await call('chair', 'GET', '/invitations');
    return invitations.map(({ delegation }) => delegation).filter(Boolean);
  };

  test('has one spelling, however it is typed', async () => {
    for (const code of ['gt', ' Gt ', 'Santa \u00a0 Sede', 'Peru\u0301'])
      assert.equal((await invite('chair', 'delegation', code))[0], 201, code);
    assert.deepEqual((await listed()).slice(-4), ['GT', 'GT', 'Santa Sede', 'Per\u00fa']);
  });

  test('is refused where it looks like another of the draft, which the sentence names', async () => {
    for (const code of ['MX', 'EU-27']) assert.equal((await invite('chair', 'delegation', code))[0], 201);
    const before = await listed();
    for (const [code, other] of [
      ['\u041c\u0425', 'MX'],
      ['M\u03a7', 'MX'],
      ['\uff2d\uff38', 'MX'],
      ['eu-27', 'EU-27'],
      ['EU\u201327', 'EU-27'],
    ])
      for (const who of ['chair', 'secretariat']) {
        const body = JSON.stringify({ role: 'delegation', name: 'Ana', delegation: code });
        const response = await draft.request(who, '/invitations', { method: 'POST', headers: json, body });
        const { error } = await response.json();
        assert.deepEqual([response.status, error.code], [400, 'bad-message'], code);
        assert.ok(error.message.includes(` ${other},`), error.message);
      }
    assert.deepEqual(await invite('chair', 'delegation', ' \u3000 '), [400, 'bad-message']);
    assert.deepEqual(await listed(), before, 'nothing of it is left');
    assert.equal((await invite('chair', 'delegation', 'mx'))[0], 201, 'the code itself is no look-alike');
  });

  test('is held to that for its place also when the seat has ended', async () => {
    const [, { id }] = await invite('chair', 'delegation', 'CO');
    await revoke('chair', id);
    assert.deepEqual(await invite('secretariat', 'delegation', 'C0'), [400, 'bad-message']);
  });
});

describe('nobody gives or takes a role above their own', () => {
  for (const own of ROLES)
    for (const wanted of ROLES) {
      const may = (own === 'secretariat' || own === 'chair') && ROLES.indexOf(wanted) <= ROLES.indexOf(own);
      test(`${own} ${may ? 'invites' : 'does not invite'} ${wanted}`, async () => {
        const [status, answer] = await invite(WHO[own], wanted, wanted === 'delegation' ? 'BR' : undefined);
        assert.deepEqual(may ? [status, answer.pending] : [status, answer], may ? [201, undefined] : [403, 'forbidden']);
      });
      test(`${own} ${may ? 'revokes' : 'does not revoke'} ${wanted}`, async () => {
        const [, { id, token }] = await invite('chair', wanted, wanted === 'delegation' ? 'BR' : undefined);
        const victim = await join(token);
        const [status, answer] = await revoke(WHO[own], id);
        assert.deepEqual([status, answer], may ? [200, { drafts: [draft.id] }] : [403, 'forbidden']);
        if (may) {
          assert.equal((await victim.closed).code, 4401);
          assert.equal(victim.errors[0].code, 'revoked');
        } else {
          assert.ok(victim.socket, 'its connection goes on');
        }
        await draft.leave();
      });
    }
});

describe('a second voice of a delegation', () => {
  for (const [who, may] of [
    ['observer', false],
    ['canada', false],
    ['secretariat', false],
    ['mexico', true],
    ['chair', true],
  ])
    test(`is ${may ? 'confirmed' : 'not confirmed'} by ${who}`, async () => {
      await draft.seat('mexico');
      const [, { id, token, pending }] = await invite('secretariat', 'delegation', 'mx');
      assert.equal(pending, true);
      const second = await join(token);
      assert.equal(second.you.role, 'observer');
      assert.equal(await refusedEdit(second), 'forbidden');
      assert.equal((await confirm(who, id))[0], may ? 200 : 403);
      if (may) {
        assert.equal((await second.closed).code, 1012);
        assert.equal(second.errors.at(-1).code, 'renewed');
        await second.connect();
        assert.equal(second.you.role, 'delegation');
        assert.equal(await refusedEdit(second), 'accepted');
      } else {
        assert.equal(await refusedEdit(second), 'forbidden');
      }
      await draft.leave();
    });
  test('does not confirm itself', async () => {
    await draft.seat('mexico');
    const [, { id, token }] = await invite('secretariat', 'delegation', 'MX');
    draft.seats.set('second', { token });
    assert.deepEqual(await confirm('second', id), [403, 'forbidden']);
  });
  test('can be refused by the delegation, and only while it waits', async () => {
    await draft.seat('mexico');
    const [, { id }] = await invite('secretariat', 'delegation', 'MX');
    assert.deepEqual(await revoke('canada', id), [403, 'forbidden']);
    assert.equal((await revoke('mexico', id))[0], 200);
    const [, other] = await invite('chair', 'delegation', 'MX');
    assert.deepEqual(await revoke('mexico', other.id), [403, 'forbidden']);
  });
  test('waits also when the first has been revoked, or wears another role', async () => {
    const { id } = await draft.seat('mexico');
    assert.equal((await revoke('secretariat', id))[0], 200);
    assert.equal((await invite('secretariat', 'delegation', 'MX'))[1].pending, true);
    assert.equal((await invite('secretariat', 'secretariat', 'MX'))[1].pending, true);
    assert.equal((await invite('secretariat', 'observer', 'MX'))[1].pending, undefined);
    assert.equal((await invite('secretariat', 'delegation', 'CR'))[1].pending, undefined);
  });
});

describe('a draft always has a chair', () => {
  test('the last one is not revoked, not by themselves either', async () => {
    const { id } = await draft.seat('chair');
    assert.deepEqual(await revoke('chair', id), [409, 'last-chair']);
    const { id: next } = (await invite('chair', 'chair'))[1];
    assert.equal((await revoke('chair', next))[0], 200);
    assert.deepEqual(await revoke('chair', id), [409, 'last-chair']);
  });
  test('nor is one whose seat lasts, where the other one ends', async () => {
    const { id } = await draft.seat('chair');
    assert.equal((await invite('chair', 'chair', undefined, { expires: Date.now() + 60_000 }))[0], 201);
    assert.deepEqual(await revoke('chair', id), [409, 'last-chair']);
    assert.equal((await invite('chair', 'chair'))[0], 201);
    assert.equal((await revoke('chair', id))[0], 200);
  });
  test('the command says so too, and needs --force', async () => {
    const { id } = await draft.seat('chair');
    const args = ['revoke', '--data', place.server.data, '--draft', draft.id, '--invitation', id];
    const { code, stderr } = await cli.run(args);
    assert.equal(code, 1);
    assert.match(stderr, /last chair .* --force/);
    assert.match(await cli.succeed(['seats', '--data', place.server.data, '--draft', draft.id]), /"role":"chair".*"good"/);
    await cli.succeed([...args, '--force']);
    assert.match(await cli.succeed(['seats', '--data', place.server.data, '--draft', draft.id]), /"role":"chair".*"revoked"/);
    draft.seats.delete('chair');
  });
  test('whoever makes a draft brings the chair along, and without one makes none', async () => {
    await draft.seat('chair');
    const { token } = await draft.seat('secretariat');
    const create = (bearer) =>
      fetch(`${place.server.url}/api/drafts`, {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${bearer}` },
        body: JSON.stringify({ title: { es: 'Otro' }, langs: ['es'] }),
      });
    const { draft: made } = await (await create(token)).json();
    const chair = await draft.seat('chair');
    const there = await fetch(`${place.server.url}/api/drafts/${made}/invitations`, {
      headers: { authorization: `Bearer ${chair.token}` },
    });
    const { invitations } = await there.json();
    assert.deepEqual(invitations.map(({ role }) => role).sort(), ['chair', 'secretariat']);
    const alone = await place.draft();
    const refused = await create((await cli.invite(place.server.data, alone.id, 'secretariat')).token);
    assert.deepEqual([refused.status, (await refused.json()).error.code], [409, 'last-chair']);
  });
});

describe('a revocation', () => {
  /** A second draft with the same secretariat and chair. */
  async function another() {
    const { token } = await draft.seat('secretariat');
    await draft.seat('chair');
    const response = await fetch(`${place.server.url}/api/drafts`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: JSON.stringify({ title: { es: 'Otro' }, langs: ['es'] }),
    });
    return (await response.json()).draft;
  }
  const opens = async (who, id) =>
    (
      await fetch(`${place.server.url}/api/drafts/${id}`, {
        headers: { authorization: `Bearer ${(await draft.seat(who)).token}` },
      })
    ).status;

  test('ends the seat in that draft only', async () => {
    const other = await another();
    const { id } = await draft.seat('secretariat');
    assert.deepEqual(await revoke('chair', id), [200, { drafts: [draft.id] }]);
    assert.equal(await opens('secretariat', draft.id), 401);
    assert.equal(await opens('secretariat', other), 200);
  });
  test('ends it everywhere where that is asked for, as far as one may', async () => {
    const other = await another();
    const { id } = await draft.seat('secretariat');
    const [status, { drafts }] = await revoke('chair', id, '?everywhere=true');
    assert.equal(status, 200);
    assert.deepEqual(drafts.sort(), [draft.id, other].sort());
    assert.equal(await opens('secretariat', other), 401);
  });
  test('reaches no draft where whoever asks has no such right', async () => {
    const other = await another();
    const { id } = await draft.seat('secretariat');
    const [, second] = await invite('chair', 'chair');
    draft.seats.set('second', second); // a chair here alone
    assert.deepEqual(await revoke('second', id, '?everywhere=true'), [200, { drafts: [draft.id] }]);
    assert.equal(await opens('secretariat', other), 200);
  });
});

describe('the record', () => {
  test('tells everybody who did what to which seat, and when', async () => {
    const started = Date.now();
    const observer = await draft.join('observer');
    const chair = (await draft.seat('chair')).id;
    await draft.seat('mexico');
    const [, second] = await invite('secretariat', 'delegation', 'MX');
    await confirm('chair', second.id);
    const body = JSON.stringify({ token: second.token });
    const url = `${place.server.url}/api/session`;
    const entered = await fetch(url, { method: 'POST', headers: { ...json, origin: place.server.url }, body });
    const cookie = entered.headers.get('set-cookie').split(';')[0];
    await fetch(url, { method: 'POST', headers: { ...json, origin: place.server.url, cookie }, body }); // the same browser
    await revoke('chair', second.id);
    await observer.until(() => seatOf(observer.model, second.id)?.ended, 'the end of the seat');
    const { model, ops } = await folded();
    const secretariat = (await draft.seat('secretariat')).id;
    const { by, at, confirmed, entered: first, ended, pending } = seatOf(model, second.id);
    assert.deepEqual([by, pending, confirmed.by, ended.by], [secretariat, undefined, chair, chair]);
    for (const time of [at, confirmed.at, first, ended.at]) assert.ok(time >= started && time <= Date.now());
    assert.deepEqual(seatOf(observer.model, second.id), seatOf(model, second.id));
    assert.equal(seatOf(model, chair).by, 'host');
    const acts = ops.flatMap(({ changes }) => changes).filter(({ seat }) => seat === second.id);
    assert.deepEqual(
      acts.map(({ type }) => type),
      ['seat.add', 'seat.confirm', 'seat.enter', 'seat.end'],
    );
    const text = await draft.log();
    assert.ok(!text.includes(second.token) && !text.includes(cookie.split('=')[1]), 'no secret is told');
    assert.deepEqual(await draft.snapshot(), { ...model.snapshot(), head: checkChain(text).head });
    await draft.leave();
  });
  test('has what a command does beside the server, without anybody coming', async () => {
    const observer = await draft.join('observer');
    const { id } = await cli.invite(place.server.data, draft.id, 'secretariat');
    await observer.until(() => seatOf(observer.model, id), 'the seat');
    assert.equal(seatOf(observer.model, id).by, 'host');
    const seated = await join((await cli.invite(place.server.data, draft.id, 'delegation', { delegation: 'BR' })).token);
    await cli.succeed(['revoke', '--data', place.server.data, '--draft', draft.id, '--invitation', seated.you.id]);
    assert.equal((await seated.closed).code, 4401);
    await observer.until(() => seatOf(observer.model, seated.you.id)?.ended, 'its end');
    await draft.leave();
  });
  test('goes on after adoption', async () => {
    const chair = await draft.join('chair');
    for (const item of chair.model.visible()) await chair.edit({ type: 'item.status', item, status: 'approved' });
    await chair.edit({ type: 'draft.adopt' });
    const [, { id }] = await invite('chair', 'observer');
    await chair.until(() => seatOf(chair.model, id), 'the seat');
    await draft.leave();
  });
  test('is written by nobody else', async () => {
    const chair = await draft.join('chair');
    const { participants, acts } = await draft.snapshot();
    const { seat } = participants[0];
    for (const type of ['seat.add', 'seat.confirm', 'seat.end', 'seat.enter']) {
      const forged = { type, act: acts + 1, at: 1, seat: type === 'seat.add' ? 'fresh' : seat.id };
      if (type === 'seat.add') forged.participant = { id: 'fresh', role: 'chair', name: 'Yo' };
      await assert.rejects(chair.edit(forged), { code: 'forbidden' });
    }
    await draft.leave();
  });
  test('bounds how often a link that is opened again and again is told', async () => {
    const { id, token } = await draft.seat('mexico');
    for (let i = 0; i < 12; i++)
      await fetch(`${place.server.url}/api/session`, { method: 'POST', headers: json, body: JSON.stringify({ token }) });
    const { ops } = await folded();
    const entries = ops.flatMap(({ changes }) => changes).filter(({ type, seat }) => type === 'seat.enter' && seat === id);
    assert.equal(entries.length, 5);
  });
});

test('a secretariat cannot become anybody: the story is refused at each step', async () => {
  const chair = await draft.join('chair');
  await draft.seat('mexico');
  await draft.seat('secretariat');
  // a chair of its own
  assert.deepEqual(await invite('secretariat', 'chair'), [403, 'forbidden']);
  // a second Mexico, which objects
  const [, { id, token, pending }] = await invite('secretariat', 'delegation', 'MX');
  assert.equal(pending, true);
  const second = await join(token);
  const objects = { type: 'position.set', item: 'i1', position: 'object' };
  await assert.rejects(second.edit(objects), { code: 'forbidden' });
  assert.deepEqual(await confirm('secretariat', id), [403, 'forbidden']);
  draft.seats.set('second', { token });
  assert.deepEqual(await confirm('second', id), [403, 'forbidden']);
  // nor in the place of the first
  assert.equal((await revoke('secretariat', (await draft.seat('mexico')).id))[0], 200);
  assert.equal((await invite('secretariat', 'delegation', 'MX'))[1].pending, true);
  // the end of the chair
  assert.deepEqual(await revoke('secretariat', (await draft.seat('chair')).id), [403, 'forbidden']);
  assert.ok(chair.socket, 'the chair is still there');
  // approving and adopting
  const secretariat = await draft.join('secretariat');
  await assert.rejects(secretariat.edit({ type: 'item.status', item: 'i1', status: 'approved' }), { code: 'forbidden' });
  await assert.rejects(secretariat.edit({ type: 'draft.adopt' }), { code: 'forbidden' });
  // and everybody can read what it tried that was not refused
  const by = (await draft.seat('secretariat')).id;
  await chair.until(() => seatOf(chair.model, id)?.pending && seatOf(chair.model, id).by === by, 'the second seat, waiting');
  await draft.leave();
});

test('a host name cannot write into the answer of an invitation', async () => {
  const { token } = await draft.seat('chair');
  const { request } = await import('node:http');
  const answer = await new Promise((resolve, reject) => {
    const headers = { ...json, authorization: `Bearer ${token}`, host: 'x","admin":"' };
    const body = JSON.stringify({ role: 'observer', name: 'O' });
    const { port } = place.server;
    const sent = request({ port, method: 'POST', path: `/api/drafts/${draft.id}/invitations`, headers }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part)).on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
  if (answer.status === 400) return; // not a host name at all
  const parsed = JSON.parse(answer.text);
  assert.equal(parsed.admin, undefined);
  assert.match(parsed.url, /^http:\/\/x","admin":"\/join#/);
});
