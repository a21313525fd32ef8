// Word files over HTTP and on the command line: what a new draft takes from them, and what is refused.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { deleted, inserted, paragraph, run, wordFile, wordType, zip } from '../support/word_file.mjs';

let place;
let draft;
before(async () => {
  place = await Place.open();
  draft = await place.draft();
  await draft.plant(['p', 'Uno.']);
});
after(() => place.close());

const body = [
  paragraph(run('Conclusiones')),
  paragraph(run('1. Los Estados '), deleted('México', 'pueden'), inserted('México', 'deben'), run(' cooperar.')),
  paragraph(run('2. Aprobar '), inserted('Ana López', 'todo'), run('.')),
].join('');

async function send(who, target, file, type = wordType) {
  const { token } = await draft.seat(who);
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const response = await fetch(place.server.url + target, { method: 'POST', headers, body: file });
  return { status: response.status, answer: await response.json() };
}

describe('a Word file as the base of a new draft', () => {
  for (const [called, number] of [
    ['Artículo %1.', 'Artículo 1.'],
    ['%1.', '1.'],
    ['Recomendación %1:', 'Recomendación 1:'],
  ])
    test(`whose own numbers are called "${called}" is numbered so`, async () => {
      const level = (at, format, text) =>
        `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
      const numbering =
        `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', called)}${level(1, 'decimal', '%2.')}</w:abstractNum>` +
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
      const listed = (words, at = 0) =>
        paragraph(`<w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="1"/></w:numPr></w:pPr>`, run(words));
      const file = wordFile(listed('Cooperar.') + listed('Con gusto.', 1) + listed('Aprobar.') + listed('Volver.'), {
        numbering,
      });
      const { status, answer } = await send('chair', '/api/outline?lang=es', file);
      assert.equal(status, 200, JSON.stringify(answer));
      assert.deepEqual([answer.items[0].number, answer.items[0].text], [number, 'Cooperar.']);
      assert.deepEqual(answer.word.numbers, []);
    });

  test('is changed in the preview before a draft is made of it, and what is proposed goes with its words', async () => {
    const file = wordFile(
      [
        body,
        paragraph(run('3. Uno '), inserted('México', 'dos. Tres'), run(' cuatro.')),
        '<w:p><w:pPr><w:rPr><w:ins w:id="9" w:author="México"/></w:rPr></w:pPr>' +
          inserted('México', '4. Nuevo punto.') +
          '</w:p>',
      ].join(''),
    );
    const wanted = (edits) => Buffer.concat([Buffer.from(`${JSON.stringify({ edits })}\n`), file]);
    const read = await send('chair', '/api/outline?lang=es', wanted([]));
    const words = ({ items }) => items.map(({ depth, kind, text }) => `${depth} ${kind} ${text}`);
    const at = 'Uno dos.'.length;
    const edits = [
      { do: 'split', entry: 2, at },
      { do: 'kind', entry: 3, kind: 'paragraph' },
      { do: 'depth', entry: 3, depth: 2 },
      { do: 'join', entry: 1 },
      { do: 'join', entry: 3 },
    ];
    assert.equal(read.status, 200);
    const { status, answer } = await send('chair', '/api/outline?lang=es', wanted(edits));
    assert.equal(status, 200, JSON.stringify(answer));
    assert.deepEqual(words(answer), [
      '1 item Los Estados puedendeben cooperar. Aprobar todo.',
      '1 item Uno dos.',
      '2 paragraph Tres cuatro. Nuevo punto.',
    ]);
    const made = await send('chair', '/api/drafts?title=T&lang=es&langs=es', wanted(edits));
    assert.equal(made.status, 201, JSON.stringify(made.answer));
    const show = (view) =>
      cli.succeed(['export', '--data', place.server.data, '--draft', made.answer.draft, '--format', 'txt', '--view', view]);
    const [clean, base] = [await show('clean'), await show('base')];
    for (const line of ['1. Los Estados deben cooperar. Aprobar todo.', '2. Uno dos.', 'Tres cuatro. Nuevo punto.'])
      assert.ok(clean.includes(line), clean);
    for (const line of ['1. Los Estados pueden cooperar. Aprobar .', '2. Uno', ' cuatro.']) assert.ok(base.includes(line), base);
    const wrong = await send('chair', '/api/outline?lang=es', wanted([{ do: 'join', entry: 0 }]));
    assert.equal(wrong.answer.error.code, 'bad-op');
    assert.equal((await send('chair', '/api/outline', wanted('x'))).status, 400);
  });

  test('says in the preview who wants what in which words, and in whole entries', async () => {
    const whole = (words) =>
      `<w:p><w:pPr><w:rPr><w:ins w:id="9" w:author="Ruritania"/></w:rPr></w:pPr>${inserted('Ruritania', words)}</w:p>`;
    const both = `<w:ins w:id="7" w:author="México">${deleted('Canadá', 'mutua ')}</w:ins>`;
    const file = wordFile(body + paragraph(run('3. Ayuda '), both, run('y paz.')) + whole('4. Nuevo.'));
    const { answer } = await send('chair', '/api/outline?lang=es', file);
    assert.deepEqual(
      answer.items.map(({ changes }) => changes),
      [
        [
          { means: 'delete', from: 12, to: 18, who: { code: 'MX' } },
          { means: 'insert', from: 18, to: 23, who: { code: 'MX' } },
        ],
        [{ means: 'insert', from: 8, to: 12, who: { words: 'Ana López' } }],
        [
          { means: 'delete', from: 6, to: 12, who: { code: 'CA' } },
          { means: 'insert', from: 6, to: 12, who: { code: 'MX' } },
        ],
        [{ means: 'add', who: { words: 'Ruritania' } }],
      ],
    );
    const taken = await send('chair', '/api/outline?lang=es&changes=accepted', file);
    assert.ok(taken.answer.items.every(({ changes }) => changes === undefined));
  });

  test('is read for a preview: outline, authors with the delegations that their names say', async () => {
    const { status, answer } = await send('chair', '/api/outline', wordFile(body));
    assert.equal(status, 200);
    assert.equal(answer.title, 'Conclusiones');
    assert.deepEqual(
      answer.items.map(({ number, text }) => [number, text]),
      [
        ['1.', 'Los Estados puedendeben cooperar.'],
        ['2.', 'Aprobar todo.'],
      ],
    );
    assert.deepEqual(answer.word.authors, [
      { name: 'México', delegation: 'MX', guessed: true, changes: 2, comments: 0 },
      { name: 'Ana López', guessed: true, changes: 1, comments: 0 },
    ]);
  });

  test('becomes a draft whose tracked changes are proposals of those whom the table names', async () => {
    const query = new URLSearchParams({ title: 'Acuerdo', langs: 'es,en', author: 'Ana López=PA' });
    const { status, answer } = await send('chair', `/api/drafts?${query}`, wordFile(body));
    assert.equal(status, 201, JSON.stringify(answer));
    const text = await cli.succeed(['export', '--data', place.server.data, '--draft', answer.draft, '--format', 'txt']);
    assert.match(text, /1\. Los Estados \[México: pueden → deben\] cooperar\./);
    assert.match(text, /2\. Aprobar \[Panamá: todo\]\./);
  });

  test('is nobody’s whose code has signs that nobody sees, or is no code for its length', async () => {
    for (const code of ['\u202eRU', 'x'.repeat(500)]) {
      const query = new URLSearchParams({ title: 'Acuerdo', author: `Ana López=${code}` });
      const { status, answer } = await send('chair', `/api/drafts?${query}`, wordFile(body));
      assert.equal(status, 400, JSON.stringify(answer));
      assert.match(answer.error.message, /NAME=CODE/);
    }
  });

  test('can be taken with all changes accepted, or none', async () => {
    const texts = {};
    for (const changes of ['accepted', 'rejected']) {
      const { answer } = await send('chair', `/api/outline?changes=${changes}`, wordFile(body));
      texts[changes] = [answer.items[0].text, answer.word.struck];
    }
    assert.deepEqual(texts.accepted, ['Los Estados deben cooperar.', ['pueden']]);
    assert.deepEqual(texts.rejected, ['Los Estados pueden cooperar.', ['deben', 'todo']]);
  });

  test('is taken by secretariat and chair alone', async () => {
    assert.equal((await send('mexico', '/api/outline', wordFile(body))).status, 403);
    assert.equal((await send('mexico', '/api/drafts?title=T', wordFile(body))).status, 403);
  });
});

describe('a Word file with a table of two languages', () => {
  const cell = (words) => `<w:tc>${paragraph(run(words))}</w:tc>`;
  const rows = [
    ['Acuerdo sobre los ríos y las costas de la región', 'Agreement on the rivers and coasts of the region'],
    [
      '1. Los Estados cooperarán en la protección de los ríos. El comité informará.',
      '1. States shall cooperate in the protection of rivers.',
    ],
    ['2. El comité se reunirá una vez al año.', '2. The committee shall meet once a year.'],
    ['El presente texto es provisional y no obliga.', 'This text is provisional and binds nobody.'],
  ];
  const table = rows.map(([left, right]) => `<w:tr>${cell(left)}${cell(right)}</w:tr>`).join('');
  const after = ['3. El acuerdo entra en vigor mañana.', 'The agreement enters into force tomorrow.'];
  const file = wordFile(`<w:tbl><w:tblPr/><w:tblGrid/>${table}</w:tbl>${after.map((words) => paragraph(run(words))).join('')}`);
  const wanted = (edits) => Buffer.concat([Buffer.from(`${JSON.stringify({ edits })}\n`), file]);

  async function preview(edits) {
    const { status, answer } = await send('chair', '/api/outline?lang=es', wanted(edits));
    assert.equal(status, 200, JSON.stringify(answer));
    return answer;
  }
  const shown = ({ items }) => items.map(({ lang, number, text }) => [lang ?? number ?? '', text]);
  const entryOf = ({ items }, words) => items.findIndex(({ text }) => text.startsWith(words));

  test('shows both, each translation behind what it translates', async () => {
    const read = await preview([]);
    assert.equal(read.word.translation, 'en');
    assert.deepEqual(shown(read).slice(-8), [
      ['1.', 'Los Estados cooperarán en la protección de los ríos. El comité informará.'],
      ['en', 'States shall cooperate in the protection of rivers.'],
      ['2.', 'El comité se reunirá una vez al año.'],
      ['en', 'The committee shall meet once a year.'],
      ['', 'El presente texto es provisional y no obliga.'],
      ['en', 'This text is provisional and binds nobody.'],
      ['3.', 'El acuerdo entra en vigor mañana.'],
      ['', 'The agreement enters into force tomorrow.'],
    ]);
  });

  test('has its blocks said to be translations, or texts of their own, and becomes the draft that was previewed', async () => {
    const read = await preview([]);
    const edits = [
      { do: 'lang', entry: entryOf(read, 'The agreement'), lang: 'en' },
      { do: 'lang', entry: entryOf(read, 'This text'), lang: '' },
      { do: 'split', entry: entryOf(read, 'Los Estados'), at: 'Los Estados cooperarán en la protección de los ríos.'.length },
    ];
    const changed = shown(await preview(edits)).slice(-9);
    assert.deepEqual(changed.slice(0, 3), [
      ['1.', 'Los Estados cooperarán en la protección de los ríos.'],
      ['en', 'States shall cooperate in the protection of rivers.'],
      ['2.', 'El comité informará.'],
    ]);
    assert.deepEqual(changed.at(-1), ['en', 'The agreement enters into force tomorrow.']);
    const made = await send('chair', '/api/drafts?title=T&lang=es&langs=es,en-US', wanted(edits));
    assert.equal(made.status, 201, JSON.stringify(made.answer));
    const { token } = await draft.seat('chair');
    const response = await fetch(`${place.server.url}/api/drafts/${made.answer.draft}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items, title } = await response.json();
    const said = (item, lang) => (item.texts[lang]?.ops ?? []).map(({ insert }) => insert).join('');
    assert.equal(title['en-US'], rows[0][1]);
    assert.deepEqual(
      items.slice(-6).map((item) => [said(item, 'es'), said(item, 'en-US')]),
      [
        ['Los Estados cooperarán en la protección de los ríos.', 'States shall cooperate in the protection of rivers.'],
        ['El comité informará.', ''],
        ['El comité se reunirá una vez al año.', 'The committee shall meet once a year.'],
        ['El presente texto es provisional y no obliga.', ''],
        ['This text is provisional and binds nobody.', ''],
        ['El acuerdo entra en vigor mañana.', 'The agreement enters into force tomorrow.'],
      ],
    );
  });

  test('is joined language by language, and moves with what it translates', async () => {
    const read = await preview([]);
    const second = entryOf(read, 'El comité se');
    const joined = shown(await preview([{ do: 'join', entry: second }])).slice(-7);
    assert.deepEqual(joined.slice(0, 3), [
      ['1.', 'Los Estados cooperarán en la protección de los ríos. El comité informará. El comité se reunirá una vez al año.'],
      ['en', 'States shall cooperate in the protection of rivers.'],
      ['en', 'The committee shall meet once a year.'],
    ]);
    const { items } = await preview([
      { do: 'depth', entry: entryOf(read, 'El presente'), depth: 2 },
      { do: 'depth', entry: second, depth: 2 },
    ]);
    const depths = Object.fromEntries(items.map(({ depth, text }) => [text.slice(0, 10), depth]));
    assert.deepEqual([depths['El comité '], depths['The commit']], [2, 2]);
    assert.deepEqual([depths['El present'], depths['This text ']], [3, 3]);
    const wrong = await send('chair', '/api/outline?lang=es', wanted([{ do: 'join', entry: entryOf(read, 'States shall') }]));
    assert.equal(wrong.answer.error.code, 'bad-op');
  });
});

describe('changes in the right column of a table of two languages', () => {
  const row = (left, right) => `<w:tr><w:tc>${paragraph(...left)}</w:tc><w:tc>${paragraph(...right)}</w:tc></w:tr>`;
  const file = wordFile(
    `<w:tbl><w:tblPr/><w:tblGrid/>${[
      row(
        [run('1. Los Estados cooperarán en la protección de los ríos.')],
        [
          run('1. The States '),
          deleted('México', 'should'),
          inserted('México', 'shall'),
          run(' cooperate in the protection of the rivers.'),
        ],
      ),
      row([run('2. El comité se reunirá una vez al año.')], [run('2. The committee shall meet once a year.')]),
    ].join('')}</w:tbl>`,
  );
  const words = ({ ops }) => ops.map(({ insert, attributes = {} }) => [insert, ...Object.keys(attributes)]);

  test('are proposals in that language', async () => {
    const made = await send('chair', '/api/drafts?title=T&lang=es&langs=es,en', file);
    assert.equal(made.status, 201, JSON.stringify(made.answer));
    const { token } = await draft.seat('chair');
    const headers = { authorization: `Bearer ${token}` };
    const state = await (await fetch(`${place.server.url}/api/drafts/${made.answer.draft}`, { headers })).json();
    const [{ id }] = state.proposals;
    const item = state.items.find(({ texts }) => texts.en?.ops.length > 1);
    assert.equal(state.proposals.length, 1);
    assert.deepEqual(words(item.texts.en), [
      ['The States '],
      ['should', `del:${id}`],
      ['shall', `ins:${id}`],
      [' cooperate in the protection of the rivers.'],
    ]);
  });
});

describe('what is no Word file', () => {
  const refusals = {
    'an old .doc': [Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old \.doc/],
    'a PDF': [Buffer.from('%PDF-1.7'), /PDF/],
    'a zip of something else': [zip({ 'a.txt': 'a' }), /no Word file/],
    'an archive cut short': [wordFile(body).subarray(0, 900), /damaged/],
    'a document type': [
      zip({
        '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/d.xml" ContentType="${wordType}.main+xml"/></Types>`,
        '_rels/.rels':
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="d.xml"/></Relationships>',
        'd.xml': '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>',
      }),
      /document type/,
    ],
    'nothing at all': [Buffer.alloc(0), /empty/],
  };
  for (const [name, [file, sentence]] of Object.entries(refusals))
    test(`${name} is refused in a sentence that says what to do`, async () => {
      const { status, answer } = await send('chair', '/api/outline', file);
      assert.equal(status, 422);
      assert.equal(answer.error.code, 'bad-file');
      assert.match(answer.error.message, sentence);
    });

  test('the command says the same, and stores nothing', async () => {
    const file = path.join(place.folder, 'old.docx');
    writeFileSync(file, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    const { code, stderr } = await cli.run(['import', '--data', place.server.data, '--title', 'T', '--lang', 'es', file]);
    assert.equal(code, 1);
    assert.match(stderr, /old \.doc/);
  });
});
