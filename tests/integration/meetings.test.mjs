// Meetings: one link for everything, rights cell by cell in both directions, what a closed draft does not say, handing the chair over, lists pasted in,
// the end.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { within } from '../support/client.mjs';
import { document, Meeting } from '../support/meeting.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';

const ROLES = ['observer', 'delegation', 'secretariat', 'chair'];
const WHO = { observer: 'observer', delegation: 'mexico', secretariat: 'secretariat', chair: 'chair' };
const EVERYBODY = ['observer', 'mexico', 'secretariat', 'chair'];

let place;
let meeting;
before(async () => {
  place = await Place.open({ settings: { meeting_acts_per_minute: 100000, meeting_acts_burst: 100000 } });
});
after(() => place.close());
beforeEach(async () => {
  await meeting?.leave();
  meeting = await Meeting.open(place);
});

const outcome = (client) =>
  client.edit(change.insert('i1', 0, 'x')).then(
    () => 'accepted',
    ({ code }) => code,
  );

/** The log of a draft as somebody reads it, checked. */
async function ops(who, draft) {
  const [status, text] = await meeting.ask(who, 'GET', `/drafts/${draft}/ops?since=0&limit=1000`);
  assert.equal(status, 200);
  return checkChain(text).ops;
}

test('one link opens the meeting and each of its drafts, with the role of the meeting', async () => {
  const drafts = [await meeting.draft('Declaración'), await meeting.draft('Plan de acción')];
  for (const who of EVERYBODY) {
    const [status, answer] = await meeting.call(who, 'GET');
    assert.equal(status, 200);
    assert.deepEqual(
      answer.agenda.map(({ draft }) => draft),
      drafts,
    );
    assert.deepEqual(answer.meeting.title, document.title);
    for (const draft of drafts) assert.equal(await meeting.role(who, draft), answer.you.role);
  }
  const [, { meetings }] = await meeting.ask('mexico', 'GET', '/meetings');
  assert.deepEqual(
    meetings.map(({ id, role }) => [id, role]),
    [[meeting.id, 'delegation']],
  );
});

test('a link gives a cookie before there is a draft, and says of which meeting it is', async () => {
  const { token } = meeting.people.get('mexico');
  const headers = { 'content-type': 'application/json', origin: place.server.url };
  const response = await fetch(`${place.server.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  assert.equal(response.status, 200);
  const answer = await response.json();
  assert.equal(answer.meeting, meeting.id);
  assert.equal(answer.draft, undefined);
  const cookie = response.headers.get('set-cookie').split(';')[0];
  const page = await fetch(`${place.server.url}/api/meetings/${meeting.id}`, { headers: { cookie } });
  assert.equal((await page.json()).you.name, 'Ana López');
  const [, { people }] = await meeting.call('secretariat', 'GET', '/people');
  const ana = people.find(({ name }) => name === 'Ana López');
  assert.ok(ana.opened > 0);
  assert.equal(ana.devices, 1);
  assert.equal(people.find(({ name }) => name === 'Jane Doe').opened, null);
});

describe('who may do what to a meeting', () => {
  /** Each call, with the roles that may make it. */
  const calls = {
    'read it': ['GET', '', undefined, ROLES],
    'see who is in the room': ['GET', '/room', undefined, ROLES],
    'see the list of people': ['GET', '/people', undefined, ['secretariat', 'chair']],
    'preview a list': ['POST', '/roster', { text: 'Ana;MX' }, ['secretariat', 'chair']],
    'change what it is': ['PATCH', '', { revision: 1, place: { es: 'Tapachula' } }, ['secretariat', 'chair']],
    'order its agenda': ['PUT', '/agenda', { drafts: [] }, ['secretariat', 'chair']],
    'make a draft in it': ['POST', '/drafts', { title: { es: 'Uno' } }, ['secretariat', 'chair']],
    'archive it': ['POST', '/archive', { archived: true }, ['secretariat', 'chair']],
    'open it again': ['POST', '/archive', { archived: false }, ['chair']],
    'hand the chair over': ['POST', '/chair', 'to', ['chair']],
    'remove its logo': ['DELETE', '/logo', undefined, ['secretariat', 'chair']],
  };
  for (const [what, [method, path, body, allowed]] of Object.entries(calls))
    for (const role of ROLES)
      test(`${role} ${allowed.includes(role) ? 'may' : 'may not'} ${what}`, async () => {
        const filled = body === 'to' ? { to: meeting.person('us') } : body;
        const [status, answer] = await meeting.call(WHO[role], method, path, filled);
        if (allowed.includes(role)) assert.ok(status < 300, JSON.stringify(answer));
        else assert.deepEqual([status, answer], [403, 'forbidden']);
      });

  test('a stranger and somebody of another meeting find nothing there', async () => {
    const other = await Meeting.open(place);
    meeting.people.set('stranger', other.people.get('chair'));
    for (const [method, path, body] of Object.values(calls)) {
      const filled = body === 'to' ? { to: meeting.person('us') } : body;
      assert.deepEqual(await meeting.call('stranger', method, path, filled), [404, 'not-found']);
      assert.deepEqual(await meeting.call('nobody', method, path, filled), [401, 'unauthorized']);
    }
  });

  for (const own of ROLES)
    for (const wanted of ROLES) {
      const may = (own === 'secretariat' || own === 'chair') && ROLES.indexOf(wanted) <= ROLES.indexOf(own);
      test(`${own} ${may ? 'invites, changes, excepts, links and revokes' : 'does nothing to'} ${wanted}`, async () => {
        const refused = [403, 'forbidden'];
        const people = [{ name: 'Eva', role: wanted, delegation: 'DO' }];
        const [status, answer] = await meeting.call(WHO[own], 'POST', '/people', { people });
        if (may) assert.equal(status, 201);
        else assert.deepEqual([status, answer], refused);
        const [, { invited }] = await meeting.call('chair', 'POST', '/people', { people });
        const path = `/people/${invited[0].id}`;
        const acts = [
          ['PATCH', path, { name: 'Eva María' }],
          ['PUT', `${path}/exception`, { scope: 'group', target: 'protection', role: 'none' }],
          ['PUT', `${path}/exception`, { scope: 'group', target: 'protection', role: null }],
          ['POST', `${path}/link`, {}],
          ['DELETE', path, undefined],
        ];
        for (const act of acts) {
          const [code, error] = await meeting.call(WHO[own], ...act);
          if (may) assert.equal(code, 200, `${act[0]} ${act[1]} ${JSON.stringify(error)}`);
          else assert.deepEqual([code, error], refused, act[1]);
        }
      });
      test(`${own} ${may ? 'gives' : 'does not give'} a delegate the role ${wanted} in one working group`, async () => {
        const [status, answer] = await meeting.except(WHO[own], 'us', 'group', 'protection', wanted);
        assert.deepEqual(may ? status : [status, answer], may ? 200 : [403, 'forbidden']);
      });
    }

  test('the secretariat has no way to the chair: not by the link of a person whose exception is above it', async () => {
    await meeting.except('chair', 'us', 'group', 'protection', 'chair');
    const path = `/people/${meeting.person('us')}`;
    for (const act of [
      ['POST', `${path}/link`, {}],
      ['PATCH', path, { name: 'Otra' }],
      ['PUT', `${path}/exception`, { scope: 'group', target: 'protection', role: null }],
      ['DELETE', path, undefined],
    ])
      assert.deepEqual(await meeting.call('secretariat', ...act), [403, 'forbidden']);
    const chair = `/people/${meeting.person('chair')}`;
    assert.deepEqual(await meeting.call('secretariat', 'POST', `${chair}/link`, {}), [403, 'forbidden']);
  });
});

describe('the role in a draft', () => {
  const GIVEN = [null, 'none', ...ROLES];
  const DELEGATION_OF = { observer: 'OIM', delegation: 'MX', secretariat: undefined, chair: 'GT' };

  for (const closed of [false, true])
    test(`follows from the meeting, the working group and the draft, in each cell, where it is ${closed ? 'closed' : 'open'}`, async () => {
      const draft = await meeting.draft('Uno', '--group', 'protection', ...(closed ? ['--closed'] : []));
      for (const role of ROLES)
        for (const ofGroup of GIVEN)
          for (const ofDraft of GIVEN) {
            const who = WHO[role];
            if (!DELEGATION_OF[role] && [ofGroup, ofDraft].includes('delegation')) continue;
            // the chair makes sure that there is another one
            if (role === 'chair') continue;
            assert.equal((await meeting.except('chair', who, 'group', 'protection', ofGroup))[0], 200);
            assert.equal((await meeting.except('chair', who, 'draft', draft, ofDraft))[0], 200);
            const expected = ofDraft ?? ofGroup ?? (closed && role === 'observer' ? 'none' : role);
            assert.equal(await meeting.role(who, draft), expected, `${role}, ${ofGroup}, ${ofDraft}`);
          }
    });

  test('is judged by the server on every op: a delegate who chairs a group agrees there, and nowhere else', async () => {
    const group = await meeting.draft('Grupo', '--group', 'protection');
    const plenary = await meeting.draft('Plenaria');
    await meeting.except('chair', 'mexico', 'group', 'protection', 'chair');
    const there = await meeting.join('mexico', group);
    await there.edit(change.status('i1', 'agreed', false));
    const here = await meeting.join('mexico', plenary);
    await assert.rejects(here.edit(change.status('i1', 'agreed', false)), { code: 'forbidden' });
  });

  test('changes under an open connection, which comes again and has it', async () => {
    const draft = await meeting.draft('Uno', '--group', 'protection');
    const client = await meeting.join('mexico', draft);
    const { closed } = client;
    assert.equal(await outcome(client), 'accepted');
    await meeting.except('secretariat', 'mexico', 'draft', draft, 'observer');
    await within(closed, 'the end of the connection');
    assert.deepEqual(
      client.errors.map(({ code }) => code),
      ['renewed'],
    );
    await client.connect();
    assert.equal(client.you.role, 'observer');
    assert.equal(await outcome(client), 'forbidden');
  });

  test('ends an open connection at once where it is none', async () => {
    const draft = await meeting.draft('Uno');
    const client = await meeting.join('mexico', draft);
    const { closed } = client;
    await meeting.except('secretariat', 'mexico', 'draft', draft, 'none');
    assert.equal((await within(closed, 'the end of the connection')).code, 4401);
    await assert.rejects(client.connect());
  });

  test('is told by the log of the draft, which everybody folds to the same people', async () => {
    const draft = await meeting.draft('Uno');
    await meeting.except('chair', 'mexico', 'draft', draft, 'chair');
    await meeting.role('mexico', draft);
    const client = await meeting.join('chair', draft);
    const model = new Model(draft);
    for (const op of await ops('chair', draft)) model.apply(op);
    const mexico = [...model.participants.values()].find(({ name }) => name === 'Ana López');
    assert.equal(mexico.role, 'chair');
    assert.equal(mexico.seat.ended, undefined);
    assert.deepEqual(client.model.participants.get(mexico.id).role, 'chair');
    assert.equal((await cli.verify(place.server.data, draft)).code, 0);
  });
});

describe('a closed draft', () => {
  let open;
  let closed;
  beforeEach(async () => {
    open = await meeting.draft('Abierto');
    closed = await meeting.draft('Cerrado', '--closed', '--group', 'protection');
    await meeting.join('mexico', closed);
  });

  test('is not there for an observer: no list, no agenda, no group, no call of it, no socket', async () => {
    const [, { drafts }] = await meeting.ask('observer', 'GET', '/drafts');
    assert.deepEqual(
      drafts.map(({ id }) => id),
      [open],
    );
    const [, answer] = await meeting.call('observer', 'GET');
    assert.ok(!JSON.stringify(answer).includes(closed));
    assert.deepEqual(answer.meeting.groups, []);
    for (const path of ['', '/ops', '/export?format=txt', '/search?q=Inicio', '/versions', '/minutes', '/bundle', '/checkpoint'])
      assert.deepEqual(await meeting.ask('observer', 'GET', `/drafts/${closed}${path}`), [404, 'not-found'], path);
    const ghost = await meeting.ask('observer', 'GET', '/drafts/nowhere');
    assert.deepEqual(await meeting.ask('observer', 'GET', `/drafts/${closed}`), ghost, 'as if it did not exist');
    await assert.rejects(meeting.join('observer', closed), { code: 4404 });
  });

  test('does not say who is in it', async () => {
    const [, seen] = await meeting.call('observer', 'GET', '/room');
    assert.ok(!seen.here.some(({ name }) => name === 'Ana López'));
    const [, room] = await meeting.call('us', 'GET', '/room');
    assert.deepEqual(room.here.find(({ name }) => name === 'Ana López').drafts, [closed]);
  });

  test('is not named by the figures of the server', async () => {
    const metrics = await (await fetch(`${place.server.url}/metrics`)).text();
    for (const secret of [closed, meeting.id, 'Cerrado', 'Ana']) assert.ok(!metrics.includes(secret));
  });

  test('opens for an observer who has an exception, and closes again with it', async () => {
    await meeting.except('secretariat', 'observer', 'draft', closed, 'observer');
    assert.equal(await meeting.role('observer', closed), 'observer');
    await meeting.except('secretariat', 'observer', 'draft', closed, null);
    assert.equal(await meeting.role('observer', closed), 'none');
  });
});

describe('handing the chair over', () => {
  test('is one op in each draft, to another delegation, and takes effect under open connections', async () => {
    const drafts = [await meeting.draft('Uno'), await meeting.draft('Dos')];
    const chair = await meeting.join('chair', drafts[0]);
    const us = await meeting.join('us', drafts[0]);
    const ends = [chair.closed, us.closed];
    const before = (await ops('us', drafts[1])).length;
    assert.equal((await meeting.call('chair', 'POST', '/chair', { to: meeting.person('us') }))[0], 200);
    await within(Promise.all(ends), 'the end of both connections');
    await chair.connect();
    await us.connect();
    assert.deepEqual([chair.you.role, us.you.role], ['delegation', 'chair']);
    await us.edit(change.status('i1', 'review', false));
    await assert.rejects(chair.edit(change.status('i1', 'open', false)), { code: 'forbidden' });
    await meeting.join('us', drafts[1]);
    const fresh = (await ops('us', drafts[1])).slice(before);
    const acts = fresh.filter(({ changes }) => changes.some(({ type }) => type === 'seat.end'));
    assert.equal(acts.length, 1);
    const types = acts[0].changes.map(({ type, participant }) => (participant ? `${type} ${participant.role}` : type));
    assert.deepEqual(types, ['seat.end', 'seat.add delegation', 'seat.end', 'seat.add chair']);
    const [, { you }] = await meeting.call('us', 'GET');
    assert.equal(acts[0].by, (await meeting.call('chair', 'GET'))[1].you.id);
    assert.equal(you.role, 'chair');
    assert.deepEqual(await meeting.call('chair', 'POST', '/chair', { to: meeting.person('chair') }), [403, 'forbidden']);
  });

  test('is for the chair; the host may as well', async () => {
    await meeting.draft('Uno');
    await meeting.cli('chair', '--to', meeting.person('mexico'));
    assert.equal((await meeting.call('mexico', 'GET'))[1].you.role, 'chair');
    assert.equal((await meeting.call('chair', 'GET'))[1].you.role, 'delegation');
  });

  test('leaves no draft without a chair', async () => {
    await meeting.draft('Uno');
    assert.deepEqual(await meeting.call('chair', 'DELETE', `/people/${meeting.person('chair')}`), [409, 'last-chair']);
    assert.deepEqual(await meeting.call('chair', 'PATCH', `/people/${meeting.person('chair')}`, { role: 'observer' }), [
      409,
      'last-chair',
    ]);
    assert.equal((await meeting.call('chair', 'GET'))[1].you.role, 'chair');
  });
});

describe('one voice of a delegation', () => {
  const take = (client, position) =>
    client.edit(change.position('i1', position)).then(
      () => 'accepted',
      ({ code }) => code,
    );

  test('two people of it have one position, which says who set it last', async () => {
    const draft = await meeting.draft('Uno');
    const ana = await meeting.join('mexico', draft);
    const luis = await meeting.join('mexicoToo', draft);
    assert.equal(await take(ana, 'reserve'), 'accepted');
    await luis.reach(ana.model.seq);
    assert.equal(await take(luis, 'support'), 'accepted');
    const [, snapshot] = await meeting.ask('us', 'GET', `/drafts/${draft}`);
    assert.deepEqual(
      snapshot.positions.map(({ delegation, position, by }) => [delegation, position, by]),
      [['MX', 'support', luis.you.id]],
    );
  });

  test('is that of the head alone where the meeting says so: judged on every op, under open connections', async () => {
    const draft = await meeting.draft('Uno');
    await meeting.call('secretariat', 'PATCH', `/people/${meeting.person('mexico')}`, { head: true });
    const luis = await meeting.join('mexicoToo', draft);
    const us = await meeting.join('us', draft);
    const { closed } = luis;
    const [, { revision }] = await meeting.call('secretariat', 'GET');
    assert.equal((await meeting.call('secretariat', 'PATCH', '', { revision, settings: { head_speaks: true } }))[0], 200);
    await within(closed, 'the end of the connection');
    await luis.connect();
    assert.equal(luis.you.silent, true);
    assert.equal(await take(luis, 'support'), 'forbidden');
    assert.equal(await outcome(luis), 'accepted', 'what is no position goes on');
    const ana = await meeting.join('mexico', draft);
    assert.equal(await take(ana, 'object'), 'accepted');
    assert.equal(await take(us, 'support'), 'accepted', 'a delegation without a head speaks as ever');
    const again = luis.closed;
    const back = { revision: revision + 1, settings: { head_speaks: false } };
    assert.deepEqual(await meeting.call('secretariat', 'PATCH', '', back), [200, {}]);
    await within(again, 'the end of the connection');
    await luis.connect();
    assert.equal(luis.you.silent, undefined);
    assert.equal(await take(luis, 'accept'), 'accepted');
  });
});

describe('links', () => {
  test('a new one ends the former; with its devices, what they have open too', async () => {
    const draft = await meeting.draft('Uno');
    const path = `/people/${meeting.person('mexico')}/link`;
    const { token: former } = meeting.people.get('mexico');
    const [, fresh] = await meeting.call('secretariat', 'POST', path, { devices: true });
    assert.deepEqual(await meeting.ask(former, 'GET', '/drafts'), [401, 'unauthorized']);
    assert.equal((await meeting.ask(fresh.token, 'GET', `/drafts/${draft}`))[0], 200);
    assert.ok(fresh.url.endsWith(`/join#${fresh.token}`));
  });

  test('one that expires ends with everything that it opened, and can be made longer', async () => {
    const draft = await meeting.draft('Uno');
    const expires = Date.now() + 1500;
    const people = [{ name: 'Eva', role: 'delegation', delegation: 'DO', expires }];
    const [, { invited }] = await meeting.call('secretariat', 'POST', '/people', { people });
    meeting.people.set('eva', invited[0]);
    const client = await meeting.join('eva', draft);
    assert.equal((await within(client.closed, 'the end')).code, 4401);
    assert.deepEqual(await meeting.call('eva', 'GET'), [401, 'unauthorized']);
    await meeting.call('secretariat', 'PATCH', `/people/${invited[0].id}`, { expires: null });
    for (const wrong of [{ email: 5 }, { lang: 5 }, { delegation: [] }, { name: null }])
      assert.deepEqual(await meeting.call('secretariat', 'PATCH', `/people/${invited[0].id}`, wrong), [400, 'bad-message']);
    assert.equal((await meeting.call('eva', 'GET'))[0], 200);
    assert.equal(await meeting.role('eva', draft), 'delegation');
  });

  test('whoever is revoked is out of every draft at once', async () => {
    const drafts = [await meeting.draft('Uno'), await meeting.draft('Dos')];
    const clients = [await meeting.join('mexico', drafts[0]), await meeting.join('mexico', drafts[1])];
    const ends = clients.map(({ closed }) => closed);
    assert.equal((await meeting.call('secretariat', 'DELETE', `/people/${meeting.person('mexico')}`))[0], 200);
    for (const { code } of await within(Promise.all(ends), 'the end of both')) assert.equal(code, 4401);
    assert.equal((await meeting.call('mexico', 'GET'))[0], 401);
  });
});

describe('a list of people', () => {
  const read = async (text) => (await meeting.call('secretariat', 'POST', '/roster', { text }))[1].people;

  test('is read as CSV, as pasted from a sheet, with headings in four languages, and without any', async () => {
    const eva = { role: 'delegation', name: 'Eva Ruiz', delegation: 'DO', email: 'eva@mirex.gob.do', head: false };
    for (const text of [
      'Eva Ruiz;DO;eva@mirex.gob.do',
      'Eva Ruiz\tRepública Dominicana\teva@mirex.gob.do\tdelegada',
      'Correo,Nombre,Delegación\neva@mirex.gob.do,"Eva Ruiz",do',
      'Nom;Pays;Courriel;Rôle\nEva Ruiz;DO;eva@mirex.gob.do;Délégation',
      'Nome;Delegação;Correio;Função\nEva Ruiz;DO;eva@mirex.gob.do;Delegada',
      'Country;Role;E-mail;Name\r\nDominican Republic;delegate;eva@mirex.gob.do;Eva Ruiz\r\n\r\n',
    ])
      assert.deepEqual(await read(text), [eva], text);
    assert.deepEqual(await read('nombre;país;jefa\n"Peña, ""Lucho""";GT;sí'), [
      { role: 'delegation', name: 'Peña, "Lucho"', delegation: 'GT', head: true },
    ]);
    const [nomi] = await read('Nomi Gil;GT');
    assert.equal(nomi.name, 'Nomi Gil', 'a name that begins as a heading does');
    assert.deepEqual(await read('Ines Gil;OIM'), [{ role: 'observer', name: 'Ines Gil', delegation: 'OIM', head: false }]);
  });

  test('says what is wrong with each row, and invites nobody', async () => {
    const before = (await meeting.call('chair', 'GET', '/people'))[1].people.length;
    const rows = await read(';GT\nAna;XX\nLuis;GT;nadie@\nEva;DO;;reina\nPablo;;;delegado\nRosa;GT;a@b.gt\nSara;GT;A@b.gt');
    assert.deepEqual(
      rows.map(({ problem }) => problem),
      ['name-missing', 'unknown-delegation', 'bad-email', 'unknown-role', 'delegation-missing', undefined, 'twice'],
    );
    assert.equal((await meeting.call('chair', 'GET', '/people'))[1].people.length, before);
  });

  test('is invited whole or not at all', async () => {
    const people = [
      { name: 'Uno', role: 'delegation', delegation: 'GT', email: 'uno@x.gt' },
      { name: 'Dos', role: 'delegation', delegation: 'XX' },
    ];
    const before = (await meeting.call('chair', 'GET', '/people'))[1].people.length;
    assert.deepEqual(await meeting.call('secretariat', 'POST', '/people', { people }), [400, 'bad-message']);
    people[1].delegation = 'GT';
    people[1].email = 'UNO@x.gt';
    assert.deepEqual(await meeting.call('secretariat', 'POST', '/people', { people }), [409, 'exists']);
    assert.equal((await meeting.call('chair', 'GET', '/people'))[1].people.length, before);
    people[1].email = 'dos@x.gt';
    assert.equal((await meeting.call('secretariat', 'POST', '/people', { people }))[1].invited.length, 2);
    assert.deepEqual(await meeting.call('secretariat', 'POST', '/people', { people: Array(101).fill(people[0]) }), [
      400,
      'bad-message',
    ]);
  });

  test('is bounded: lines beyond the hundredth are counted, not read', async () => {
    const text = Array.from({ length: 120 }, (_, i) => `Persona ${i};GT`).join('\n');
    const [, { people, left_out: left }] = await meeting.call('secretariat', 'POST', '/roster', { text });
    assert.deepEqual([people.length, left], [100, 20]);
    assert.equal((await meeting.call('secretariat', 'POST', '/roster', { text: 'x'.repeat(70_000) }))[0], 413);
  });
});

describe('the agenda', () => {
  test('a draft made in the meeting is on it, and everybody sits in it', async () => {
    const [status, { draft }] = await meeting.call('secretariat', 'POST', '/drafts', { title: { es: 'Comunicado' }, lang: 'es' });
    assert.equal(status, 201);
    assert.equal(await meeting.role('us', draft), 'delegation');
    assert.equal(await meeting.role('chair', draft), 'chair');
    assert.equal(await meeting.role('secretariat', draft), 'secretariat');
  });

  test('a draft comes on it by its own chair, and not by force', async () => {
    const own = await place.draft();
    await own.seat('chair');
    assert.deepEqual(await meeting.call('chair', 'POST', '/agenda', { draft: own.id }), [404, 'not-found']);
    assert.deepEqual(await meeting.call('chair', 'POST', '/agenda', { draft: 'nowhere' }), [404, 'not-found']);
    const other = await Meeting.open(place);
    const theirs = await other.draft('Ajeno');
    assert.deepEqual(await meeting.call('chair', 'POST', '/agenda', { draft: theirs }), [404, 'not-found']);
  });

  test('keeps its order, its groups and what is closed', async () => {
    const [a, b, c] = [await meeting.draft('A'), await meeting.draft('B'), await meeting.draft('C')];
    await meeting.call('secretariat', 'PUT', '/agenda', { drafts: [c, a, b] });
    await meeting.call('secretariat', 'POST', '/agenda', { draft: a, group: 'protection', closed: true });
    const [, { agenda }] = await meeting.call('us', 'GET');
    assert.deepEqual(agenda, [
      { draft: c, group: null, closed: false },
      { draft: a, group: 'protection', closed: true },
      { draft: b, group: null, closed: false },
    ]);
    assert.deepEqual(await meeting.call('chair', 'POST', '/agenda', { draft: a, group: 'nobody' }), [400, 'bad-message']);
    assert.deepEqual(await meeting.call('secretariat', 'DELETE', `/agenda/${b}`), [403, 'forbidden']);
    assert.equal((await meeting.call('chair', 'DELETE', `/agenda/${b}`))[0], 200);
    assert.equal(await meeting.role('us', b), 'delegation', 'its seats stay, as its own');
  });
});

test('two who change the meeting at once: the second is told', async () => {
  const [, { revision }] = await meeting.call('secretariat', 'GET');
  assert.equal((await meeting.call('secretariat', 'PATCH', '', { revision, place: { es: 'Antigua' } }))[0], 200);
  assert.deepEqual(await meeting.call('chair', 'PATCH', '', { revision, place: { es: 'Petén' } }), [409, 'conflict']);
  assert.deepEqual((await meeting.call('chair', 'GET'))[1].meeting.place, { es: 'Antigua' });
});

test('a logo is an image of bounded size, and nothing that could hold a script', async () => {
  const put = async (bytes) => {
    const headers = { authorization: `Bearer ${meeting.people.get('secretariat').token}` };
    const response = await fetch(`${place.server.url}/api/meetings/${meeting.id}/logo`, { method: 'PUT', headers, body: bytes });
    await response.text();
    return response.status;
  };
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  assert.equal(await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')), 400);
  assert.equal(await put(Buffer.alloc(131073, png)), 413);
  assert.equal(await put(png), 200);
  assert.equal((await meeting.call('us', 'GET'))[1].logo, true);
  const headers = { authorization: `Bearer ${meeting.people.get('us').token}` };
  const response = await fetch(`${place.server.url}/api/meetings/${meeting.id}/logo`, { headers });
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), png);
});

test('an archived meeting is read by everybody, written by nobody, and opens again by its chair', async () => {
  const draft = await meeting.draft('Uno');
  const client = await meeting.join('chair', draft);
  const { closed } = client;
  assert.equal((await meeting.call('secretariat', 'POST', '/archive', { archived: true }))[0], 200);
  await within(closed, 'the end of the connection');
  for (const who of EVERYBODY) {
    const reader = await meeting.join(who, draft);
    assert.equal(reader.you.role, 'observer');
    assert.equal(await outcome(reader), 'forbidden');
  }
  const response = await fetch(`${place.server.url}/api/drafts/${draft}/bundle`, {
    headers: { authorization: `Bearer ${meeting.people.get('us').token}` },
  });
  assert.equal(response.status, 200);
  await response.arrayBuffer();
  for (const act of [
    ['PATCH', '', { revision: 1, place: { es: 'x' } }],
    ['POST', '/people', { people: [{ name: 'Eva', role: 'observer' }] }],
    ['POST', '/drafts', { title: { es: 'x' } }],
    ['POST', '/chair', { to: meeting.person('us') }],
  ])
    assert.deepEqual(await meeting.call('chair', ...act), [409, 'locked']);
  assert.deepEqual(await meeting.call('secretariat', 'POST', '/archive', { archived: false }), [403, 'forbidden']);
  assert.equal((await meeting.call('chair', 'POST', '/archive', { archived: false }))[0], 200);
  assert.equal(await meeting.role('chair', draft), 'chair');
});

test('the commands of the host list, invite a whole list, revoke and archive', async () => {
  const { writeFileSync } = await import('node:fs');
  const path = await import('node:path');
  const file = path.join(place.folder, 'list.csv');
  const list = (name, code) => `Nombre;Delegación;Correo\n${name};República Dominicana;${code}@x.do\n`;
  for (const [name, bytes] of [
    ['Iñigo Peña', Buffer.from(list('Iñigo Peña', 'uno'), 'latin1')],
    ['María Núñez', Buffer.from(`\ufeff${list('María Núñez', 'dos')}`, 'utf16le')],
    ['José Ávila', Buffer.from(`\ufeff${list('José Ávila', 'tres')}`)],
  ]) {
    writeFileSync(file, bytes); // as sheets are saved
    assert.equal(JSON.parse(await meeting.cli('invite', '--list', file)).name, name);
  }
  writeFileSync(file, 'Nombre;Delegación;Correo\nEva Ruiz;DO;eva@x.do\nPablo Gil;GT;pablo@x.gt\n');
  const links = (await meeting.cli('invite', '--list', file)).trim().split('\n').map(JSON.parse);
  assert.deepEqual(
    links.map(({ name }) => name),
    ['Eva Ruiz', 'Pablo Gil'],
  );
  assert.equal((await meeting.ask(links[0].token, 'GET', `/meetings/${meeting.id}`))[0], 200);
  writeFileSync(file, 'Nombre;Delegación\nEva Ruiz;XX\n');
  const bad = await cli.run(['meeting', 'invite', '--data', place.server.data, '--meeting', meeting.id, '--list', file]);
  assert.equal(bad.code, 2);
  assert.match(bad.stderr, /unknown-delegation/);
  await meeting.cli('revoke', '--person', links[1].id);
  const people = (await meeting.cli('people')).trim().split('\n').map(JSON.parse);
  assert.equal(people.find(({ name }) => name === 'Pablo Gil').state, 'revoked');
  await meeting.cli('archive');
  const listed = (await cli.succeed(['meeting', 'list', '--data', place.server.data])).trim().split('\n').map(JSON.parse);
  assert.ok(listed.find(({ id }) => id === meeting.id).archived > 0);
});

test('a draft alone goes on as before: its seats are its own, and no meeting is there', async () => {
  const draft = await place.draft();
  const { token } = await draft.seat('mexico');
  assert.deepEqual(await meeting.ask(token, 'GET', '/meetings'), [200, { meetings: [] }]);
  const client = await draft.join('mexico');
  assert.equal(await outcome(client), 'accepted');
  await draft.leave();
});

test('the delegations present are named in the order of each language', async () => {
  const named = async (lang) => (await meeting.cli('present', '--lang', lang)).trim();
  assert.equal(await named('es'), 'Estados Unidos de América, Guatemala, México y República Dominicana');
  assert.equal(await named('en'), 'Dominican Republic, Guatemala, Mexico, and United States of America');
});
