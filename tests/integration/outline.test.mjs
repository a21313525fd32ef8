// The preview of a text and what is changed in it before a draft is made: POST /api/outline and POST /api/drafts with `edits` and `brackets`.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Place } from '../support/place.mjs';

const text = `Conclusiones

1. Los Estados [Canadá: deberán] cooperar. Y luego informar.

The States shall cooperate. And then report.

2. Segundo [Ruritania: punto] con [sic].

Página 1 de 2

3. Tercero.
`;

let place;
let draft;
before(async () => {
  place = await Place.open();
  draft = await place.draft({ title: 'Conclusiones' });
});
after(() => place.close());

async function post(path, body) {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${(await draft.seat('chair')).token}`,
  };
  const response = await fetch(place.server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
}

async function preview(edits, brackets) {
  const { status, answer } = await post('/api/outline', { text, lang: 'es', edits, brackets });
  assert.equal(status, 200, JSON.stringify(answer));
  return answer;
}

const shape = ({ items }) => items.map(({ depth, kind, text: words }) => `${depth} ${kind} ${words}`);

describe('the preview', () => {
  test('says what each bracket would become, and where it stands', async () => {
    const { items, brackets, aside, aside_lines } = await preview();
    assert.deepEqual(aside, ['Página 1 de 2']);
    assert.deepEqual(aside_lines, [9]);
    assert.deepEqual(
      brackets.map(({ means, who, entry, from, to }) => [means, who[0], items[entry].text.slice(from, to)]),
      [
        ['insert', { code: 'CA', words: 'Canadá' }, '[Canadá: deberán]'],
        ['insert', { words: 'Ruritania' }, '[Ruritania: punto]'],
        ['text', undefined, '[sic]'],
      ],
    );
  });
  test('takes edits in order, each on what those before left', async () => {
    const at = '1. Los Estados [Canadá: deberán] cooperar.'.length - 3;
    const edited = await preview([
      { do: 'split', entry: 0, at },
      { do: 'depth', entry: 1, depth: 2 },
      { do: 'kind', entry: 2, kind: 'heading' },
      { do: 'back', aside: 0 },
      { do: 'join', entry: 5 },
    ]);
    assert.deepEqual(shape(edited), [
      '1 item Los Estados [Canadá: deberán] cooperar.',
      '2 item Y luego informar.',
      '3 heading The States shall cooperate. And then report.',
      '1 item Segundo [Ruritania: punto] con [sic].',
      '1 paragraph Página 1 de 2 Tercero.',
    ]);
    assert.deepEqual(edited.aside, []);
  });
  test('refuses an edit that does not fit, or is none', async () => {
    for (const edit of [
      { do: 'join', entry: 0 },
      { do: 'split', entry: 0, at: 9999 },
      { do: 'back', aside: 4 },
      { do: 'kind', entry: 99, kind: 'item' },
    ])
      assert.equal((await post('/api/outline', { text, lang: 'es', edits: [edit] })).answer.error.code, 'bad-op');
    for (const edits of [
      [{ do: 'burn', entry: 0 }],
      [{ do: 'depth', entry: 0, depth: 9 }],
      'x',
      [{ do: 'lang', entry: 1, lang: '!' }],
      [{ do: 'lang', entry: 1, lang: 5 }],
    ])
      assert.equal((await post('/api/outline', { text, lang: 'es', edits })).status, 400);
    assert.equal((await post('/api/outline', { text, lang: 'es', brackets: 'perhaps' })).status, 400);
  });
  test('joins only what fits into one item', async () => {
    const long = `1. ${'a '.repeat(16_000)}x.\n\n2. ${'b '.repeat(16_000)}y.\n\n3. ${'c '.repeat(16_000)}z.\n`;
    const join = { do: 'join', entry: 1 };
    const { answer } = await post('/api/outline', { text: long, lang: 'es', edits: [join] });
    assert.equal(answer.items.length, 2);
    for (const path of ['/api/outline', '/api/drafts']) {
      const body = { title: { es: 'Otro' }, text: long, lang: 'es', langs: ['es'], edits: [join, join] };
      assert.equal((await post(path, body)).answer.error.code, 'bad-op');
    }
  });
  test('says of a text with more entries than a draft can hold that it is to be split', async () => {
    for (const path of ['/api/outline', '/api/drafts']) {
      const { answer } = await post(path, { title: { es: 'Otro' }, text: '1. Uno.\n'.repeat(5001), lang: 'es', langs: ['es'] });
      assert.equal(answer.error.code, 'limit');
      assert.match(answer.error.message, /more entries than a draft can hold; split it/);
    }
  });
  test('refuses a member that it cannot read, in the body as in the query', async () => {
    for (const [path, wrong, sentence] of [
      ['/api/outline', { lang: '!' }, /language as a tag/],
      ['/api/outline', { lang: 5 }, /language as a tag/],
      ['/api/outline', { text: 5 }, /Send the text/],
      ['/api/outline', { edits: null }, /list/],
      ['/api/outline', { brackets: { keep: [0], names: [] } }, /code of its delegation/],
      ['/api/outline', { brackets: { names: 'x' } }, /code of its delegation/],
      ['/api/drafts', { brackets: { names: { Ruritania: '\u202eRU' } } }, /code of its delegation/],
      ['/api/drafts', { brackets: { names: { Ruritania: 'R\nU' } } }, /code of its delegation/],
      ['/api/outline', { brackets: null }, /brackets/],
      ['/api/drafts', { lang: 5 }, /language as a tag/],
      ['/api/drafts', { text: 5 }, /Send the text/],
      ['/api/drafts', { langs: null }, /language tags/],
    ]) {
      const { status, answer } = await post(path, { title: { es: 'Otro' }, text, lang: 'es', ...wrong });
      assert.equal(status, 400, `${path} ${JSON.stringify(wrong)}`);
      assert.match(answer.error.message, sentence);
    }
    const { token } = await draft.seat('chair');
    const response = await fetch(`${place.server.url}/api/outline?lang=!`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ text }),
    });
    assert.equal(response.status, 400);
  });
});

describe('a draft', () => {
  async function make(body) {
    const { status, answer } = await post('/api/drafts', { title: { es: 'Otro' }, text, lang: 'es', ...body });
    assert.equal(status, 201, JSON.stringify(answer));
    const headers = { authorization: `Bearer ${(await draft.seat('chair')).token}` };
    return (await fetch(`${place.server.url}/api/drafts/${answer.draft}`, { headers })).json();
  }
  const words = (item, lang) => (item.texts[lang]?.ops ?? []).map(({ insert }) => insert).join('');

  test('is made of the edited text, with its brackets as proposals', async () => {
    const made = await make({
      langs: ['es', 'en'],
      edits: [{ do: 'lang', entry: 1, lang: 'en' }],
      brackets: { keep: [], names: { Ruritania: 'RU' } },
    });
    const [, first, second, third] = made.items; // the title line of the text comes first
    assert.equal(words(first, 'es'), 'Los Estados deberán cooperar. Y luego informar.');
    assert.equal(words(first, 'en'), 'The States shall cooperate. And then report.');
    assert.equal(words(second, 'es'), 'Segundo punto con [sic].');
    assert.equal(words(third, 'es'), 'Tercero.');
    assert.deepEqual(
      made.proposals.map(({ delegation, item }) => [delegation, item]),
      [
        ['CA', first.id],
        ['RU', second.id],
      ],
    );
  });
  test('keeps the brackets that stay words, and all of them where nothing is said', async () => {
    const some = await make({ langs: ['es'], brackets: { keep: [0] } });
    assert.deepEqual(
      some.proposals.map(({ by }) => some.participants?.find(({ id }) => id === by)?.name ?? by),
      [some.participants?.find(({ name }) => name === 'Ruritania')?.name ?? some.proposals[0].by],
    );
    assert.match(words(some.items[1], 'es'), /\[Canadá: deberán\]/);
    assert.equal((await make({ langs: ['es'] })).proposals.length, 0);
  });
});

test('rows in two languages are offered as original and translation, and are entries like others where the draft has but one', async () => {
  const rows = `Acuerdo

| Los Estados cooperarán en la protección de los ríos y de las costas. | States shall cooperate in the protection of rivers and of coasts. |
| El comité se reunirá una vez al año con el fin de examinar los informes. | The committee shall meet once a year to consider the reports. |
`;
  const outline = (await post('/api/outline', { text: rows, lang: 'es' })).answer;
  assert.deepEqual(
    outline.items.map(({ lang }) => lang),
    [undefined, 'en', undefined, 'en'],
  );
  const changed = (await post('/api/outline', { text: rows, lang: 'es', edits: [{ do: 'lang', entry: 1, lang: '' }] })).answer;
  assert.equal(changed.items[1].lang, undefined);
  const made = async (langs) => {
    const title = { [langs[0]]: 'Otro' };
    const { status, answer } = await post('/api/drafts', { title, text: rows, lang: langs[0], langs });
    assert.equal(status, 201, JSON.stringify(answer));
    const headers = { authorization: `Bearer ${(await draft.seat('chair')).token}` };
    const { items } = await (await fetch(`${place.server.url}/api/drafts/${answer.draft}`, { headers })).json();
    return items.slice(1).map(({ texts }) => Object.keys(texts)); // the title line comes first
  };
  assert.deepEqual(await made(['es', 'en']), [
    ['es', 'en'],
    ['es', 'en'],
  ]);
  assert.equal((await made(['es'])).length, 4);
  assert.equal((await made(['en'])).length, 4);
});
