// What differs between two moments of a draft, by the command and by the call (protocol/record.md). That comparisons are exact, whatever
// happened, is held by tests/property/test_compare.c; here is what people read.
import assert from 'node:assert/strict';
import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { succeed, run } from '../support/cli.mjs';
import { Place } from '../support/place.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const words = (part) => part.words.ops.map(({ insert }) => insert).join('');
const shown = ({ parts }) => parts.map((part) => [part.kind, words(part)]);

async function compare(draft, from, to, query = '') {
  const response = await draft.request('observer', `/compare?from=${from}&to=${to}&lang=es${query}`);
  assert.equal(response.status, 200);
  return response.json();
}

const item = (comparison, id) => comparison.items.find((row) => row.item === id);

/** A draft with some items, and who works on it. */
async function table(...items) {
  const draft = await place.draft();
  await draft.plant(...items);
  const [chair, mexico] = await Promise.all(['chair', 'mexico'].map((who) => draft.join(who)));
  const does = async (who, ...changes) => {
    const { seq } = await who.edit(...changes);
    await Promise.all([chair.reach(seq), mexico.reach(seq)]);
    return seq;
  };
  return { draft, chair, mexico, does, start: chair.model.seq };
}

describe('words', () => {
  test('whole words are deleted and inserted, by whom and when, however they were typed', async () => {
    const { draft, mexico, does, start } = await table(['a', 'El color de todos los Estados.']);
    await does(mexico, change.text('a', new Delta().retain(3).insert('ext')));
    await does(mexico, change.text('a', new Delta().retain(15).delete(5).insert('cada')));
    const end = await does(mexico, change.text('a', new Delta().retain(6).insert('ra')));
    const row = item(await compare(draft, start, end), 'a');
    assert.equal(row.state, 'changed');
    assert.deepEqual(shown(row), [
      ['kept', 'El '],
      ['deleted', 'color'],
      ['inserted', 'extracolor'],
      ['kept', ' de '],
      ['deleted', 'todos'],
      ['inserted', 'cada'],
      ['kept', ' los Estados.'],
    ]);
    const inserted = row.parts.find(({ kind }) => kind === 'inserted');
    assert.equal(inserted.by, mexico.you.id);
    assert.ok(inserted.seq > start && inserted.at > 0);
  });

  test('accepted words are those of who proposed them, and say who decided', async () => {
    const { draft, chair, mexico, does } = await table(['a', 'uno dos tres']);
    const start = await does(chair, change.status('a', 'review'));
    await does(
      mexico,
      change.propose('m1', 'a'),
      change.text('a', new Delta().retain(4).insert('mil', { 'ins:m1': true }).retain(3, { 'del:m1': true })),
    );
    const end = await does(chair, change.decide('accept', 'm1'));
    const comparison = await compare(draft, start, end, '&view=base');
    const [, deleted, inserted] = item(comparison, 'a').parts;
    for (const part of [deleted, inserted]) {
      assert.equal(part.by, mexico.you.id);
      assert.equal(part.decider, chair.you.id);
      assert.equal(part.proposal, 'm1');
      assert.equal(part.state, 'accepted');
    }
    assert.deepEqual([words(deleted), words(inserted)], ['dos', 'mil']);
    assert.equal(comparison.people[mexico.you.id].delegation, 'MX');
  });
});

describe('items', () => {
  test('a moved and edited one shows both; a split and a merge say where the words are', async () => {
    const { draft, chair, does, start } = await table(['a', 'primero'], ['b', 'segundo y tercero'], ['c', 'cuarto']);
    await does(chair, change.move('c', null, null));
    await does(chair, change.text('c', new Delta().retain(6).insert(' ya')));
    await does(chair, change.split('b', 'b2', { es: 8 }));
    const end = await does(chair, change.merge('b2', 'a'));
    const comparison = await compare(draft, start, end);
    const moved = item(comparison, 'c');
    assert.equal(moved.moved.by, chair.you.id);
    assert.notEqual(moved.before.number, moved.after.number);
    assert.deepEqual(shown(moved), [
      ['kept', 'cuarto'],
      ['inserted', ' ya'],
    ]);
    assert.deepEqual(
      item(comparison, 'a').parts.map(({ kind, other }) => [kind, other]),
      [
        ['kept', undefined],
        ['came', 'b'],
      ],
    );
    assert.deepEqual(
      item(comparison, 'b').parts.map(({ kind, other }) => [kind, other]),
      [
        ['kept', undefined],
        ['left', 'a'],
      ],
    );
  });

  test('a removed one stands where it stood, an added one says who added it', async () => {
    const { draft, chair, does, start } = await table(['a', 'uno'], ['b', 'dos'], ['c', 'tres']);
    await does(chair, change.remove('b'));
    const end = await does(chair, change.add('n', null, 'c', { es: 'nuevo' }));
    const { items, changes } = await compare(draft, start, end);
    assert.equal(changes, 2);
    const order = items.map(({ item: id, state }) => [id, state]);
    const at = order.findIndex(([id]) => id === 'b');
    assert.deepEqual(order.slice(at - 1), [
      ['a', 'same'],
      ['b', 'removed'],
      ['c', 'same'],
      ['n', 'added'],
    ]);
    assert.equal(items[at].op.by, chair.you.id);
    assert.equal(items.at(-1).op.seq, end);
  });
});

describe('files', () => {
  test('the command and the call write the same page, text and JSON', async () => {
    const { draft, mexico, does, start } = await table(['a', 'uno <b> dos']);
    const end = await does(mexico, change.text('a', new Delta().retain(4).insert('& ')));
    for (const format of ['html', 'txt', 'json']) {
      const args = ['--data', place.server.data, '--draft', draft.id, '--from', String(start), '--format', format];
      const written = await succeed(['compare', ...args, '--to', String(end)]);
      const response = await draft.request('observer', `/compare?from=${start}&to=${end}&format=${format}`);
      assert.equal(await response.text(), written, format);
      assert.match(response.headers.get('content-type'), { html: /text\/html/, txt: /text\/plain/, json: /json/ }[format]);
    }
    const page = await (await draft.request('observer', `/compare?from=${start}&format=html`)).text();
    assert.match(page, /uno <ins class="c0" title="insertado por México \(Ana López\), \d{4}-/);
    assert.match(page, /&amp; <\/ins>&lt;b>/);
    const text = await (await draft.request('observer', `/compare?from=${start}&format=txt`)).text();
    assert.match(text, /uno \[\+& \+\]\{México \(Ana López\)\}<b> dos/);
  });

  test('the command keeps what it read of a long log beside it, and reads on from there the next time', async () => {
    const { draft, chair } = await table(['a', 'Uno.']);
    for (let i = 0; i < 5000; i++) await chair.edit(change.insert('a', 0, 'x'));
    const end = chair.model.seq;
    const ask = () =>
      succeed(['compare', '--data', place.server.data, '--draft', draft.id, '--from', String(end - 10), '--format', 'json']);
    const kept = path.join(place.server.data, 'records', `${draft.id}.record`);
    for (let i = 0; i < 50 && !existsSync(kept); i++) await new Promise((resolve) => setTimeout(resolve, 100)); // the server keeps it too
    rmSync(kept, { force: true });
    const first = await ask();
    const { mtimeMs } = statSync(kept);
    assert.equal(await ask(), first);
    assert.equal(statSync(kept).mtimeMs, mtimeMs);
  });

  test('the command takes names of versions for moments', async () => {
    const { draft, mexico, does, chair } = await table(['a', 'uno dos']);
    await does(chair, change.version('v1', 'Rev.1'));
    await does(mexico, change.text('a', new Delta().retain(4).insert('mil ')));
    await does(chair, change.version('v2', 'Rev.2, tras la lectura'));
    await does(mexico, change.text('a', new Delta().insert('luego ')));
    const args = ['compare', '--data', place.server.data, '--draft', draft.id, '--format', 'txt', '--from', 'Rev.1'];
    assert.match(await succeed([...args, '--to', 'Rev.2, tras la lectura']), /uno \[\+mil \+\]\{México \(Ana López\)\}dos/);
    assert.match(await succeed(args), /luego/);
    const { code, stderr } = await run([...args, '--to', 'Rev.9']);
    assert.equal(code, 1);
    assert.match(stderr, /no version called Rev\.9/);
    assert.equal((await run([...args, '--to', '1'])).code, 2);
  });

  test('what is asked for wrongly is said', async () => {
    const { draft } = await table(['a', 'uno']);
    for (const [query, status] of [
      ['', 400],
      ['?from=0', 400],
      ['?from=2&to=1', 400],
      ['?from=1&to=999', 404],
      ['?from=1&format=docy', 400],
      ['?from=1&lang=fr', 400],
      ['?from=1&view=all', 400],
    ]) {
      const response = await draft.request('observer', `/compare${query}`);
      assert.equal(response.status, status, query);
      assert.match((await response.json()).error.message, /\.$/);
    }
    const outside = await fetch(`${place.server.url}/api/drafts/${draft.id}/compare?from=1`);
    assert.equal(outside.status, 401);
    const { code } = await run(['compare', '--data', place.server.data, '--draft', 'none', '--from', '1', '--format', 'txt']);
    assert.equal(code, 1);
  });
});
