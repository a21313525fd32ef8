// The samples in deploy/: what each promises to whoever copies it, and that every setting is shown.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { plenaria, root } from '../support/binary.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';

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

describe('what watches the server', () => {
  let told;
  let place;
  before(async () => {
    place = await Place.open();
    told = await (await fetch(`${place.server.url}/metrics`)).text();
  });
  after(() => place.close());

  for (const name of ['grafana.json', 'alerts.yaml']) {
    test(`${name} asks for nothing that /metrics does not tell`, () => {
      const names = new Set(sample(name).match(/\bplenaria_[a-z_]+/g));
      assert.ok(names.size > 5);
      for (const metric of names) assert.ok(told.includes(`# TYPE ${metric.replace(/_bucket$/, '')} `), metric);
    });
  }
  test('grafana.json is a dashboard whose panels do not overlap', () => {
    const { panels } = JSON.parse(sample('grafana.json'));
    const places = panels.map(({ gridPos: { x, y } }) => `${x},${y}`);
    assert.equal(new Set(places).size, panels.length);
    for (const { title, targets } of panels) assert.ok(title && targets.length);
  });
});

describe('backups by the clock', () => {
  test('the unit calls a command that the program has, as the account of the server', () => {
    const text = sample('plenaria-backup.service');
    const [, command] = text.match(/^ExecStart=\/usr\/local\/bin\/plenaria (.*)$/m);
    const words = command.split(' ').map((word) => (word.startsWith('/') ? path.join(temporaryFolder(), 'none') : word));
    const { status, stderr } = spawnSync(plenaria, words, { encoding: 'utf8' });
    assert.equal(status, 1, `understood, and the folder is not there: ${stderr}`);
    assert.match(text, /^User=plenaria$/m);
  });
  test('the containers of compose.yaml run without privileges and on a file system that they cannot write to', () => {
    const text = sample('compose.yaml');
    const services = text
      .slice(text.indexOf('services:'), text.indexOf('\nnetworks:'))
      .split(/^ {2}(?=\w+:$)/m)
      .slice(1);
    assert.equal(services.length, 3);
    for (const service of services) {
      assert.match(service, /read_only: true/);
      assert.match(service, /cap_drop: \[ALL\]/);
      assert.match(service, /no-new-privileges:true/);
    }
  });
});
