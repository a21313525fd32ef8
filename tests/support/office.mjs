// LibreOffice, as somebody else who reads and writes Word files.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const macro = new URL('../office/office.bas', import.meta.url);
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export function hasOffice() {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A profile of its own, as LibreOffice makes it at its first start, with the macro in it. */
async function makeProfile() {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'plenaria-office-'));
  await soffice(profile, ['--terminate_after_init']);
  const source = escape(readFileSync(macro, 'utf8'));
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const name = 'xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic"';
  const file = path.join(profile, 'user/basic/Standard/Module1.xba');
  writeFileSync(file, `${head}\n<script:module ${name}>${source}</script:module>`);
  return profile;
}

/** Runs soffice in a profile of its own; a fresh one may ask for a second start. */
export async function soffice(profile, args, { timeout = 240_000 } = {}) {
  await promisify(execFile)('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore', ...args], {
    timeout,
  });
}

/** Runs the macro over lines of jobs (office.bas), with a profile of its own, and hands that to `read` before it goes. */
async function work(lines, read) {
  const profile = await makeProfile();
  try {
    const list = path.join(profile, 'jobs.txt');
    writeFileSync(
      list,
      lines(profile)
        .map((line) => `${line.join('\t')}\n`)
        .join(''),
    );
    await soffice(profile, [`macro:///Standard.Module1.Go(${list})`]);
    if (existsSync(`${list}.error`)) throw new Error(readFileSync(`${list}.error`, 'utf8'));
    return read(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Opens a Word file, replaces words that stand in it once ({ find, put }), with or without change tracking, and saves it under another name. */
export function editInOffice(from, to, tracked, edits) {
  const pairs = edits.flatMap(({ find, put }) => [find, put]);
  return work(
    () => [['edit', from, to, tracked ? 'tracked' : 'untracked', ...pairs, 'end']],
    () => {},
  );
}

/** What is left of Word files once all is accepted or rejected: `jobs` are { action, file }, action accept, reject or read.
 *  Gives for each its paragraphs, [number, words]. */
export function readInOffice(jobs) {
  const out = (profile, number) => path.join(profile, `${number}.txt`);
  return work(
    (profile) => jobs.map(({ action, file }, number) => [action, file, out(profile, number)]),
    (profile) =>
      jobs.map((_, number) =>
        readFileSync(out(profile, number), 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => {
            const tab = line.indexOf('\t');
            return [line.slice(0, tab), line.slice(tab + 1)];
          }),
      ),
  );
}
