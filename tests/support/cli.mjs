// The commands of the program under test, each run to its end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { plenaria, sanitizedEnvironment, sanitizerFinding } from './binary.mjs';

/** Runs `plenaria ARGS` and gives { code, stdout, stderr }; fails on anything that a sanitizer says. `program`: another build. */
export function run(args, { input = '', program = plenaria } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: sanitizedEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout = [];
    const stderr = [];
    child.stdout.on('data', (bytes) => stdout.push(bytes));
    child.stderr.on('data', (bytes) => stderr.push(bytes));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => {
      const result = { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
      const finding = sanitizerFinding(result.stderr);
      if (finding) reject(new Error(`a sanitizer spoke in plenaria ${args.join(' ')}:\n${finding}`));
      else resolve(result);
    });
  });
}

/** The same where success is expected: gives stdout. */
export async function succeed(args, options) {
  const { code, stdout, stderr } = await run(args, options);
  assert.equal(code, 0, `plenaria ${args.join(' ')} said: ${stderr}`);
  return stdout;
}

export async function importText(data, file, { title = 'Un borrador', lang = 'es', langs, program } = {}) {
  const args = ['import', '--data', data, '--title', title, '--lang', lang];
  if (langs) args.push('--langs', langs.join(','));
  return JSON.parse(await succeed([...args, file], { program }));
}

export async function invite(data, draft, role, { name = role, delegation, expires, program } = {}) {
  const args = ['invite', '--data', data, '--draft', draft, '--role', role, '--name', name];
  if (delegation) args.push('--delegation', delegation);
  if (expires) args.push('--expires', expires);
  return JSON.parse(await succeed(args, { program }));
}

export function exportDraft(data, draft, format, { lang, seq, program } = {}) {
  const args = ['export', '--data', data, '--draft', draft, '--format', format];
  if (lang) args.push('--lang', lang);
  if (seq !== undefined) args.push('--seq', String(seq));
  return succeed(args, { program });
}

export function verify(data, draft, { program } = {}) {
  return run(['verify', '--data', data, ...(draft ? ['--draft', draft] : [])], { program });
}

export function backup(data, file) {
  return run(['backup', '--data', data, file]);
}
