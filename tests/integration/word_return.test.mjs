// The way back: a Word file that was exported, edited elsewhere, tracked or not, and is added again when the draft has moved on.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { spawnSync } from 'node:child_process';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { wordType, zip } from '../support/word_file.mjs';
import { unzip } from '../support/word_words.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** A draft with three items, all under review. */
async function prepared() {
  const draft = await place.draft();
  await draft.plant(['p', 'Los Estados pueden cooperar.'], ['q', 'Aprobar el plan de acción.'], ['r', 'Agradecer a la sede.']);
  const chair = await draft.join('chair');
  for (const item of ['p', 'q', 'r']) await chair.edit(change.status(item, 'review'));
  return { draft, chair };
}

function exported(draft, ...more) {
  const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'docx', ...more];
  const { status, stdout, stderr } = spawnSync(plenaria, args, { maxBuffer: 1 << 26 });
  assert.equal(status, 0, String(stderr));
  return stdout;
}

/** The file with its document changed as text. */
function edited(file, edit) {
  const parts = Object.fromEntries(unzip(file));
  const before = parts['word/document.xml'].toString();
  parts['word/document.xml'] = edit(before);
  assert.notEqual(parts['word/document.xml'], before, 'the edit found its place');
  return zip(parts);
}

async function bring(draft, as, file, ...more) {
  const name = path.join(place.folder, 'returned.docx');
  writeFileSync(name, file);
  const args = ['import', '--data', place.server.data, '--into', draft.id, '--as', as, ...more, name];
  return JSON.parse(await cli.succeed(args));
}

const text = (draft, view = 'brackets') =>
  cli.succeed(['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt', '--view', view]);
const outcomes = ({ items }) => items.map(({ what, was, now, outcome }) => [what, was, now, outcome]);

describe('a returned Word file', () => {
  test('that nobody has changed wants nothing, in every view', async () => {
    const { draft } = await prepared();
    const mexico = await draft.join('mexico');
    await mexico.edit(change.propose('m1', 'p'), {
      type: 'text',
      item: 'p',
      lang: 'es',
      delta: {
        ops: [
          { retain: 12 },
          { insert: 'todos ', attributes: { 'ins:m1': true } },
          { retain: 7, attributes: { 'del:m1': true } },
        ],
      },
    });
    for (const view of ['tracked', 'brackets', 'clean', 'base'])
      assert.deepEqual(outcomes(await bring(draft, 'CA', exported(draft, '--view', view), '--preview')), [], view);
    await draft.leave();
  });

  test('with the italics that the scheme prints wants nothing either', async () => {
    const { draft, chair } = await prepared();
    await chair.edit(
      change.set({ numbering: 'un-resolution' }),
      change.add('pp', null, null, { es: 'Recordando también lo dicho,' }, 'paragraph'),
    );
    const file = exported(draft);
    const xml = new Map(unzip(file)).get('word/document.xml').toString();
    for (const lead of ['Recordando también', 'Aprobar', 'Agradecer'])
      assert.match(xml, new RegExp(`PlenariaLead"/>[^t]*</w:rPr><w:t[^>]*>${lead}<`), lead);
    for (const view of ['tracked', 'clean'])
      assert.deepEqual(outcomes(await bring(draft, 'CA', exported(draft, '--view', view), '--preview')), [], view);
    await draft.leave();
  });

  test('edited without tracking becomes proposals, carried over what came since', async () => {
    const { draft, chair } = await prepared();
    const file = edited(exported(draft), (xml) => xml.replace('pueden', 'deben').replace(' de acción', ''));
    await chair.edit(change.insert('p', 0, 'Hoy '));
    await chair.edit(change.insert('q', 0, 'Hoy '));
    const result = await bring(draft, 'CA', file);
    assert.deepEqual(outcomes(result), [
      ['text', 'pueden', 'deben', 'proposal'],
      ['text', ' de acción', '', 'proposal'],
    ]);
    const now = await text(draft);
    assert.match(now, /Hoy Los Estados \[Canadá: pueden → deben\] cooperar\./);
    assert.match(now, /Hoy Aprobar el plan \[del\. Canadá: de acción\]\./);
    assert.equal((await cli.verify(place.server.data, draft.id)).code, 0);
    await draft.leave();
  });

  test('may be brought by a command while a server has the draft open: who types comes again, and nothing is refused', async () => {
    const { draft, chair } = await prepared();
    const file = edited(exported(draft), (xml) => xml.replace('pueden', 'deben'));
    await bring(draft, 'CA', file);
    const typed = chair.edit(change.insert('r', 0, 'Hoy '));
    assert.equal((await chair.closed).code, 1012);
    await chair.connect();
    const { seq } = await typed;
    await chair.reach(seq);
    assert.match(chair.model.words('p', 'es'), /deben/);
    assert.match(chair.model.words('r', 'es'), /^Hoy Agradecer/);
    assert.equal((await cli.verify(place.server.data, draft.id)).code, 0);
    await draft.leave();
  });

  test('tells apart what was changed at two places of an item', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) => xml.replace('Los Estados', 'Las Partes').replace('cooperar', 'ayudar'));
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [
      ['text', 'Los Estados … cooperar', 'Las Partes … ayudar', 'proposal'],
    ]);
    await draft.leave();
  });

  test('edited with tracking becomes the same', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) =>
      xml.replace(
        /<w:r>((?:(?!<w:r>).)*?)<w:t([^>]*)>Los Estados pueden cooperar\.<\/w:t><\/w:r>/s,
        (_, look) =>
          `<w:r>${look}<w:t xml:space="preserve">Los Estados </w:t></w:r><w:del w:id="901" w:author="Ana"><w:r><w:delText>pueden</w:delText></w:r></w:del><w:ins w:id="902" w:author="Ana"><w:r><w:t>deben</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> cooperar.</w:t></w:r>`,
      ),
    );
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [['text', 'pueden', 'deben', 'proposal']]);
    assert.match(await text(draft), /Los Estados \[Canadá: pueden → deben\] cooperar\./);
    await draft.leave();
  });

  test('with words struck by hand proposes to strike them', async () => {
    const { draft } = await prepared();
    const plain = '<w:t xml:space="preserve">Aprobar el plan de acción.</w:t></w:r>';
    const rest = '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve"> de acción</w:t></w:r><w:r><w:t>.</w:t></w:r>';
    const file = edited(exported(draft), (xml) =>
      xml.replace(plain, `<w:t xml:space="preserve">Aprobar el plan</w:t></w:r>${rest}`),
    );
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [['text', ' de acción', '', 'proposal']]);
    assert.match(await text(draft), /Aprobar el plan \[del\. Canadá: de acción\]\./);
    await draft.leave();
  });

  test('adds and removes whole paragraphs', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) => {
      const paragraphs = xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs);
      const of = (words) => paragraphs.find((one) => one.includes(words));
      const fresh = of('Aprobar')
        .replace(/<w:bookmark(Start|End)[^>]*\/>/g, '')
        .replace('Aprobar el plan de acción.', 'Un punto nuevo.');
      return xml.replace(of('Aprobar'), of('Aprobar') + fresh).replace(of('Agradecer'), '');
    });
    assert.deepEqual(outcomes(await bring(draft, 'CA', file)), [
      ['remove', 'Agradecer a la sede.', '', 'proposal'],
      ['add', '', 'Un punto nuevo.', 'proposal'],
    ]);
    const now = await text(draft);
    assert.match(now, /\[Canadá: Un punto nuevo\.\]/);
    assert.match(now, /\[del\. Canadá: Agradecer a la sede\.\]/);
    await draft.leave();
  });

  test('that does not fit any more is kept as a comment, and nothing is overwritten', async () => {
    const { draft, chair } = await prepared();
    const file = edited(exported(draft), (xml) =>
      xml.replace('pueden', 'deben').replace('plan', 'programa').replace('sede', 'anfitriona'),
    );
    await chair.edit(change.status('p', 'approved'));
    await chair.edit(change.remove('q'));
    const before = await text(draft, 'base');
    const result = await bring(draft, 'CA', file);
    assert.deepEqual(
      result.items.map(({ what, outcome }) => [what, outcome]),
      [
        ['text', 'comment'],
        ['text', 'told'],
        ['text', 'proposal'],
      ],
    );
    assert.match(result.items[0].why, /\.$/);
    assert.equal((await text(draft, 'base')).replace(/^\[Plenaria.*$/m, ''), before.replace(/^\[Plenaria.*$/m, ''));
    const comments = unzip(exported(draft)).get('word/comments.xml').toString();
    assert.match(comments, /− pueden.*\+ deben/s);
    assert.doesNotMatch(comments, /programa/);
    await draft.leave();
  });

  test('edits directly where the role may write, and only proposes under the words of others', async () => {
    const { draft } = await prepared();
    const mexico = await draft.join('mexico');
    await mexico.edit(change.propose('m2', 'q'), {
      type: 'text',
      item: 'q',
      lang: 'es',
      delta: { ops: [{ retain: 8 }, { insert: 'hoy mismo ', attributes: { 'ins:m2': true } }] },
    });
    const file = edited(exported(draft), (xml) => xml.replace('pueden', 'deben').replace('hoy mismo', 'mañana mismo'));
    assert.deepEqual(outcomes(await bring(draft, 'secretariat', file)), [
      ['text', 'pueden', 'deben', 'edit'],
      ['text', 'hoy', 'mañana', 'proposal'],
    ]);
    const now = await text(draft);
    assert.match(now, /Los Estados deben cooperar\./);
    assert.match(now, /\[México: /);
    await draft.leave();
  });

  test('ten of them are added one after another', async () => {
    const { draft } = await prepared();
    const file = exported(draft);
    for (let i = 0; i < 10; i++) {
      const one = edited(file, (xml) => xml.replace('cooperar', `cooperar ${'abcdefghij'[i]}`));
      const result = await bring(draft, ['CA', 'MX', 'CR', 'PA', 'US', 'GT', 'HN', 'SV', 'NI', 'BZ'][i], one);
      assert.deepEqual(outcomes(result), [['text', '', ` ${'abcdefghij'[i]}`, 'proposal']]);
    }
    assert.equal((await text(draft)).match(/cooperar.*\./)[0].match(/\[/g).length, 10);
    await draft.leave();
  });

  test('that lost its marks is paired by its words; one of another draft is refused', async () => {
    const { draft } = await prepared();
    const bare = edited(exported(draft), (xml) => xml.replace(/<w:bookmark(Start|End)[^>]*\/>/g, '').replace('pueden', 'deben'));
    const result = await bring(draft, 'CA', bare, '--preview');
    assert.deepEqual(outcomes(result), [['text', 'pueden', 'deben', 'proposal']]);
    assert.match(result.told[0], /by their words/);
    const { draft: other } = await prepared();
    const name = path.join(place.folder, 'other.docx');
    writeFileSync(name, exported(other));
    const { code, stderr } = await cli.run(['import', '--data', place.server.data, '--into', draft.id, '--as', 'CA', name]);
    assert.equal(code, 1);
    assert.match(stderr, /another draft/);
    await draft.leave();
    await other.leave();
  });
});

describe('sent to a server', () => {
  async function send(draft, who, file, query = '') {
    const { token } = await draft.seat(who);
    const response = await fetch(`${place.server.url}/api/drafts/${draft.id}/word${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': wordType },
      body: file,
    });
    return { status: response.status, answer: await response.json() };
  }

  test('it says first what will be proposed, and changes nothing; then everybody sees it come in', async () => {
    const { draft, chair } = await prepared();
    const file = edited(exported(draft), (xml) => xml.replace('pueden', 'deben'));
    await chair.edit(change.insert('p', 0, 'Hoy '));
    const preview = await send(draft, 'mexico', file, '?preview=true');
    assert.equal(preview.status, 200, JSON.stringify(preview.answer));
    assert.deepEqual(outcomes(preview.answer), [['text', 'pueden', 'deben', 'proposal']]);
    assert.deepEqual((await draft.snapshot()).proposals, []);
    const { status, answer } = await send(draft, 'mexico', file);
    assert.equal(status, 200);
    assert.deepEqual(outcomes(answer), outcomes(preview.answer));
    const snapshot = await draft.snapshot();
    assert.equal(snapshot.proposals.at(-1).delegation, 'MX');
    assert.match(await text(draft), /Hoy Los Estados \[.*México.*\] cooperar\./);
    await draft.leave();
  });

  test('the chair and the secretariat edit, an observer may not send it, what is no Word file is refused', async () => {
    const { draft } = await prepared();
    const file = edited(exported(draft), (xml) => xml.replace('pueden', 'deben'));
    assert.equal((await send(draft, 'observer', file)).status, 403);
    const { status, answer } = await send(draft, 'chair', Buffer.from('%PDF-1.7'));
    assert.equal(status, 422);
    assert.match(answer.error.message, /PDF/);
    assert.deepEqual(outcomes((await send(draft, 'chair', file)).answer), [['text', 'pueden', 'deben', 'edit']]);
    assert.match(await text(draft, 'base'), /Los Estados deben cooperar\./);
    await draft.leave();
  });
});
