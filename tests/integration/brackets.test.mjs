// `plenaria import --brackets`: what the brackets of a text become, by the real program; see unit/convert/test_brackets.c for each notation.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Draft, Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { unzip } from '../support/word_words.mjs';

const text = `Conclusiones de la reunión

Los Estados acordaron las siguientes:

1. Los Estados [Canadá, Costa Rica: deberán] [del. México: pueden] cooperar.

2. [Nicaragua: Algo nuevo.

a. con [México: mucho] detalle;]

3. Tercero de [Ruritania: todos]. Nota [sic].

4. [Alt 1: Instar] [Alt 2, Canadá: Invitar] a los [demás] Estados. (acordado ad ref) (Canadá: reserva)
`;

describe('import --brackets', () => {
  let folder;
  let file;
  before(() => {
    folder = temporaryFolder();
    file = path.join(folder, 'bracketed.txt');
    writeFileSync(file, text);
  });
  after(() => rmSync(folder, { recursive: true }));

  const data = () => path.join(folder, 'data');
  const importWith = (how, input) =>
    cli.run(['import', '--data', data(), '--title', 'Conclusiones de la reunión', '--lang', 'es', ...how, file], { input });
  const exported = async ({ stdout }, view = 'brackets') => {
    const args = ['export', '--data', data(), '--draft', JSON.parse(stdout).draft, '--format', 'txt', '--view', view];
    return (await cli.succeed(args)).replace(/^\[Plenaria: .*\]\n/m, '');
  };

  test('are words unless it is said otherwise', async () => {
    const kept = await importWith([]);
    assert.equal(kept.code, 0);
    assert.match(
      await exported(kept, 'base'),
      /1\. Los Estados \[Canadá, Costa Rica: deberán\] \[del\. México: pueden\] cooperar\./,
    );
    assert.equal(await exported(await importWith(['--brackets', 'keep'])), await exported(kept));
  });

  test('become proposals of those who are named, which an export writes as it read them', async () => {
    const made = await importWith(['--brackets', 'proposals']);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stderr, /no delegation is known as "Ruritania"/);
    const shown = await exported(made);
    assert.match(shown, /1\. Los Estados \[Canadá, Costa Rica: deberán\] \[del\. México: pueden\] cooperar\./);
    assert.match(shown, /1 bis\. \[Nicaragua: Algo nuevo\.\]\n\n {4}a\. con \[México: mucho\] detalle;/);
    assert.match(shown, /2\. Tercero de \[Ruritania: todos\]\. Nota \[sic\]\./);
    assert.match(
      shown,
      /3\. \[Alt 1: Instar\] \[Alt 2, Canadá: Invitar\] a los \[demás\] Estados\. \(acordado ad ref\) \(Canadá: reserva\)/,
    );
    assert.match(await exported(made, 'base'), /1\. Los Estados pueden cooperar\.\n\n2\. Tercero de\. Nota \[sic\]\./);
    assert.equal((await cli.verify(data())).code, 0);
  });

  test('around a bracket that is about the same entry', async () => {
    const nested = path.join(folder, 'nested.txt');
    writeFileSync(nested, '1. Cero.\n\n[2. Uno.\n\n[3. Dos.]\n\n4. [Canadá: [México: Tres.]]]\n');
    const args = ['--title', 'Acuerdos', '--lang', 'es', '--brackets', 'proposals', nested];
    const made = await cli.run(['import', '--data', data(), ...args]);
    assert.equal(made.code, 0, made.stderr);
    assert.match(await exported(made), /1\. Cero\.\n\n1 bis\. \[Uno\.\]\n\n1 ter\. \[Dos\.\]\n\n1 quater\. \[.*Tres\.\]/);
    assert.match(await exported(made, 'base'), /1\. Cero\.\n*$/);
  });

  test('are asked about one by one, with the codes of names that nobody knows', async () => {
    const made = await importWith(['--brackets', 'ask'], 'y\nn\nn\ny\ny\nRU\nk\n');
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /line 5: \[Canadá, Costa Rica: deberán\]\n {4}insert by CA, CR\? \[y\/n\/a\/k\/q\]/);
    const draft = { stdout: made.stdout.slice(made.stdout.lastIndexOf('{"draft"')) };
    assert.match(await exported(draft), /\[Canadá, Costa Rica: deberán\] \[del\. México: pueden\]/);
    assert.match(await exported(draft, 'base'), /\[del\. México: pueden\]/);
    assert.match(await exported(draft), /de \[Rusia: todos\]/);
  });

  test('an import that is ended while it asks stores nothing, and a wrong word is refused', async () => {
    assert.equal((await importWith(['--brackets', 'ask'], 'y\nq\n')).code, 1);
    assert.equal((await importWith(['--brackets', 'ask'], '')).code, 1);
    assert.equal((await importWith(['--brackets', 'sometimes'])).code, 2);
  });
});

describe('alternatives that were made of proposals which stood by themselves', () => {
  let place;
  before(async () => {
    place = await Place.open();
  });
  after(() => place.close());

  const exported = async (draft, view = 'brackets') => {
    const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt', '--view', view];
    return (await cli.succeed(args)).replace(/^\[Plenaria: .*\]\n/m, '');
  };
  async function again(draft) {
    const file = path.join(place.folder, 'again.txt');
    writeFileSync(file, await cli.succeed(['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt']));
    const options = ['--title', 'Un borrador', '--lang', 'es', '--brackets', 'proposals'];
    return new Draft(place, JSON.parse(await cli.succeed(['import', '--data', place.server.data, ...options, file])).draft);
  }
  const open = async (draft) => (await draft.snapshot()).proposals.filter(({ state }) => state === 'open');

  test('are exported with their numbers, and read back as the alternatives that they are', async () => {
    const draft = await place.draft();
    await draft.plant(['p', 'Instar a los Estados.']);
    const [chair, mexico] = [await draft.join('chair'), await draft.join('mexico')];
    await chair.edit(change.status('p', 'review'));
    await mexico.edit(change.propose('m1', 'p'), change.insert('p', 6, ' hoy', 'es', { 'ins:m1': true }));
    const canada = await draft.join('canada'); // after the words that México proposes
    await canada.edit(change.propose('c1', 'p'), change.insert('p', 10, ' siempre', 'es', { 'ins:c1': true }));
    await chair.edit(change.group('m1', 'g'), change.group('c1', 'g'));
    const shown = await exported(draft);
    assert.match(shown, /Instar\[Alt 1, México:  ?hoy\]\s?\[Alt 2, Canadá:  ?siempre\] a los Estados\./);
    const read = await again(draft);
    const [one, two, ...more] = await open(read);
    assert.deepEqual(more, []);
    assert.ok(one.group && one.group === two.group, 'they are alternatives to each other');
    assert.equal((await exported(read)).split('\n').at(-2), shown.split('\n').at(-2));
    await chair.edit(change.decide('accept', 'm1'));
    assert.match(await exported(draft), /Instar hoy a los Estados\./, 'the other falls');
  });

  test('are told from each other in every format', async () => {
    const draft = await place.draft();
    await draft.plant(['p', 'Instar a los Estados.']);
    const [chair, mexico] = [await draft.join('chair'), await draft.join('mexico')];
    await chair.edit(change.status('p', 'review'));
    await mexico.edit(change.propose('m1', 'p'), change.insert('p', 6, ' hoy', 'es', { 'ins:m1': true }));
    const canada = await draft.join('canada');
    await canada.edit(change.propose('c1', 'p'), change.insert('p', 10, ' siempre', 'es', { 'ins:c1': true }));
    await canada.edit(change.propose('c2', 'n1', 'add'), change.add('n1', null, 'p', { es: 'Nuevo de Canadá.' }));
    const { seq } = await chair.edit(change.group('m1', 'g'), change.group('c1', 'g'));
    await mexico.reach(seq);
    await mexico.edit(change.propose('m2', 'n2', 'add'), change.add('n2', null, 'n1', { es: 'Nuevo de México.' }));
    await chair.edit(change.group('c2', 'h'), change.group('m2', 'h'));
    const as = (format, view) => draft.request('chair', `/export?format=${format}&view=${view}`);
    const words = async (format, view) => (await (await as(format, view)).text()).replaceAll(/<[^>]+>/g, '');
    assert.match(await words('html', 'brackets'), /Instar\[Alt 1, México: {2}hoy\] \[Alt 2, Canadá: {2}siempre\] a/);
    const akn = await words('akn', 'clean');
    assert.match(akn, /Instar\[Alt 1, México: {2}hoy\] a los Estados\./);
    assert.match(akn, /\[Alt 1, Canadá: Nuevo de Canadá\.\]/);
    for (const format of ['akn', 'html', 'txt', 'md', 'json']) {
      const clean = await words(format, 'clean');
      assert.match(clean, /Instar(\[|\\\[)?.*hoy.* a los Estados/, `${format}: the one that was made first`);
      assert.doesNotMatch(clean, /siempre|Nuevo de México/, `${format}: of alternatives one at most`);
    }
    for (const format of ['html', 'txt']) assert.match(await words(format, 'clean'), /\[Alt 1, México: {2}hoy\] a/);
    assert.doesNotMatch(await words('akn', 'base'), /Alt|hoy|Nuevo/);
    const { proposals } = await (await as('json', 'brackets')).json();
    assert.deepEqual(
      proposals.map(({ id, who, group, alternative }) => [id, who, group, alternative]),
      [
        ['m1', 'México', 'g', 1],
        ['c1', 'Canadá', 'g', 2],
        ['c2', 'Canadá', 'h', 1],
        ['m2', 'México', 'h', 2],
      ],
    );
    assert.equal((await (await as('json', 'clean')).json()).proposals, undefined);
    const file = unzip(Buffer.from(await (await as('docx', 'brackets')).arrayBuffer()));
    assert.match(
      String(file.get('word/document.xml')).replaceAll(/<[^>]+>/g, ''),
      /Instar\[Alt 1, México: {2}hoy\] \[Alt 2, Canadá: {2}siempre\] a/,
    );
    const clean = unzip(Buffer.from(await (await as('docx', 'clean')).arrayBuffer()));
    const said = String(clean.get('word/document.xml')).replaceAll(/<[^>]+>/g, '');
    assert.match(said, /Instar\[Alt 1, México: {2}hoy\] a los/);
    assert.doesNotMatch(said, /siempre|Nuevo de México/);
  });

  test('leave one in what is compared clean, and a clean Word file comes back without changes', async () => {
    const draft = await place.draft();
    await draft.plant(['p', 'Instar a los Estados.'], ['r', 'Otro.']);
    const [chair, mexico] = [await draft.join('chair'), await draft.join('mexico')];
    await chair.edit(change.status('p', 'review'));
    const { seq } = await chair.edit(change.status('r', 'review'));
    await mexico.reach(seq);
    await mexico.edit(change.propose('m1', 'p'), change.insert('p', 6, ' hoy', 'es', { 'ins:m1': true }));
    const canada = await draft.join('canada');
    await canada.edit(
      change.propose('c1', 'p'),
      change.insert('p', 10, ' siempre', 'es', { 'ins:c1': true }),
      change.propose('c2', 'n1', 'add'),
      change.add('n1', null, 'p', { es: 'Nuevo de Canadá.' }),
    );
    const grouped = await chair.edit(change.group('m1', 'g'), change.group('c1', 'g'));
    await mexico.reach(grouped.seq);
    await mexico.edit(change.propose('m2', 'n2', 'add'), change.add('n2', null, 'n1', { es: 'Nuevo de México.' }));
    const { seq: last } = await chair.edit(change.group('c2', 'h'), change.group('m2', 'h'));
    const compared = await draft.request('chair', `/compare?from=${seq}&to=${last}&format=txt&view=clean`);
    const told = await compared.text();
    assert.match(told, /hoy/);
    assert.match(told, /Nuevo de Canadá/);
    assert.doesNotMatch(told, /siempre|Nuevo de México/);
    const file = path.join(place.folder, 'clean.docx');
    writeFileSync(file, Buffer.from(await (await draft.request('chair', '/export?format=docx&view=clean')).arrayBuffer()));
    const args = ['import', '--data', place.server.data, '--into', draft.id, '--as', 'CA', '--preview', file];
    assert.deepEqual(JSON.parse(await cli.succeed(args)).items, []);
  });

  test('come back from a Word file with brackets, by the command and over HTTP', async () => {
    const imported = await place.draft({ text: '1. Los Estados cooperan.\n2. Tercero.\n' });
    const chair = await imported.join('chair');
    const [first] = chair.model.order();
    await chair.edit(change.status(first, 'review'));
    const mexico = await imported.join('mexico');
    await mexico.edit(
      change.propose('m1', first),
      change.insert(first, 11, ' miembros', 'es', { 'ins:m1': true }),
      change.propose('m2', 'n1', 'add'),
      change.add('n1', null, first, { es: 'Nuevo de México.' }),
    );
    const wanted = await exported(imported);
    assert.match(wanted, /1\. Los Estados\[México: {2}miembros\] cooperan\.\n\n1 bis\. \[México: Nuevo de México\.\]/);
    const docx = Buffer.from(await (await imported.request('chair', '/export?format=docx&view=brackets')).arrayBuffer());
    const file = path.join(place.folder, 'brackets.docx');
    writeFileSync(file, docx);
    const options = ['--title', 'Un borrador', '--lang', 'es', '--brackets', 'proposals'];
    const made = await cli.succeed(['import', '--data', place.server.data, ...options, file]);
    const lines = (text) => text.split('\n').filter((line) => /^\d/.test(line));
    assert.deepEqual(lines(await exported({ id: JSON.parse(made).draft })), lines(wanted));
    const { token } = await imported.seat('chair');
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const response = await fetch(`${place.server.url}/api/drafts?title=T&lang=es&langs=es`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: Buffer.concat([Buffer.from('{"brackets":"proposals"}\n'), docx]),
    });
    const answer = await response.json();
    assert.equal(response.status, 201, JSON.stringify(answer));
    assert.deepEqual(lines(await exported({ id: answer.draft })), lines(wanted));
  });

  test('may be whole new items', async () => {
    const draft = await place.draft();
    await draft.plant(['p', 'Uno.']);
    const [chair, mexico] = [await draft.join('chair'), await draft.join('mexico')];
    await chair.edit(change.status('p', 'review'));
    await mexico.edit(change.propose('m1', 'n1', 'add'), change.add('n1', null, 'p', { es: 'Nuevo de México.' }));
    const canada = await draft.join('canada');
    await canada.edit(change.propose('c1', 'n2', 'add'), change.add('n2', null, 'n1', { es: 'Nuevo de Canadá.' }));
    await chair.edit(change.group('m1', 'g'), change.group('c1', 'g'));
    const shown = await exported(draft);
    assert.match(shown, /\[Alt 1, México: Nuevo de México\.\]/);
    assert.match(shown, /\[Alt 2, Canadá: Nuevo de Canadá\.\]/);
    const read = await open(await again(draft));
    assert.deepEqual(
      read.map(({ act, delegation }) => [act, delegation]),
      [
        ['add', 'MX'],
        ['add', 'CA'],
      ],
    );
    assert.ok(read[0].group && read[0].group === read[1].group, 'they are alternatives to each other');
    await chair.edit(change.decide('accept', 'c1'));
    assert.match(await exported(draft), /\n3\. Nuevo de Canadá\.\n/);
    assert.doesNotMatch(await exported(draft), /Nuevo de México/);
  });
});
