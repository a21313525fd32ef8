import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findInText } from '../src/text/find_text';

test('capitals and accents make no difference', () => {
  assert.deepEqual(findInText('Migración y MIGRACION', 'migracion'), [
    { from: 0, to: 9 },
    { from: 12, to: 21 },
  ]);
});

test('positions count UTF-16 units, and accents that stand apart belong to their letter', () => {
  assert.deepEqual(findInText('👍 e\u0301s', 'és'), [{ from: 3, to: 6 }]);
});

test('matches do not overlap, and nothing is found for nothing', () => {
  assert.equal(findInText('aaaa', 'aa').length, 2);
  assert.deepEqual(findInText('abc', ''), []);
});
