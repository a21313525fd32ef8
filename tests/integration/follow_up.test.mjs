// Follow-up (protocol/follow_up.md): from an adopted text to who is to do what by when; what people say of that; the draft that comes after.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const TEXT = `1. Encomendar a la Secretaría Ejecutiva la elaboración de un plan, a más tardar el 30 de junio de 2030, con el apoyo de la OIM.
2. Agradecer a la OIM la presentación.
3. Instar a los Países Miembros a compartir información en un plazo de seis meses.
`;

let place;
let draft;
let ids;
let chair;

before(async () => {
  place = await Place.open();
});
after(() => place.close());

beforeEach(async () => {
  draft = await place.draft({ text: TEXT });
  chair = await draft.join('chair');
  ids = (await draft.snapshot()).items.map(({ id }) => id);
});

async function adopt() {
  for (const status of ['agreed', 'approved']) await chair.edit(...ids.map((id) => change.status(id, status)));
  await chair.edit(change.adopt());
}

const get = async (who, query = '') => draft.request(who, `/follow-up${query}`);
const table = async (who = 'observer') => (await get(who)).json();
const row = async (item, n = 1) => (await table()).rows.find((one) => one.item === item && one.row === n);

const post = (who, ...changes) =>
  draft.request(who, '/follow-up', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ changes }),
  });
const said = async (who, ...changes) => assert.equal((await post(who, ...changes)).status, 200);
async function refused(code, who, ...changes) {
  const response = await post(who, ...changes);
  assert.equal((await response.json()).error.code, code);
}

describe('the table', () => {
  test('says who is to do what by when, with whose support', async () => {
    await adopt();
    const { rows, adopted, adopted_at: at } = await table();
    assert.equal(adopted, true);
    assert.ok(Math.abs(at - Date.now()) < 600_000);
    assert.deepEqual(
      rows.map(({ number, kind, verb, who, support, due, status }) => [number, kind, verb, who, support, due, status]),
      [
        ['1', 'commitment', 'Encomendar', 'Secretaría Ejecutiva', 'OIM', '2030-06-30', 'open'],
        ['2', 'courtesy', 'Agradecer', '', '', '', ''],
        ['3', 'commitment', 'Instar', 'Países Miembros', '', sixMonthsAfter(at), 'open'],
      ],
    );
    assert.deepEqual(rows[0].said, {});
  });

  test('is the same by the command, and as text, CSV and calendar', async () => {
    await adopt();
    for (const format of ['txt', 'csv', 'json', 'ics']) {
      const { stdout, code } = await cli.run(['follow-up', '--data', place.server.data, '--draft', draft.id, '--format', format]);
      assert.equal(code, 0);
      const response = await get('mexico', `?format=${format}`);
      assert.equal(Buffer.from(await response.arrayBuffer()).toString(), stdout);
      if (format !== 'json') assert.match(response.headers.get('content-disposition'), new RegExp(`-follow-up\\.${format}"$`));
    }
    const csv = await (await get('mexico', '?format=csv&all=1')).text();
    assert.equal(csv.trim().split('\r\n').length, 4);
  });

  test('is for those who have a seat, and only in languages and formats that there are', async () => {
    assert.equal((await fetch(`${place.server.url}/api/drafts/${draft.id}/follow-up`)).status, 401);
    const other = await place.draft();
    const { token } = await other.seat('chair');
    const headers = { authorization: `Bearer ${token}` };
    assert.notEqual((await fetch(`${place.server.url}/api/drafts/${draft.id}/follow-up`, { headers })).status, 200);
    assert.equal((await get('chair', '?format=pdf')).status, 400);
    assert.equal((await get('chair', '?lang=fr')).status, 400);
    const { code } = await cli.run(['follow-up', '--data', place.server.data, '--draft', 'nowhere', '--format', 'txt']);
    assert.equal(code, 1);
  });
});

describe('what people say', () => {
  test('stands in place of the guess, with who and when, also after a restart', async () => {
    await adopt();
    const { seq } = await (
      await post('secretariat', change.follow(ids[0], 1, 'who', 'La Presidencia'), change.follow(ids[0], 1, 'status', 'done'))
    ).json();
    await chair.reach(seq);
    assert.deepEqual(chair.model.snapshot().follow_up, (await draft.snapshot()).follow_up);
    await place.server.restart();
    const found = await row(ids[0]);
    assert.equal(found.who, 'La Presidencia');
    assert.equal(found.status, 'done');
    assert.equal(found.said.who.by, 'Secretaría');
    assert.equal(found.said.what, undefined);
    await said('chair', change.follow(ids[0], 1, 'who', null));
    assert.equal((await row(ids[0])).who, 'Secretaría Ejecutiva');
  });

  test('comes from one replica for all calls of a person', async () => {
    await adopt();
    for (const status of ['progress', 'done']) await said('secretariat', change.follow(ids[0], 1, 'status', status));
    const calls = checkChain(await draft.log()).ops.filter(({ client }) => client.startsWith('call-'));
    assert.deepEqual(
      calls.map(({ n }) => n),
      [1, 2],
    );
    assert.equal(new Set(calls.map(({ client }) => client)).size, 1);
  });

  test('can be a commitment that no word of the text gives away', async () => {
    await adopt();
    await said('chair', change.follow(ids[1], 2, 'what', 'Enviar una carta'));
    const found = await row(ids[1], 2);
    assert.deepEqual([found.kind, found.what, found.status], ['commitment', 'Enviar una carta', 'open']);
  });

  test('is judged: delegations report, observers say nothing, and the text stays closed', async () => {
    const status = change.follow(ids[0], 1, 'status', 'done');
    await refused('locked', 'secretariat', status);
    await adopt();
    await refused('forbidden', 'mexico', status);
    await refused('forbidden', 'observer', status);
    await refused('forbidden', 'observer', change.follow(ids[0], 1, 'report', 'Hecho.'));
    await refused('forbidden', 'mexico', change.followFrom('other'));
    await refused('bad-message', 'chair', change.insert(ids[0], 0, 'x'));
    await refused('bad-message', 'chair');
    await refused('bad-op', 'chair', change.follow(ids[0], 1, 'due', 'mañana'));
    await refused('no-item', 'chair', change.follow('nowhere', 1, 'note', 'x'));
    await said('mexico', change.follow(ids[0], 1, 'report', 'Se envió en mayo.'));
    await said('canada', change.follow(ids[0], 1, 'report', 'Envoyé.'));
    const { reports } = await row(ids[0]);
    assert.deepEqual(
      reports.map(({ delegation, words, by }) => [delegation, words, by]),
      [
        ['MX', 'Se envió en mayo.', 'Ana López'],
        ['CA', 'Envoyé.', 'Jean Tremblay'],
      ],
    );
    await chair.edit(change.follow(ids[2], 1, 'note', 'Por un op también.'));
    assert.equal((await row(ids[2])).note, 'Por un op también.');
  });
});

test('whatever people say at random, the server, the log and a fold of one’s own hold the same', async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  await adopt();
  const people = [chair, await draft.join('secretariat'), await draft.join('mexico'), await draft.join('canada')];
  const fields = ['kind', 'what', 'who', 'due', 'status', 'note', 'takes_up', 'report'];
  const values = [null, '', 'decision', 'La OIM', '2030-02-28', 'done', 'x', 'old-1', 'Dos\nlíneas'];
  let taken = 0;
  for (let i = 0; i < 150; i++) {
    const who = random.pick(people);
    const some = Array.from({ length: random.integer(1, 3) }, () =>
      change.follow(random.pick(ids), random.integer(1, 4), random.pick(fields), random.pick(values)),
    );
    if (random.chance(0.1)) some.push(change.followFrom(random.pick([null, 'old'])));
    taken += await who.edit(...some).then(
      () => 1,
      ({ code }) => assert.match(code, /^(forbidden|bad-op)$/) ?? 0,
    );
  }
  assert.ok(taken > 10);
  const snapshot = await draft.snapshot();
  for (const one of people) {
    await one.reach(snapshot.seq);
    assert.deepEqual(one.model.snapshot().follow_up, snapshot.follow_up);
    assert.equal(one.model.snapshot().follows, snapshot.follows);
  }
  assert.equal((await get('observer')).status, 200);
  await place.server.restart();
  assert.deepEqual((await draft.snapshot()).follow_up, snapshot.follow_up);
  await place.server.stop();
  const { code } = await cli.verify(place.server.data, draft.id);
  assert.equal(code, 0);
  await place.server.start();
});

/** The day six months after, in UTC, as the server says it. */
function sixMonthsAfter(ms) {
  const day = new Date(ms);
  const target = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 6, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(day.getUTCDate(), last));
  return target.toISOString().slice(0, 10);
}
