// The samples in deploy/: what each promises to whoever copies it, and that every setting is shown.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/binary.mjs';

const sample = (name) => readFileSync(path.join(root, 'deploy', name), 'utf8');

describe('proxies', () => {
  for (const name of ['nginx.conf', 'Caddyfile']) {
    test(`${name} closes what is for operators and asks browsers for TLS`, () => {
      const text = sample(name);
      for (const path of ['/metrics', '/readyz']) assert.match(text, new RegExp(`(= |path .*)${path}\\b`));
      assert.match(text, /Strict-Transport-Security "max-age=\d{8}"/);
      assert.doesNotMatch(text, /proxy_add_x_forwarded_for/, 'what a client claims must not reach the server');
    });
  }
});

describe('the systemd unit', () => {
  test('waits for the server, notices when it hangs, and bounds what it may take', () => {
    const text = sample('plenaria.service');
    for (const line of [/^Type=notify$/m, /^WatchdogSec=\d+$/m, /^LimitCORE=0$/m, /^MemoryMax=\d+G$/m]) {
      assert.match(text, line);
    }
  });

  const known = spawnSync('systemd-analyze', ['--version']).status === 0;
  test('is judged "OK" by systemd', { skip: !known && 'systemd-analyze is not here' }, () => {
    const file = path.join(root, 'deploy/plenaria.service');
    const { status, stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout.slice(-300));
  });
});

test('plenaria.conf shows every setting', () => {
  const table = readFileSync(path.join(root, 'server/config.c'), 'utf8');
  const names = [...table.matchAll(/^ {4}(?:TEXT|NUMBER|LIMIT)\((\w+),/gm)].map(([, name]) => name);
  assert.ok(names.length > 10);
  const shown = sample('plenaria.conf');
  for (const name of names) assert.match(shown, new RegExp(`^${name} =`, 'm'), name);
});
