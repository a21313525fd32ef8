// Many clients edit at random, lose their connections and come back: at rest all of them hold what an independent fold of
// the published log gives, and so does the server. Each accepted op is also compared with the tests' own transformation.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import { randomId } from '../support/client.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { crossLists } from '../support/transform.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const WORDS = ['acordar ', 'revisión', 'ñandú', 'e\u0301', '😀', '👩‍👩‍👧', 'Panamá, ', 'to take note ', '“citas”'];

function boundary(random, words) {
  const at = random.integer(0, words.length);
  return at > 0 && /[\udc00-\udfff]/.test(words[at] ?? '') ? at - 1 : at;
}

function someTextChange(random, view, item) {
  const lang = random.chance(0.8) ? 'es' : 'en';
  const words = view.words(item, lang);
  const at = boundary(random, words);
  const end = at + boundary(random, words.slice(at, at + 12));
  const delta = new Delta().retain(at);
  if (random.chance(0.6) || end === at) delta.insert(random.pick(WORDS), random.chance(0.2) ? { bold: true } : undefined);
  else if (random.chance(0.6)) delta.delete(end - at);
  else delta.retain(end - at, { italic: random.chance(0.7) ? true : null });
  return change.text(item, delta.chop(), lang);
}

function someStructure(random, view, items, item) {
  const other = random.pick(items);
  const at = { es: boundary(random, view.words(item, 'es')) };
  const candidates = [
    () => change.add(randomId(), random.chance(0.5) ? item : view.item(item).parent, null, { es: 'nuevo' }),
    () => change.move(item, view.item(other).parent, other),
    () => change.remove(item),
    () => change.restore(random.pick([...view.order()])),
    () => change.split(item, randomId(), at),
    () => ({
      ...change.merge(item, other),
      at: Object.fromEntries(view.langs.map((lang) => [lang, view.text(other, lang).length()])),
    }),
    () => change.kind(item, random.pick(['item', 'heading', 'paragraph'])),
    () => change.align(item, 'en'),
  ];
  return random.pick(candidates)();
}

/** Edits that can fail for good reasons fail with one of these codes. */
const EXPECTED = new Set(['no-item', 'cycle', 'bad-op', 'exists', 'locked', 'limit', 'dependent']);

async function behaveAtRandom(client, random, rounds, made) {
  let accepted = 0;
  for (let round = 0; round < rounds; round++) {
    if (random.chance(0.04)) {
      await client.drop();
      await new Promise((resolve) => setTimeout(resolve, random.integer(0, 40)));
      await client.connect();
    }
    const view = client.view();
    const items = view.visible();
    const item = random.pick(items);
    const structural = random.chance(0.2);
    const changes = [structural ? someStructure(random, view, items, item) : someTextChange(random, view, item)];
    const outcome = client.edit(...changes).then(
      () => accepted++,
      (error) => assert.ok(EXPECTED.has(error.code), `unexpected refusal ${error.message} of ${JSON.stringify(changes)}`),
    );
    if (structural || random.chance(0.6)) await outcome;
    else outcome.catch((error) => (client.failure = error));
    if (client.failure) throw client.failure;
  }
  await client.settled();
  made.accepted += accepted;
}

/** Keeps what went over the wire, as it was sent: client and n -> base and changes. */
function recordSent(client, sent) {
  const send = client.send.bind(client);
  client.send = (message) => {
    if (message.t === 'op') {
      const key = `${client.client} ${message.n}`;
      if (!sent.has(key)) sent.set(key, []);
      sent.get(key).push(structuredClone(message));
    }
    send(message);
  };
}

const wordsOf = (model) => Object.fromEntries([...model.order()].map((id) => [id, model.item(id).texts]));

/** What the tests' own transformation makes of what was sent, against what the server has logged. */
function compareTransformation(ops, sent) {
  const states = [new Model('twin')];
  let compared = 0;
  for (const op of ops) {
    const before = states.at(-1);
    const after = before.clone();
    after.apply(op);
    states.push(after);
    const tries = sent.get(`${op.client} ${op.n}`) ?? [];
    if (tries.length !== 1 || tries[0].changes[0].type !== 'text') continue;
    let changes = tries[0].changes;
    for (const between of ops.slice(tries[0].base, op.seq - 1)) changes = crossLists(between.changes, changes).b;
    const expected = before.clone();
    for (const one of changes) expected.applyChange(one, op.seq);
    assert.deepEqual(wordsOf(after), wordsOf(expected), `op ${op.seq} of ${op.client}, sent on ${tries[0].base}`);
    compared++;
  }
  return compared;
}

test('random clients with drops and resumes converge to the fold of the log', async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const draft = await place.draft({ text: '1. Uno, dos y tres.\n2. Cuatro y cinco.\n a. Seis.\n b. Siete.\n3. Ocho.\n' });
  const editors = [];
  const sent = new Map();
  for (const who of ['chair', 'secretariat', 'mexico', 'canada', 'mexico', 'canada']) {
    const client = await draft.client(who);
    recordSent(client, sent);
    await client.connect();
    editors.push(client);
  }
  const observers = await Promise.all([draft.join('observer'), draft.join('observer')]);
  const made = { accepted: 0 };
  await Promise.all(editors.map((client) => behaveAtRandom(client, random.fork(), 120, made)));

  const snapshot = await draft.snapshot();
  await Promise.all([...editors, ...observers].map((client) => client.reach(snapshot.seq)));
  const { ops, head } = checkChain(await draft.log());
  const twin = new Model(draft.id);
  for (const op of ops) twin.apply(op);
  twin.head = head;
  assert.deepEqual(Model.fromSnapshot(snapshot).snapshot(), twin.snapshot(), `server and fold, seed ${random.seed}`);
  for (const client of [...editors, ...observers]) {
    assert.deepEqual(client.model.snapshot(), twin.snapshot(), `${client.you.name} and fold, seed ${random.seed}`);
  }
  const counted = ops.filter((op) => op.client !== 'system').length;
  assert.equal(counted, made.accepted, 'every accepted edit is in the log once');
  assert.ok(compareTransformation(ops, sent) > 200, 'enough text changes were compared');
  await draft.leave();
});

test('a snapshot at any seq is the fold up to there', async () => {
  const draft = await place.draft();
  await draft.plant(['p', 'uno dos'], ['q', 'tres']);
  const chair = await draft.join('chair');
  await chair.edit(change.split('p', 'r', { es: 4 }));
  await chair.edit(change.merge('q', 'p'));
  await chair.edit(change.status('p', 'review'));
  const { ops } = checkChain(await draft.log());
  const twin = new Model(draft.id);
  for (const op of ops) {
    twin.apply(op);
    const there = Model.fromSnapshot(await draft.snapshot(op.seq));
    twin.head = there.head;
    assert.deepEqual(there.snapshot(), twin.snapshot(), `seq ${op.seq}`);
  }
  await draft.leave();
});
