// What the running server has given up (server/cli/sandbox.h), tried from inside by probe_sandbox.c on the build that is deployed
// (PLENARIA_RELEASE_BUILD, or build-release), and that everything it has to do still works.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/binary.mjs';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { Browser, FakeProvider } from '../support/provider.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';
import { preload } from './preload.mjs';

const released = path.join(process.env.PLENARIA_RELEASE_BUILD ?? path.join(root, 'build-release'), 'bin/plenaria');
const skip = !existsSync(released) && 'there is no release build; one with sanitizers has no sandbox';
const [NONE, EPERM, ESRCH, EACCES] = [0, 1, 3, 13];
const WITHIN_MS = 5000;

/** A server with the probe in it, and an edit made, which the writer synced. */
async function probed(config) {
  const outside = path.join(temporaryFolder(), 'outside');
  const data = temporaryFolder();
  const env = { ...preload('probe_sandbox', 'PLENARIA_PROBE_DATA', data), PLENARIA_PROBE_OUTSIDE: outside };
  const file = path.join(temporaryFolder(), 'plenaria.conf');
  writeFileSync(file, config);
  const place = await Place.open({ data, program: [released], env, args: ['--config', file] });
  return place;
}

/** What one thread's attempts came to, by name, once all are told. */
async function attempts(server, thread) {
  for (const end = Date.now() + WITHIN_MS; Date.now() < end;) {
    const lines = [...server.stderr.matchAll(/^probe (\w+) ([\w-]+) (\d+)$/gm)].filter((line) => line[1] === thread);
    const found = Object.fromEntries(lines.map(([, , name, error]) => [name, Number(error)]));
    if ('exec' in found || (found['read-outside'] === NONE && 'code' in found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`no attempts of ${thread}: ${server.stderr}`);
}

const CONFINED = {
  'write-inside': NONE,
  'remove-inside': NONE,
  'read-outside': EACCES,
  'write-outside': EACCES,
  'chmod-outside': EPERM,
  'link-inside': EACCES,
  socket: EPERM,
  fork: EPERM,
  ptrace: EPERM,
  code: EPERM,
  exec: EPERM,
};

/** A pair of files in a folder, of a certificate that vouches for itself. */
function makeCertificate(subject, key, cert) {
  const { status } = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${subject}`, '-keyout', key, '-out', cert],
  ]);
  assert.equal(status, 0);
}

/** The server that is deployed, confined, with the login of a provider; its folder and the secret's go with it. */
async function withLogin(issuer, use) {
  const secrets = temporaryFolder();
  const secret = path.join(secrets, 'client');
  writeFileSync(secret, 's3cret/of the client\n');
  const settings = { sandbox: 'require', oidc_issuer: issuer, oidc_client: 'plenaria', oidc_secret_file: secret };
  const place = await Place.open({ program: [released], settings });
  try {
    assert.equal(place.server.sandbox, 'files,calls');
    await use(place.server);
  } finally {
    await place.close();
    rmSync(secrets, { recursive: true });
  }
}

describe('with the sandbox', { skip }, () => {
  test('neither thread can open what is outside, start a program or connect, and edits are kept', async () => {
    const place = await probed('sandbox = require\n');
    const { server } = place;
    assert.equal(server.sandbox, 'files,calls');
    const draft = await place.draft();
    await draft.plant(['p', 'fin']);
    const ledger = new Ledger();
    const writer = await draft.join('mexico');
    for (let count = 0; count < 20; count++) await ledger.write(writer);
    assert.deepEqual(await attempts(server, 'writer'), CONFINED);
    process.kill(server.pid, 'SIGUSR2');
    assert.deepEqual(await attempts(server, 'loop'), CONFINED);
    assert.equal((await fetch(`${server.url}/metrics`)).status, 200);
    await writer.close();
    await place.close();
  });

  test('import, invite, export, backup and verify work beside it', async () => {
    const place = await Place.open({ program: [released] });
    const draft = await place.draft({ text: '1. Uno.\n2. Dos.\n' });
    await (await draft.join('mexico')).close();
    const copy = path.join(place.folder, 'copy.db');
    for (const args of [
      ['backup', '--data', place.server.data, copy],
      ['verify', '--data', place.server.data],
      ['export', '--data', place.server.data, '--draft', draft.id, '--format', 'txt', '--lang', 'es'],
    ]) {
      const { code, stderr } = await cli.run(args);
      assert.equal(code, 0, `${args[0]}: ${stderr}`);
    }
    await place.close();
  });

  test('people sign in at a provider that is found by its name', async () => {
    const provider = await FakeProvider.start();
    provider.issuer = provider.issuer.replace('127.0.0.1', 'localhost');
    await withLogin(provider.issuer, async (server) => {
      for (const email of ['ana@gob.example', 'luis@gob.example']) {
        const browser = new Browser(server);
        assert.equal(await browser.signIn(provider, { email }, '/m/x'), '/m/x', server.stderr);
        assert.equal((await browser.you()).email, email);
      }
    });
    await provider.stop();
  });

  test('whom the machine trusts can be read: a provider is refused for its certificate alone', async () => {
    const folder = temporaryFolder();
    const [key, cert] = ['key', 'cert'].map((name) => path.join(folder, name));
    makeCertificate('localhost', key, cert);
    const provider = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) });
    await new Promise((resolve) => provider.listen(0, '127.0.0.1', resolve));
    await withLogin(`https://localhost:${provider.address().port}`, async (server) => {
      assert.match(await new Browser(server).startAt('/'), /problem=unavailable/);
      assert.match(server.stderr, /cannot be reached: SSL certificate problem: self.signed certificate/);
    });
    provider.close();
    rmSync(folder, { recursive: true });
  });

  test('a certificate that is renewed, by a new file behind a link, is read again', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'archive'));
    mkdirSync(path.join(folder, 'live'));
    const make = (number) => {
      const at = (name) => path.join(folder, 'archive', `${name}${number}.pem`);
      makeCertificate(`plenaria-${number}`, at('key'), at('cert'));
      for (const name of ['cert', 'key']) {
        const link = path.join(folder, 'live', `${name}.pem`);
        assert.equal(spawnSync('ln', ['-s', `../archive/${name}${number}.pem`, `${link}.new`]).status, 0);
        renameSync(`${link}.new`, link);
      }
    };
    make(1);
    const [cert, key] = ['cert', 'key'].map((name) => path.join(folder, 'live', `${name}.pem`));
    const server = await Server.start({ program: [released], args: ['--tls-cert', cert, '--tls-key', key] });
    const subject = () =>
      spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${server.port}`], { input: '', encoding: 'utf8' }).stdout;
    assert.match(subject(), /CN ?= ?plenaria-1/);
    make(2);
    process.kill(server.pid, 'SIGHUP');
    const end = Date.now() + WITHIN_MS;
    while (!/CN ?= ?plenaria-2/.test(subject())) assert.ok(Date.now() < end, server.stderr);
    await server.close();
    rmSync(folder, { recursive: true });
  });
});

test('without it the same attempts go well, so that the probe proves something', { skip }, async () => {
  const place = await probed('sandbox = off\n');
  assert.equal(place.server.sandbox, 'off');
  process.kill(place.server.pid, 'SIGUSR2');
  const found = await attempts(place.server, 'loop');
  for (const name of ['read-outside', 'write-outside', 'link-inside', 'socket', 'fork', 'code']) {
    assert.equal(found[name], NONE, name);
  }
  assert.equal(found.ptrace, ESRCH, 'asked after a process that nobody traces');
  await place.server.exited;
  rmSync(place.server.data, { recursive: true, force: true });
  rmSync(place.folder, { recursive: true, force: true });
});

test('a setting that does not exist is refused', async () => {
  const file = path.join(temporaryFolder(), 'plenaria.conf');
  writeFileSync(file, 'sandbox = maybe\n');
  const { code, stderr } = await cli.run(['serve', '--data', temporaryFolder(), '--config', file]);
  assert.equal(code, 2);
  assert.match(stderr, /Give sandbox as on, off or require\./);
});
