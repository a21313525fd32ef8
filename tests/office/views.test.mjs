// Each view of a draft, in each language and with both beside each other, as a Word file: the validator finds nothing to repair, and LibreOffice
// shows the numbers and words that the plain text of that view has.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { plenaria } from '../support/binary.mjs';
import { hasOffice, readInOffice } from '../support/office.mjs';
import { findings, missing } from '../support/ooxml_validator.mjs';

const TEXTS = {
  es: `ACUERDO SOBRE LOS RÍOS

I. PROTECCIÓN

1. Los Estados [México: deberán] cooperar [Canadá: del. "cuando puedan"] en los ríos.
   a. Compartir los datos [Costa Rica: de cada año].
   b. Informar al comité.
2. El comité se reunirá una vez al año.
[Canadá: 3. El comité tendrá sede en San José.]
`,
  en: `AGREEMENT ON THE RIVERS

I. PROTECTION

1. The States [Mexico: shall] cooperate [Canada: del. "where they can"] on the rivers.
   a. To share the data [Costa Rica: of each year].
   b. To inform the committee.
2. The committee shall meet once a year.
[Canada: 3. The committee shall sit in San José.]
`,
};
const VIEWS = ['tracked', 'brackets', 'clean', 'base'];
const LANGS = ['es', 'en', 'es,en'];

const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-views-'));
const file = (name) => path.join(folder, name);
const run = (...args) => execFileSync(plenaria, args);
let draft;

const exported = (...args) => run('export', '--data', file('data'), '--draft', draft, '--no-comments', ...args);
const wordFile = (view, lang) => file(`${view}.${lang}.docx`);

before(() => {
  for (const [lang, text] of Object.entries(TEXTS)) writeFileSync(file(`${lang}.txt`), text);
  const languages = ['--title', 'Acuerdo', '--lang', 'es', '--langs', 'es,en', '--translation', `en=${file('en.txt')}`];
  const made = run('import', '--data', file('data'), ...languages, '--brackets', 'proposals', file('es.txt'));
  draft = JSON.parse(made).draft;
  for (const view of VIEWS)
    for (const lang of LANGS) writeFileSync(wordFile(view, lang), exported('--format', 'docx', '--view', view, '--lang', lang));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const joined = (words) => words.replace(/\s+/g, ' ').trim();
const linesOf = (rows) => rows.map(([number, words]) => joined(`${number} ${words}`)).filter(Boolean);
/** The lines of the plain text in a view, without the rules below headings and the line that says which state it is. */
const plain = (view, lang) =>
  exported('--format', 'txt', '--view', view, '--lang', lang)
    .toString()
    .split('\n')
    .map(joined)
    .filter((line) => line && !/^(=+|-+|\[Plenaria: .*)$/.test(line));
/** As rows of a table have them: a line of each language in turn. Delegations are called as the first language calls them. */
const beside = (texts) =>
  texts[0].flatMap((_, at) => texts.map((lines) => lines[at].replace('[Mexico:', '[México:').replaceAll('Canada:', 'Canadá:')));

test('the validator finds nothing in any of them', { skip: missing }, async () => {
  for (const view of VIEWS)
    for (const lang of LANGS) assert.deepEqual(await findings(wordFile(view, lang)), [], `${view}, ${lang}`);
});

test('LibreOffice shows what the plain text has', async (t) => {
  if (!hasOffice()) return t.skip('LibreOffice is not installed');
  const wanted = LANGS.flatMap((lang) => [
    ...VIEWS.slice(1).map((view) => ({ action: 'read', view, shown: view, lang })),
    { action: 'accept', view: 'tracked', shown: 'clean', lang },
    { action: 'reject', view: 'tracked', shown: 'base', lang },
  ]);
  const read = await readInOffice(wanted.map(({ action, view, lang }) => ({ action, file: wordFile(view, lang) })));
  wanted.forEach(({ action, view, shown, lang }, at) => {
    const texts = lang.split(',').map((one) => plain(shown, one));
    assert.deepEqual(linesOf(read[at]), texts.length > 1 ? beside(texts) : texts[0], `${action}, ${view}, ${lang}`);
  });
});
