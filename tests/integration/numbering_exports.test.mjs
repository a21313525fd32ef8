// One text with every level, headings, paragraphs in front, a list that restarts and an item of its own name: in every numbering
// and language each export shows the same number in front of the same words, Word files as Word counts; and so once numbers are frozen, with an
// item that came and one that went. Random in what follows on what.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { wordLines } from '../support/word_numbers.mjs';

const OWN = {
  levels: [
    { format: 'upper-roman', before: 'n.º ', after: '.-', langs: { en: { before: 'No. ', after: '' } }, start: 4 },
    { format: 'upper-letter', before: '(', after: ')', restart: true },
    { format: 'decimal', chain: true },
  ],
  paragraphs: { format: 'lower-roman', before: '(', after: ')' },
  through: true,
};
const DEEPEST = 8;

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const exported = async (draft, format, lang) => {
  const response = await draft.request('chair', `/export?format=${format}&lang=${lang}`);
  assert.equal(response.status, 200);
  if (format === 'docx') return wordLines(Buffer.from(await response.arrayBuffer())).join('\n');
  return format === 'json' ? response.json() : response.text();
};

/** Words that only one item has, in both languages. */
const wordsOf = (at) => {
  const letters = String(at).replaceAll(/\d/g, (digit) => 'bcdfghjklm'[digit]);
  return { es: `Voz${letters}z`, en: `Word${letters}z` };
};

/** Items of all kinds and levels at random; each is called by its place in the order in which they were made. */
function someText(random) {
  const made = [];
  const line = [null];
  const last = new Map();
  const changes = [];
  const put = (kind, depth) => {
    const parent = line[depth - 1];
    const id = `k${made.length}`;
    changes.push(change.add(id, parent, last.get(parent) ?? null, wordsOf(made.length), kind));
    last.set(parent, id);
    line.splice(depth, line.length, id);
    made.push(id);
    return id;
  };
  put('paragraph', 1);
  put('paragraph', 1);
  for (let depth = 1; depth <= DEEPEST; depth++) put('item', depth);
  put('item', DEEPEST);
  for (let step = 0; step < 30; step++) {
    const depth = random.integer(1, Math.min(line.length, 4));
    put(random.pick(['item', 'item', 'item', 'heading']), depth);
    if (random.chance(0.15)) changes.push(change.number(made.at(-1), { start: random.integer(2, 30) }));
    else if (random.chance(0.1)) changes.push(change.number(made.at(-1), { name: '7 bis' }));
  }
  return changes;
}

const entities = { '&amp;': '&', '&#39;': "'", '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>' };
const plain = {
  txt: (text) => text,
  docx: (text) => text,
  md: (text) => text.replaceAll(/\\(?=[!-/:-@[-`{-~])/g, '').replaceAll('*', ''),
  html: (text) => text.replaceAll(/<[^>]+>/g, '').replaceAll(/&[#\w]+;/g, (one) => entities[one] ?? one),
  akn: (text) => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/&[#\w]+;/g, (one) => entities[one] ?? one),
};

for (const numbering of ['conference', 'un-resolution', 'pp-op', 'decimal', 'articles', 'eu', OWN]) {
  const called = typeof numbering === 'string' ? numbering : 'of its own';
  test(`every export has the same numbers under the numbering ${called}`, async () => {
    const random = new Random(seedFromEnvironment());
    console.log(`PLENARIA_SEED=${random.seed}`);
    const draft = await place.draft();
    const chair = await draft.join('chair');
    await chair.edit(change.set({ numbering }));
    for (const one of someText(random)) await chair.edit(one);
    await sameEverywhere(draft, random.seed);
    await chair.edit(change.freeze());
    const top = chair.model.visible().filter((id) => /^k\d+$/.test(id) && chair.model.item(id).parent === null);
    await chair.edit(change.add('k900', null, random.pick(top), wordsOf(900)));
    await chair.edit(change.remove(top.at(-2)));
    await sameEverywhere(draft, random.seed);
    await draft.leave();
  });
}

async function sameEverywhere(draft, seed) {
  for (const lang of ['es', 'en']) {
    const { items } = await exported(draft, 'json', lang);
    const ours = items.filter(({ id, gone }) => /^k\d+$/.test(id) && !gone);
    assert.ok(ours.filter(({ number }) => number).length > 10);
    for (const format of Object.keys(plain)) {
      const text = plain[format](await exported(draft, format, lang)).replaceAll(/\s+/g, ' ');
      for (const { number } of items.filter(({ gone }) => gone))
        assert.ok(text.includes(number.trim()), `${number} in ${format} (${lang}), seed ${seed}`);
      for (const { id, number } of ours) {
        const words = wordsOf(Number(id.slice(1)))[lang];
        const before = text.slice(0, text.indexOf(words)).trimEnd();
        assert.ok(text.includes(words), `${words} in ${format}`);
        const said = `${number} in front of ${words} in ${format} (${lang}), seed ${seed}: ${before.slice(-20)}`;
        if (number) assert.ok(before.endsWith(number.trim()), said);
      }
    }
  }
}
