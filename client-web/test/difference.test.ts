import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Delta from 'quill-delta';
import { difference } from '../src/text/difference';

const words = fc
  .array(fc.constantFrom('a', 'b', 'ñ', '😀', '😁', ' '), { maxLength: 12 })
  .map((list) => list.join(''));
const text = fc
  .array(fc.record({ insert: words, bold: fc.boolean() }), { maxLength: 4 })
  .map((parts) =>
    parts.reduce((delta, { insert, bold }) => delta.insert(insert, bold ? { bold: true } : {}), new Delta()),
  );

test('the difference turns the one text into the other and cuts no character', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const delta = difference(before, after);
      assert.deepEqual(before.compose(delta).ops, after.ops);
      for (const { insert } of delta.ops)
        if (typeof insert === 'string') assert.ok(!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(insert));
    }),
  );
});

test('words that are the same on both sides are left alone', () => {
  const delta = difference(new Delta().insert('uno dos tres'), new Delta().insert('uno X tres'));
  assert.deepEqual(delta.ops, [{ retain: 4 }, { insert: 'X' }, { delete: 3 }]);
});
