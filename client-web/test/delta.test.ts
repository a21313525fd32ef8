import assert from 'node:assert/strict';
import { test } from 'node:test';
import Delta, { type Op as Part } from 'quill-delta';
import {
  baseLength,
  clampDelta,
  cutDelta,
  cutsPair,
  deltaCutsPair,
  hasLoneSurrogate,
  isNoop,
  positionBefore,
  resultLength,
  sameText,
  shiftDelta,
} from '../src/text/delta';
import { readVectors } from './support/vectors';

const ops = (delta: Delta) => JSON.parse(JSON.stringify(delta.ops)) as Part[];

test('a cut gives what stands exactly there to the left', () => {
  const delta = new Delta().retain(3).insert('x').delete(2).retain(1).insert('y');
  const cases: [number, Delta, Delta][] = [
    [0, new Delta(), new Delta().retain(3).insert('x').delete(2).retain(1).insert('y')],
    [2, new Delta(), new Delta().retain(1).insert('x').delete(2).retain(1).insert('y')],
    [3, new Delta().retain(3).insert('x'), new Delta().delete(2).retain(1).insert('y')],
    [4, new Delta().retain(3).insert('x').delete(1), new Delta().delete(1).retain(1).insert('y')],
    [6, new Delta().retain(3).insert('x').delete(2).retain(1).insert('y'), new Delta()],
    [9, new Delta().retain(3).insert('x').delete(2).retain(1).insert('y'), new Delta()],
  ];
  for (const [at, left, right] of cases)
    assert.deepEqual(cutDelta(delta, at).map(ops), [left, right].map(ops), `at ${at}`);
});

test('what reaches beyond the end of a text is made to fit, and nothing typed is lost', () => {
  const delta = new Delta().retain(4).insert('x').delete(3).insert('y');
  assert.deepEqual(ops(clampDelta(delta, 5)), ops(new Delta().retain(4).insert('xy').delete(1)));
  assert.deepEqual(ops(clampDelta(delta, 2)), ops(new Delta().retain(2).insert('xy')));
  assert.equal(clampDelta(delta, 7), delta);
});

test('lengths are those of the text before and after', () => {
  const delta = new Delta().retain(3).insert('😀').delete(2);
  assert.equal(baseLength(delta), 5);
  assert.equal(resultLength(delta), 5);
  assert.ok(isNoop(new Delta().retain(4)));
  assert.ok(!isNoop(new Delta().retain(4, { bold: null })));
});

test('a shift moves a change further right and nothing else', () => {
  assert.deepEqual(
    ops(shiftDelta(new Delta().retain(2).insert('x'), 3)),
    ops(new Delta().retain(5).insert('x')),
  );
  assert.deepEqual(ops(shiftDelta(new Delta(), 3)), []);
});

test('a place is found again where it was before a change', () => {
  const delta = new Delta().retain(2).insert('abc').retain(2).delete(3);
  for (const [after, before] of [
    [0, 0],
    [2, 2],
    [3, 2],
    [5, 2],
    [6, 3],
    [7, 4],
    [8, 8],
    [10, 10],
  ] as const) {
    assert.equal(positionBefore(delta, after), before, `of ${after}`);
  }
});

test('half characters are found', () => {
  assert.ok(hasLoneSurrogate('a\ud83d'));
  assert.ok(hasLoneSurrogate('\ude00a'));
  assert.ok(!hasLoneSurrogate('a😀é'));
  assert.ok(cutsPair('a😀', 2));
  assert.ok(!cutsPair('a😀', 1));
  assert.ok(deltaCutsPair(new Delta().retain(2).insert('x'), 'a😀'));
  assert.ok(deltaCutsPair(new Delta().retain(1).delete(1), 'a😀'));
  assert.ok(!deltaCutsPair(new Delta().retain(1).delete(2), 'a😀'));
});

test('texts are compared with their attributes', () => {
  const bold = { ops: [{ insert: 'a', attributes: { bold: true } }] };
  assert.ok(sameText(bold, new Delta().insert('a', { bold: true })));
  assert.ok(!sameText(bold, new Delta().insert('a')));
  assert.ok(!sameText(bold, new Delta().insert('a', { bold: true, italic: true })));
});

interface Vectors {
  normalise: { name: string; ops: Part[]; result: Part[] }[];
  compose: { name: string; a: Part[]; b: Part[]; result: Part[] }[];
  transform: { name: string; a: Part[]; b: Part[]; with_priority: Part[]; without_priority: Part[] }[];
  invert: { name: string; document: Part[]; change: Part[]; result: Part[] }[];
  transform_position: {
    name: string;
    change: Part[];
    position: number;
    with_priority: number;
    without_priority: number;
  }[];
}

/** The library keeps the order of attributes, which means nothing. */
const sorted = (parts: Part[]) =>
  parts.map(({ attributes, ...part }) => ({
    ...part,
    ...(attributes && {
      attributes: Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  }));

function assertParts(name: string, found: Delta, wanted: Part[]): void {
  assert.deepEqual(sorted(ops(found)), sorted(wanted), name);
}

test('text does what the shared vectors say', () => {
  const vectors = readVectors<Vectors>('text');
  for (const { name, ops: parts, result } of vectors.normalise) {
    const built = parts.reduce((delta, part) => delta.push(part), new Delta());
    assertParts(`normalise: ${name}`, built, result);
  }
  for (const { name, a, b, result } of vectors.compose) {
    assertParts(`compose: ${name}`, new Delta(a).compose(new Delta(b)), result);
  }
  for (const { name, a, b, with_priority, without_priority } of vectors.transform) {
    assertParts(`transform: ${name}`, new Delta(a).transform(new Delta(b), true), with_priority);
    assertParts(`transform: ${name}`, new Delta(a).transform(new Delta(b), false), without_priority);
  }
  for (const { name, document, change, result } of vectors.invert) {
    assertParts(`invert: ${name}`, new Delta(change).invert(new Delta(document)), result);
  }
  for (const { name, change, position, with_priority, without_priority } of vectors.transform_position) {
    assert.equal(new Delta(change).transformPosition(position, true), with_priority, `position: ${name}`);
    assert.equal(new Delta(change).transformPosition(position, false), without_priority, `position: ${name}`);
  }
});
