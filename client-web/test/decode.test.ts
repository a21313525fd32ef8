import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from '../src/text/decode';

test('a text file is read whatever wrote it', () => {
  const words = 'José Peña; “Ñandú”';
  assert.equal(decodeText(Buffer.from(words)), words);
  assert.equal(decodeText(Buffer.from(`\ufeff${words}`)), words);
  assert.equal(decodeText(Buffer.from(`\ufeff${words}`, 'utf16le')), words);
  assert.equal(decodeText(Buffer.from(`\ufeff${words}`, 'utf16le').swap16()), words);
  assert.equal(decodeText(Buffer.from('José Peña', 'latin1')), 'José Peña'); // quotation marks: meeting.test, in a browser
  assert.equal(decodeText(new Uint8Array()), '');
});
