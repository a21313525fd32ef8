// A draft as a Word file, through the command and the HTTP call. What the parts hold, case by case, is in
// tests/unit/convert/test_export_docx.c; that Office takes the files, in tests/office.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import Delta from 'quill-delta';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import { run } from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { part } from '../support/zip.mjs';

let place;
let draft;

before(async () => {
  place = await Place.open();
  draft = await place.draft({ title: 'Acta' });
  await draft.plant(['p', 'uno dos tres'], ['q', 'otro']);
  const [chair, mexico, canada] = await Promise.all(['chair', 'mexico', 'canada'].map((who) => draft.join(who)));
  const does = async (who, ...changes) => {
    await who.edit(...changes);
    await Promise.all([chair, mexico, canada].map((client) => client.reach(who.model.seq)));
  };
  await does(chair, change.status('p', 'review'));
  await does(
    mexico,
    change.propose('m1', 'p'),
    change.text('p', new Delta().retain(4).retain(3, { 'del:m1': true }).insert('mil', { 'ins:m1': true })),
  );
  await does(canada, { type: 'proposal.support', proposal: 'm1', support: true });
  const said = { type: 'comment.add', item: 'p', parent: null, lang: 'es', anchor: 0, head: 3 };
  await does(canada, { ...said, comment: 'c1', text: '¿Uno?' });
  await does(mexico, { type: 'comment.add', comment: 'c2', item: 'p', parent: 'c1', text: 'Sí.' });
  await does(chair, { type: 'comment.resolve', comment: 'c1', resolved: true });
  await draft.leave();
});
after(() => place.close());

const exported = async (...args) => {
  const all = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'docx', ...args];
  return (await promisify(execFile)(plenaria, all, { encoding: 'buffer' })).stdout;
};
const asked = async (query) => {
  const response = await draft.request('mexico', `/export?format=docx${query}`);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

test('proposals are tracked changes of the delegation, with co-sponsors and threads as comments', async () => {
  const file = await exported();
  const body = part(file, 'word/document.xml');
  assert.match(body, /<w:del w:id="\d+" w:author="México" w:date="[^"]+"[^>]*><w:r><w:delText[^>]*>dos<\/w:delText>/);
  assert.match(body, /<w:ins w:id="\d+" w:author="México" w:date="[^"]+"[^>]*><w:r><w:t[^>]*>mil<\/w:t>/);
  const comments = part(file, 'word/comments.xml');
  assert.match(comments, /w:author="México"[^]*Apoyan: Canadá/);
  assert.match(comments, /w:author="Jean Tremblay \(Canadá\)"[^]*¿Uno\?[^]*w:author="Ana López \(México\)"[^]*Sí\./);
  const threads = part(file, 'word/commentsExtended.xml').match(/<w15:commentEx [^>]*>/g);
  assert.deepEqual(
    threads.map((thread) => [thread.includes('paraIdParent'), thread.includes('done="1"')]),
    [
      [false, false],
      [false, true],
      [true, true],
    ],
  );
});

test('the command and the call give the same bytes, at any time', async () => {
  const { response, bytes } = await asked('');
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="${draft.id}.docx"`);
  assert.match(response.headers.get('content-type'), /wordprocessingml\.document$/);
  assert.ok(bytes.equals(await exported()));
  assert.ok(bytes.equals((await asked('&view=tracked&comments=1')).bytes));
});

test('a past moment, a view, statuses and no comments are to be had', async () => {
  assert.match(part((await asked('&seq=1')).bytes, 'docProps/custom.xml'), /plenariaSeq"><vt:lpwstr>1</);
  assert.match(part((await asked('&view=brackets')).bytes, 'word/document.xml'), /\[México, Canadá: /);
  const clean = part((await asked('&view=clean&statuses=1')).bytes, 'word/document.xml');
  assert.match(clean, />uno </);
  assert.match(clean, /PlenariaStatus[^]*\[En revisión\]/);
  assert.equal(part((await asked('&comments=0')).bytes, 'word/comments.xml'), '');
  assert.equal(part(await exported('--no-comments'), 'word/comments.xml'), '');
});

test('two languages stand beside each other', async () => {
  const file = await exported('--lang', 'es,en');
  assert.equal(part(file, 'word/document.xml').match(/<w:gridCol /g).length, 2);
  assert.match(part(file, 'docProps/custom.xml'), /plenariaLang"><vt:lpwstr>es,en</);
  assert.ok(file.equals((await asked('&lang=es,en')).bytes));
});

test('a redline has what changed as tracked changes of whoever made it, the same bytes from command and call', async () => {
  const response = await draft.request('mexico', '/compare?format=docx&from=1');
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.match(response.headers.get('content-type'), /wordprocessingml\.document$/);
  const body = part(bytes, 'word/document.xml');
  assert.match(body, /<w:ins [^>]*w:author="Presidencia"[^]*uno /); // planted items
  assert.match(body, /<w:ins [^>]*w:author="México"[^>]*><w:r><w:t[^>]*>mil</); // in the clean text, as accepted
  assert.match(part(bytes, 'word/footer1.xml'), /del cambio 1 al cambio \d+/);
  const args = ['compare', '--data', place.server.data, '--draft', draft.id, '--from', '1', '--format', 'docx'];
  const { stdout } = await promisify(execFile)(plenaria, args, { encoding: 'buffer' });
  assert.ok(bytes.equals(stdout));
});

test('what cannot be exported is refused with a sentence', async () => {
  for (const query of ['&view=none', '&lang=es,', '&lang=es,es', '&lang=fr', '&seq=0', `&lang=${'x'.repeat(400)}`]) {
    const { response } = await asked(query);
    assert.equal(response.status, 400, query);
  }
  const txt = await draft.request('mexico', '/export?format=txt&view=tracked');
  assert.match((await txt.json()).error.message, /docx/);
  const both = await run(['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt', '--lang', 'es,en']);
  assert.equal(both.code, 2);
  assert.match(both.stderr, /docx/);
});
