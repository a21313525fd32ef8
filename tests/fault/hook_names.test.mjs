// The name of a hook leads elsewhere once it is known: to an address inside. Promised: that one is not called, whatever the name led to before.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { HookServer } from '../support/hook_server.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { preload } from './preload.mjs';

let folder;
let env;
let place;
let allowed;
let inside;
beforeEach(() => {
  folder = temporaryFolder('plenaria-fault-');
  env = preload('fault_names', 'PLENARIA_FAULT_NAMES', path.join(folder, 'names'));
});
afterEach(async () => {
  await place?.close();
  await allowed?.close();
  await inside?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A receiver that may be called and one that may not, at the same port; and a hook whose name leads to what `lines` say. */
async function open(...lines) {
  allowed = await HookServer.open({ host: '127.0.0.2' });
  inside = await HookServer.open({ host: '127.0.0.1', port: allowed.port });
  allowed.answer = () => (request, response) => {
    response.writeHead(204, { connection: 'close' }).end();
  };
  writeFileSync(path.join(folder, 'names'), lines.map((line) => `${line}\n`).join(''));
  writeFileSync(path.join(folder, 'secret'), 'a secret of hooks, long\n');
  const hook = { name: 'archive', url: `http://rebind.test:${allowed.port}/`, secret_file: path.join(folder, 'secret') };
  writeFileSync(path.join(folder, 'hooks.json'), JSON.stringify([hook]));
  place = await Place.open({
    env,
    settings: {
      hook_file: path.join(folder, 'hooks.json'),
      hook_allow: '127.0.0.2',
      hook_tls: 'optional',
      hook_retry_seconds: 1,
    },
  });
}

async function until(condition, ms = 20_000) {
  for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (await condition()) return;
    assert.ok(Date.now() < end, `waited for ${condition}`);
  }
}

const fails = async () => /inside a network/.test(await cli.succeed(['admin', 'hook', 'list', '--data', place.server.data]));

test('a name that led to an address that may be called, and then to one inside, is not followed there', async (t) => {
  if (!env) return t.skip('the library fault_names is not built here');
  await open('127.0.0.2', '127.0.0.1');
  const draft = await place.draft();
  const chair = await draft.join('chair');
  await chair.edit(change.insert('i1', 0, 'x'));
  await until(() => allowed.calls);
  await chair.edit(change.insert('i1', 0, 'y'));
  await until(fails);
  assert.equal(inside.calls, 0);
  await draft.leave();
});

test('of several addresses only those are tried that may be called', async (t) => {
  if (!env) return t.skip('the library fault_names is not built here');
  await open('127.0.0.1 ::1 127.0.0.2');
  const draft = await place.draft();
  await (await draft.join('chair')).edit(change.insert('i1', 0, 'x'));
  await until(() => allowed.calls);
  assert.equal(inside.calls, 0);
  await draft.leave();
});
