// Rolls: words of a text that name the delegations present, and that the server keeps as they come and go (protocol/meetings.md).
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { document, Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const LINK = { link: '#delegations' };
const QUIET_MS = 2500; // two looks of the server, and some

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

const quiet = () => new Promise((done) => setTimeout(done, QUIET_MS));
const roll = (at, words, lang) => change.insert('i1', at, words, lang, LINK);
const words = (client, item = 'i1') => [client.model.words(item, 'es'), client.model.words(item, 'en')];

/** Who is present from now on, by code; said by the secretariat. */
async function present(...codes) {
  const [, { revision }] = await meeting.call('secretariat', 'GET');
  const delegations = document.delegations.map((one) => ({ ...one, present: codes.includes(one.code) }));
  assert.equal((await meeting.call('secretariat', 'PATCH', '', { revision, delegations }))[0], 200);
}

/** A draft whose first item reads "Reunidas · las delegaciones" with the list between, in both languages. */
async function sentence() {
  const draft = await meeting.draft('Declaración');
  const chair = await meeting.join('chair', draft);
  await chair.edit(
    change.text('i1', new Delta().delete(7).insert('Reunidas ').insert('@', LINK).insert(' aquí')),
    change.text('i1', new Delta().insert('Gathered ').insert('@', LINK).insert(' here'), 'en'),
  );
  await chair.until(() => !words(chair).join().includes('@'), 'the list');
  return { draft, chair };
}

const said = (client, es, en) => client.until(() => words(client).join('|') === `${es}|${en}`, `${es}|${en}`);
const ALL = [
  'Reunidas Estados Unidos de América, Guatemala, México y República Dominicana aquí',
  'Gathered Dominican Republic, Guatemala, Mexico, and United States of America here',
];

describe('a list of the delegations present', () => {
  test('names them in both languages, and follows when they come and go, by the system in one op', async () => {
    const { draft, chair } = await sentence();
    assert.deepEqual(words(chair), ALL);
    await present('MX', 'GT');
    await said(chair, 'Reunidas Guatemala y México aquí', 'Gathered Guatemala and Mexico here');
    const last = checkChain((await meeting.ask('chair', 'GET', `/drafts/${draft}/ops?since=0&limit=1000`))[1]).ops.at(-1);
    assert.equal(last.by, 'system');
    assert.deepEqual(
      last.changes.map(({ type, lang }) => [type, lang]),
      [
        ['text', 'es'],
        ['text', 'en'],
      ],
    );
    await present();
    await said(chair, 'Reunidas … aquí', 'Gathered … here');
    await present('OIM', 'DO');
    await said(chair, 'Reunidas República Dominicana aquí', 'Gathered Dominican Republic here');
  });

  test('many come and go within a second, and the draft gets an op or two', async () => {
    const { chair } = await sentence();
    const { seq } = chair.model;
    for (let i = 0; i < 12; i++) await present(...['MX', 'GT', 'US', 'DO'].slice(0, 1 + (i % 4)));
    await present('US');
    await said(chair, 'Reunidas Estados Unidos de América aquí', 'Gathered United States of America here');
    await quiet();
    assert.ok(chair.model.seq - seq <= 6, `${chair.model.seq - seq} ops`);
    assert.deepEqual(words(chair), ['Reunidas Estados Unidos de América aquí', 'Gathered United States of America here']);
  });

  test('stays as it is once its item is agreed or approved, and follows when the chair opens it again', async () => {
    const { chair } = await sentence();
    for (const status of ['agreed', 'approved']) {
      await chair.edit(change.status('i1', status));
      const before = words(chair);
      await present(status === 'agreed' ? 'MX' : 'GT');
      await quiet();
      assert.deepEqual(words(chair), before);
      await chair.edit(change.status('i1', 'review'));
      await chair.until(() => words(chair).join() !== before.join(), 'the list to follow');
    }
    assert.equal(words(chair)[0], 'Reunidas Guatemala aquí');
  });

  test('waits while an open proposal strikes a part of it, and follows once that is decided', async () => {
    const { draft, chair } = await sentence();
    await chair.edit(change.status('i1', 'review'));
    const mexico = await meeting.join('mexico', draft);
    await mexico.edit(change.propose('q', 'i1'), change.format('i1', 9, 14, { 'del:q': true }));
    await present('MX', 'GT');
    await said(chair, ALL[0], 'Gathered Guatemala and Mexico here');
    await quiet();
    assert.equal(words(chair)[0], ALL[0]);
    await chair.edit(change.decide('reject', 'q'));
    await said(chair, 'Reunidas Guatemala y México aquí', 'Gathered Guatemala and Mexico here');
  });

  test('what somebody changes in it by hand is put right; what has the link no longer is theirs', async () => {
    const { chair } = await sentence();
    await chair.edit(change.erase('i1', 9, 9));
    await said(chair, ...ALL);
    await chair.edit(change.format('i1', 9, ALL[0].length - 14, { link: null }));
    await present('MX');
    await said(chair, ALL[0], 'Gathered Mexico here');
    await quiet();
    assert.equal(words(chair)[0], ALL[0]);
  });

  test('a delegation puts one only where it may write', async () => {
    const { draft, chair } = await sentence();
    const mexico = await meeting.join('mexico', draft);
    const observer = await meeting.join('observer', draft);
    await chair.edit(change.status('i1', 'review'));
    await mexico.reach(chair.model.seq);
    const text = change.format('i1', 0, 8, LINK);
    await assert.rejects(mexico.edit(text), { code: 'locked' });
    await assert.rejects(observer.edit(text), { code: 'forbidden' });
    await quiet();
    assert.deepEqual(words(chair), ALL);
  });

  test('words of a draft that is in no meeting stay as they are, and follow once it is on an agenda', async () => {
    const alone = await place.draft();
    const chair = await alone.join('chair');
    await chair.edit(roll(7, 'x'));
    await quiet();
    assert.equal(chair.model.words('i1', 'es'), 'Inicio.x');
    await meeting.cli('agenda', '--draft', alone.id);
    await chair.until(() => chair.model.words('i1', 'es').includes('Guatemala'), 'the list');
  });

  test('a draft that nobody has open follows when it is opened', async () => {
    const { draft } = await sentence();
    await meeting.leave();
    await place.server.stop();
    await place.server.start();
    await present('GT');
    const mexico = await meeting.join('mexico', draft);
    assert.deepEqual(words(mexico), ['Reunidas Guatemala aquí', 'Gathered Guatemala here']);
  });

  test('an archived meeting and an adopted draft change no more', async () => {
    const { chair, draft } = await sentence();
    await chair.edit(change.status('i1', 'approved'), change.adopt());
    await present('MX');
    await quiet();
    assert.deepEqual(words(chair), ALL);
    const other = await sentence();
    await other.chair.until(() => words(other.chair)[0] === 'Reunidas México aquí', 'the list');
    await meeting.call('chair', 'POST', '/archive', { archived: true });
    const { length } = checkChain((await meeting.ask('observer', 'GET', `/drafts/${draft}/ops?since=0&limit=1000`))[1]).ops;
    await quiet();
    const ops = checkChain((await meeting.ask('observer', 'GET', `/drafts/${draft}/ops?since=0&limit=1000`))[1]).ops;
    assert.deepEqual(
      ops.slice(length).filter(({ changes }) => changes.some(({ type }) => type === 'text')),
      [],
    );
  });
});

test('files have its words and no link', async () => {
  const { draft } = await sentence();
  for (const format of ['txt', 'md', 'html', 'json', 'akn']) {
    const view = format === 'json' ? '&view=clean' : '';
    const [status, file] = await meeting.ask('mexico', 'GET', `/drafts/${draft}/export?format=${format}&lang=es${view}`);
    assert.equal(status, 200, format);
    const text = typeof file === 'string' ? file : JSON.stringify(file);
    assert.match(text, /Estados Unidos de América, Guatemala, México y República Dominicana/, format);
    assert.doesNotMatch(text, /#delegations/, format);
  }
});

test('an imported text brings none', async () => {
  const file = path.join(place.folder, 'text.md');
  writeFileSync(file, '1. Reunidas [México](#delegations) **aquí**.\n');
  const { draft } = await cli.importText(place.server.data, file, { title: 'Uno', langs: ['es'] });
  await meeting.cli('agenda', '--draft', draft);
  const chair = await meeting.join('chair', draft);
  const { ops } = chair.model.text('i1', 'es');
  assert.deepEqual(
    ops.map(({ attributes }) => attributes),
    [undefined, { bold: true }, undefined],
  );
});

test('it and what people type around it converge, whatever they type while delegations come and go', async (t) => {
  const random = new Random(seedFromEnvironment());
  t.diagnostic(`PLENARIA_SEED=${random.seed}`);
  const below = (count) => random.integer(0, count - 1);
  const { draft, chair } = await sentence();
  const people = [chair, await meeting.join('mexico', draft), await meeting.join('us', draft)];
  await Promise.all(people.map((one) => one.reach(chair.model.seq)));
  const codes = ['MX', 'GT', 'US', 'DO'];
  const edits = [];
  for (let round = 0; round < 40; round++) {
    const who = people[below(people.length)];
    await who.settled();
    const lang = below(2) ? 'es' : 'en';
    const before = words(who)[lang === 'es' ? 0 : 1];
    // In front of the sentence or behind it, where the list is not.
    const at = below(2) ? below(9) : before.length - below(4);
    edits.push(who.edit(below(3) ? change.insert('i1', at, `${round} `, lang) : change.insert('i1', at, '•', lang)));
    if (round % 8 === 0) await present(...codes.filter(() => below(2)));
    await new Promise((done) => setTimeout(done, 60));
  }
  await Promise.all(edits);
  await present('MX', 'DO');
  await chair.until(() => words(chair)[0].includes('México y República Dominicana'), 'the last list');
  await quiet();
  await Promise.all(people.map((one) => one.reach(chair.model.seq)));
  for (const one of people) assert.deepEqual(one.model.snapshot(), chair.model.snapshot());
  const { ops } = chair.model.text('i1', 'es');
  const lists = ops.filter(({ attributes }) => attributes?.link === '#delegations');
  assert.deepEqual(
    lists.map(({ insert }) => insert),
    ['México y República Dominicana'],
  );
});
