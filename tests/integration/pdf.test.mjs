// PDFs: `plenaria export --format pdf` runs what the host has named, and nothing else; the server runs nothing.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { plenaria } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';

const chromium = process.env.PLENARIA_CHROMIUM ?? '/usr/bin/chromium';
const here = (name, args) => spawnSync(name, args).error === undefined;
let place;
let draft;
let temporary; // where the command makes its folders
before(async () => {
  place = await Place.open();
  temporary = path.join(place.folder, 'tmp');
  mkdirSync(temporary);
  draft = await place.draft({ title: 'Acta de la reunión', langs: ['es', 'en'] });
  const chair = await draft.join('chair');
  const add = (item, after, kind, es, en) => chair.edit(change.add(item, null, after, { es, en }, kind));
  await chair.edit({ type: 'draft.set', title: { es: 'Acta de la reunión', en: 'Record of the meeting' } });
  await add('h', null, 'heading', 'Cooperación', 'Cooperation');
  await add('p', 'h', 'item', 'Los Estados deben cooperar.', 'States shall cooperate.');
  await chair.edit(change.status('p', 'review'));
  await draft.leave();
});
after(() => place.close());

/** Exports with this pdf_command: { code, stdout (bytes), stderr }. */
async function pdf(command, ...more) {
  const config = path.join(place.folder, 'pdf.conf');
  writeFileSync(config, `pdf_command = ${command}\n`);
  const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'pdf', '--config', config, ...more];
  const env = { ...process.env, TMPDIR: temporary, PLENARIA_SECRET: 'x' };
  try {
    return { code: 0, ...(await promisify(execFile)(plenaria, args, { encoding: 'buffer', maxBuffer: 1 << 28, env })) };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: String(error.stderr) };
  } finally {
    assert.deepEqual(readdirSync(temporary), [], 'nothing is left behind');
  }
}

/** A program of Node that stands in for one that makes PDFs; gives the command without its arguments. */
function program(name, source) {
  const file = path.join(place.folder, name);
  writeFileSync(file, `#!${process.execPath}\n${source}`);
  chmodSync(file, 0o755);
  return file;
}

function facts(bytes, ...options) {
  const { error, stdout } = spawnSync('pdfinfo', [...options, '-'], { input: bytes, encoding: 'utf8' });
  assert.ifError(error);
  return stdout;
}
const words = (bytes) =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' }).stdout.replace(/\s+/g, ' ');

describe('the program that makes PDFs', () => {
  const writes = `const { writeFileSync } = require('node:fs');`;

  test('is run with what it is told to, without a shell, in a folder of its own and with nothing of the host', async () => {
    const file = program(
      'tells.cjs',
      `${writes}writeFileSync(process.argv[2], '%PDF-1.7 ' + JSON.stringify([process.argv.slice(3), process.cwd(), process.env.HOME, process.env.PLENARIA_SECRET ?? null, require('node:fs').readFileSync(process.argv[4], 'utf8').includes('Los Estados')]));`,
    );
    const { code, stdout, stderr } = await pdf(`${file} {pdf} --in={html} {html} 'a b;$HOME' "c"d \`id\` {dir}/x`);
    assert.equal(code, 0, String(stderr));
    const [args, cwd, home, secret, read] = JSON.parse(stdout.toString().slice(9));
    assert.deepEqual(args, [`--in=${cwd}/draft.html`, `${cwd}/draft.html`, 'a b;$HOME', 'cd', '`id`', `${cwd}/x`]);
    assert.equal(home, cwd);
    assert.equal(secret, null);
    assert.equal(read, true);
  });

  test('that fails, makes none, or cannot be started is told of in a sentence', async () => {
    const fails = program('fails.cjs', `console.error('no display\\nat all'); process.exit(3);`);
    const idle = program('idle.cjs', '');
    const other = program('other.cjs', `${writes}writeFileSync(process.argv[2], 'not a PDF');`);
    const link = program('link.cjs', `require('node:fs').symlinkSync('/etc/passwd', process.argv[2]);`);
    const cases = [
      [`${fails} {html} {pdf}`, 1, /fails\.cjs of pdf_command failed\. It said: no display at all/],
      [`${idle} {html} {pdf}`, 1, /idle\.cjs of pdf_command made no PDF/],
      [`${other} {pdf} {html}`, 1, /made no PDF/],
      [`${link} {pdf} {html}`, 1, /made no PDF/],
      ['/nowhere/at/all {html} {pdf}', 1, /cannot be started: No such file or directory/],
      ['', 2, /Name a program .* pdf_command/],
      ['chromium {pdf}', 2, /Write \{html\} or \{docx\}/],
      [`${idle} '{html}`, 1, /open quotation mark/],
    ];
    for (const [command, wanted, sentence] of cases) {
      const { code, stdout, stderr } = await pdf(command);
      assert.equal(code, wanted, command);
      assert.match(stderr, sentence);
      assert.equal(stdout.length, 0);
    }
  });

  test('that starts others and writes without end is ended with them, and its files are bounded', async () => {
    const mark = path.join(place.folder, 'survived');
    const orphan = `const parent = process.ppid, { writeFileSync } = require('node:fs');
      setInterval(() => process.ppid !== parent && setTimeout(() => writeFileSync(${JSON.stringify(mark)}, ''), 500), 50);`;
    const file = program(
      'starts.cjs',
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(orphan)}], { stdio: 'ignore' }).unref();
       process.on('SIGXFSZ', () => {});
       const { openSync, writeSync } = require('node:fs');
       const out = openSync(process.argv[2], 'w'), piece = Buffer.alloc(1 << 24);
       for (;;) writeSync(out, piece);`,
    );
    const { code, stderr } = await pdf(`${file} {pdf} {html}`);
    assert.equal(code, 1);
    assert.match(stderr, /failed/);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(existsSync(mark), false);
  });

  test('is no business of the server, which takes no such format', async () => {
    const { status, answer } = await draft
      .request('chair', '/export?format=pdf')
      .then(async (response) => ({ status: response.status, answer: await response.json() }));
    assert.equal(status, 400);
    assert.match(answer.error.message, /Choose the format/);
  });
});

/** The line for a program that docs/pdf.md has, as it stands there. */
const documented = (name) =>
  readFileSync(new URL('../../docs/pdf.md', import.meta.url), 'utf8').match(
    new RegExp(`^ {4}pdf_command = (${name}.*)$`, 'm'),
  )[1];

describe('a PDF by the documented line', () => {
  const browser = existsSync(chromium) && here('pdfinfo', ['-v']);
  const missing = !browser && 'Chromium or pdfinfo is not here';
  const line = () => documented('chromium').replace('chromium', chromium) + (process.getuid() === 0 ? ' --no-sandbox' : '');

  test('for Chromium has the words, tags, language, outline and page numbers', { skip: missing }, async () => {
    const { code, stdout, stderr } = await pdf(line());
    assert.equal(code, 0, String(stderr));
    assert.match(words(stdout), /Acta de la reunión.*Cooperación.*1\. Los Estados deben cooperar\..*Página 1 de 1/);
    assert.match(facts(stdout), /^Title: +Acta de la reunión$/m);
    assert.match(facts(stdout), /^Tagged: +yes$/m);
    assert.match(facts(stdout, '-struct'), /^\s*H1/m);
    assert.match(stdout.toString('latin1'), /\/Lang \(es\)/);
    assert.match(stdout.toString('latin1'), /\/Outlines /);
  });

  test('for Chromium has two languages beside each other', { skip: missing }, async () => {
    const { code, stdout, stderr } = await pdf(line(), '--lang', 'es,en');
    assert.equal(code, 0, String(stderr));
    assert.match(words(stdout), /Los Estados deben cooperar\. 1\. States shall cooperate\./);
    assert.match(facts(stdout, '-struct'), /^\s*TD/m);
    for (const lang of ['es', 'en']) assert.match(stdout.toString('latin1'), new RegExp(`/Lang \\(${lang}\\)`));
  });

  const office = here('soffice', ['--version']) && here('pdfinfo', ['-v']);
  test('for LibreOffice has the words, tags and language', { skip: !office && 'LibreOffice is not here' }, async () => {
    const { code, stdout, stderr } = await pdf(documented('soffice'), '--lang', 'es,en');
    assert.equal(code, 0, String(stderr));
    assert.match(words(stdout), /Los Estados deben cooperar\..*States shall cooperate\./);
    assert.match(facts(stdout), /^Tagged: +yes$/m);
    assert.match(stdout.toString('latin1'), /\/Lang\(es/);
  });

  test('needs a setting: without one, the command says where to find a line', async () => {
    const args = ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'pdf'];
    const { code, stderr } = await cli.run(args);
    assert.equal(code, 2);
    assert.match(stderr, /docs\/pdf\.md/);
  });
});
