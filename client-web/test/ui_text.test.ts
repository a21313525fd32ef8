/** The small pure parts of the views. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { directionOf } from '../src/text/direction';
import { wordDifference } from '../src/ui/draft/words/word_difference';
import { shorten } from '../src/ui/draft/words/shorten';
import { readTags, suggestedTags } from '../src/ui/language_tags';
import { parseRoute } from '../src/ui/route';

describe('what changed, by words', () => {
  const pieces = (before: string, after: string) =>
    wordDifference(before, after).map(({ kind, text }) => (kind === 'same' ? text : `${kind}(${text})`));

  it('marks whole words, and only those that changed', () => {
    assert.deepEqual(pieces('Instar a los Países', 'Exhortar a los Países'), [
      'deleted(Instar)',
      'added(Exhortar)',
      ' a los Países',
    ]);
    assert.deepEqual(pieces('aprobar el informe', 'aprobar el informe final'), [
      'aprobar el informe',
      'added( final)',
    ]);
  });

  it('keeps letters with accents together, and signs apart from words', () => {
    assert.deepEqual(pieces('migración', 'migraci\u00f3n,'), ['migración', 'added(,)']);
    assert.deepEqual(pieces('tomó', 'tomo'), ['deleted(tomó)', 'added(tomo)']);
  });

  it('holds both texts whole, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', 'la', ',', 'ñ', '😀'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = wordDifference(before, after);
        const side = (other: string) =>
          found
            .filter(({ kind }) => kind !== other)
            .map((piece) => piece.text)
            .join('');
        assert.equal(side('added'), before);
        assert.equal(side('deleted'), after);
      }),
    );
  });

  it('says of two very long texts that one took the place of the other', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join(' ');
    assert.deepEqual(
      wordDifference(`uno ${long('a')}`, `uno ${long('b')}`).map(({ kind }) => kind),
      ['same', 'deleted', 'added'],
    );
  });
});

describe('addresses', () => {
  const route = (address: string) => parseRoute(new URL(address, 'https://texts.example'));

  it('hold the draft, the view and the item', () => {
    assert.deepEqual(route('/d/aB_9-x?view=room'), {
      page: 'draft',
      draft: 'aB_9-x',
      view: 'room',
      item: null,
    });
    assert.deepEqual(route('/d/aB_9-x/#item-i7'), {
      page: 'draft',
      draft: 'aB_9-x',
      view: 'edit',
      item: 'i7',
    });
    assert.deepEqual(route('/d/x?view=nonsense'), { page: 'draft', draft: 'x', view: 'edit', item: null });
  });

  it('hold an invitation only behind the #, where no server sees it', () => {
    assert.deepEqual(route('/join#tok_1'), { page: 'join', token: 'tok_1' });
    assert.deepEqual(route('/join?token=tok_1'), { page: 'join', token: '' });
  });

  it('lead to the start page otherwise', () => {
    assert.deepEqual(route('/'), { page: 'start', path: '/' });
    assert.deepEqual(route('/d/not an id'), { page: 'start', path: '/d/not%20an%20id' });
    assert.deepEqual(route('/m/abc'), { page: 'start', path: '/m/abc' });
  });
});

describe('language tags typed by hand', () => {
  it('are taken apart, without doubles', () => {
    assert.deepEqual(readTags('es, en;pt-BR  en'), ['es', 'en', 'pt-BR']);
  });

  it('are refused as a whole when one is no tag', () => {
    assert.equal(readTags('es, inglés'), null);
    assert.equal(readTags(''), null);
  });
});

describe('a quotation', () => {
  it('ends at a word', () => {
    assert.equal(shorten('Aprobar los informes de avance', 22), 'Aprobar los informes…');
    assert.equal(shorten('Aprobar', 22), 'Aprobar');
  });
});

it('what changed is told by words also where no spaces stand between them', () => {
  const changed = wordDifference('ประเทศสมาชิกควรร่วมมือ', 'ประเทศสมาชิกต้องร่วมมือ').filter(
    ({ kind }) => kind !== 'same',
  );
  assert.deepEqual(
    changed.map(({ kind, text }) => `${kind} ${text}`),
    ['deleted ควร', 'added ต้อง'],
  );
});

it('the direction of a language follows from its script, or else from itself', () => {
  const rtl = ['ar', 'ar-EG', 'he', 'FA', 'ur-PK', 'az-Arab', 'pa-arab-PK', 'dv'];
  const ltr = ['es', 'en-GB', 'ku-Latn', 'az', 'zh-Hant-TW', 'arn', 'und', ''];
  assert.deepEqual(
    [...rtl, ...ltr].filter((lang) => directionOf(lang) === 'rtl'),
    rtl,
  );
});

it('languages are suggested behind those that are typed, each once', () => {
  assert.deepEqual(suggestedTags('').slice(0, 2), [
    ['es', 'es'],
    ['en', 'en'],
  ]);
  assert.deepEqual(suggestedTags('es, f')[1], ['es, fr', 'fr']);
});
