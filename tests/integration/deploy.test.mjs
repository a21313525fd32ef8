// The samples in deploy/: what each promises to whoever copies it, and that every setting is shown.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
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

const nginx = spawnSync('nginx', ['-v']).status === 0;
test(
  'nginx-login.conf: the login says who one is, and what a browser says of it is nothing',
  {
    skip: !nginx && 'nginx is not here',
  },
  async () => {
    const folder = temporaryFolder();
    const socket = path.join(folder, 'http.sock');
    const place = await Place.open({ settings: { proxy_user_header: 'X-Forwarded-Email', proxy_socket: socket } });
    const login = http.createServer((request, response) => {
      const email = /who=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
      if (request.url === '/oauth2/sign_in') response.end(`sign in, then ${request.headers['x-auth-request-redirect']}`);
      else response.writeHead(email ? 202 : 401, email ? { 'x-auth-request-email': email } : {}).end();
    });
    await new Promise((resolve) => login.listen(0, '127.0.0.1', resolve));
    const listen = path.join(folder, 'people.sock');
    writeFileSync(
      path.join(folder, 'locations'),
      sample('nginx-login.conf')
        .replaceAll('/run/plenaria-proxy/http.sock', socket)
        .replaceAll('127.0.0.1:4180', `127.0.0.1:${login.address().port}`),
    );
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${path.join(folder, name)};`,
    );
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/errors; events {}
     http { access_log off; ${temporary.join(' ')} server { listen unix:${listen}; include ${folder}/locations; } }`,
    );
    const proxy = spawn('nginx', ['-c', path.join(folder, 'nginx.conf'), '-e', path.join(folder, 'errors')]);
    const ask = (where, headers) =>
      new Promise((resolve, reject) => {
        http
          .get({ socketPath: listen, path: where, headers: { host: 'plenaria.example', ...headers } }, async (response) => {
            let text = '';
            for await (const bytes of response) text += bytes;
            resolve({ text, ...response.headers });
          })
          .on('error', reject);
      });
    try {
      for (let tries = 0; !existsSync(listen); tries++) {
        assert.ok(tries < 200, existsSync(path.join(folder, 'errors')) && readFileSync(path.join(folder, 'errors'), 'utf8'));
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      for (const headers of [{}, { 'x-forwarded-email': 'eva@b.example' }])
        assert.equal((await ask('/api/login/start?back=/m/x', headers)).text, 'sign in, then /api/login/start?back=/m/x');
      const signed = await ask('/api/login/start?back=/m/x', {
        cookie: 'who=ana@b.example',
        'x-forwarded-email': 'eva@b.example',
      });
      assert.equal(new URL(signed.location, 'http://plenaria.example').pathname, '/m/x');
      const [cookie] = signed['set-cookie'].map((line) => line.split(';')[0]);
      assert.equal(JSON.parse((await ask('/api/login', { cookie })).text).you.email, 'ana@b.example');
    } finally {
      proxy.kill();
      login.close();
      await place.close();
      rmSync(folder, { recursive: true });
    }
  },
);

describe('the systemd unit', () => {
  test('waits for the server, notices when it hangs, and bounds what it may take', () => {
    const text = sample('plenaria.service');
    for (const line of [/^Type=notify$/m, /^WatchdogSec=\d+$/m, /^LimitCORE=0$/m, /^MemoryMax=\d+G$/m]) {
      assert.match(text, line);
    }
  });
});

/** Whether a program is here, wherever Debian puts it. */
const isHere = (tool) => spawnSync(tool, ['--version']).error === undefined;

/** What stands between @ in patroni.yml, as for one server. */
const OF_ONE_SERVER = {
  NAME: 'a',
  LISTEN: '127.0.0.1',
  HOST: '10.0.0.11',
  PORT: '5499',
  REST: '8499',
  ETCD: '127.0.0.1:2399',
  BIN: '/usr/lib/postgresql/15/bin',
  PASSWORD: 'x',
  NET: '127.0.0.1/32',
  AUTH: 'trust',
  WATCHDOG: 'off',
};

describe('each sample is read without a complaint by the program that it is for', () => {
  let folder;
  let certificate;
  before(() => {
    folder = temporaryFolder('plenaria-samples-');
    certificate = path.join(folder, 'plenaria.pem');
    const key = path.join(folder, 'key');
    const make = `req -x509 -newkey rsa:2048 -nodes -subj /CN=plenaria.example -days 2 -keyout ${key} -out ${certificate}`;
    assert.equal(spawnSync('openssl', make.split(' ')).status, 0);
    writeFileSync(certificate, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The sample as a file of the folder, with what it says of another machine changed to this one. */
  function here(name, change = (text) => text) {
    const file = path.join(folder, path.basename(name));
    writeFileSync(file, change(sample(name)));
    return file;
  }
  const withProgram = (text) => text.replace('/usr/local/bin/plenaria', plenaria);
  const withCertificate = (text) => text.replace(/\/etc\/\S+\.(?:pem|key)\b/g, certificate);
  const inHttp = (text) =>
    `pid ${folder}/pid; error_log ${folder}/errors; events {} http { access_log off; ${withCertificate(text).replace(/listen (80|443)/g, `listen unix:${folder}/$1`)} }`;
  const withoutName = (text) => text.replace(/^name: .*\n/m, ''); // which Debian's docker-compose 1.29 does not know yet
  const asOneServer = (text) => text.replace(/@(\w+)@/g, (_, name) => (name === 'DIR' ? folder : OF_ONE_SERVER[name]));
  const secrets = { PLENARIA_HOST: 'plenaria.example', DATABASE_PASSWORD: 'x', CLUSTER_SECRET: 'x' };

  const judges = [
    ['plenaria.service', 'systemd-analyze', () => ['verify', here('plenaria.service', withProgram)]],
    ['plenaria-backup.service', 'systemd-analyze', () => ['verify', here('plenaria-backup.service', withProgram)]],
    [
      'plenaria-backup.timer',
      'systemd-analyze',
      () => (here('plenaria-backup.service', withProgram), ['verify', here('plenaria-backup.timer')]),
    ],
    [
      'plenaria.service, its exposure ("OK")',
      'systemd-analyze',
      () => ['security', '--offline=true', '--threshold=20', here('plenaria.service')],
    ],
    ['cluster/haproxy.cfg', 'haproxy', () => ['-c', '-f', here('cluster/haproxy.cfg', withCertificate)]],
    ['nginx.conf', 'nginx', () => ['-t', '-e', path.join(folder, 'errors'), '-c', here('nginx.conf', inHttp)]],
    ['Caddyfile', 'caddy', () => ['validate', '--adapter', 'caddyfile', '--config', here('Caddyfile')]],
    ['alerts.yaml', 'promtool', () => ['check', 'rules', here('alerts.yaml')]],
    ['compose.yaml', 'docker-compose', () => ['-f', here('compose.yaml', withoutName), 'config', '--quiet']],
    ['cluster/compose.yaml', 'docker-compose', () => ['-f', here('cluster/compose.yaml', withoutName), 'config', '--quiet']],
  ];
  for (const [what, tool, args] of judges)
    test(`${what}, by ${tool}`, { skip: !isHere(tool) && `${tool} is not here` }, () => {
      const env = { ...process.env, ...secrets, HOME: folder };
      const { status, stdout, stderr } = spawnSync(tool, args(), { encoding: 'utf8', env });
      assert.equal(status, 0, (stdout + stderr).slice(-2000));
      assert.doesNotMatch(stdout + stderr, /\bwarn(ing)?\b/i);
    });

  // It asks for an etcd that answers, and for the rules of access in a place where it takes them only at the first start.
  test('cluster/patroni.yml, by patroni', { skip: !isHere('patroni') && 'patroni is not here' }, () => {
    const { stdout, stderr } = spawnSync('patroni', ['--validate-config', here('cluster/patroni.yml', asOneServer)], {
      encoding: 'utf8',
    });
    const complaints = (stdout + stderr).split('\n').filter(Boolean);
    assert.deepEqual(complaints, [
      'bootstrap.pg_hba  is not defined.',
      "etcd.hosts 127.0.0.1:2399 didn't pass validation: '127.0.0.1:2399 is not reachable'",
    ]);
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
  let folder;
  before(async () => {
    folder = temporaryFolder('plenaria-watch-');
    const hook = { name: 'archive', url: 'https://archive.example/', secret_file: path.join(folder, 'secret') };
    writeFileSync(hook.secret_file, 'a secret of hooks, long\n');
    writeFileSync(path.join(folder, 'hooks.json'), JSON.stringify([hook]));
    place = await Place.open({ settings: { hook_file: path.join(folder, 'hooks.json') } });
    told = await (await fetch(`${place.server.url}/metrics`)).text();
  });
  after(async () => {
    await place.close();
    rmSync(folder, { recursive: true, force: true });
  });

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
  test('so do those of the cluster, and its scripts are shell', () => {
    const text = sample('cluster/compose.yaml');
    const services = text
      .slice(text.indexOf('services:'), text.indexOf('\nnetworks:'))
      .split(/^ {2}(?=[\w-]+:$)/m)
      .slice(1);
    assert.equal(services.length, 10);
    for (const service of services) assert.match(service, /<<: \*(contained|database|node)\n/);
    for (const kind of ['database', 'node']) assert.match(text, new RegExp(`&${kind}\n {2}<<: \\*contained\n`));
    assert.match(
      text,
      /&contained\n(?: {2}.*\n)* {2}read_only: true\n {2}cap_drop: \[ALL\]\n {2}security_opt: \["no-new-privileges:true"\]\n/,
    );
    for (const script of ['database.sh', 'node.sh']) {
      const file = path.join(root, 'deploy/cluster', script);
      assert.equal(spawnSync('sh', ['-n', file]).status, 0, script);
    }
  });
});
