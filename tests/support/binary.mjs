// Where the program under test and the material beside the checkout are.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

export const root = path.resolve(here, '../..');
export const build = path.resolve(process.env.PLENARIA_BUILD ?? path.join(root, 'build-dev'));
export const plenaria = path.join(build, 'bin/plenaria');

/** The program of an older version, where PLENARIA_OLD names one; null otherwise. */
export const olderPlenaria = process.env.PLENARIA_OLD ? path.resolve(process.env.PLENARIA_OLD) : null;

/** The folder of shared material, or null where this machine has none. */
export function sharedFolder() {
  const folder = path.resolve(process.env.PLENARIA_SHARED ?? path.join(root, '../shared'));
  return existsSync(folder) ? folder : null;
}

/** The sample text, or null. Tests that need it skip without it and say so. */
export function sampleText() {
  const folder = sharedFolder();
  const file = folder && path.join(folder, 'samples/grcm-2021-es.txt');
  return file && existsSync(file) ? file : null;
}

/** Sanitizer settings for every program we start: findings stop it with exit code 99. */
export function sanitizedEnvironment(extra = {}) {
  return {
    ...process.env,
    ASAN_OPTIONS: 'exitcode=99:detect_leaks=1:abort_on_error=0',
    UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1:exitcode=99',
    TSAN_OPTIONS: 'exitcode=99:halt_on_error=1',
    ...extra,
  };
}

/** What a sanitizer has to say in this output, or null. */
export function sanitizerFinding(stderr) {
  const at = stderr.search(/ERROR: (Address|Leak|Thread|Undefined\w*)Sanitizer|runtime error:|WARNING: ThreadSanitizer/);
  return at < 0 ? null : stderr.slice(at, at + 6000);
}
