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

/** Items in order, with their depths and with what they stand below. */
function* inOrder(snapshot) {
  const depth = new Map([[null, 0]]);
  const above = new Map(); // an item, and all that it stands below
  for (const item of snapshot.items) {
    depth.set(item.id, depth.get(item.parent ?? null) + 1);
    above.set(item.id, [...(above.get(item.parent ?? null) ?? []), item.id]);
    if (!item.removed) yield { item, depth: depth.get(item.id), above: above.get(item.id) };
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
    .filter(({ item }) => item.texts?.[lang])
    .map(({ item, depth, above }) => `${depth} ${item.kind} ${lettersOf(item.texts?.[lang], above, proposals)}`);
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

test('a draft negotiated at random reads back from its Word file, which wants nothing of its own draft', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { draft, seat } = await negotiate();
    for (const lang of LANGS) {
      const file = path.join(place.folder, `round-${lang}.docx`);
      const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'docx', '--lang', lang];
      writeFileSync(file, (await promisify(execFile)(plenaria, args, { encoding: 'buffer', maxBuffer: 1 << 26 })).stdout);
      const told = await cli.succeed([
        'import',
        '--data',
        place.server.data,
        '--title',
        'Acuerdo al azar',
        '--lang',
        lang,
        '--changes',
        'proposals',
        file,
      ]);
      const read = await new Draft(place, JSON.parse(told).draft).snapshot();
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
