// References and handles as users meet them: a reference shows the number that its item has now, in every export and language; a handle never changes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { zip } from '../support/word_file.mjs';
import { unzip } from '../support/word_words.mjs';

const TEXT = '1. Uno.\n2. Dos.\n a. Primero.\n3. Véase el punto .\n';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const refer = (item, at, words, target, lang = 'es') => ({
  type: 'text',
  item,
  lang,
  delta: { ops: [...(at ? [{ retain: at }] : []), { insert: words, attributes: { link: `#item:${target}` } }] },
});

const exported = async (draft, format, more = '') => {
  const response = await draft.request('chair', `/export?format=${format}${more}`);
  assert.equal(response.status, 200);
  if (format === 'docx')
    return unzip(Buffer.from(await response.arrayBuffer()))
      .get('word/document.xml')
      .toString();
  return format === 'json' ? response.json() : response.text();
};

/** A draft whose last item refers to 2.a. */
async function referring() {
  const draft = await place.draft({ text: TEXT });
  const chair = await draft.join('chair');
  const [one, , target, last] = chair.model.order();
  await chair.edit(refer(last, 15, '2.a', target));
  return { draft, chair, one, target, last };
}

test('the number of a reference follows in every export', async () => {
  const { draft, chair, target } = await referring();
  assert.match(await exported(draft, 'txt'), /Véase el punto 2\.a\./);
  await chair.edit(change.add('n1', null, null, { es: 'Cero.' }));
  assert.match(await exported(draft, 'txt'), /4\. Véase el punto 3\.a\./);
  assert.match(await exported(draft, 'md'), /Véase el punto 3\.a\./);
  assert.match(await exported(draft, 'html'), new RegExp(`Véase el punto <a href="#${target}">3\\.a</a>\\.`));
  const { items } = await exported(draft, 'json');
  assert.equal(items.at(-1).words, 'Véase el punto 3.a.');
  assert.deepEqual(items.at(-1).text.ops[1], { insert: '3.a', attributes: { link: `#item:${target}` } });
  assert.match(await exported(draft, 'akn', '&view=clean'), /el punto <ref href="#para_3__point_a">3\.a<\/ref>\./);
  for (const view of ['tracked', 'brackets', 'clean', 'base'])
    assert.match(
      await exported(draft, 'docx', `&view=${view}`),
      /<w:hyperlink w:anchor="_pl_[^"]*" w:history="1"><w:r><w:rPr><w:rStyle w:val="Hyperlink"\/><\/w:rPr><w:t xml:space="preserve">3\.a<\/w:t>/,
      view,
    );
  await draft.leave();
});

test('a search finds the number that a reference shows, in each language, not the one that was typed, and by whom', async () => {
  const { draft, chair, last, target } = await referring();
  await chair.edit(refer(last, 0, '2.a', target, 'en'));
  await chair.edit(change.add('n1', null, null, { es: 'Cero.' }));
  const search = async (q) => (await draft.request('chair', `/search?kind=text&q=${encodeURIComponent(q)}`)).json();
  const { results } = await search('punto 3.a.');
  assert.deepEqual(
    results.map(({ item, before, match, after }) => [item, before, match, after]),
    [[last, 'Véase el ', 'punto 3.a.', '']],
  );
  assert.deepEqual((await search('2.a')).results, []);
  const { results: numbers, people } = await search('3.a');
  assert.deepEqual(
    numbers.map(({ lang }) => lang),
    ['es', 'en'],
  );
  assert.equal(people[numbers[0].by].name, 'Presidencia', 'who made the reference, not who wrote around it');
  await draft.leave();
});

test('numbers of a view are those of the view: what is proposed counts where all is accepted', async () => {
  const { draft, chair } = await referring();
  await chair.edit(change.propose('p1', 'n1', 'add'), change.add('n1', null, null, { es: 'Cero.' }));
  const shown = async (view) => /Véase el punto (.*)\./.exec(await exported(draft, 'txt', `&view=${view}`))[1];
  assert.deepEqual(await Promise.all(['brackets', 'base', 'clean'].map(shown)), ['2.a', '2.a', '3.a']);
  await draft.leave();
});

test('a reference speaks the language of its text, and follows another scheme', async () => {
  const { draft, chair, target, last } = await referring();
  await chair.edit(refer(last, 0, 'see article 2.1', target, 'en'));
  await chair.edit(change.set({ numbering: 'articles' }));
  assert.match(await exported(draft, 'txt'), /Véase el punto 2\.1\./);
  assert.match(await exported(draft, 'txt', '&lang=en'), /see article 2\.1/);
  assert.match(await exported(draft, 'html', '&lang=es,en'), /<a href="#[^"]*">see article 2\.1<\/a>/);
  await chair.edit(change.set({ numbering: 'pp-op' }));
  assert.match(await exported(draft, 'txt'), /Véase el punto OP2\.a\./);
  await draft.leave();
});

test('frozen numbers stay in references, and renumbering changes them', async () => {
  const { draft, chair } = await referring();
  await chair.edit(change.freeze());
  await chair.edit(change.add('n1', null, null, { es: 'Cero.' }));
  assert.match(await exported(draft, 'txt'), /Véase el punto 2\.a\./);
  await chair.edit(change.renumber());
  assert.match(await exported(draft, 'txt'), /Véase el punto 3\.a\./);
  await draft.leave();
});

test('a reference to a removed item says so, and is itself again once the item is back', async () => {
  const { draft, chair, target } = await referring();
  await chair.edit(change.remove(target));
  assert.match(await exported(draft, 'txt'), /Véase el punto 2\.a \[suprimido\]\./);
  assert.doesNotMatch(await exported(draft, 'docx'), /w:anchor/);
  await chair.edit(change.restore(target));
  assert.match(await exported(draft, 'txt'), /Véase el punto 2\.a\./);
  await draft.leave();
});

test('a reference to an item that the draft never had is refused, in new words and in a new item', async () => {
  const { draft, chair, last } = await referring();
  const refused = (code, change) => assert.rejects(chair.edit(change), { code });
  await refused('no-item', refer(last, 0, '9', 'nowhere'));
  const texts = { es: { ops: [{ insert: '9', attributes: { link: '#item:nowhere' } }] } };
  await refused('no-item', { ...change.add('n1'), texts });
  await refused('bad-op', refer(last, 0, '9', 'not an id'));
  await draft.leave();
});

test('comparing two moments shows each with its own numbers, and a number that follows is no change', async () => {
  const { draft, chair, target } = await referring();
  const { seq } = await chair.edit(change.add('n1', null, null, { es: 'Cero.' }));
  const response = await draft.request('chair', `/compare?from=${seq - 1}&to=${seq}&format=json`);
  const { items } = await response.json();
  const changed = items.filter(({ state }) => state !== 'same');
  assert.deepEqual(
    changed.map(({ item }) => item),
    ['n1'],
  );
  assert.ok(target);
  await draft.leave();
});

function word(draft, ...more) {
  const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'docx', ...more];
  const { status, stdout, stderr } = spawnSync(plenaria, args, { maxBuffer: 1 << 26 });
  assert.equal(status, 0, String(stderr));
  return stdout;
}

async function bring(draft, file, ...more) {
  const name = path.join(place.folder, 'references.docx');
  writeFileSync(name, file);
  const args = ['import', '--data', place.server.data, '--into', draft.id, '--as', 'CA', ...more, name];
  return JSON.parse(await cli.succeed(args)).items.map(({ what, was, now }) => [what, was, now]);
}

function edited(file, edit) {
  const parts = Object.fromEntries(unzip(file));
  const before = parts['word/document.xml'].toString();
  parts['word/document.xml'] = edit(before);
  assert.notEqual(parts['word/document.xml'], before, 'the edit found its place');
  return zip(parts);
}

test('a Word file that comes back keeps its references, whatever number they show', async () => {
  const { draft, chair, target, last } = await referring();
  await chair.edit(change.status(last, 'review'));
  for (let i = 0; i < 9; i++) await chair.edit(change.add(`n${i}`, null, null, { es: 'Cero.' }));
  for (const view of ['tracked', 'brackets', 'clean', 'base'])
    assert.deepEqual(await bring(draft, word(draft, '--view', view), '--preview'), [], view);
  const around = edited(word(draft), (xml) => xml.replace('Véase el punto ', 'Véase también '));
  assert.deepEqual(await bring(draft, around), [['text', 'el punto', 'también']]);
  assert.match(await exported(draft, 'txt', '&view=clean'), /Véase también 11\.a\./);
  const gone = edited(word(draft), (xml) => xml.replace(/<w:hyperlink w:anchor.*?<\/w:hyperlink>/s, ''));
  assert.deepEqual(await bring(draft, gone), [['text', '11.a', '']]);
  const { ops } = (await exported(draft, 'json')).items.at(-1).text;
  const reference = ops.find(({ attributes }) => attributes?.link === `#item:${target}`);
  assert.ok(Object.keys(reference.attributes).some((name) => name.startsWith('del:')));
  await draft.leave();
});

test('a reference to what is gone comes back from Word as it was', async () => {
  const { draft, chair, target } = await referring();
  await chair.edit(change.remove(target));
  for (const view of ['tracked', 'brackets', 'clean', 'base'])
    assert.deepEqual(await bring(draft, word(draft, '--view', view), '--preview'), [], view);
  await draft.leave();
});

test('every item has a handle that stays: in every language, after moves, renumbering and a restart', async () => {
  const { draft, chair, one, last } = await referring();
  const handles = async (more = '') => new Map((await exported(draft, 'json', more)).items.map(({ id, handle }) => [id, handle]));
  const first = await handles();
  for (const handle of first.values()) assert.match(handle, /^[2-9CDFGHJKMNPQRTVWXY]{3,}$/);
  await chair.edit(change.move(last, null, null), change.remove(one));
  await chair.edit(change.add('n1', null, null, { es: 'Cero.' }));
  assert.deepEqual(await handles('&lang=en'), await handles());
  for (const [id, handle] of await handles()) assert.ok(id === 'n1' || first.get(id) === handle);
  const [akn, txt, html, md, docx] = await Promise.all(
    ['akn', 'txt', 'html', 'md', 'docx'].map((format) => exported(draft, format, '&handles=1')),
  );
  const handle = first.get(last);
  assert.match(akn, new RegExp(`wId="${handle}"`));
  for (const file of [txt, html, md, docx]) assert.match(file, new RegExp(`§${handle}`));
  assert.doesNotMatch(await exported(draft, 'txt'), /§/);
  for (const q of [handle, `§${handle.toLowerCase()}`]) {
    const response = await draft.request('chair', `/search?q=${encodeURIComponent(q)}`);
    const { results } = await response.json();
    assert.deepEqual([results[0].kind, results[0].item, results[0].match], ['handle', last, handle]);
  }
  await draft.leave();
});

test('handles that begin alike tell by their length which came first, for good', async () => {
  const draft = await place.draft();
  const chair = await draft.join('chair');
  const ids = Array.from({ length: 400 }, (_, i) => `i${(i * 7919) % 1000}`);
  await chair.edit(...ids.map((id) => change.add(id)));
  const items = async () => (await exported(draft, 'json')).items;
  const before = new Map((await items()).map(({ id, handle }) => [id, handle]));
  assert.equal(new Set(before.values()).size, before.size);
  assert.ok([...before.values()].some((handle) => handle.length > 3));
  const { items: snapshot } = await draft.snapshot();
  for (const { id, handle } of snapshot) assert.equal(handle, before.get(id).length > 3 ? before.get(id) : undefined);
  assert.equal((await cli.verify(place.server.data, draft.id)).code, 0);
  await draft.leave();
});
