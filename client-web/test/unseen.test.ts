// The cases of tests/unit/text/test_unseen.c, as the page sees them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedWithoutUnseen, withoutUnseen } from '../src/text/unseen';

test('what turns words around, and what nobody sees, is left out', () => {
  for (const sign of '\u202e\u2067\u200f\u200e\u061c\u2066\u200b\u00ad\ufeff\u2060\u3164\u{e0041}\ufe0f\u034f\u200d\u200c\ufff9')
    assert.equal(withoutUnseen(`M${sign}X`), 'MX', sign.codePointAt(0)!.toString(16));
  assert.equal(withoutUnseen('\u0645\u200c\u200c\u06cc'), '\u0645\u200c\u06cc');
});

test('what a script needs stays', () => {
  for (const words of [
    '\u0645\u06cc\u200c\u0634\u0648\u062f',
    '\u0915\u094d\u200d\u0937',
    '\u{1f469}\u{1f3fd}\u200d\u2695\ufe0f',
    '\u2764\ufe0f 1\ufe0f\u20e3',
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}',
    'Exhortar a las Partes: «ñandú»',
  ])
    assert.equal(withoutUnseen(words), words);
});

test('a joiner may be typed by itself where the language has them, and nothing else may', () => {
  assert.equal(typedWithoutUnseen('\u200c', 'fa'), '\u200c');
  assert.equal(typedWithoutUnseen('\u200d\u0937', 'hi-IN'), '\u200d\u0937');
  assert.equal(typedWithoutUnseen('\u200c', 'es'), '');
  assert.equal(typedWithoutUnseen('\u200c', 'farsi'), '');
  assert.equal(typedWithoutUnseen('\u202e\u200c', 'fa'), '');
  assert.equal(typedWithoutUnseen('si\u202eno', 'es'), 'sino');
});
