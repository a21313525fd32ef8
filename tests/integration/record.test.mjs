// Who wrote what, what happened to an item, versions and the life of a draft (protocol/record.md), by the calls that the page makes. That every
// letter has its author, whatever happened, is held by tests/property/test_weave.c.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import Delta from 'quill-delta';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import { succeed } from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { wordType } from '../support/word_file.mjs';
import { wordText } from '../support/word_words.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

async function table(...items) {
  const draft = await place.draft();
  await draft.seat('observer'); // whose seat is an op of the log
  await draft.plant(...items);
  const [chair, mexico, canada] = await Promise.all(['chair', 'mexico', 'canada'].map((who) => draft.join(who)));
  const does = async (who, ...changes) => {
    const { seq } = await who.edit(...changes);
    await Promise.all([chair, mexico, canada].map((client) => client.reach(seq)));
    return seq;
  };
  const ask = async (path, who = 'observer') => {
    const response = await draft.request(who, path);
    assert.equal(response.status, 200, path);
    return response.json();
  };
  return { draft, chair, mexico, canada, does, ask, start: chair.model.seq };
}

describe('blame', () => {
  test('covers the words of every item, now and at any moment, through a split and a decision', async () => {
    const { chair, mexico, canada, does, ask } = await table(['a', 'uno dos tres']);
    const planted = chair.model.seq;
    await does(mexico, change.insert('a', 3, ' y medio'));
    await does(chair, change.split('a', 'b', { es: 4 }));
    await does(chair, change.status('b', 'review'));
    await does(canada, change.propose('c1', 'b'), change.insert('b', 0, 'casi ', 'es', { 'ins:c1': true }));
    await does(chair, change.decide('accept', 'c1'));
    const now = await ask('/blame?lang=es');
    assert.equal(now.seq, chair.model.seq);
    for (const { item, runs } of now.items)
      assert.equal(
        runs.reduce((sum, { len }) => sum + len, 0),
        chair.model.words(item, 'es').length,
        item,
      );
    const runs = now.items
      .find(({ item }) => item === 'b')
      .runs.map(({ len, by, proposal, state, decider }) => ({
        len,
        by,
        ...(proposal && { proposal, state, decider }),
      }));
    assert.deepEqual(runs, [
      { len: 5, by: canada.you.id, proposal: 'c1', state: 'accepted', decider: chair.you.id },
      { len: 7, by: mexico.you.id },
      { len: 9, by: chair.you.id },
    ]);
    assert.equal(now.people[canada.you.id].delegation, 'CA');
    const then = await ask(`/blame?lang=es&seq=${planted}`);
    assert.deepEqual(
      then.items.find(({ item }) => item === 'a').runs.map(({ len }) => len),
      [12],
    );
  });
});

describe('blame of a proposal that is decided in parts', () => {
  test('says of each word who accepted it, and which words are proposed still', async () => {
    const { chair, canada, does, ask } = await table(['a', 'uno dos']);
    await does(chair, change.status('a', 'review'));
    const mark = { 'ins:c1': true };
    await does(canada, change.propose('c1', 'a'), change.insert('a', 4, 'casi siempre ', 'es', mark));
    await does(chair, change.part('c1', 'a', 4, 5, true));
    const runs = async () => {
      const { items } = await ask('/blame?lang=es');
      const { runs } = items.find(({ item }) => item === 'a');
      return runs.map(({ len, by, state, decider }) => ({ len, by, state, decider }));
    };
    const canadian = { by: canada.you.id, state: 'accepted', decider: chair.you.id };
    assert.deepEqual(await runs(), [
      { len: 4, by: chair.you.id, state: undefined, decider: undefined },
      { len: 5, ...canadian },
      { len: 8, by: canada.you.id, state: 'open', decider: undefined },
      { len: 3, by: chair.you.id, state: undefined, decider: undefined },
    ]);
    await does(chair, change.decide('reject', 'c1'));
    assert.deepEqual((await runs())[1], { len: 5, ...canadian }, 'what was accepted by itself stays so');
  });
});

describe('the history of an item', () => {
  test('tells words, moves, proposals, positions and statuses in order, each by whom', async () => {
    const { chair, mexico, canada, does, ask } = await table(['a', 'uno dos'], ['b', 'tres']);
    await does(mexico, change.text('a', new Delta().retain(4).delete(3).insert('mil')));
    await does(chair, change.move('a', null, 'b'));
    await does(chair, change.status('a', 'review'));
    await does(
      canada,
      change.propose('c1', 'a', 'text', 'Como en Puebla.'),
      change.insert('a', 0, 'X', 'es', { 'ins:c1': true }),
    );
    await does(mexico, change.position('a', 'object', 'No.'));
    await does(chair, change.decide('reject', 'c1'));
    const { events, people } = await ask('/items/a/history');
    const told = events.map((event) => event.changes?.[0].type ?? [event.inserted, event.deleted]);
    assert.deepEqual(told, [
      'item.add',
      ['uno dos', undefined],
      ['mil', 'dos'],
      'item.move',
      'item.status',
      'proposal.add',
      ['X', undefined],
      'position.set',
      'proposal.reject',
      [undefined, 'X'],
    ]);
    assert.ok(events.every(({ seq, at, by }, i) => seq >= (events[i - 1]?.seq ?? 0) && at > 0 && by));
    assert.equal(people[mexico.you.id].name, 'Ana López');
  });

  test('of an item that never was there is none', async () => {
    const { draft } = await table(['a', 'uno']);
    assert.equal((await draft.request('observer', '/items/nobody/history')).status, 404);
  });
});

describe('versions', () => {
  test('are told with what else stands out, and each can be opened as it was', async () => {
    const { draft, chair, mexico, does, ask, start } = await table(['a', 'uno'], ['b', 'dos']);
    const first = await does(chair, change.version('v1', 'Rev.1'));
    await does(mexico, change.insert('a', 3, ' más'));
    await does(chair, change.status('b', 'agreed'));
    await does(chair, change.version('v2', 'Como llegó', { seq: start }));
    const life = await ask('/versions');
    assert.equal(life.seq, chair.model.seq);
    assert.deepEqual(
      life.versions.map(({ name, of }) => [name, of]),
      [
        ['Rev.1', first],
        ['Como llegó', start],
      ],
    );
    assert.deepEqual(
      life.marks.map(({ type, item, status }) => [type, item, status]),
      [['item.status', 'b', 'agreed']],
    );
    assert.deepEqual(life.clock.at(0)[0], 1);
    assert.deepEqual(life.clock.at(-1)[0], life.seq);
    assert.equal(life.days.length, 1);
    const then = await draft.snapshot(first);
    assert.deepEqual(then.items.find(({ id }) => id === 'a').texts.es.ops, [{ insert: 'uno' }]);
  });
});

test('the minutes tell who was there, what was decided and why, and where everybody stands; the command writes the same', async () => {
  const { draft, chair, mexico, canada, does } = await table(['a', 'uno dos'], ['b', 'tres']);
  await does(chair, change.status('a', 'review'));
  await does(mexico, change.propose('m1', 'a', 'text', 'Como en Puebla.'), change.insert('a', 0, 'XY', 'es', { 'ins:m1': true }));
  await does(chair, change.part('m1', 'a', 1, 1, false));
  await does(chair, change.decide('accept', 'm1'));
  await does(canada, change.position('b', 'reserve', 'Consulta con la capital.'));
  await does(chair, change.version('v1', 'Rev.1'));
  await does(chair, change.status('a', 'agreed', undefined, 'Así se acordó.'));
  const wanted = [/^Acta — Un borrador/m, /México \(Ana López\), delegación: \d+ cambios/, /Rev\.1: \d{4}-/];
  wanted.push(/Xuno dos/, /propuesta de México \(Ana López\): aceptada, Presidencia — Como en Puebla\./);
  wanted.push(/propuesta de México \(Ana López\): rechazada en parte, Presidencia \+ "Y"/);
  wanted.push(/estado acordado, Presidencia; motivo: Así se acordó\./, /Canadá reserva: .*tres — Consulta con la capital\./);
  for (const format of ['txt', 'md', 'html', 'json']) {
    const text = await (await draft.request('observer', `/minutes?format=${format}`)).text();
    const args = ['minutes', '--data', place.server.data, '--draft', draft.id, '--format', format];
    assert.equal(await succeed(args), text, format);
    if (format === 'txt') for (const pattern of wanted) assert.match(text, pattern);
  }
  const file = Buffer.from(await (await draft.request('observer', '/minutes?format=docx')).arrayBuffer());
  assert.deepEqual(
    execFileSync(plenaria, ['minutes', '--data', place.server.data, '--draft', draft.id, '--format', 'docx']),
    file,
  );
  const words = wordText(file).replace(/\s+/g, ' ');
  for (const pattern of wanted) assert.match(words, new RegExp(pattern.source.replace(/[$^]/g, '')));
  const back = await draft.request('mexico', '/word', { method: 'POST', headers: { 'content-type': wordType }, body: file });
  assert.match((await back.json()).error.message, /holds the minutes/);
  assert.equal((await draft.request('observer', '/minutes?format=pdf')).status, 400);
});

test('a search finds what stands and what the record tells, without case and accents, by whom and of what kind', async () => {
  const { chair, mexico, canada, does, ask } = await table(['a', 'La Reunión sigue'], ['b', 'otra']);
  await does(mexico, change.insert('b', 0, 'reunion '));
  await does(canada, change.comment('k1', 'a', { text: '¿Qué REUNIÓN?' }));
  await does(chair, change.erase('b', 0, 8));
  const { results, people } = await ask(`/search?q=${encodeURIComponent('reuniÓn')}`);
  assert.deepEqual(
    results.map(({ kind, item, before, match, by }) => [kind, item, before, match, by]),
    [
      ['text', 'a', 'La ', 'Reunión', chair.you.id],
      ['deleted', 'b', '', 'reunion', chair.you.id],
      ['comment', 'a', '¿Qué ', 'REUNIÓN', canada.you.id],
    ],
  );
  assert.equal(people[canada.you.id].delegation, 'CA');
  assert.equal((await ask('/search?q=reunion&by=CA')).results.length, 1);
  assert.equal((await ask('/search?q=reunion&kind=text')).results.length, 1);
  assert.equal((await ask('/search?q=reunion&until=1000')).results.length, 0);
  assert.equal((await ask('/search?q=nada')).results.length, 0);
});

test('strangers are told nothing', async () => {
  const { draft } = await table(['a', 'uno']);
  for (const path of ['/blame', '/versions', '/items/a/history', '/minutes', '/search?q=x'])
    assert.equal((await fetch(`${place.server.url}/api/drafts/${draft.id}${path}`)).status, 401, path);
});
