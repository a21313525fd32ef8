// The way back of what is no words: an item that stands elsewhere in the returned file or is more or less deep, words that look otherwise, another title. Whoever may
// write freely does so; else it is proposed, and what cannot be proposed is kept as a comment. Nothing that came since is overwritten.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { zip } from '../support/word_file.mjs';
import { unzip } from '../support/word_words.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** 1 (p), with 1.a (q) and 1.b (r) below; 2 (s); 3 (t). */
async function prepared(status = 'open') {
  const draft = await place.draft();
  await draft.plant(
    ['p', 'Los Estados pueden cooperar.'],
    ['q', 'Aprobar el plan de acción.', 'p'],
    ['r', 'Agradecer a la sede.', 'p'],
    ['s', 'Pedir un informe anual.'],
    ['t', 'Volver a reunirse pronto.'],
  );
  const chair = await draft.join('chair');
  await chair.edit(change.remove('i1'));
  if (status !== 'open') for (const item of ['p', 'q', 'r', 's', 't']) await chair.edit(change.status(item, status));
  return { draft, chair };
}

function exported(draft, ...more) {
  const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'docx', ...more];
  const { status, stdout, stderr } = spawnSync(plenaria, args, { maxBuffer: 1 << 26 });
  assert.equal(status, 0, String(stderr));
  return stdout;
}

function edited(file, edit) {
  const parts = Object.fromEntries(unzip(file));
  const old = parts['word/document.xml'].toString();
  parts['word/document.xml'] = edit(old);
  assert.notEqual(parts['word/document.xml'], old, 'the edit found its place');
  return zip(parts);
}

const paragraph = (xml, words) => xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs).find((one) => one.includes(words));
const unmarked = (xml) => xml.replace(/<w:bookmark(Start|End)[^>]*\/>/g, '');

/** Cut out, and pasted in front of another one. */
const cut = (xml, words, before, paste = (one) => one) => {
  const one = paragraph(xml, words);
  const rest = xml.replace(one, '');
  const next = paragraph(rest, before);
  return rest.replace(next, paste(one) + next);
};

const atLevel = (xml, words, level) => {
  const one = paragraph(xml, words);
  return xml.replace(one, one.replace(/<w:ilvl w:val="\d"\/>/, `<w:ilvl w:val="${level}"/>`));
};

const bold = (xml, word, look = '<w:b/>') =>
  xml.replace(
    new RegExp(`<w:t[^>]*>([^<]*)${word}([^<]*)</w:t></w:r>`),
    (_, left, right) =>
      `<w:t xml:space="preserve">${left}</w:t></w:r><w:r><w:rPr>${look}</w:rPr><w:t>${word}</w:t></w:r><w:r><w:t xml:space="preserve">${right}</w:t></w:r>`,
  );

async function bring(draft, as, file, ...more) {
  const name = path.join(place.folder, 'returned.docx');
  writeFileSync(name, file);
  const args = ['import', '--data', place.server.data, '--into', draft.id, '--as', as, ...more, name];
  return JSON.parse(await cli.succeed(args));
}

const json = async (draft) => JSON.parse(await text(draft, 'brackets', 'json'));

/** The items in order, those below others as "above>item". */
async function tree(draft) {
  const above = [];
  return (await json(draft)).items
    .map(({ id, depth }) => {
      above.length = depth - 1;
      above.push(id);
      return above.slice(-2).join('>');
    })
    .join(' ');
}

const text = (draft, view = 'brackets', format = 'txt') =>
  cli.succeed(['export', '--data', place.server.data, '--draft', draft.id, '--format', format, '--view', view]);
const outcomes = ({ items }) => items.map(({ item, what, outcome }) => [item, what, outcome]);
const comments = (draft) =>
  unzip(exported(draft))
    .get('word/comments.xml')
    .toString()
    .replace(/<[^>]+>/g, '');

async function checked(draft) {
  assert.equal((await cli.verify(place.server.data, draft.id)).code, 0);
  await draft.leave();
}

describe('an item of a returned file', () => {
  for (const [how, paste] of [
    ['cut and pasted', (one) => one],
    ['pasted without its mark', unmarked],
  ])
    test(`${how} elsewhere is moved there by whoever may`, async () => {
      const { draft } = await prepared();
      const result = await bring(
        draft,
        'CA',
        edited(exported(draft), (xml) => cut(xml, 'Volver', 'Los Estados', paste)),
      );
      assert.deepEqual(outcomes(result), [['t', 'order', 'edit']]);
      assert.deepEqual([result.items[0].parent, result.items[0].after], [null, null]);
      assert.equal(await tree(draft), 't p p>q p>r s');
      await checked(draft);
    });

  test('moved under change tracking is moved, not removed and added', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) => {
      const one = paragraph(xml, 'Volver');
      const mark = (kind, id) => `<w:rPr><w:${kind} w:id="${id}" w:author="Ana" w:date="2024-01-01T00:00:00Z"/></w:rPr></w:pPr>`;
      const tracked = (kind, id) =>
        one
          .replace('</w:pPr>', mark(kind, id))
          .replace(/<w:r>.*<\/w:r>/s, (runs) => `<w:${kind} w:id="${id + 1}" w:author="Ana">${runs}</w:${kind}>`);
      const next = paragraph(xml, 'Los Estados');
      return xml.replace(one, tracked('moveFrom', 900)).replace(next, unmarked(tracked('moveTo', 910)) + next);
    });
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [['t', 'order', 'edit']]);
    assert.equal(await tree(draft), 't p p>q p>r s');
    await checked(draft);
  });

  test('takes along what is below it, and stays where only others changed their places', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) =>
      ['Los Estados', 'Aprobar', 'Agradecer'].reduce((now, words) => cut(now, words, 'Volver'), xml),
    );
    const result = await bring(draft, 'CA', file);
    assert.equal(result.items.length, 1);
    assert.equal(await tree(draft), 's p p>q p>r t');
    await checked(draft);
  });

  test('indented or outdented gets that level', async () => {
    const { draft } = await prepared();
    const outdented = edited(exported(draft), (xml) => atLevel(xml, 'Agradecer', 0));
    assert.deepEqual(outcomes(await bring(draft, 'CA', outdented)), [['r', 'level', 'edit']]);
    assert.equal(await tree(draft), 'p p>q r s t');
    const indented = edited(exported(draft), (xml) => atLevel(xml, 'Volver', 1));
    assert.deepEqual(outcomes(await bring(draft, 'CA', indented)), [['t', 'level', 'edit']]);
    assert.equal(await tree(draft), 'p p>q r s s>t');
    await checked(draft);
  });

  test('new paragraphs go where they stand, also behind what is moved and below what is new', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) => {
      const fresh = (level, words) =>
        unmarked(paragraph(atLevel(xml, 'Volver', level), 'Volver')).replace('Volver a reunirse pronto.', words);
      return cut(xml, 'Volver', 'Los Estados', (one) => one + fresh(0, 'Un punto nuevo.') + fresh(1, 'Y debajo otro.'));
    });
    await bring(draft, 'CA', file);
    const [, fresh, below] = (await tree(draft)).match(/^t (\S+) [^> ]+>(\S+) p p>q p>r s$/) ?? [];
    assert.ok(fresh && below, await tree(draft));
    await checked(draft);
  });

  test('that somebody else moved since stays there, and the wish is kept as a comment', async () => {
    const { draft, chair } = await prepared();
    const file = edited(exported(draft), (xml) => cut(xml, 'Volver', 'Los Estados'));
    await chair.edit(change.move('t', 'p', 'q'));
    const result = await bring(draft, 'CA', file);
    assert.deepEqual(outcomes(result), [['t', 'order', 'comment']]);
    assert.match(result.items[0].why, /moved since/);
    assert.equal(await tree(draft), 'p p>q p>t p>r s');
    await checked(draft);
  });

  test('under review stays, and a comment says where it is wanted', async () => {
    const { draft } = await prepared('review');
    const file = edited(exported(draft), (xml) => atLevel(cut(xml, 'Volver', 'Pedir'), 'Agradecer', 0));
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [
      ['r', 'level', 'comment'],
      ['t', 'order', 'comment'],
    ]);
    assert.equal(await tree(draft), 'p p>q p>r s t');
    const said = comments(draft);
    assert.match(said, /→ debe ir después de «Los Estados pueden cooperar\.»/);
    assert.match(said, /→ debe ir después de «Agradecer a la sede\.»/);
    await checked(draft);
  });
});

/** A paragraph with another style, and a number of its own list or none. */
const styled = (xml, words, style, number = '') => {
  const one = paragraph(xml, words);
  assert.ok(one, words);
  return xml.replace(
    one,
    one
      .replace(/<w:pStyle w:val="[^"]*"\/>/, style && `<w:pStyle w:val="${style}"/>`)
      .replace(/<w:numPr>.*?<\/w:numPr>/s, '')
      .replace('</w:pPr>', `${number}</w:pPr>`),
  );
};
const numberOf = (xml, words) => paragraph(xml, words).match(/<w:numPr>.*?<\/w:numPr>/s)[0];
const kinds = async (draft) => Object.fromEntries((await json(draft)).items.map(({ id, kind }) => [id, kind]));

describe('an item of a returned file that is another kind in it', () => {
  for (const [style, how, kind] of [
    ['Heading1', 'has the style of a heading', 'heading'],
    ['', 'has lost its style and number', 'paragraph'],
    ['ListParagraph', 'has its number switched off', 'paragraph'],
    ['PlenariaText1', 'has the style of our paragraphs', 'paragraph'],
  ])
    test(`becomes a ${kind} where it ${how}`, async () => {
      const { draft } = await prepared();
      const result = await bring(
        draft,
        'CA',
        edited(exported(draft), (xml) => styled(xml, 'Pedir', style)),
      );
      assert.deepEqual(outcomes(result), [['s', 'kind', 'edit']]);
      assert.equal(result.items[0].kind, kind);
      assert.deepEqual(await kinds(draft), { p: 'item', q: 'item', r: 'item', s: kind, t: 'item' });
      await checked(draft);
    });

  test('becomes a numbered item where a heading or a paragraph gets a number', async () => {
    const { draft, chair } = await prepared();
    await chair.edit(change.kind('s', 'heading'), change.kind('t', 'paragraph'));
    const file = edited(exported(draft), (xml) => {
      const number = numberOf(xml, 'Los Estados');
      return styled(styled(xml, 'Pedir', 'ListParagraph', number), 'Volver', 'PlenariaText1', number);
    });
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [
      ['s', 'kind', 'edit'],
      ['t', 'kind', 'edit'],
    ]);
    assert.deepEqual(await kinds(draft), { p: 'item', q: 'item', r: 'item', s: 'item', t: 'item' });
    await checked(draft);
  });

  test('stays what it is under review, and a comment says what is wanted', async () => {
    const { draft } = await prepared('review');
    const file = edited(exported(draft), (xml) => styled(xml, 'Pedir', 'Heading1'));
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [['s', 'kind', 'comment']]);
    assert.match(comments(draft), /→ debe ser un título/);
    assert.equal((await kinds(draft)).s, 'item');
    await checked(draft);
  });

  test('stays what somebody made it since, and a comment says what is wanted', async () => {
    const { draft, chair } = await prepared();
    const file = edited(exported(draft), (xml) => styled(xml, 'Pedir', 'Heading1'));
    await chair.edit(change.kind('s', 'paragraph'));
    const late = await bring(draft, 'secretariat', file);
    assert.deepEqual(outcomes(late), [['s', 'kind', 'comment']]);
    assert.match(late.items[0].why, /another kind since/);
    assert.equal((await kinds(draft)).s, 'paragraph');
    await checked(draft);
  });

  test('is none in a file without marks or without any number left', async () => {
    const { draft } = await prepared();
    const bare = (xml) => xml.replace(/<w:numPr>.*?<\/w:numPr>/gs, '');
    const preview = async (edit) => (await bring(draft, 'CA', edited(exported(draft), edit), '--preview')).items;
    assert.deepEqual(await preview(bare), []);
    assert.deepEqual(await preview((xml) => unmarked(styled(xml, 'Pedir', ''))), []);
    await checked(draft);
  });
});

test('a dropped capital in a returned file changes nothing', async () => {
  const { draft } = await prepared();
  const file = edited(exported(draft), (xml) => {
    const one = paragraph(xml, 'Pedir');
    const start = one.match(/<w:bookmarkStart[^>]*>/)[0];
    const letter = `<w:p><w:pPr><w:keepNext/><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>${start}<w:r><w:t>P</w:t></w:r></w:p>`;
    return xml.replace(one, letter + one.replace(start, '').replace('Pedir', 'edir'));
  });
  assert.deepEqual((await bring(draft, 'CA', file, '--preview')).items, []);
  await checked(draft);
});

describe('words of a returned file', () => {
  test('that look otherwise look so in the text, where whoever sends it may write', async () => {
    const { draft } = await prepared();
    const result = await bring(
      draft,
      'CA',
      edited(exported(draft), (xml) => bold(xml, 'Estados')),
    );
    assert.deepEqual(outcomes(result), [['p', 'format', 'edit']]);
    assert.deepEqual(result.items[0].looks, ['bold']);
    assert.match(await text(draft, 'clean', 'md'), /Los \*\*Estados\*\* pueden/);
    const plain = await bring(
      draft,
      'CA',
      edited(exported(draft), (xml) => xml.replace(/<w:b\/>(<w:bCs\/>)?/, '')),
    );
    assert.deepEqual([outcomes(plain), plain.items[0].looks], [[['p', 'format', 'edit']], []]);
    assert.match(await text(draft, 'clean', 'md'), /Los Estados pueden/);
    await checked(draft);
  });

  test('that look otherwise are proposed under review, and in what somebody else proposes', async () => {
    const { draft } = await prepared('review');
    const mexico = await draft.join('mexico');
    await mexico.edit(change.propose('m1', 'p'), change.insert('p', 4, 'siete ', 'es', { 'ins:m1': true }));
    const file = edited(exported(draft), (xml) => bold(bold(xml, 'cooperar'), 'siete', '<w:i/>'));
    const before = await text(draft, 'base', 'md');
    const result = await bring(draft, 'CA', file);
    assert.deepEqual(outcomes(result), [
      ['p', 'format', 'proposal'],
      ['p', 'format', 'proposal'],
    ]);
    assert.match(await text(draft, 'clean', 'md'), /Los \*siete\* Estados pueden \*\*cooperar\*\*\./);
    assert.equal((await text(draft, 'base', 'md')).replace(/^.*Plenaria.*$/m, ''), before.replace(/^.*Plenaria.*$/m, ''));
    await checked(draft);
  });

  test('that lead to another address, or to one for the first time, do so in the text', async () => {
    const { draft, chair } = await prepared();
    await chair.edit(change.format('q', 8, 7, { link: 'https://a.example/uno?x=1&y=2' }));
    const file = exported(draft);
    assert.deepEqual((await bring(draft, 'CA', file, '--preview')).items, []);
    const parts = Object.fromEntries(unzip(file));
    const rels = parts['word/_rels/document.xml.rels'].toString();
    parts['word/_rels/document.xml.rels'] = rels
      .replace('https://a.example/uno?x=1&amp;y=2', 'https://b.example/dos')
      .replace(
        '</Relationships>',
        '<Relationship Id="rNew" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://c.example/" TargetMode="External"/></Relationships>',
      );
    parts['word/document.xml'] = parts['word/document.xml']
      .toString()
      .replace(
        /<w:t[^>]*>Pedir un informe anual\.<\/w:t><\/w:r>/,
        '<w:t xml:space="preserve">Pedir un </w:t></w:r><w:hyperlink r:id="rNew"><w:r><w:t>informe</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> anual.</w:t></w:r>',
      );
    const result = await bring(draft, 'CA', zip(parts));
    assert.deepEqual(
      result.items.map(({ item, what, link, outcome }) => [item, what, link, outcome]),
      [
        ['q', 'format', 'https://b.example/dos', 'edit'],
        ['s', 'format', 'https://c.example/', 'edit'],
      ],
    );
    const now = await text(draft, 'clean', 'md');
    assert.match(now, /\[el plan\]\(https:\/\/b\.example\/dos\)/);
    assert.match(now, /\[informe\]\(https:\/\/c\.example\/\)/);
    await checked(draft);
  });

  test('in a file that lost its marks keep their looks in the text, and it says so', async () => {
    const { draft } = await prepared();
    const result = await bring(
      draft,
      'CA',
      edited(exported(draft), (xml) => unmarked(bold(xml, 'Estados'))),
    );
    assert.deepEqual(outcomes(result), [['p', 'format', 'told']]);
    assert.match(result.items[0].why, /looks are not taken/);
    await checked(draft);
  });
});

describe('the title of a returned file', () => {
  const renamed = (draft) => edited(exported(draft), (xml) => xml.replace('Un borrador', 'Otro título'));

  test('is set by the secretariat, and is a comment of a delegation', async () => {
    const { draft } = await prepared();
    const file = renamed(draft);
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [['p', 'title', 'comment']]);
    assert.match(comments(draft), /− Un borrador\s*\+ Otro título/);
    assert.deepEqual(outcomes(await bring(draft, 'secretariat', file)), [['p', 'title', 'edit']]);
    assert.equal((await json(draft)).title, 'Otro título');
    await checked(draft);
  });

  test('does not overwrite one that was given since', async () => {
    const { draft, chair } = await prepared();
    const file = renamed(draft);
    await chair.edit(change.set({ title: { es: 'El título de la presidencia' } }));
    const result = await bring(draft, 'secretariat', file);
    assert.deepEqual(outcomes(result), [['p', 'title', 'comment']]);
    assert.match(result.items[0].why, /changed since/);
    assert.equal((await json(draft)).title, 'El título de la presidencia');
    await checked(draft);
  });
});

test('a file with headings, paragraphs, links and looks that nobody has changed wants nothing, in every view', async () => {
  const { draft, chair } = await prepared();
  await chair.edit(
    change.add('h1', null, 'p', { es: 'Principios' }, 'heading'),
    change.add('x1', 'p', 'q', { es: 'Recordando lo dicho,' }, 'paragraph'),
    change.add('h2', 's', null, { es: 'Más abajo' }, 'heading'),
    change.add('y', 'h2', null, { es: 'Un punto debajo.' }),
    change.format('h1', 0, 5, { italic: true }),
    change.format('s', 0, 5, { bold: true, underline: true }),
    change.format('r', 0, 9, { link: 'mailto:sede@a.example', bold: true }),
  );
  for (const view of ['tracked', 'brackets', 'clean', 'base'])
    assert.deepEqual((await bring(draft, 'CA', exported(draft, '--view', view), '--preview')).items, [], view);
  await checked(draft);
});
