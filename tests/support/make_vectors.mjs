// Writes protocol/vectors/text.json, from quill-delta and nothing of ours, and fingerprint.json, from whole numbers. Run by hand when cases are added:
//
//   node tests/support/make_vectors.mjs
//
// The seed is fixed, so the file changes only where this script does.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Delta from 'quill-delta';

import { randomChange, randomDocument, randomRawOps } from './random_delta.mjs';
import { Random } from './random.mjs';

const randomCases = 30;
const random = new Random(20211126);
const bold = { bold: true };
const link = { link: 'https://example.org/a' };

function normal(ops) {
  const delta = new Delta();
  for (const op of ops) {
    if (op.insert) delta.insert(op.insert, op.attributes);
    else if (op.retain) delta.retain(op.retain, op.attributes);
    else delta.delete(op.delete);
  }
  return delta;
}

const normaliseCases = [
  ['equal inserts merge', [{ insert: 'a' }, { insert: 'ñ' }]],
  ['inserts with other attributes stay apart', [{ insert: 'a', attributes: bold }, { insert: 'b' }]],
  ['an insert goes before a delete', [{ delete: 2 }, { insert: 'a' }]],
  [
    'an insert behind a delete merges with the insert before it',
    [{ insert: 'a' }, { delete: 1 }, { insert: 'b' }, { delete: 1 }],
  ],
  ['retains merge', [{ retain: 1 }, { retain: 2 }]],
  [
    'a retain that removes differs from one that sets',
    [
      { retain: 1, attributes: bold },
      { retain: 1, attributes: { bold: null } },
    ],
  ],
];

const composeCases = [
  ['an insert is deleted again', [{ insert: 'abc' }], [{ retain: 1 }, { delete: 1 }]],
  ['a pair of surrogates counts two', [{ insert: 'a😀b' }], [{ retain: 3 }, { insert: 'ñ' }]],
  ['a null is kept on a retain', [{ retain: 3, attributes: bold }], [{ retain: 3, attributes: { bold: null } }]],
  ['a null vanishes on an insert', [{ insert: 'abc', attributes: bold }], [{ retain: 3, attributes: { bold: null } }]],
  ['formatting is joined', [{ retain: 2, attributes: bold }], [{ retain: 3, attributes: link }]],
  [
    'what follows is left alone',
    [{ insert: 'ab' }, { insert: 'cd', attributes: bold }, { delete: 2 }],
    [{ retain: 1 }, { insert: 'x' }],
  ],
  ['an insert goes before what was deleted', [{ delete: 2 }], [{ insert: 'x' }]],
  ['a last plain retain is dropped', [{ insert: 'a' }], [{ retain: 5 }]],
];

const transformCases = [
  ['two inserts at one place', [{ insert: 'aa' }], [{ insert: 'b' }]],
  ['both delete the same', [{ retain: 1 }, { delete: 3 }], [{ retain: 2 }, { delete: 3 }]],
  ['an insert in deleted text', [{ delete: 5 }], [{ retain: 3 }, { insert: 'x' }]],
  ['both set the same key', [{ retain: 3, attributes: link }], [{ retain: 3, attributes: { link: 'mailto:a@example.org' } }]],
  [
    'one removes what the other sets',
    [{ retain: 3, attributes: bold }],
    [{ retain: 3, attributes: { bold: null, italic: true } }],
  ],
  [
    'proposals side by side',
    [{ retain: 2 }, { insert: 'x', attributes: { 'ins:p1': true } }],
    [{ retain: 4, attributes: { 'del:p2': true } }],
  ],
];

const invertCases = [
  ['an insert', [{ insert: 'abc' }], [{ retain: 1 }, { insert: '😀' }]],
  ['a delete across formats', [{ insert: 'ab' }, { insert: 'cd', attributes: bold }], [{ retain: 1 }, { delete: 2 }]],
  ['a format over a part that has it', [{ insert: 'ab' }, { insert: 'cd', attributes: bold }], [{ retain: 4, attributes: bold }]],
  ['a link that is changed', [{ insert: 'ab', attributes: link }], [{ retain: 2, attributes: { link: 'mailto:a@example.org' } }]],
];

const positionCases = [
  ['at an insert', [{ retain: 2 }, { insert: 'ab' }], 2],
  ['behind an insert', [{ retain: 2 }, { insert: '😀' }], 3],
  ['in deleted text', [{ retain: 2 }, { delete: 5 }], 4],
  ['where an insert replaces deleted text', [{ retain: 2 }, { insert: 'abc' }, { delete: 5 }], 2],
];

function randomly(make) {
  return Array.from({ length: randomCases }, (_, i) => [`random ${i + 1}`, ...make()]);
}

const ops = (delta) => delta.ops;

function textAndChange() {
  const document = randomDocument(random, 3);
  return [ops(document), ops(randomChange(random, document))];
}

function consecutive() {
  const document = randomDocument(random, 3);
  const first = randomChange(random, document);
  return [ops(first), ops(randomChange(random, document.compose(first)))];
}

function concurrent() {
  const document = randomDocument(random, 3);
  return [ops(randomChange(random, document)), ops(randomChange(random, document))];
}

function changeAndPosition() {
  const document = randomDocument(random, 3);
  return [ops(randomChange(random, document)), random.integer(0, document.length())];
}

const groups = {
  normalise: [...normaliseCases, ...randomly(() => [randomRawOps(random)])].map(([name, raw]) => ({
    name,
    ops: raw,
    result: ops(normal(raw)),
  })),
  compose: [...composeCases, ...randomly(consecutive)].map(([name, a, b]) => ({
    name,
    a,
    b,
    result: ops(new Delta(a).compose(new Delta(b))),
  })),
  transform: [...transformCases, ...randomly(concurrent)].map(([name, a, b]) => ({
    name,
    a,
    b,
    with_priority: ops(new Delta(a).transform(new Delta(b), true)),
    without_priority: ops(new Delta(a).transform(new Delta(b), false)),
  })),
  invert: [...invertCases, ...randomly(textAndChange)].map(([name, document, change]) => ({
    name,
    document,
    change,
    result: ops(new Delta(change).invert(new Delta(document))),
  })),
  transform_position: [...positionCases, ...randomly(changeAndPosition)].map(([name, change, position]) => ({
    name,
    change,
    position,
    with_priority: new Delta(change).transformPosition(position, true),
    without_priority: new Delta(change).transformPosition(position, false),
  })),
};

const lines = Object.entries(groups).map(
  ([group, cases]) => `  ${JSON.stringify(group)}: [\n${cases.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`,
);
const about = 'What quill-delta 5.1 makes of these. Every list is a list of ops; transform moves b over a.';
writeFileSync(
  fileURLToPath(new URL('../../protocol/vectors/text.json', import.meta.url)),
  `{\n  "about": ${JSON.stringify(about)},\n${lines.join(',\n')}\n}\n`,
);

/** The first eight bytes of a head as a number, its last sixteen digits in four groups: protocol/proof.md "The fingerprint". */
function digitsOf(head) {
  const digits = String(BigInt(`0x${head.slice(0, 16)}`) % 10n ** 16n).padStart(16, '0');
  return [0, 4, 8, 12].map((at) => digits.slice(at, at + 4)).join(' ');
}

const heads = ['0'.repeat(64), 'f'.repeat(64), '000000000000000f'.padEnd(64, 'e'), '002386f26fc0ffff'.padEnd(64, '0')];
heads.push('002386f26fc10000'.padEnd(64, '0'), '8000000000000000'.padEnd(64, '0'));
for (let i = 0; i < 12; i++) heads.push(createHash('sha256').update(`head ${i}`).digest('hex'));
writeFileSync(
  fileURLToPath(new URL('../../protocol/vectors/fingerprint.json', import.meta.url)),
  `[\n${heads.map((head) => `  ${JSON.stringify({ head, digits: digitsOf(head) })}`).join(',\n')}\n]\n`,
);
