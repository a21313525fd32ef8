// Protocol §4 by example: what becomes of an op whose author had not yet seen the one before it.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Wire } from '../support/raw.mjs';

let place;
let draft;
let base;
before(async () => {
  place = await Place.open();
});
after(() => place.close());
beforeEach(async () => {
  draft = await place.draft();
  base = await draft.plant(['p', 'abcdef'], ['q', 'QRS'], ['r', 'rrr'], ['p1', 'uno', 'p'], ['p2', 'dos', 'p']);
});
afterEach(() => draft.leave());

/** Sends both ops on the same base, one after the other, and gives the answer to the second and the state after it. */
async function meet(first, second, who = ['secretariat', 'secretariat']) {
  const answers = [];
  for (const [index, changes] of [first, second].entries()) {
    const { token } = await draft.seat(who[index]);
    const wire = await Wire.open(place.server);
    wire.send({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token });
    await wire.nextOf('welcome');
    wire.send({ t: 'op', n: 1, base, changes });
    answers.push(await wire.nextOf('ops', 'reject'));
    wire.terminate();
  }
  assert.equal(answers[0].t, 'ops', JSON.stringify(answers[0]));
  return { answer: answers[1], state: Model.fromSnapshot(await draft.snapshot()) };
}

async function meetAndHold(first, second) {
  const { answer, state } = await meet(first, second);
  assert.equal(answer.t, 'ops', JSON.stringify(answer));
  return state;
}

async function meetAndFail(first, second, code, who) {
  const { answer, state } = await meet(first, second, who);
  assert.equal(answer.code, code, JSON.stringify(answer));
  return state;
}

const order = (state) => state.visible().filter((id) => /^(p|q|r|n)/.test(id) && id.length < 4);

describe('text against text', () => {
  test('of two inserts at one place, the one that was ordered first stands first', async () => {
    const state = await meetAndHold([change.insert('p', 3, 'X')], [change.insert('p', 3, 'Y')]);
    assert.equal(state.words('p', 'es'), 'abcXYdef');
  });
  test('what both delete is gone once', async () => {
    const state = await meetAndHold([change.erase('p', 1, 3)], [change.erase('p', 2, 3)]);
    assert.equal(state.words('p', 'es'), 'af');
  });
  test('an insert into what was deleted meanwhile stays', async () => {
    const state = await meetAndHold([change.erase('p', 0, 6)], [change.insert('p', 3, 'X')]);
    assert.equal(state.words('p', 'es'), 'X');
  });
  test('of two formats of one kind, the one that was ordered first stays', async () => {
    const link = (to) => change.format('p', 0, 3, { link: to });
    const state = await meetAndHold([link('https://uno.example/')], [link('https://dos.example/')]);
    assert.deepEqual(state.text('p', 'es').ops[0], { insert: 'abc', attributes: { link: 'https://uno.example/' } });
  });
  test('languages do not touch each other', async () => {
    const state = await meetAndHold([change.insert('p', 0, 'X', 'en')], [change.insert('p', 0, 'Y', 'es')]);
    assert.equal(state.words('p', 'en'), 'X');
    assert.equal(state.words('p', 'es'), 'Yabcdef');
  });
});

describe('text against split', () => {
  const cut = () => [change.split('p', 'n', { es: 3 })];
  test('words before the cut stay, words behind it go along', async () => {
    const state = await meetAndHold(cut(), [change.text('p', new Delta().retain(1).insert('X').retain(4).insert('Y'))]);
    assert.equal(state.words('p', 'es'), 'aXbc');
    assert.equal(state.words('n', 'es'), 'deYf');
  });
  test('what stands exactly at the cut goes left', async () => {
    const state = await meetAndHold(cut(), [change.insert('p', 3, 'X')]);
    assert.equal(state.words('p', 'es'), 'abcX');
    assert.equal(state.words('n', 'es'), 'def');
  });
  test('a deletion over the cut deletes on both sides', async () => {
    const state = await meetAndHold(cut(), [change.erase('p', 2, 3)]);
    assert.equal(state.words('p', 'es'), 'ab');
    assert.equal(state.words('n', 'es'), 'f');
  });
  test('formatting over the cut formats on both sides', async () => {
    const state = await meetAndHold(cut(), [change.format('p', 2, 2, { bold: true })]);
    assert.deepEqual(state.text('p', 'es').ops, [{ insert: 'ab' }, { insert: 'c', attributes: { bold: true } }]);
    assert.deepEqual(state.text('n', 'es').ops, [{ insert: 'd', attributes: { bold: true } }, { insert: 'ef' }]);
  });
  test('a language that the split does not name stays whole where it is', async () => {
    const state = await meetAndHold(cut(), [change.insert('p', 0, 'words', 'en')]);
    assert.equal(state.words('p', 'en'), 'words');
    assert.equal(state.words('n', 'en'), '');
  });
  test('a cut moves with text that came first', async () => {
    const state = await meetAndHold([change.insert('p', 1, 'XX')], cut());
    assert.equal(state.words('p', 'es'), 'aXXbc');
    assert.equal(state.words('n', 'es'), 'def');
  });
  test('text inserted exactly at a later cut stays left of it', async () => {
    const state = await meetAndHold([change.insert('p', 3, 'X')], cut());
    assert.equal(state.words('p', 'es'), 'abcX');
    assert.equal(state.words('n', 'es'), 'def');
  });
  test('a cut inside what was deleted falls where the deletion was', async () => {
    const state = await meetAndHold([change.erase('p', 2, 3)], cut());
    assert.equal(state.words('p', 'es'), 'ab');
    assert.equal(state.words('n', 'es'), 'f');
  });
});

describe('split against split', () => {
  const assertParts = (state, ...ids) => {
    assert.deepEqual(
      ids.map((id) => state.words(id, 'es')),
      ['ab', 'cd', 'ef'],
    );
    assert.deepEqual(
      order(state).filter((id) => ids.includes(id)),
      ids,
    );
  };
  test('two splits of one item give three, the later cut further right', async () => {
    const state = await meetAndHold([change.split('p', 'n1', { es: 2 })], [change.split('p', 'n2', { es: 4 })]);
    assertParts(state, 'p', 'n1', 'n2');
  });
  test('two splits of one item give three, the later cut further left', async () => {
    const state = await meetAndHold([change.split('p', 'n1', { es: 4 })], [change.split('p', 'n2', { es: 2 })]);
    assertParts(state, 'p', 'n2', 'n1');
  });
  test('the items below go with the last part', async () => {
    const state = await meetAndHold([change.split('p', 'n1', { es: 2 })], [change.split('p', 'n2', { es: 4 })]);
    assert.deepEqual(state.siblings('n2'), ['p1', 'p2']);
  });
});

describe('text against merge', () => {
  const join = () => [change.merge('q', 'p')];
  test('words for the merged item land behind those of the other', async () => {
    const state = await meetAndHold(join(), [change.insert('q', 1, 'X')]);
    assert.equal(state.words('p', 'es'), 'abcdefQXRS');
  });
  test('words at the very start of the merged item land at the seam', async () => {
    const state = await meetAndHold(join(), [change.insert('q', 0, 'X')]);
    assert.equal(state.words('p', 'es'), 'abcdefXQRS');
  });
  test('words at the end of the other item land at the seam', async () => {
    const state = await meetAndHold(join(), [change.insert('p', 6, 'X')]);
    assert.equal(state.words('p', 'es'), 'abcdefXQRS');
  });
  test('changes to both in one op become one', async () => {
    const state = await meetAndHold(join(), [change.insert('p', 0, 'X'), change.insert('q', 3, 'Y')]);
    assert.equal(state.words('p', 'es'), 'XabcdefQRSY');
  });
  test('the merged item stays as a tombstone and gives up what is below', async () => {
    const state = await meetAndHold([change.merge('p', 'q')], [change.insert('p1', 0, 'X')]);
    assert.equal(state.item('p').removed, true);
    assert.deepEqual(state.siblings('q'), ['p1', 'p2']);
    assert.equal(state.words('p1', 'es'), 'Xuno');
  });
  test('the log says where the seam is', async () => {
    const client = await draft.join('secretariat');
    const { op } = await client.edit(change.insert('q', 0, 'words', 'en'));
    assert.ok(op);
    const merged = await client.edit(change.merge('q', 'p'));
    assert.deepEqual(merged.op.changes.at(-1).at, { es: 6, en: 0 });
  });
});

describe('structure by intent', () => {
  test('after an item that was removed meanwhile still has a meaning', async () => {
    const state = await meetAndHold([change.remove('q')], [change.add('n', null, 'q', { es: 'nuevo' })]);
    assert.deepEqual(order(state), ['p', 'p1', 'p2', 'n', 'r']);
  });
  test('a removed parent is no-item', async () => {
    await meetAndFail([change.remove('q')], [change.add('n', 'q', null)], 'no-item');
  });
  test('of two moves that would make a cycle, the later is refused', async () => {
    const state = await meetAndFail([change.move('p', 'q', null)], [change.move('q', 'p', null)], 'cycle');
    assert.deepEqual(state.siblings('q'), ['p']);
  });
  test('text of an item that was moved meanwhile applies', async () => {
    const state = await meetAndHold([change.move('q', 'p', 'p1')], [change.insert('q', 0, 'X')]);
    assert.equal(state.words('q', 'es'), 'XQRS');
    assert.deepEqual(state.siblings('p'), ['p1', 'q', 'p2']);
  });
  test('text of an item that was removed meanwhile is no-item', async () => {
    const state = await meetAndFail([change.remove('q')], [change.insert('q', 0, 'X')], 'no-item');
    assert.equal(state.words('q', 'es'), 'QRS');
  });
  test('text below something that was removed meanwhile is no-item', async () => {
    await meetAndFail([change.remove('p')], [change.insert('p1', 0, 'X')], 'no-item');
  });
  test('a second removal is no-item, and harms nothing', async () => {
    const { answer, state } = await meet([change.remove('q')], [change.remove('q')]);
    assert.equal(answer.code, 'no-item');
    assert.equal(state.isThere('q'), false);
  });
  test('what is below comes and goes along', async () => {
    const client = await draft.join('secretariat');
    await client.edit(change.remove('p'));
    assert.deepEqual(
      client.model.visible().filter((id) => id.startsWith('p')),
      [],
    );
    await client.edit(change.restore('p'));
    assert.deepEqual(
      client.model.visible().filter((id) => id.startsWith('p')),
      ['p', 'p1', 'p2'],
    );
  });
  test('a split takes the items below and keeps kind and status', async () => {
    const chair = await draft.join('chair');
    await chair.edit(change.kind('p', 'paragraph'), change.status('p', 'review'));
    await chair.edit(change.split('p', 'n', { es: 3 }));
    assert.deepEqual(chair.model.siblings('n'), ['p1', 'p2']);
    assert.deepEqual(chair.model.siblings('p'), []);
    assert.equal(chair.model.item('n').kind, 'paragraph');
    assert.equal(chair.model.item('n').status, 'review');
  });
});

describe('status', () => {
  test('a lock wins over words on their way', async () => {
    const state = await meetAndFail([change.status('p', 'approved')], [change.insert('p', 0, 'X')], 'locked', [
      'chair',
      'mexico',
    ]);
    assert.equal(state.words('p', 'es'), 'abcdef');
  });
  test('a lock of everything below as well', async () => {
    const state = await meetAndFail([change.status('p', 'agreed', true)], [change.insert('p2', 0, 'X')], 'locked', [
      'chair',
      'mexico',
    ]);
    assert.deepEqual(
      ['p', 'p1', 'p2', 'q'].map((id) => state.item(id).status),
      ['agreed', 'agreed', 'agreed', 'open'],
    );
  });
  test('words in time are in', async () => {
    const { answer, state } = await meet([change.insert('p', 0, 'X')], [change.status('p', 'approved')], ['mexico', 'chair']);
    assert.equal(answer.t, 'ops');
    assert.equal(state.words('p', 'es'), 'Xabcdef');
    assert.equal(state.item('p').status, 'approved');
  });
});

describe('alignment of languages', () => {
  test('changed and aligned tell which language is behind', async () => {
    const client = await draft.join('secretariat');
    await client.edit(change.insert('p', 0, 'words', 'en'));
    const { seq } = await client.edit(change.align('p', 'en'));
    assert.equal(client.model.item('p').aligned.en, seq);
    const later = await client.edit(change.insert('p', 0, 'X', 'es'));
    const { items } = await draft.snapshot();
    const { changed, aligned } = items.find(({ id }) => id === 'p');
    assert.equal(changed.es, later.seq);
    assert.equal(aligned.en, seq);
  });
  test('a language is aligned again where the original is what it was said to match', async () => {
    const client = await draft.join('secretariat');
    await client.edit(change.insert('p', 0, 'words', 'en'));
    await client.edit(change.align('p', 'en'));
    await client.edit(change.insert('p', 1, 'XY', 'es'));
    await client.edit(change.erase('p', 2, 1, 'es'));
    const before = client.model.item('p').aligned.en;
    const back = await client.edit(change.erase('p', 1, 1, 'es'));
    assert.ok(before < back.seq - 1);
    const { items } = await draft.snapshot();
    const item = items.find(({ id }) => id === 'p');
    assert.deepEqual([item.changed.es, item.aligned.en], [back.seq, back.seq]);
    await client.edit(change.format('p', 0, 1, { bold: true }, 'es'));
    assert.equal(client.model.item('p').aligned.en, back.seq, 'formatting is a change');
  });
  test('a language can be added, and one with text cannot be dropped', async () => {
    const client = await draft.join('secretariat');
    await client.edit(change.set({ langs: ['es', 'en', 'fr'] }));
    await client.edit(change.insert('p', 0, 'mots', 'fr'));
    await assert.rejects(client.edit(change.set({ langs: ['es', 'en'] })), { code: 'bad-op' });
    assert.deepEqual(client.model.langs, ['es', 'en', 'fr']);
  });
});
