// Random documents and changes that fit them, built with quill-delta: every kind of character, every attribute, every edge.

import Delta from 'quill-delta';

// Accents as one character and as a combining mark, letters of three bytes, emoji of one and of several pairs, JSON's own signs.
const pieces = [
  'a',
  'e',
  'n',
  ' ',
  'ñ',
  'á',
  'ü',
  '¿',
  'e\u0301',
  'n\u0303',
  '–',
  '€',
  '中',
  '😀',
  '👩\u200d🚀',
  '🇲🇽',
  '"',
  '\\',
  '\ufffd',
];

const changes = [
  ['bold', true],
  ['italic', true],
  ['underline', true],
  ['link', 'https://example.org/a'],
  ['link', 'mailto:a@example.org'],
  ['ins:p1', true],
  ['ins:p2', true],
  ['del:p1', true],
];

export function randomString(random, longest) {
  let string = '';
  for (let count = random.integer(1, longest); count > 0; count -= 1) string += random.pick(pieces);
  return string;
}

/** Attributes for an insert, or with `nulls` for a retain. Undefined about half of the time. */
export function randomAttributes(random, nulls) {
  if (random.chance(0.5)) return undefined;
  const attributes = {};
  for (let count = random.integer(1, 3); count > 0; count -= 1) {
    const [key, value] = random.pick(changes);
    attributes[key] = nulls && random.chance(0.4) ? null : value;
  }
  return attributes;
}

export function randomDocument(random, longest) {
  const document = new Delta();
  for (let count = random.integer(0, longest); count > 0; count -= 1) {
    document.insert(randomString(random, 4), randomAttributes(random, false));
  }
  return document;
}

/** How far on from a position, at most `longest`, without ending between two surrogates. */
function randomLength(random, text, at, longest) {
  let length = random.integer(1, Math.min(longest, text.length - at));
  const code = text.charCodeAt(at + length);
  if (code >= 0xdc00 && code < 0xe000) length += 1;
  return length;
}

/** A change to a document. Raw ops in any order go through the builders, which is where normal form comes from. */
export function randomChange(random, document) {
  const text = document.reduce((words, op) => words + op.insert, '');
  const change = new Delta();
  let at = 0;
  for (let count = random.integer(0, 5); count > 0; count -= 1) {
    if (random.chance(0.4) || at === text.length) {
      change.insert(randomString(random, 3), randomAttributes(random, false));
      continue;
    }
    const length = randomLength(random, text, at, 6);
    if (random.chance(0.4)) change.delete(length);
    else change.retain(length, randomAttributes(random, true));
    at += length;
  }
  return change;
}

/** Ops that are not in normal form: neighbours to merge, inserts behind deletes, a retain at the end. */
export function randomRawOps(random) {
  const attributes = () => (random.chance(0.7) ? undefined : { bold: true });
  const ops = [];
  for (let count = random.integer(0, 8); count > 0; count -= 1) {
    const kind = random.integer(0, 2);
    if (kind === 0) ops.push({ insert: randomString(random, 2), attributes: attributes() });
    else if (kind === 1) ops.push({ retain: random.integer(1, 9), attributes: attributes() });
    else ops.push({ delete: random.integer(1, 9) });
  }
  return ops;
}
