import assert from 'node:assert/strict';
import { test } from 'node:test';
import Delta from 'quill-delta';
import { withLinks } from '../src/editor/paste/addresses';
import { recogniseLevels } from '../src/editor/paste/recognise';
import { cleanText, paragraphsFromText } from '../src/editor/paste/paragraphs';
import { joinWrapped } from '../src/editor/paste/wrap';

const outlineOf = (...lines: string[]) =>
  recogniseLevels(lines).map(({ depth, kind, cut }, i) => `${depth} ${kind} ${lines[i]!.slice(cut)}`);

test('numbers, letters and roman numerals nest in the order in which they come', () => {
  assert.deepEqual(
    outlineOf('1. Uno', ' a. Dos', ' i. Tres', ' ii. Cuatro', ' b. Cinco', '2. Seis', ' a. Siete'),
    [
      '1 item Uno',
      '2 item Dos',
      '3 item Tres',
      '3 item Cuatro',
      '2 item Cinco',
      '1 item Seis',
      '2 item Siete',
    ],
  );
});

test('i. after h. is a letter, after u. a numeral; v. then goes on with the letters', () => {
  const depths = (lines: string[]) => recogniseLevels(lines).map(({ depth }) => depth);
  assert.deepEqual(
    depths(['a. x', ...'bcdefghij'.split('').map((letter) => `${letter}. x`)]),
    Array(10).fill(1),
  );
  const letters = 'abcdefghijklmnopqrstu'.split('').map((letter) => `${letter}. x`);
  assert.deepEqual(depths([...letters, 'i. x', 'v. x', 'w. x']).slice(-4), [1, 2, 1, 1]);
});

test('letters run on through unnumbered headings', () => {
  assert.deepEqual(
    outlineOf('7. Calendario:', 'Grupo de Trabajo:', '- a. Uno', '- b. Dos', 'Otro Grupo:', '- c. Tres'),
    [
      '1 item Calendario:',
      '2 heading Grupo de Trabajo:',
      '2 item Uno',
      '2 item Dos',
      '2 heading Otro Grupo:',
      '2 item Tres',
    ],
  );
});

test('a year or a date at the start of a line is no marker', () => {
  assert.deepEqual(outlineOf('1. Uno', '2003. Un año de trabajo.', '31. de enero, la reunión.'), [
    '1 item Uno',
    '1 paragraph 2003. Un año de trabajo.',
    '1 paragraph 31. de enero, la reunión.',
  ]);
});

test('bullets nest by their indentation', () => {
  assert.deepEqual(outlineOf('• Uno', '  – Dos', '  – Tres', '• Cuatro'), [
    '1 item Uno',
    '2 item Dos',
    '2 item Tres',
    '1 item Cuatro',
  ]);
});

test('without a single marker, indentation alone says how deep', () => {
  assert.deepEqual(outlineOf('Uno', '  Dos', '    Tres', '  Cuatro', 'Cinco'), [
    '1 item Uno',
    '2 item Dos',
    '3 item Tres',
    '2 item Cuatro',
    '1 item Cinco',
  ]);
});

test('an excerpt may begin anywhere in its list', () => {
  assert.deepEqual(outlineOf('c) Uno', 'd) Dos'), ['1 item Uno', '1 item Dos']);
});

test('no word of a line is lost beside its marker', () => {
  const lines = ['1. Uno', 'a. Dos', 'x. Tres', 'Cuatro', '- Cinco', '12) Seis', 'mil. Siete'];
  for (const [i, { cut }] of recogniseLevels(lines).entries()) {
    assert.match(lines[i]!.slice(0, cut), /^[\s\-–•*().a-z\d]{0,4}$/);
    assert.match(lines[i]!.slice(cut), /(Uno|Dos|Tres|Cuatro|Cinco|Seis|Siete)$/);
  }
});

test('pasted text has no line breaks, control characters or halves of characters', () => {
  assert.equal(cleanText('a\tb\u0000c\u00add\ud83d e\u2028f👍'), 'a bcd\ufffd e f👍');
});

test('blank lines are no paragraphs', () => {
  assert.deepEqual(
    paragraphsFromText('Uno\r\n\r\n  \nDos\n').map(({ delta }) => delta.ops),
    [[{ insert: 'Uno' }], [{ insert: 'Dos' }]],
  );
});

test('lines that were broken by width are one paragraph; what was meant as a line stays one', () => {
  const wrapped = [
    'Los Países Miembros reiteran la importancia de la cooperación regional en materia de',
    'migración y acuerdan dar seguimiento a los compromisos de la reunión anterior, en la',
    'medida de sus posibilidades y con el apoyo de los organismos que los acompañan, para',
    'que nadie quede atrás.',
    '',
    'Otro párrafo.',
  ];
  assert.deepEqual(joinWrapped(wrapped), [wrapped.slice(0, 4).join(' '), 'Otro párrafo.']);
  const list = ['Costa Rica', 'Guatemala', 'México'].map((name) => `Delegación de la República de ${name}`);
  assert.deepEqual(joinWrapped([...list, ...list]), [...list, ...list], 'each begins anew');
  assert.deepEqual(joinWrapped(['Uno', 'dos', 'Tres']), ['Uno', 'dos', 'Tres']);
  assert.deepEqual(joinWrapped(['1.', 'Aprobar.', '2.', 'Instar.']), ['1. Aprobar.', '2. Instar.']);
});

test('addresses in pasted words are links, without the sign that ends the sentence', () => {
  const links = (words: string) =>
    withLinks(new Delta().insert(words)).ops.flatMap(({ attributes }) => attributes?.['link'] ?? []);
  assert.deepEqual(links('Véase www.iom.int.'), ['https://www.iom.int']);
  assert.deepEqual(links('(https://a.org/b?c=d), http://e.org/f/'), [
    'https://a.org/b?c=d',
    'http://e.org/f/',
  ]);
  assert.deepEqual(links('wwwx.org, www., ana@www.iom.int, javascript:x, httpsx://y'), []);
  const words = new Delta()
    .insert('Véase www.iom.int.', { bold: true })
    .insert('x', { link: 'https://x.org' });
  const plain = (delta: Delta) => delta.ops.map(({ insert }) => insert).join('');
  assert.equal(plain(withLinks(words)), plain(words));
});
