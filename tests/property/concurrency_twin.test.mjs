// The tests' own idea of concurrency (support/transform.mjs) obeys the law that makes replicas converge: whichever of two
// changes comes first, the other one transformed leads to the same state. So a difference with the server is news.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Delta from 'quill-delta';
import { Model } from '../support/model.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { crossLists, cutDelta } from '../support/transform.mjs';

const ALPHABET = ['a', 'é', 'e\u0301', 'ñ', '😀', ' ', 'palabra', '🇲🇽'];

function someWords(random, most = 6) {
  return Array.from({ length: random.integer(0, most) }, () => random.pick(ALPHABET)).join('');
}

/** A position that does not part a surrogate pair. */
function boundary(random, words) {
  const at = random.integer(0, words.length);
  return at > 0 && /[\udc00-\udfff]/.test(words[at] ?? '') ? at - 1 : at;
}

function someDelta(random, words) {
  const delta = new Delta();
  let at = 0;
  for (let edits = random.integer(1, 3); edits > 0; edits--) {
    const to = at + boundary(random, words.slice(at));
    delta.retain(to - at);
    const end = to + boundary(random, words.slice(to));
    if (random.chance(0.6)) delta.insert(someWords(random, 3) || 'x', random.chance(0.2) ? { bold: true } : undefined);
    else if (random.chance(0.7)) delta.delete(end - to);
    else delta.retain(end - to, { italic: random.chance(0.7) ? true : null });
    at = random.chance(0.5) ? end : to;
    if (at < to || delta.length() === 0) break;
    at = Math.max(at, end);
    const used = delta.reduce((sum, op) => sum + (op.retain ?? op.delete ?? 0), 0);
    delta.retain(at - used);
  }
  return delta.chop();
}

function start(random) {
  const model = new Model('d');
  model.langs = ['es'];
  for (const id of ['p', 'q', 'r']) {
    const item = model.create(id, 'item', 'open', null, null);
    model.writeText(item, 'es', new Delta().insert(someWords(random, 8) || 'uno'), 1);
  }
  return model;
}

function someChange(random, model, structure, fresh) {
  const item = random.pick(['p', 'q', 'r']);
  const words = model.words(item, 'es');
  if (structure && random.chance(0.5)) {
    if (random.chance(0.5)) return { type: 'item.split', item, new: fresh, at: { es: boundary(random, words) } };
    const into = random.pick(['p', 'q', 'r'].filter((id) => id !== item));
    return { type: 'item.merge', item, into, at: { es: model.words(into, 'es').length } };
  }
  return { type: 'text', item, lang: 'es', delta: { ops: someDelta(random, words).ops } };
}

const applied = (model, ...lists) => {
  const copy = model.clone();
  for (const change of lists.flat()) copy.applyChange(change, 2);
  return Object.fromEntries([...copy.order()].map((id) => [id, copy.text(id, 'es').ops]));
};

test('two changes lead to the same state in either order', () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  for (let round = 0; round < 20_000; round++) {
    const model = start(random);
    const structureFirst = random.chance(0.5);
    const first = [someChange(random, model, structureFirst, 'n1')];
    const second = [someChange(random, model, !structureFirst, 'n2')];
    const { a, b } = crossLists(first, second);
    assert.deepEqual(applied(model, first, b), applied(model, second, a), `seed ${random.seed}, round ${round}`);
  }
});

test('what stands exactly at the cut goes left', () => {
  const { left, right } = cutDelta(new Delta().retain(2).insert('x').delete(1), 2);
  assert.deepEqual(left.ops, [{ retain: 2 }, { insert: 'x' }]);
  assert.deepEqual(right.ops, [{ delete: 1 }]);
});

test('a deletion over the cut is cut in two', () => {
  const { left, right } = cutDelta(new Delta().retain(1).delete(4), 3);
  assert.deepEqual(left.ops, [{ retain: 1 }, { delete: 2 }]);
  assert.deepEqual(right.ops, [{ delete: 2 }]);
});
