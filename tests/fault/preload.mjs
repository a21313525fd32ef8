// The libraries that make things go wrong under the program, built beside it from fault_*.c.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, sanitizedEnvironment } from '../support/binary.mjs';

/** The environment that loads one of them and names the file that it obeys; null where it was not built. */
export function preload(name, variable, file) {
  const library = path.join(build, 'lib', `${name}.so`);
  if (!existsSync(library)) return null;
  const { ASAN_OPTIONS } = sanitizedEnvironment();
  // Something else than the sanitizer's own library comes first, and that is meant.
  return { LD_PRELOAD: library, [variable]: file, ASAN_OPTIONS: `${ASAN_OPTIONS}:verify_asan_link_order=0` };
}

/** A disk that obeys: see fault_io.c. */
export class FaultyDisk {
  constructor(folder) {
    this.plan = path.join(folder, 'plan');
    this.heal();
    this.env = preload('fault_io', 'PLENARIA_FAULT_IO', this.plan);
  }

  /** From now on the nth `write` or `sync` is refused; `lasting`: and all after it. */
  fail(kind, nth, lasting = false) {
    this.obey(`${kind} ${nth} ${lasting ? 'lasting' : 'once'}\n`);
  }

  heal() {
    this.obey('');
  }

  obey(text) {
    writeFileSync(`${this.plan}.refused`, '');
    writeFileSync(`${this.plan}.new`, text);
    renameSync(`${this.plan}.new`, this.plan);
  }

  /** The names of the files that it refused something since the last plan. */
  refused() {
    return readFileSync(`${this.plan}.refused`, 'utf8').split('\n').filter(Boolean);
  }
}
