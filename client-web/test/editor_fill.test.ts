import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outline } from '../src/draft/numbering';
import { fromSnapshot } from '../src/draft/state';
import { fillingOf, mayFill } from '../src/editor/paste/fill_plan';
import { paragraphsFromText } from '../src/editor/paste/paragraphs';
import { itemsOf, snapshotOf } from './support/drafts';

const draftOf = (text: string) => fromSnapshot(snapshotOf(itemsOf(text)));

function filled(text: string, from: string, pasted: string) {
  const { rows, left } = fillingOf(draftOf(text), 'en', from, paragraphsFromText(pasted));
  const words = (line: (typeof left)[number] | null) =>
    line?.delta.ops.map(({ insert }) => insert).join('') ?? '-';
  return {
    rows: rows.map(({ row, line }) => `${row.path || row.kind} ${words(line)}`),
    left: left.map(words),
  };
}

test('lines go to the items that have their numbers', () => {
  assert.deepEqual(filled('Uno\n  Dos\n  Tres\n  Cuatro\nCinco', 'i1', '1. One\na. Two\nc. Four\n2. Five'), {
    rows: ['1 One', '1.a Two', '1.b -', '1.c Four', '2 Five'],
    left: [],
  });
});

test('headings and numbered lines keep apart', () => {
  assert.deepEqual(filled('# Acuerdos\nUno\nDos', 'i1', 'Agreements\n1. One\n2. Two').rows, [
    'heading Agreements',
    '1 One',
    '2 Two',
  ]);
});

test('lines without numbers go to the items in order, and what is too many is left', () => {
  assert.deepEqual(filled('Uno\nDos', 'i1', 'One\nTwo\nThree'), {
    rows: ['1 One', '2 Two'],
    left: ['Three'],
  });
});

test('an excerpt with numbers of its own goes to the items in order', () => {
  assert.deepEqual(filled('Uno\nDos\nTres', 'i1', '7. One\n8. Two').rows, ['1 One', '2 Two']);
});

test('where nothing is translated yet, the caret may stand anywhere; else lines begin at its item', () => {
  assert.deepEqual(filled('Uno\nDos', 'i2', '1. One\n2. Two').rows, ['1 One', '2 Two']);
  const view = fromSnapshot(
    snapshotOf([{ texts: { es: 'Uno', en: 'One' } }, { texts: { es: 'Dos' } }, { texts: { es: 'Tres' } }]),
  );
  const { rows } = fillingOf(view, 'en', 'i2', paragraphsFromText('Two\nThree'));
  assert.deepEqual(
    rows.map(({ row }) => row.id),
    ['i2', 'i3'],
  );
});

test('only a translation is filled', () => {
  const view = draftOf('Uno\nDos');
  assert.ok(mayFill(view, 'en', outline(view)[0]!.id));
  assert.ok(!mayFill(view, 'es', 'i1'));
  assert.ok(!mayFill(draftOf('-\n-'), 'en', 'i1'));
});
