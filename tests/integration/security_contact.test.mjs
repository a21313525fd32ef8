// What those who look after security ask for: whom to write to, and what all this is made of.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { plenaria, root } from '../support/binary.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

describe('/.well-known/security.txt', () => {
  const get = (server) => fetch(`${server.url}/.well-known/security.txt`);

  test('names the contact of the settings, and a time until which it counts', async () => {
    const folder = temporaryFolder();
    const config = path.join(folder, 'plenaria.conf');
    writeFileSync(config, 'security_contact = mailto:security@plenaria.example\n');
    const server = await Server.start({ args: ['--config', config] });
    const response = await get(server);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/plain/);
    const text = await response.text();
    assert.match(text, /^Contact: mailto:security@plenaria\.example$/m);
    assert.ok(Date.parse(/^Expires: (.*)$/m.exec(text)[1]) > Date.now());
    await server.close();
    rmSync(folder, { recursive: true });
  });

  test('is not there where nobody is named', async () => {
    const server = await Server.start();
    assert.equal((await get(server)).status, 404);
    await server.close();
  });
});

describe('the bill of materials', () => {
  const known = spawnSync('dpkg-query', ['--version']).status === 0 && spawnSync('ldd', ['--version']).status === 0;

  test(
    'names every package that ships in the page, and the libraries of the program',
    { skip: !known && 'this is no Debian' },
    () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'deploy/sbom.mjs'), plenaria], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      const bom = JSON.parse(stdout);
      assert.equal(bom.bomFormat, 'CycloneDX');
      const names = bom.components.map(({ name }) => name);
      const { dependencies } = JSON.parse(readFileSync(path.join(root, 'client-web/package.json'), 'utf8'));
      for (const name of Object.keys(dependencies)) assert.ok(names.includes(name), name);
      for (const library of [
        /^libuv1/,
        /^libwebsockets/,
        /^libsqlite3/,
        /^libcjson/,
        /^libssl/,
        /^libutf8proc/,
        /^libzip/,
        /^libexpat/,
        /^libcurl/,
      ]) {
        assert.ok(
          names.some((name) => library.test(name)),
          String(library),
        );
      }
      assert.ok(!names.includes('playwright-core'), 'what only tests use does not ship');
      for (const { purl, version } of bom.components) assert.ok(purl.includes('@') && version, purl);
    },
  );
});
