// Numbering as users meet it: set at import, by a call, by an op; the same numbers in every export and language.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Model } from '../support/model.mjs';
import { Draft, Place } from '../support/place.mjs';

const TEXT = '1. Uno.\n a. Primero.\n b. Segundo.\n2. Dos.\n';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const exported = async (draft, format, lang = 'es') => {
  const response = await draft.request('chair', `/export?format=${format}&lang=${lang}`);
  assert.equal(response.status, 200);
  return format === 'json' ? response.json() : response.text();
};

const paths = async (draft, lang) => (await exported(draft, 'json', lang)).items.map((item) => item.path ?? '');
const labels = async (draft, lang) => (await exported(draft, 'json', lang)).items.map((item) => item.number ?? '');

async function imported(...args) {
  const file = path.join(place.folder, 'numbering.txt');
  writeFileSync(file, TEXT);
  const options = ['--data', place.server.data, '--title', 'T', '--lang', 'es', '--langs', 'es,en'];
  const { draft, items } = JSON.parse(await cli.succeed(['import', ...options, ...args, file]));
  return new Draft(place, draft, items);
}

test('an import names a preset, and every export has its numbers, by language', async () => {
  const draft = await imported('--numbering', 'un-resolution');
  assert.deepEqual(await labels(draft, 'es'), ['1.', 'a)', 'b)', '2.']);
  assert.deepEqual(await labels(draft, 'en'), ['1.', '(a)', '(b)', '2.']);
  assert.deepEqual(await paths(draft, 'en'), ['1', '1.a', '1.b', '2']);
  assert.match(await exported(draft, 'txt'), /\n1\. Uno\.\n\n {4}a\) Primero\.\n/);
  assert.match(await exported(draft, 'md'), /\n {4}- a\) Primero\.\n/);
  assert.match(await exported(draft, 'html'), /<span class="number">a\)<\/span> Primero\./);
  const told = await cli.succeed(['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt']);
  assert.match(told, / {4}b\) Segundo\.\n/);
});

test('an unknown preset is a usage error that names the known ones', async () => {
  const { code, stderr } = await cli.run(
    ['import', '--data', place.server.data, '--title', 'T', '--lang', 'es', '--numbering', 'roman', '-'],
    { input: TEXT },
  );
  assert.equal(code, 2);
  assert.match(stderr, /conference, un-resolution, pp-op, decimal, articles or eu/);
});

test('a draft made by a call has the numbering that the call names; a wrong one is told in a sentence', async () => {
  const base = await place.draft({ text: TEXT });
  const { token } = await base.seat('chair');
  const create = (numbering) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = { title: { es: 'Otro' }, langs: ['es', 'en'], text: TEXT, lang: 'es', numbering };
    return fetch(`${place.server.url}/api/drafts`, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const good = await create('decimal');
  assert.equal(good.status, 201);
  const { draft } = await good.json();
  const text = await cli.succeed(['export', '--data', place.server.data, '--draft', draft, '--format', 'txt']);
  assert.match(text, / {4}1\.2 Segundo\.\n/);
  const wrong = await create({ levels: [{ format: 'greek' }] });
  assert.equal(wrong.status, 400);
  assert.match((await wrong.json()).error.message, /Give each level a format/);
});

test('the secretariat sets a scheme, and everybody sees its numbers; a delegation may not', async () => {
  const draft = await place.draft({ text: TEXT });
  const [secretariat, mexico] = [await draft.join('secretariat'), await draft.join('mexico')];
  const numbering = {
    levels: [
      { format: 'upper-roman', after: '.-', start: 4 },
      { format: 'decimal', before: '', after: '', chain: true },
    ],
  };
  await secretariat.edit(change.set({ numbering }));
  assert.deepEqual(await labels(draft, 'es'), ['IV.-', 'IV.1', 'IV.2', 'V.-']);
  await assert.rejects(mexico.edit(change.set({ numbering: 'conference' })), { code: 'forbidden' });
  await assert.rejects(secretariat.edit(change.set({ numbering: { levels: [{ format: 'decimal', start: 0 }] } })), {
    code: 'bad-op',
    message: /starts at a whole number from 1 to 9999/,
  });
  await secretariat.edit(change.set({ numbering: 'conference' }));
  assert.deepEqual(await labels(draft, 'es'), ['1.', 'a.', 'b.', '2.']);
});

test('one item starts its list at a number or has a name, and the rest follows', async () => {
  const draft = await place.draft({ text: TEXT });
  const chair = await draft.join('chair');
  const { items } = await (await draft.request('chair', '')).json();
  const [one, first, second] = items.map(({ id }) => id);
  await chair.edit(change.number(one, { start: 30 }), change.number(second, { name: 'a bis' }));
  assert.deepEqual(await paths(draft, 'es'), ['30', '30.a', '30.a bis', '31']);
  await assert.rejects(chair.edit(change.number(first, { start: 2, name: 'x' })), { code: 'bad-op' });
  await chair.edit(change.number(one), change.number(second));
  assert.deepEqual(await paths(draft, 'es'), ['1', '1.a', '1.b', '2']);
});

test('frozen numbers stay in every export, what left and what moved say so, and renumbering is on the record', async () => {
  const draft = await place.draft({ text: TEXT });
  const [chair, secretariat] = [await draft.join('chair'), await draft.join('secretariat')];
  const [one, first, second, two] = (await draft.snapshot()).items.map(({ id }) => id);
  await assert.rejects(secretariat.edit(change.freeze()), { code: 'forbidden' });
  await chair.edit(change.freeze());
  await secretariat.edit(change.add('n1', null, one, { es: 'Nuevo.' }), change.remove(first), change.move(second, null, two));
  assert.deepEqual(await paths(draft, 'es'), ['1', '1.a', '1 bis', '2', '2 bis']);
  assert.match(await exported(draft, 'txt'), /\n {4}a\. \[suprimido\]\n\n1 bis\. Nuevo\.\n/);
  assert.match(await exported(draft, 'txt'), /\n2 bis\. \(antes 1\.b\) Segundo\.\n/);
  assert.match(await exported(draft, 'html', 'en'), /a\.<\/span> \[deleted\]/);
  assert.match(await exported(draft, 'md'), /- a\. \\\[suprimido\\\]/);
  for (const lang of ['es', 'en']) assert.match(await exported(draft, 'akn', lang), / eId="para_2bis" wId=/);
  const { items } = await exported(draft, 'json');
  assert.equal(items[1].gone, true);
  assert.equal(items[4].former, '1.b');
  await assert.rejects(secretariat.edit(change.set({ numbering: 'eu' })), { code: 'bad-op', message: /renumber first/ });
  await chair.edit(change.renumber());
  assert.deepEqual(await paths(draft, 'es'), ['1', '2', '3', '4']);
  const { table } = JSON.parse((await draft.log()).trim().split('\n').at(-1)).op.changes[0];
  assert.deepEqual(table, [
    { item: first, from: '1.a' },
    { item: 'n1', from: '1 bis', to: '2' },
    { item: two, from: '2', to: '3' },
    { item: second, from: '2 bis', to: '4' },
  ]);
});

test('a text or Markdown export of any scheme is imported again with its scheme and its numbers', async () => {
  const own = {
    levels: [
      { format: 'upper-roman', before: 'n\u00ba ', after: '.-', langs: { en: { after: ')' } }, start: 4 },
      { format: 'none' },
    ],
  };
  for (const numbering of ['un-resolution', 'pp-op', 'decimal', 'articles', 'eu', own]) {
    const draft = await imported();
    const chair = await draft.join('chair');
    const [, first, , two] = (await draft.snapshot()).items.map(({ id }) => id);
    await chair.edit(change.set({ numbering }), change.add('p1', null, null, { es: 'Recordando.' }, 'paragraph'));
    await chair.edit(change.number(first, { start: 3 }), change.number(two, { name: numbering === own ? 'IV bis' : '1 bis' }));
    for (const format of ['txt', 'md']) {
      const file = path.join(place.folder, `again.${format}`);
      writeFileSync(file, await exported(draft, format));
      const told = await cli.succeed([
        'import',
        '--data',
        place.server.data,
        '--title',
        'T',
        '--lang',
        'es',
        '--langs',
        'es,en',
        file,
      ]);
      const again = new Draft(place, JSON.parse(told).draft);
      assert.deepEqual((await again.snapshot()).numbering, (await draft.snapshot()).numbering);
      for (const lang of ['es', 'en']) assert.deepEqual(await labels(again, lang), await labels(draft, lang), format);
    }
  }
});

test('names of frozen numbers in recorded logs are those of an account of their own', () => {
  const { logs } = JSON.parse(readFileSync(new URL('../../protocol/vectors/frozen.json', import.meta.url), 'utf8'));
  const names = ({ items }) => items.map(({ id, name, frozen }) => ({ id, name, frozen }));
  logs.forEach(({ ops, snapshot }, which) => {
    const model = new Model('recorded');
    for (const op of ops) model.apply(op);
    assert.deepEqual(names(model.snapshot()), names(snapshot), `log ${which}`);
    assert.deepEqual(model.frozen, snapshot.frozen, `log ${which}`);
  });
});

test('an item that moved while it was a paragraph has a number again when it is an item', async () => {
  const draft = await place.draft({ text: TEXT });
  const chair = await draft.join('chair');
  const [one, , , two] = (await draft.snapshot()).items.map(({ id }) => id);
  await chair.edit(change.freeze());
  await chair.edit(change.kind(two, 'paragraph'));
  await chair.edit(change.move(two, one, null));
  await chair.edit(change.kind(two, 'item'));
  assert.deepEqual(await paths(draft, 'es'), ['1', '1.0 bis', '1.a', '1.b']);
  await draft.leave();
});

test('what a frozen text exports is imported with the numbers that it shows', async () => {
  const draft = await place.draft({ text: TEXT });
  const chair = await draft.join('chair');
  const [one, first, second, two] = (await draft.snapshot()).items.map(({ id }) => id);
  await chair.edit(change.freeze());
  await chair.edit(change.add('n1', null, one, { es: 'Nuevo.' }), change.remove(first), change.move(second, null, two));
  for (const format of ['txt', 'md']) {
    const file = path.join(place.folder, `frozen.${format}`);
    writeFileSync(file, await exported(draft, format));
    const told = await cli.succeed(['import', '--data', place.server.data, '--title', 'T', '--lang', 'es', file]);
    const again = new Draft(place, JSON.parse(told).draft);
    assert.deepEqual((await paths(again, 'es')).filter(Boolean), ['1', '1 bis', '2', '2 bis']);
  }
});

test('a resolution begins its paragraphs in italics where it is printed, and nothing of that is stored', async () => {
  const text =
    'Recordando también su resolución,\n\nProfundamente preocupada por la demora,\n\n1. Decide reunirse.\n a) Toma parte.\n2. Exhorta a todos.\n';
  const draft = await place.draft({ text, langs: ['es'] });
  const chair = await draft.join('chair');
  await chair.edit(change.set({ numbering: 'un-resolution' }));
  const html = await exported(draft, 'html');
  for (const lead of ['Recordando también', 'Profundamente preocupada', 'Decide', 'Exhorta'])
    assert.ok(html.includes(`<em>${lead}</em> `), lead);
  assert.ok(html.includes('> Toma parte.'), 'only level 1');
  assert.match(await exported(draft, 'akn'), /<i>Recordando también<\/i> su/);
  for (const format of ['txt', 'md']) assert.doesNotMatch(await exported(draft, format), /[*_]/);
  assert.doesNotMatch(JSON.stringify(await exported(draft, 'json')), /italic/);
  assert.doesNotMatch(JSON.stringify((await draft.snapshot()).items), /italic/);
});

test('paragraphs with .1 below them are read as the International Maritime Organization numbers them, and written so', async () => {
  const file = path.join(place.folder, 'imo.txt');
  writeFileSync(
    file,
    '1 The group met.\n2 The group agreed to:\n.1 retain the text;\n.2 delete the rest; and\n.2.1 note it.\n3 It will meet again.\n',
  );
  const options = ['--data', place.server.data, '--title', 'T', '--lang', 'en', file];
  const draft = new Draft(place, JSON.parse(await cli.succeed(['import', ...options])).draft);
  const numbers = ['1', '2', '.1', '.2', '.1', '3'];
  assert.deepEqual(await labels(draft, 'en'), numbers);
  for (const format of ['txt', 'md']) {
    const told = ['export', '--data', place.server.data, '--draft', draft.id, '--format', format];
    writeFileSync(file, await cli.succeed(told));
    const again = new Draft(place, JSON.parse(await cli.succeed(['import', ...options])).draft);
    assert.deepEqual(await labels(again, 'en'), numbers, format);
  }
});
