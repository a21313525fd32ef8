// The first command of the README: a step that fails stops it, and it says which and why. The programs that it calls are stood in for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { root } from '../support/binary.mjs';
import { temporaryFolder } from '../support/server.mjs';

const folders = [];
function temporary() {
  folders.push(temporaryFolder());
  return folders.at(-1);
}
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder with programs of the given names, each a shell script. */
function programs(scripts) {
  const folder = temporary();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return folder;
}

function run(script, cwd, scripts, args = []) {
  const PATH = `${programs(scripts)}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync('sh', [script, ...args], {
    cwd,
    env: { ...process.env, PATH },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** A copy of what quickstart.sh reads, so that nothing is built in this checkout. */
function checkout() {
  const folder = temporary();
  mkdirSync(path.join(folder, 'deploy'));
  cpSync(path.join(root, 'deploy/quickstart.sh'), path.join(folder, 'deploy/quickstart.sh'));
  return folder;
}

describe('quickstart.sh', () => {
  test('stops where the page does not build, says so, and starts no server', () => {
    const folder = checkout();
    const { status, stdout, stderr } = run('deploy/quickstart.sh', folder, {
      cmake: '[ "$1" = --build ] || exit 0; echo "page: error: the page does not build (see above)"; exit 1',
    });
    assert.equal(status, 1);
    assert.match(stderr, /page: error: the page does not build/);
    assert.match(stderr, /Plenaria is not built: "cmake --build build .*" failed/);
    assert.doesNotMatch(stdout, /Plenaria runs|Built/);
    assert.ok(!existsSync(path.join(folder, 'data')));
  });

  test('stops where the server cannot be configured', () => {
    const { status, stderr } = run('deploy/quickstart.sh', checkout(), { cmake: 'echo "CMake Error: no"; exit 1' });
    assert.equal(status, 1);
    assert.match(stderr, /CMake Error: no/);
  });
});

describe('building the page', () => {
  /** A copy of the folder of the page whose packages are there, and whose build is up to the test. */
  function page() {
    const folder = temporary();
    cpSync(path.join(root, 'client-web/build_page.sh'), path.join(folder, 'build_page.sh'));
    writeFileSync(path.join(folder, 'package-lock.json'), '{}');
    return folder;
  }

  test('fails where npm cannot install what it needs', () => {
    const { status, stderr } = run('build_page.sh', page(), { npm: 'exit 1' }, ['out']);
    assert.equal(status, 1);
    assert.match(stderr, /^page: error: npm ci could not install/m);
  });

  test('fails where the build fails, and leaves the page that was there', () => {
    const folder = page();
    mkdirSync(path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), '{}');
    mkdirSync(path.join(folder, 'out'));
    writeFileSync(path.join(folder, 'out/index.html'), 'old');
    const { status, stderr } = run('build_page.sh', folder, { npm: 'exit 0', node: 'exit 1' }, ['out']);
    assert.equal(status, 1);
    assert.match(stderr, /^page: error: the page does not build/m);
    assert.ok(existsSync(path.join(folder, 'out/index.html')));
  });
});
