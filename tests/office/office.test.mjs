// Word files, as others read them: Microsoft's own validator finds nothing to repair; LibreOffice, and Docxodus, come to our clean text when they
// accept everything, and to our base when they reject everything; pandoc finds the same changes of the same authors.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { build, sharedFolder } from '../support/binary.mjs';
import { accepted, rejected } from '../support/docxodus.mjs';
import { hasOffice, readInOffice } from '../support/office.mjs';
import { findings, missing } from '../support/ooxml_validator.mjs';
import { hasPandoc, readInPandoc } from '../support/pandoc.mjs';

const COUNT = 12;
let folder;
const drafts = (kind) => path.join(folder, kind);
/** Each prints its seed; PLENARIA_SEED repeats a run. */
const make = (kind) =>
  execFileSync(path.join(build, 'bin/make_drafts'), [drafts(kind), String(COUNT), kind], { stdio: 'inherit' });
const told = (number, kind = 'plain') => JSON.parse(readFileSync(path.join(drafts(kind), `${number}.json`), 'utf8'));
/** A number that is text stands before a tab, which no words have. */
const withoutNumber = ([, words]) => words.replace(/^.*\t/, '').trim();
const withNumber = ([number, words]) => `${number} ${words}`.replace(/\t/g, ' ').trim();
/** Paragraphs without anything are not told apart from those that went. */
const lines = (rows, numbers) => rows.map(numbers ? withNumber : withoutNumber).filter((line) => line !== '');

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-drafts-'));
  for (const kind of ['plain', 'flat', 'any']) {
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

test('Docxodus accepts to the clean text and rejects to the base', async () => {
  for (let number = 0; number < COUNT; number++) {
    const bytes = readFileSync(path.join(drafts('plain'), `${number}.words.docx`));
    const draft = told(number);
    for (const [view, read] of Object.entries({ clean: accepted, base: rejected })) {
      const got = (await read(bytes)).slice(1, -1).map((words) => ['', words]);
      assert.deepEqual(lines(got, false), lines(draft[view], false), `draft ${number}, ${view}`);
    }
  }
});

/** Where the arrow of a replacement stands in the bracket that begins here; -1: it is none. */
function arrowIn(words, from) {
  for (let at = from, depth = 0; at < words.length && depth >= 0; at++) {
    if (words[at] === '[') depth++;
    else if (words[at] === ']') depth--;
    else if (depth === 0 && words.startsWith(' → ', at)) return at + 1;
  }
  return -1;
}

/** Of words in brackets each letter with whose change it is: blanks are left out, as readers move them. */
function letters(words) {
  const found = [];
  const arrows = new Map(); // where a replacement goes from what is struck to what comes
  const open = []; // brackets: those of changes, and those of the text
  for (let at = 0; at < words.length; at++) {
    const [head, act, author] = words.slice(at).match(/^\[((?:del|ins)\. )?(México|Canadá|Costa Rica|Secretaría & Co\.): /) ?? [];
    if (head) {
      const arrow = act ? -1 : arrowIn(words, at + head.length);
      if (arrow >= 0) arrows.set(arrow, `+${author}`);
      open.push(`${act === 'del. ' || arrow >= 0 ? '-' : '+'}${author}`);
      at += head.length - 1;
    } else if (arrows.has(at)) {
      open[open.length - 1] = arrows.get(at);
    } else if (words[at] === ']' && open.pop() !== '') {
      continue;
    } else if (words[at].trim()) {
      if (words[at] === '[') open.push('');
      found.push(`${open.filter(Boolean).at(-1) ?? ''} ${words[at]}`);
    }
  }
  return found;
}

/** "+México|abc" for letters of one change that follow each other. */
const stretches = (all) => {
  const found = [];
  for (const one of all) {
    const [whose, letter] = [one.slice(0, one.lastIndexOf(' ')), one.slice(one.lastIndexOf(' ') + 1)];
    if (found.at(-1)?.startsWith(`${whose}|`)) found[found.length - 1] += letter;
    else found.push(`${whose}|${letter}`);
  }
  return found.join(' ');
};

test('pandoc finds each change of a flat draft, and whose it is', async (t) => {
  if (!hasPandoc()) return t.skip('pandoc is not installed');
  for (let number = 0; number < COUNT; number++) {
    const got = await readInPandoc(path.join(drafts('flat'), `${number}.words.docx`));
    const wanted = told(number, 'flat').brackets.map(([, words]) => letters(words));
    const text = wanted.filter((words) => words.length > 0);
    assert.deepEqual(got.slice(got.length - text.length).map(stretches), text.map(stretches), `draft ${number}`);
  }
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
