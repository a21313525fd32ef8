// Word files, as others read them: Microsoft's own validator finds nothing to repair, and LibreOffice comes to our clean text when it
// accepts everything, and to our base when it rejects everything.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { build, sharedFolder } from '../support/binary.mjs';
import { hasOffice, readInOffice } from '../support/office.mjs';
import { findings, missing } from '../support/ooxml_validator.mjs';

const COUNT = 12;
let folder;
const drafts = (kind) => path.join(folder, kind);
/** What LibreOffice reads is the same in every run, for it joins paragraphs in a few shapes that are right: PLENARIA_SEED tries others. */
const seeds = { plain: process.env.PLENARIA_SEED ?? '22', any: process.env.PLENARIA_SEED };
const make = (kind) => {
  const env = { ...process.env, ...(seeds[kind] && { PLENARIA_SEED: seeds[kind] }) };
  execFileSync(path.join(build, 'bin/make_drafts'), [drafts(kind), String(COUNT), kind], { stdio: 'inherit', env });
};
const told = (number) => JSON.parse(readFileSync(path.join(drafts('plain'), `${number}.json`), 'utf8'));
/** A number that is text stands before a tab, which no words have. */
const withoutNumber = ([, words]) => words.replace(/^.*\t/, '').trim();
const withNumber = ([number, words]) => `${number} ${words}`.replace(/\t/g, ' ').trim();
/** Paragraphs without anything are not told apart from those that went. */
const lines = (rows, numbers) => rows.map(numbers ? withNumber : withoutNumber).filter((line) => line !== '');

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-drafts-'));
  for (const kind of ['plain', 'any']) {
    await promisify(execFile)('mkdir', [drafts(kind)]);
    make(kind);
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the validator of Office finds nothing in any view of random drafts', { skip: missing }, async () => {
  for (const name of readdirSync(drafts('any'))) {
    if (name.endsWith('.docx')) assert.deepEqual(await findings(path.join(drafts('any'), name)), [], name);
  }
});

test('the files for people to look at are twelve, and the validator finds nothing in them', async () => {
  const list = path.join(folder, 'list');
  mkdirSync(list);
  execFileSync(path.join(build, 'bin/make_checklist'), [list]);
  const names = readdirSync(list);
  assert.equal(names.length, 12);
  for (const name of names) assert.deepEqual(await findings(path.join(list, name)), [], name);
});

test('LibreOffice reads our text and our numbers, accepts to the clean text and rejects to the base', async (t) => {
  if (!hasOffice()) return t.skip('LibreOffice is not installed');
  const jobs = [];
  for (let number = 0; number < COUNT; number++) {
    const file = (ending) => path.join(drafts('plain'), `${number}${ending}`);
    jobs.push({ number, action: 'accept', file: file('.words.docx'), view: 'clean' });
    jobs.push({ number, action: 'reject', file: file('.words.docx'), view: 'base' });
    jobs.push({ number, action: 'read', file: file('.brackets.docx'), view: 'brackets' });
    jobs.push({ number, action: 'read', file: file('.clean.docx'), view: 'clean' });
  }
  const read = await readInOffice(jobs);
  jobs.forEach(({ number, action, view }, at) => {
    const draft = told(number);
    const numbers = action === 'read' || draft.numbers[view];
    const got = lines(read[at].slice(1, -1), numbers); // between the title and the last paragraph, which nobody proposed
    assert.deepEqual(got, lines(draft[view], numbers), `draft ${number}, ${action}, ${view}`);
  });
});

test('Akoma Ntoso of random drafts is valid, and both languages have the same items in the same places', async (t) => {
  const schema = sharedFolder() && path.join(sharedFolder(), 'akn/akomantoso30.xsd');
  if (!schema || !existsSync(schema)) return t.skip('the schema of Akoma Ntoso is not beside the checkout');
  const names = readdirSync(drafts('any')).filter((name) => name.endsWith('.akn'));
  const files = names.map((name) => path.join(drafts('any'), name));
  await promisify(execFile)('xmllint', ['--nonet', '--noout', '--schema', schema, ...files]); // fails where one is not
  const places = (number, lang) =>
    readFileSync(path.join(drafts('any'), `${number}.${lang}.akn`), 'utf8').match(/wId="[^"]*"/g) ?? [];
  for (let number = 0; number < COUNT; number++) assert.deepEqual(places(number, 'es'), places(number, 'en'));
});
