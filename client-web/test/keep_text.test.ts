/** The text that the page writes into a file by itself says what the screen says: the numbers of each language, frozen ones too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromSnapshot } from '../src/draft/state';
import { asPlainText } from '../src/ui/draft/document/keep_text';
import type { Snapshot } from '../src/wire/types';

const item = (id: string, parent: string | null, words: [string, string], more: object = {}) => ({
  id,
  parent,
  kind: 'item' as const,
  status: 'open' as const,
  removed: false,
  texts: { es: { ops: [{ insert: words[0] }] }, en: { ops: [{ insert: words[1] }] } },
  changed: {},
  aligned: {},
  ...more,
});

const draft = (items: Snapshot['items'], more: Partial<Snapshot> = {}) =>
  fromSnapshot({
    id: 'd',
    title: { es: 'Título', en: 'Title' },
    langs: ['es', 'en'],
    numbering: 'un-resolution',
    adopted: false,
    seq: 1,
    head: '',
    participants: [],
    items,
    ...more,
  });

test('a kept text has the numbers of each language', () => {
  const state = draft([item('a', null, ['Uno', 'One']), item('b', 'a', ['Dos', 'Two'])]);
  assert.equal(asPlainText(state), 'Título\n\n1. Uno\n  a) Dos\n\n\nTitle\n\n1. One\n  (a) Two');
});

test('a kept text has frozen numbers that were left behind, and what a moved item was called', () => {
  const frozen = { name: '1', frozen: { order: 1 } };
  const gone = { removed: true, name: '2', frozen: { order: 2 } };
  const moved = { name: '2 bis', frozen: { order: 3, home: '', base: 'b', first: '3', former: '3' } };
  const state = draft(
    [
      item('a', null, ['Uno', 'One'], frozen),
      item('b', null, ['Dos', 'Two'], gone),
      item('c', null, ['Tres', 'Three'], moved),
    ],
    { frozen: { b: 1 } },
  );
  assert.equal(
    asPlainText(state),
    'Título\n\n1. Uno\n2. [suprimido]\n2 bis. (antes 3) Tres\n\n\nTitle\n\n1. One\n2. [deleted]\n2 bis. (formerly 3) Three',
  );
});
