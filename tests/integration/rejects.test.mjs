// Every reject code of the protocol, each by its shortest cause, and after each: no trace, and the same n is used again.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Wire } from '../support/raw.mjs';

let place;
let draft;
let wire;
let seq;
let n;

before(async () => {
  place = await Place.open();
  draft = await place.draft({ langs: ['es', 'en'] });
  await draft.plant(['p', 'palabras 😀'], ['q', 'otras'], ['below', 'abajo', 'p']);
});
after(() => place.close());

async function greet(who, fields = {}) {
  const { token } = await draft.seat(who);
  const greeted = await Wire.open(place.server);
  greeted.send({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token, ...fields });
  return { wire: greeted, welcome: await greeted.nextOf('welcome') };
}

beforeEach(async () => {
  const greeted = await greet('mexico');
  wire = greeted.wire;
  seq = greeted.welcome.seq;
  n = greeted.welcome.acked + 1;
});
afterEach(() => wire.terminate());

const send = (changes, fields = {}) => wire.send({ t: 'op', n, base: seq, changes, ...fields });

/** The next answer that is not about what `seq` already covers. */
async function answer() {
  for (;;) {
    const message = await wire.nextOf('reject', 'ops', 'error');
    if (message.t !== 'ops' || message.ops.at(-1).seq > seq) return message;
  }
}

/** Expects a refusal with this code, and then that the draft and the n are as before. */
async function refused(code, changes, fields) {
  send(changes, fields);
  const refusal = await answer();
  assert.equal(refusal.t, 'reject', `expected ${code}, got ${JSON.stringify(refusal)}`);
  assert.equal(refusal.code, code, refusal.message);
  assert.equal(refusal.n, fields?.n ?? n);
  assert.match(refusal.message, /^[A-Z].*\.$/, 'the message is a sentence');
  assert.equal((await draft.snapshot()).seq, seq, 'a refused op leaves no trace');
  send([change.insert('p', 0, 'y')]);
  const next = await answer();
  assert.equal(next.t, 'ops', `the same n goes on: ${JSON.stringify(next)}`);
  assert.equal(next.ops[0].n, n);
}

const text = (ops, item = 'p', lang = 'es') => ({ type: 'text', item, lang, delta: { ops } });

describe('bad-op', () => {
  const cases = {
    'an unknown change type': [{ type: 'item.paint', item: 'p' }],
    'no changes': [],
    'a retain past the end': [text([{ retain: 9999 }, { insert: 'x' }])],
    'a delete past the end': [text([{ delete: 9999 }])],
    'an insert between the halves of a surrogate pair': [text([{ retain: 10 }, { insert: 'x' }])],
    'a delete of half a surrogate pair': [text([{ retain: 9 }, { delete: 1 }])],
    'a newline': [text([{ insert: 'a\nb' }])],
    'a tab': [text([{ insert: 'a\tb' }])],
    'a control character': [text([{ insert: 'a\u0007b' }])],
    'a mark that turns words around': [text([{ insert: 'acepta \u202eon' }])],
    'a blank that nobody sees, in a new item': [change.add('fresh', null, null, { es: 'a\u200bb' })],
    'a joiner in Spanish words': [text([{ insert: 'a\u200db' }])],
    'a joiner alone, in a language without them': [text([{ insert: '\u200c' }])],
    'a mark of direction in a comment': [change.comment('c', 'p', { text: 'no \u202eis' })],
    'a soft hyphen in a note': [change.position('p', 'reserve', 'in\u00adterés')],
    'an embed': [text([{ insert: { image: 'x' } }])],
    'an empty insert': [text([{ insert: '' }])],
    'a negative retain': [text([{ retain: -1 }])],
    'a broken retain': [text([{ retain: 1.5 }, { insert: 'x' }])],
    'a retain of a billion billions': [text([{ retain: 1e18 }])],
    'an op that is two things': [text([{ insert: 'x', delete: 1 }])],
    'an op that is nothing': [text([{}])],
    'an unknown attribute': [text([{ insert: 'x', attributes: { color: 'red' } }])],
    'an attribute of the wrong type': [text([{ insert: 'x', attributes: { bold: 'yes' } }])],
    'an attribute that is false': [text([{ insert: 'x', attributes: { bold: false } }])],
    'a link of another scheme': [text([{ insert: 'x', attributes: { link: 'javascript:alert(1)' } }])],
    'two changes to one text': [change.insert('p', 0, 'x'), change.insert('p', 0, 'y')],
    'a language that the draft does not have': [text([{ insert: 'x' }], 'p', 'fr')],
    'a field of the wrong type': [{ type: 'item.add', item: 'fresh', parent: 7, after: null, kind: 'item' }],
    'a field that is missing': [{ type: 'item.move', item: 'p' }],
    'an unknown kind': [{ ...change.add('fresh'), kind: 'footnote' }],
    'an id with a blank': [change.add('not an id')],
    'an id that is too long': [change.add('x'.repeat(65))],
    'a new text that deletes': [{ ...change.add('fresh'), texts: { es: { ops: [{ delete: 1 }] } } }],
    'a cut past the end': [change.split('q', 'fresh', { es: 999 })],
    'a cut inside a character': [change.split('p', 'fresh', { es: 10 })],
    'a merge with itself': [change.merge('p', 'p')],
  };
  for (const [title, changes] of Object.entries(cases)) {
    test(title, async () => {
      // Positions inside the emoji hold only where nothing stands before it, so every case brings its own text.
      await resetText();
      await refused('bad-op', changes);
    });
  }

  test('removing the last item that is there', async () => {
    const own = await place.draft();
    const chair = await own.join('chair');
    const ids = chair.model.siblings(null);
    for (const id of ids.slice(1)) await chair.edit(change.remove(id));
    await assert.rejects(chair.edit(change.remove(ids[0])), { code: 'bad-op' });
    await own.leave();
  });

  test('adopting before every item is approved', async () => {
    const chair = await draft.join('chair');
    await assert.rejects(chair.edit(change.adopt()), { code: 'bad-op' });
    await draft.leave();
  });

  test('a surrogate escape without its partner', async () => {
    wire.send(
      `{"t":"op","n":${n},"base":${seq},"changes":[{"type":"text","item":"p","lang":"es","delta":{"ops":[{"insert":"\\ud83d"}]}}]}`,
    );
    assert.notEqual((await answer()).t, 'ops');
  });
});

async function resetText() {
  const chair = await draft.join('chair');
  const words = chair.model.words('p', 'es');
  const delta = new Delta().delete(words.length).insert('palabras 😀');
  await chair.edit(change.text('p', delta));
  seq = chair.model.seq;
  await chair.close();
}

describe('n and base', () => {
  test('bad-n: an n that skips', () => refused('bad-n', [change.insert('p', 0, 'x')], { n: 7 }));
  test('bad-base: a base that lies ahead', () => refused('bad-base', [change.insert('p', 0, 'x')], { base: seq + 100 }));
  test('an n at or below acked is a resend and is ignored', async () => {
    send([change.insert('p', 0, 'x')]);
    await wire.nextOf('ops');
    const before = (await draft.snapshot()).seq;
    send([change.insert('p', 0, 'again')]);
    send([change.insert('p', 0, 'next')], { n: n + 1, base: before });
    const next = await wire.nextOf('ops', 'reject');
    assert.equal(next.ops[0].n, n + 1);
    assert.equal((await draft.snapshot()).seq, before + 1);
  });
});

describe('items', () => {
  test('no-item: a text of an item that never was', () => refused('no-item', [change.insert('ghost', 0, 'x')]));
  test('no-item: a parent that never was', () => refused('no-item', [change.add('fresh', 'ghost')]));
  test('no-item: a parent that is removed', async () => {
    const parent = await removedItem();
    await refused('no-item', [change.add(randomId(), parent)]);
  });
  test('no-item: words for an item that was removed meanwhile', async () => {
    const id = await removedItem();
    await refused('no-item', [change.insert(id, 0, 'x')]);
  });
  test('no-item: restoring below something removed', async () => {
    const parent = await removedItem(true);
    await refused('no-item', [change.restore(parent.below)]);
  });
  test('exists: an id that is taken', () => refused('exists', [change.add('q')]));
  test('exists: the id of a removed item', async () => refused('exists', [change.add(await removedItem())]));
  test('exists: a split into an id that is taken', () => refused('exists', [change.split('p', 'q', { es: 1 })]));
  test('cycle: below itself', () => refused('cycle', [change.move('p', 'p', null)]));
  test('cycle: below something of its own', () => refused('cycle', [change.move('p', 'below', null)]));
});

async function removedItem(withBelow) {
  const chair = await draft.join('chair');
  const id = randomId();
  const below = randomId();
  await chair.edit(change.add(id, null, null, { es: 'va' }), change.add(below, id, null, { es: 'también' }));
  if (withBelow) await chair.edit(change.remove(below));
  await chair.edit(change.remove(id));
  seq = chair.model.seq;
  await chair.close();
  return withBelow ? { id, below } : id;
}

describe('rights', () => {
  test('forbidden: a status set by a delegation', () => refused('forbidden', [change.status('p', 'approved')]));
  test('forbidden: a title set by a delegation', () => refused('forbidden', [change.set({ title: { es: 'Nuevo' } })]));
  test('forbidden: saying who somebody is', () =>
    refused('forbidden', [{ type: 'participant.set', participant: { id: 'x', role: 'chair', name: 'Yo' } }]));
  test('locked: words after the lock, whatever the base', async () => {
    const stale = seq;
    const chair = await draft.join('chair');
    await chair.edit(change.status('q', 'approved'));
    wire.send({ t: 'op', n, base: stale, changes: [change.insert('q', 0, 'x')] });
    assert.equal((await wire.nextOf('reject')).code, 'locked');
    await chair.edit(change.status('q', 'open'));
    await draft.leave();
  });
  test('all or nothing: one refused change takes the others of its op along', () =>
    refused('forbidden', [change.insert('p', 0, 'x'), change.status('p', 'approved')]));
});

describe('sizes and limits', () => {
  test('too-large: a text beyond 65,536 units', () => refused('too-large', [change.insert('p', 0, 'x'.repeat(65_536))]));
  test('too-large: a new text beyond 65,536 units', () =>
    refused('too-large', [change.add(randomId(), null, null, { es: 'x'.repeat(65_537) })]));
  test('a text of exactly 65,536 units is taken', async () => {
    send([change.add(randomId(), null, null, { es: 'x'.repeat(65_536) })]);
    assert.equal((await wire.nextOf('ops', 'reject')).t, 'ops');
  });
  test('limit: a ninth level', async () => {
    const ids = Array.from({ length: 9 }, randomId);
    const changes = ids.map((id, depth) => change.add(id, depth === 0 ? null : ids[depth - 1]));
    await refused('limit', changes);
    send(changes.slice(0, 8), { n: n + 1, base: seq + 1 });
    assert.equal((await wire.nextOf('ops', 'reject')).t, 'ops', 'eight levels are taken');
  });
});

test('adopted: nothing changes after adoption', async () => {
  const own = await place.draft();
  const chair = await own.join('chair');
  const ids = chair.model.siblings(null);
  await chair.edit(...ids.map((id) => change.status(id, 'approved', true)));
  await chair.edit(change.adopt());
  assert.equal(chair.model.adopted, true);
  for (const attempt of [change.status(ids[0], 'open'), change.insert(ids[0], 0, 'x'), change.set({ title: { es: 'Otro' } })]) {
    await assert.rejects(chair.edit(attempt), { code: 'adopted' });
  }
  await own.leave();
});
