/** References as they are typed and shown; that the page's words are the server's is in vectors.test.ts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handles } from '../src/draft/handles';
import { citedWords } from '../src/draft/references';
import { fromSnapshot } from '../src/draft/state';
import { typedReferences } from '../src/draft/typed_references';
import type { Numbering } from '../src/wire/types';

type Row = [id: string, parent: string | null, words: string, name?: string];

function draftOf(rows: readonly Row[], numbering: Numbering = 'conference', lang = 'es') {
  const items = rows.map(([id, parent, insert, name]) => ({
    id,
    ...(name && { name }),
    parent,
    kind: 'item' as const,
    status: 'open' as const,
    texts: { [lang]: { ops: [{ insert }] } },
    removed: false,
    changed: {},
    aligned: {},
  }));
  const draft = { id: 'd', title: {}, langs: [lang], numbering, adopted: false, seq: 1, head: '' };
  return fromSnapshot({ ...draft, items, participants: [] });
}

/** "7.p>x": the words that are found, and where they lead. */
function found(words: string, numbering?: Numbering, lang = 'es'): string[] {
  const rows: Row[] = [
    ['a', null, 'Uno'],
    ['b', null, 'Dos'],
    ['ba', 'b', 'Primero'],
    ['bai', 'ba', 'Más'],
    ['c', null, words],
  ];
  const state = draftOf(rows, numbering, lang);
  return typedReferences(state, lang, state.items.get('c')!).map(
    ({ from, to, target }) => `${words.slice(from, to)}>${target}`,
  );
}

test('a typed reference is recognised by the word in front of it', () => {
  assert.deepEqual(found('véase el punto 2.a.'), ['2.a>ba']);
  assert.deepEqual(found('Véanse los PUNTOS 1, 2.a y 3'), ['1>a', '2.a>ba', '3>c']);
  assert.deepEqual(found('el párrafo 2 a) y el artículo 2.a.i)'), ['2 a)>ba', '2.a.i>bai']);
  assert.deepEqual(found('en paragraph 2 (a) (i) above', 'conference', 'en'), ['2 (a) (i)>bai']);
  assert.deepEqual(found('los ítems 1 a 3'), ['1>a', '3>c']);
  assert.deepEqual(found('au paragraphe 2 et à l’article 1', 'conference', 'fr'), ['2>b', '1>a']);
});

test('a number that is none of an item, or that no word announces, is left alone', () => {
  assert.deepEqual(found('hay 2 casos, el 3 de mayo de 2021'), []);
  assert.deepEqual(found('el punto 27, el contrapunto 2, puntos de 2'), []);
  assert.deepEqual(found('el punto 2.b y el punto 2 bis'), []);
  assert.deepEqual(found('el punto 2021'), []);
});

test('what was inserted is named with or without a blank, and never taken for what it stands behind', () => {
  const named = (words: string, numbering?: Numbering) => {
    const rows: Row[] = [
      ['a', null, 'Uno'],
      ['aa', 'a', 'Primero'],
      ['ab', 'a', 'Primero bis', 'a bis'],
      ['n', null, 'Nuevo', '1 bis'],
      ['m', null, 'Más', '1 alt 2'],
      ['c', null, words],
    ];
    const state = draftOf(rows, numbering);
    return typedReferences(state, 'es', state.items.get('c')!).map(
      ({ from, to, target }) => `${words.slice(from, to)}>${target}`,
    );
  };
  assert.deepEqual(named('el punto 1 bis y el punto 1bis, párrafo 1 alt 2'), [
    '1 bis>n',
    '1bis>n',
    '1 alt 2>m',
  ]);
  assert.deepEqual(named('el punto 1.a bis, no el punto 1.a'), ['1.a bis>ab', '1.a>aa']);
  assert.deepEqual(named('como dicen OP1bis, OP1 bis y OP1', 'pp-op'), ['OP1bis>n', 'OP1 bis>n', 'OP1>a']);
  assert.deepEqual(named('como dice OP1 ter, o el punto 1.a ter'), []);
  assert.deepEqual(named('los puntos 1 y 2 terminan'), ['1>a', '2>c']);
});

test('a handle is a typed reference wherever it stands, as somebody may write it', () => {
  const { of } = handles(
    draftOf([
      ['a', null, 'Uno'],
      ['b', null, 'Dos'],
      ['ba', 'b', 'Primero'],
      ['bai', 'ba', 'Más'],
      ['c', null, 'Tres'],
    ]),
  );
  const [a, ba] = [of.get('a')!, of.get('ba')!];
  assert.deepEqual(found(`véase §${ba}.`), [`§${ba}>ba`]);
  assert.deepEqual(found(`§${a.toLowerCase()}, el punto 2.a y (§${ba})`), [
    `§${a.toLowerCase()}>a`,
    '2.a>ba',
    `§${ba}>ba`,
  ]);
  assert.deepEqual(found(`${ba}, §${ba}s, §§${ba}, x§${ba}, § ${ba}, §230, §222`), []);
});

test('schemes have words and letters of their own', () => {
  assert.deepEqual(found('como dice OP2.a', 'pp-op'), ['OP2.a>ba']);
  assert.deepEqual(found('conforme a OP2', 'pp-op'), ['OP2>b']);
  assert.deepEqual(found('el artículo 2.1 y el 3', 'articles'), ['2.1>ba']);
  const own = { levels: [{ format: 'decimal' as const, before: 'Mandato ', after: '.' }] };
  assert.deepEqual(found('según el Mandato 2', own), ['2>b']);
});

test('a reference shows the number that the item has now, and says when the item is gone', () => {
  const rows: Row[] = [
    ['n', null, 'Cero'],
    ['a', null, 'Uno'],
  ];
  const state = draftOf(rows);
  assert.equal(citedWords(state, 'es', 'a', '1'), '2');
  assert.equal(citedWords(state, 'es', 'a', 'punto 1'), 'punto 2');
  assert.equal(citedWords(state, 'es', 'gone', '7.p'), '7.p [suprimido]');
});
