// The way back through LibreOffice: a draft is exported, edited there with and without change tracking, and added 500 ops later. What becomes of it is
// exactly what was edited, at random places of random texts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { editInOffice, hasOffice } from '../support/office.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const ITEMS = 14;
const LATER = 500;
const random = new Random(seedFromEnvironment());
console.log(`PLENARIA_SEED=${random.seed}`);

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** Words that stand once in all the draft: "palabra007". */
let last = 0;
const fresh = (stem) => `${stem}${String(++last).padStart(4, '0')}`;

/** A draft under review with proposals in it, and the words of each item that nobody proposed. */
async function prepare() {
  const draft = await place.draft();
  const chair = await draft.join('chair');
  const mexico = await draft.join('mexico');
  const words = new Map();
  for (let i = 0; i < ITEMS; i++)
    words.set(
      `w${i}`,
      Array.from({ length: 5 + random.integer(0, 6) }, () => fresh('palabra')),
    );
  await draft.plant(...[...words].map(([item, list]) => [item, `${list.join(' ')}.`]));
  for (const item of words.keys()) await chair.edit(change.status(item, 'review'));
  await mexico.reach(chair.model.seq);
  for (const item of words.keys()) {
    if (!random.chance(0.4)) continue;
    const id = fresh('m');
    const at = `palabra0000 `.length * random.integer(0, words.get(item).length - 1);
    await mexico.edit(change.propose(id, item), change.insert(item, at, `${fresh('mexicana')} `, 'es', { [`ins:${id}`]: true }));
  }
  await chair.reach(mexico.model.seq);
  return { draft, chair, words };
}

/** What somebody does in LibreOffice: in each of some items a word is replaced, taken out, or one is put behind it. */
function chooseEdits(words) {
  return [...words]
    .filter(() => random.chance(0.5))
    .map(([item, list]) => {
      const word = random.pick(list.slice(1, -1));
      const other = `nuevo${last++}x`;
      return random.pick([
        { item, find: word, put: other, was: word, now: other },
        { item, find: `${word} `, put: '', was: word, now: '' },
        { item, find: word, put: `${word} ${other}`, was: '', now: other },
      ]);
    });
}

/** The chair goes on writing at the edges of what is there, and moving items about. */
async function goOn(chair, words) {
  for (let i = 0; i < LATER; i++) {
    const item = random.pick([...words.keys()]);
    if (random.chance(0.05)) {
      const after = random.pick([...words.keys(), null]);
      if (after !== item) await chair.edit(change.move(item, null, after));
    } else await chair.edit(change.insert(item, 0, `${fresh('luego')} `));
  }
}

const textOf = async (draft, view) => {
  const text = await cli.succeed(['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt', '--view', view]);
  return text.replace(/^\[Plenaria.*$/m, '').replace(/[ \n]+/g, ' ');
};

for (const tracked of [false, true])
  test(`edits ${tracked ? 'with' : 'without'} change tracking come back as they were made`, async (t) => {
    if (!hasOffice()) return t.skip('LibreOffice is not installed');
    const { draft, chair, words } = await prepare();
    const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'docx'];
    const sent = path.join(place.folder, 'sent.docx');
    writeFileSync(sent, spawnSync(plenaria, args, { maxBuffer: 1 << 26 }).stdout);
    const edits = chooseEdits(words);
    const returned = path.join(place.folder, 'returned.docx');
    await editInOffice(sent, returned, tracked, edits);
    await goOn(chair, words);
    const before = { clean: await textOf(draft, 'clean'), base: await textOf(draft, 'base') };
    const told = await cli.succeed(['import', '--data', place.server.data, '--into', draft.id, '--as', 'CA', returned]);
    const came = JSON.parse(told).items.map(({ item, what, was, now, outcome }) => [item, what, was.trim(), now.trim(), outcome]);
    assert.deepEqual(came.sort(), edits.map(({ item, was, now }) => [item, 'text', was, now, 'proposal']).sort());
    const wanted = edits.reduce((text, { find, put }) => text.replace(find, put), before.clean);
    assert.equal(await textOf(draft, 'clean'), wanted.replace(/[ \n]+/g, ' '));
    assert.equal(await textOf(draft, 'base'), before.base);
    assert.equal((await cli.verify(place.server.data, draft.id)).code, 0);
    await draft.leave();
  });
