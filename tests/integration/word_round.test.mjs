// A draft that was negotiated at random, as a Word file, read back as a new draft by our reader: the same items in the same order and depth, each letter
// with who wants it in and who wants it out, the same comments on the same letters, with their answers in order and their ends. What is compared is read from snapshots, not from what the writer says.
//
// Word files know one inserter for a letter, the innermost, and a set of deleters; so that is what is compared of nested proposals.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import Delta from 'quill-delta';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Draft, Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const ROUNDS = 6;
const ACTS = 60;
const LANGS = ['es', 'en'];
const WHO = ['mexico', 'canada', 'costaRica'];
const random = new Random(seedFromEnvironment());
console.log(`PLENARIA_SEED=${random.seed}`);

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const vocabulary = [
  'acordar',
  'los Estados',
  'más',
  'niñez',
  'a & b',
  '<medidas>',
  '🌎',
  'é',
  '"sí"',
  '1.',
  'C#',
  '[sic]',
  'México:',
  'it’s',
];
const phrase = (count) => Array.from({ length: count }, () => random.pick(vocabulary)).join(' ');
let last = 0;
const fresh = (stem) => `${stem}${++last}`;

/** Does what may be refused, as a negotiation at random often is. */
const attempt = (client, ...changes) => client.edit(...changes).catch(() => null);

/** Items in a tree, some headings and some without a number, in both languages. */
async function plant(chair) {
  const above = []; // the last item of each depth
  const lastBelow = new Map(); // an item, and its last child
  const items = [];
  const count = random.integer(4, 14);
  for (let i = 0; i < count; i++) {
    const depth = random.integer(0, Math.min(above.length, 3));
    const item = fresh('x');
    const kind = random.pick(['item', 'item', 'item', 'paragraph', depth === 0 ? 'heading' : 'item']);
    const texts = Object.fromEntries(LANGS.map((lang) => [lang, `Texto ${phrase(random.integer(1, 6))}`]));
    await chair.edit(change.add(item, above[depth - 1] ?? null, lastBelow.get(above[depth - 1] ?? null) ?? null, texts, kind));
    above.length = depth;
    lastBelow.set(above[depth - 1] ?? null, item);
    if (kind === 'item') above[depth] = item; // how deep it is what stands below another kind, no number in a file says
    items.push(item);
  }
  for (const item of items) await attempt(chair, change.status(item, 'review'));
  return items;
}

/** One act of a delegation: words in, words out (also in what others want in), an item proposed away, something said. */
async function act(client, items, away) {
  const item = random.pick(items);
  const lang = random.pick(LANGS);
  const text = client.model.item(item)?.texts?.[lang];
  const length = text ? new Delta(text.ops ?? text).length() : 0;
  const at = random.integer(0, length);
  const id = fresh('q');
  const choice = random.integer(0, 9);
  if (choice < 4) {
    // words of their own stand in the proposals of the words around them, as the page writes them
    const around = new Delta(text?.ops ?? text ?? []).slice(at, at + 1).ops[0]?.attributes ?? {};
    const keys = Object.fromEntries(
      Object.keys(around)
        .filter((key) => key.startsWith('ins:'))
        .map((key) => [key, true]),
    );
    await attempt(
      client,
      change.propose(id, item),
      change.insert(item, at, `${phrase(random.integer(1, 3))} `, lang, { ...keys, [`ins:${id}`]: true }),
    );
  } else if (choice < 7) {
    const count = random.integer(1, Math.max(1, length - at));
    await attempt(client, change.propose(id, item), change.format(item, at, count, { [`del:${id}`]: true }, lang));
  } else if (choice < 8) {
    // one who wants an item away, and nothing below it: of several a Word file names one
    const order = [...client.model.order()];
    const taken = away.has(item);
    away.add(item);
    if (!taken && !order.some((other) => client.model.item(other).parent === item))
      await attempt(client, change.propose(id, item, 'remove'));
  } else {
    await say(client, item, lang, length);
  }
}

/** A comment on words, an answer to one, or an end to its thread. */
async function say(client, item, lang, length) {
  const anchor = random.integer(0, length);
  const text = `¿${phrase(2)} ${fresh('nota')}?`;
  const first = random.pick(client.model.negotiation.comments.filter((one) => one.parent === null && !one.removed));
  if (first && random.chance(0.3)) await attempt(client, change.comment(fresh('c'), first.item, { parent: first.id, text }));
  else if (first && random.chance(0.3)) await attempt(client, { type: 'comment.resolve', comment: first.id, resolved: true });
  else await attempt(client, change.comment(fresh('c'), item, { lang, anchor, head: random.integer(anchor, length), text }));
}

async function negotiate() {
  const draft = await place.draft({ text: '1. Texto inicial.\n', title: 'Acuerdo al azar' });
  const chair = await draft.join('chair');
  const items = await plant(chair);
  const clients = await Promise.all(WHO.map((who) => draft.join(who)));
  for (const client of clients) await client.reach(chair.model.seq);
  const away = new Set(); // whose removal is proposed
  for (let i = 0; i < ACTS; i++) {
    const client = random.pick(clients);
    await act(client, items, away);
    const seq = Math.max(...clients.map(({ model }) => model.seq));
    for (const one of [...clients, chair]) await one.reach(seq);
  }
  for (let i = 0; i < 3; i++) {
    const [item, after] = [random.pick(items), random.pick(items)];
    const { parent } = chair.model.item(after) ?? {};
    if (item !== after) await attempt(chair, change.move(item, parent ?? null, after));
  }
  const seat = await draft.snapshot();
  await draft.leave();
  return { draft, seat };
}

/** Items in order, with their depths and with what they stand below; without what was removed, and what stands below that. */
function* inOrder(snapshot) {
  const depth = new Map([[null, 0]]);
  const above = new Map(); // an item, and all that it stands below, itself included
  const gone = new Set();
  for (const item of snapshot.items) {
    const { parent = null } = item;
    depth.set(item.id, depth.get(parent) + 1);
    above.set(item.id, [...(above.get(parent) ?? []), item.id]);
    if (item.removed || gone.has(parent)) gone.add(item.id);
    else yield { item, depth: depth.get(item.id), above: above.get(item.id) };
  }
}

/** Each letter with who wants it in, and who want it out; blanks that Word puts in order are one. */
function lettersOf(text, above, proposals) {
  const whose = (id) => proposals.get(id)?.delegation ?? '?';
  const all = (id) => [whose(id), ...(proposals.get(id)?.support ?? [])]; // whom a file names together
  const found = [];
  const removers = [...proposals.values()].filter(
    (one) => one.act === 'remove' && above.includes(one.item) && one.state === 'open',
  );
  for (const { insert, attributes = {} } of text?.ops ?? text ?? []) {
    const open = (kind) =>
      Object.keys(attributes)
        .filter((key) => key.startsWith(`${kind}:`) && proposals.get(key.slice(4))?.state === 'open')
        .map((key) => key.slice(4));
    const order = (id) => [...proposals.keys()].indexOf(id);
    const inner = open('ins')
      .sort((a, b) => order(a) - order(b))
      .at(-1);
    const out = [...new Set([...open('del').flatMap(all), ...removers.flatMap(({ id }) => all(id))])].sort();
    for (const letter of insert)
      if (letter.trim()) found.push(`${letter}${inner ? `+${whose(inner)}` : ''}${out.map((one) => `-${one}`).join('')}`);
  }
  return found.join(' ');
}

function meaning(snapshot, lang) {
  const proposals = new Map(snapshot.proposals.map((one) => [one.id, one]));
  return [...inOrder(snapshot)]
    .map(({ item, depth, above }) => [`${depth} ${item.kind}`, lettersOf(item.texts?.[lang], above, proposals)])
    .filter(([, letters]) => letters)
    .map(([stands, letters]) => `${stands} ${letters}`);
}

/** The letters that a comment is about. */
function lettersUnder(comment, snapshot) {
  const { item, lang, anchor, head } = comment;
  const text = snapshot.items.find((one) => one.id === item)?.texts?.[lang];
  return new Delta(text?.ops ?? text ?? [])
    .slice(anchor, head)
    .ops.map(({ insert }) => insert)
    .join('')
    .replace(/\s/g, '');
}

/** Comments on words of a language and their answers: what is said, what it answers, whether the thread has ended, the letters it is about. */
function threads(snapshot, lang) {
  const { comments } = snapshot;
  const there = new Set([...inOrder(snapshot)].map(({ item }) => item.id));
  const firsts = comments.filter((one) => one.parent === null && one.lang === lang && one.head > one.anchor);
  const name = (one) => one.text.match(/nota\d+/)?.[0];
  return firsts
    .filter((first) => there.has(first.item) && name(first) && lettersUnder(first, snapshot))
    .map((first) => [
      name(first),
      first.resolved,
      lettersUnder(first, snapshot),
      comments.filter((one) => one.parent === first.id).map(name),
    ])
    .sort();
}

const said = ({ comments }) => comments.map(({ text }) => text).sort();

/** A Word file that a command writes. */
async function written(name, ...args) {
  const file = path.join(place.folder, name);
  writeFileSync(file, (await promisify(execFile)(plenaria, args, { encoding: 'buffer', maxBuffer: 1 << 26 })).stdout);
  return file;
}

/** The draft that a Word file becomes, as a snapshot. */
async function readBack(file, lang, changes, langs = [lang]) {
  const at = ['--data', place.server.data, '--title', 'Acuerdo al azar', '--lang', lang, '--langs', langs.join(',')];
  at.push('--changes', changes);
  return new Draft(place, JSON.parse(await cli.succeed(['import', ...at, file])).draft).snapshot();
}

/** The chair writes, strikes, adds, removes and moves, with nobody else there. */
async function revise(chair, items) {
  const item = random.pick(items);
  const it = chair.model.item(item);
  const other = random.pick(items);
  const length = new Delta(it?.texts?.es?.ops ?? it?.texts?.es ?? []).length();
  const act = random.integer(0, 9);
  if (act < 3) {
    await attempt(chair, change.insert(item, random.integer(0, length), `${phrase(random.integer(1, 3))} `));
  } else if (act < 5 && length > 8) {
    const at = random.integer(0, length - 8);
    await attempt(chair, change.erase(item, at, random.integer(1, length - at - 4))); // an item without words is none in a file
  } else if (act < 8) {
    const { parent = null } = chair.model.item(other) ?? {};
    if (item !== other && it?.kind !== 'heading') await attempt(chair, change.move(item, parent, other));
  } else if (act < 9) {
    const { parent = null } = it ?? {};
    const id = fresh('y');
    const added = await attempt(chair, change.add(id, parent, item, { es: `Nuevo ${phrase(3)}`, en: `New ${phrase(3)}` }));
    if (added) items.push(id);
  } else {
    await attempt(chair, change.remove(item));
  }
}

test('a draft negotiated at random reads back from its Word file, which wants nothing of its own draft', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { draft, seat } = await negotiate();
    for (const lang of LANGS) {
      const at = ['--data', place.server.data, '--draft', draft.id];
      const file = await written(`round-${lang}.docx`, 'export', ...at, '--format', 'docx', '--lang', lang);
      const read = await readBack(file, lang, 'proposals');
      assert.deepEqual(meaning(read, lang), meaning(seat, lang), `round ${round}, ${lang}`);
      assert.deepEqual(threads(read, lang), threads(seat, lang), `round ${round}, ${lang}: threads`);
      const back = await cli.succeed([
        'import',
        '--data',
        place.server.data,
        '--into',
        draft.id,
        '--as',
        'CA',
        '--preview',
        file,
      ]);
      assert.deepEqual(JSON.parse(back).items, [], `round ${round}, ${lang}: nobody has changed it, so it wants nothing`);
      const mine = seat.comments.filter((one) => one.lang === lang);
      for (const { text } of mine)
        assert.ok(
          said(read).some((words) => words.includes(text)),
          text,
        );
    }
  }
});

/** A text that the chair wrote and revised alone, and the moment before it was revised. */
async function write() {
  const draft = await place.draft({ text: '1. Texto inicial.\n', title: 'Acuerdo al azar' });
  const chair = await draft.join('chair');
  const [first] = chair.model.order();
  const items = await plant(chair);
  await chair.edit(change.insert(first, 0, 'Initial text.', 'en'));
  const from = chair.model.seq;
  for (let i = 0; i < ACTS / 3; i++) await revise(chair, items);
  const to = chair.model.seq;
  await draft.leave();
  return { draft, from, to };
}

/** Takes the words of one item in the original away, or of its translation. */
async function emptyOne(draft) {
  const chair = await draft.join('chair');
  const lang = random.pick(LANGS);
  const item = random.pick([...chair.model.order()]);
  const text = chair.model.item(item).texts?.[lang];
  const length = new Delta(text?.ops ?? text ?? []).length();
  if (length) await attempt(chair, change.erase(item, 0, length, lang));
  await draft.leave();
}

test('two languages beside each other read back as both, whichever stands first, also where one has no words', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { draft } = await write();
    await emptyOne(draft);
    const seat = await draft.snapshot();
    const at = ['--data', place.server.data, '--draft', draft.id];
    for (const langs of [LANGS, [...LANGS].reverse()]) {
      const file = await written('both.docx', 'export', ...at, '--format', 'docx', '--lang', langs.join(','));
      const read = await readBack(file, 'es', 'proposals', LANGS);
      for (const lang of LANGS) assert.deepEqual(meaning(read, lang), meaning(seat, lang), `round ${round}, ${langs}, ${lang}`);
    }
  }
});

test('a title that stands beside no words is none of the entries', async () => {
  const { draft } = await write();
  const chair = await draft.join('chair');
  await chair.edit({ type: 'draft.set', title: { es: '', en: 'Acuerdo al azar' } });
  await draft.leave();
  const at = ['--data', place.server.data, '--draft', draft.id];
  for (const langs of ['es,en', 'en,es']) {
    const file = await written('title.docx', 'export', ...at, '--format', 'docx', '--lang', langs);
    const { title, items } = await readBack(file, 'es', 'proposals', LANGS);
    assert.deepEqual(title, { es: 'Acuerdo al azar', en: 'Acuerdo al azar' }, langs);
    assert.equal(items.length, [...inOrder(await draft.snapshot())].length, langs);
  }
});

test('a redline over moves, accepted, is the later text, and rejected the earlier one', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { draft, from, to } = await write();
    const args = ['--data', place.server.data, '--draft', draft.id, '--from', String(from), '--to', String(to)];
    const file = await written('redline.docx', 'compare', ...args, '--format', 'docx');
    for (const [changes, seq] of Object.entries({ accepted: to, rejected: from })) {
      const [read, seat] = [await readBack(file, 'es', changes), await draft.snapshot(seq)];
      assert.deepEqual(meaning(read, 'es'), meaning(seat, 'es'), `round ${round}, ${changes}`);
    }
  }
});
