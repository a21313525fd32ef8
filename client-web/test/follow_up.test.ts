/** The follow-up's rows, as they are filtered and sorted, and which item of the draft before an item takes up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexEntries, matchItems } from '../src/ui/follow_up/matching';
import { guessesOf, isLate, rowsShown, whoNames, type Filter, type Row } from '../src/ui/follow_up/table';

const NOW = Date.UTC(2027, 5, 15);
const EVERYTHING: Filter = { all: true, who: '', status: '' };

const row = (item: string, fields: Partial<Row> = {}): Row => ({
  item,
  row: 1,
  number: item,
  handle: '',
  kind: 'commitment',
  verb: 'Instar',
  what: '',
  who: '',
  support: '',
  place: '',
  due: '',
  status: 'open',
  note: '',
  due_words: '',
  said: {},
  reports: [],
  ...fields,
});

const items = (rows: readonly Row[]) => rows.map(({ item }) => item).join('');

test('commitments alone, unless all are asked for', () => {
  const rows = [
    row('a'),
    row('b', { kind: 'courtesy', status: '' }),
    row('c', { kind: 'decision', status: '' }),
  ];
  assert.equal(items(rowsShown(rows, { ...EVERYTHING, all: false }, 'place', false, NOW)), 'a');
  assert.equal(items(rowsShown(rows, EVERYTHING, 'place', false, NOW)), 'abc');
});

test('by who, status, and how the day stands to today', () => {
  const rows = [
    row('a', { due: '2027-06-14', who: 'OIM' }),
    row('b', { due: '2027-06-15' }),
    row('c', { due: '2027-07-15' }),
    row('d', { due: '2027-07-16' }),
    row('e', { due: '2027-01-01', status: 'done', who: 'OIM' }),
  ];
  const shown = (filter: Partial<Filter>) =>
    items(rowsShown(rows, { ...EVERYTHING, ...filter }, 'place', false, NOW));
  assert.equal(shown({ status: 'late' }), 'a');
  assert.equal(shown({ status: 'soon' }), 'bc');
  assert.equal(shown({ status: 'done' }), 'e');
  assert.equal(shown({ who: 'OIM' }), 'ae');
  assert.deepEqual(whoNames(rows), ['OIM']);
  assert.equal(isLate(rows[1]!, NOW), false);
});

test('sorted by day, by name and by status, what is empty last; the text’s order is kept among equals', () => {
  const rows = [
    row('a', { who: 'OIM', status: 'done' }),
    row('b', { due: '2027-06-15', who: 'ACNUR' }),
    row('c', { due: '2027-01-15', status: 'progress' }),
  ];
  const sorted = (key: 'due' | 'who' | 'status', down = false) =>
    items(rowsShown(rows, EVERYTHING, key, down, NOW));
  assert.equal(sorted('due'), 'cba');
  assert.equal(sorted('who'), 'bac');
  assert.equal(sorted('status'), 'bca');
  assert.equal(sorted('status', true), 'acb');
});

test('what is guessed is what says something and nobody has confirmed', () => {
  const one = row('a', { who: 'OIM', note: 'x', said: { verb: { by: 'Ana', at: 1 } } });
  assert.deepEqual(guessesOf(one), ['kind', 'who']);
});

test('an item takes up the one that shares most of its rare words, or what people say', () => {
  const before = [
    { id: 'p', words: 'Taller sobre reintegración en México con apoyo de la OIM' },
    { id: 'q', words: 'Diplomado sobre migración laboral' },
  ];
  const now = [
    { id: 'a', words: 'II Taller sobre Reintegracion, en México, con el apoyo de OIM' },
    { id: 'b', words: 'Aprobar el presupuesto' },
    { id: 'c', words: 'Diplomado sobre migración laboral' },
  ];
  const matched = (said: Record<string, string>) =>
    [...matchItems(now, indexEntries(before), said)]
      .map(([id, { of, said: told }]) => `${id}${told ? '=' : '~'}${of}`)
      .join(' ');
  assert.equal(matched({}), 'a~p c~q');
  assert.equal(matched({ a: '', b: 'q', c: 'q' }), 'b=q c=q');
});
