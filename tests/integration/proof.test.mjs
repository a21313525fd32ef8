// What lets people check the server: keys, checkpoints, receipts, bundles; by the program, and by the script that knows nothing of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Client } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

const script = path.join(root, 'protocol/verify.mjs');

let place;
let draft;
let folder;

/** What the stand-alone script says: { code, stdout, stderr }. */
function stranger(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

function file(name, text) {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
}

const get = async (who, address) => (await draft.request(who, address)).text();
const vkey = async () => (await (await fetch(`${place.server.url}/api/key`)).json()).key;

before(async () => {
  folder = temporaryFolder();
  place = await Place.open();
  draft = await place.draft({ text: '1. Aprobar.\n2. Agradecer.\n' });
  await draft.join('observer'); // so that the log has the seat before it is read
  const [mexico, canada] = [await draft.join('mexico'), await draft.join('canada')];
  const { items } = await draft.snapshot();
  for (let count = 0; count < 5; count++) {
    await mexico.edit(change.insert(items[0].id, 0, 'á'));
    await canada.edit(change.insert(items[1].id, 0, 'é'));
  }
});

after(async () => {
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a bundle', () => {
  test('is the same from the server and from the command, and holds for both who check it', async () => {
    const key = await vkey();
    const bundle = file('b.plenaria', await get('observer', '/bundle'));
    const { seq } = JSON.parse(readFileSync(bundle, 'utf8').split('\n')[0]);
    const { hash: head } = JSON.parse((await get('observer', '/ops')).split('\n')[seq - 1]);
    for (const [who, found] of [
      ['the program', await cli.run(['verify', '--bundle', bundle, '--key', key])],
      ['the script', stranger(bundle, key)],
    ]) {
      assert.equal(found.code, 0, `${who}: ${found.stderr}`);
      const said = JSON.parse(found.stdout);
      assert.deepEqual({ draft: said.draft, seq: said.seq, head: said.head, key: said.key }, { draft: draft.id, seq, head, key });
      assert.match(said.fingerprint, /^\d{4} \d{4} \d{4} \d{4}$/);
    }
    const written = path.join(folder, 'written');
    await cli.succeed(['bundle', '--data', place.server.data, '--draft', draft.id, written]);
    const lines = (text) => text.split('\n').filter((line) => !line.startsWith('{"checkpoint"'));
    assert.deepEqual(lines(readFileSync(written, 'utf8')), lines(readFileSync(bundle, 'utf8')));
  });

  test('holds no token', async () => {
    const text = await get('chair', '/bundle');
    for (const who of ['chair', 'mexico', 'canada', 'observer']) assert.ok(!text.includes((await draft.seat(who)).token));
  });

  test('that was changed anywhere is found out by both', async () => {
    const text = await get('observer', '/bundle');
    const lines = text.trimEnd().split('\n');
    const other = JSON.parse(await cli.succeed(['key', '--data', temporaryFolder()])).key;
    const swapped = (a, b) => {
      const copy = [...lines];
      [copy[a], copy[b]] = [copy[b], copy[a]];
      return copy;
    };
    const signature = lines.at(-1).replace(/ ([A-Za-z0-9+/]{20})/, (_, head) => ` ${[...head].reverse().join('')}`);
    for (const [what, changed, key] of [
      ['a letter of an op', lines.map((line, at) => (at === 3 ? line.replace('"at":1', '"at":2') : line))],
      ['an op taken out', lines.filter((_, at) => at !== 4)],
      ['two ops swapped', swapped(3, 4)],
      ['the last op cut off', lines.filter((_, at) => at !== lines.length - 3)],
      ['a forged signature', [...lines.slice(0, -1), signature]],
      ['a cut end', lines.slice(0, -1)],
      ['something added', [...lines, '{}']],
      ['another key', lines, other],
    ]) {
      const at = file('changed', `${changed.join('\n')}\n`);
      const key_args = key ? ['--key', key] : [];
      const program = await cli.run(['verify', '--bundle', at, ...key_args]);
      assert.equal(program.code, 1, `${what}: the program believed it`);
      assert.equal(program.stderr.trim().split('\n').length, 1, program.stderr);
      const script = stranger(at, ...(key ? [key] : []));
      assert.equal(script.code, 1, `${what}: the script believed it`);
    }
  });

  test('with a rewritten tail is not what was signed', async () => {
    // Another server with the same ops, and others behind them: its own chain is good, and its signature is not ours.
    const text = await get('observer', '/bundle');
    const data = temporaryFolder();
    await cli.succeed(['restore', '--data', data, '--bundle', file('b', text)]);
    const server = await Server.start({ data });
    const { url } = await cli.invite(data, draft.id, 'chair');
    await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: url.split('#')[1] }),
    });
    await server.stop();
    const longer = path.join(folder, 'longer');
    await cli.succeed(['bundle', '--data', data, '--draft', draft.id, longer]);
    const found = await cli.run(['verify', '--bundle', longer, '--key', await vkey()]);
    assert.equal(found.code, 1);
    assert.match(found.stderr, /not signed by/);
    rmSync(data, { recursive: true, force: true });
  });

  test('with a rewritten tail that the host itself has signed is not what somebody has kept a note of', async () => {
    const text = await get('observer', '/bundle');
    const mexico = await draft.join('mexico');
    const { items } = await draft.snapshot();
    await mexico.edit(change.insert(items[0].id, 0, 'dicho '));
    const kept = file('kept-before', await get('observer', '/checkpoint'));
    const data = temporaryFolder();
    for (const name of ['checkpoint.key', 'checkpoint.keys'])
      copyFileSync(path.join(place.server.data, name), path.join(data, name));
    await cli.succeed(['restore', '--data', data, '--bundle', file('b2', text)]);
    const server = await Server.start({ data });
    const { token } = await cli.invite(data, draft.id, 'delegation', { delegation: 'MX' });
    const liar = new Client({ server, draft: draft.id, token });
    await liar.connect();
    for (let count = 0; count < 3; count++) await liar.edit(change.insert(items[0].id, 0, 'otro '));
    await liar.drop();
    await server.stop();
    const rewritten = path.join(folder, 'rewritten');
    await cli.succeed(['bundle', '--data', data, '--draft', draft.id, rewritten]);
    const key = await vkey();
    assert.equal(stranger(rewritten, key).code, 0, 'by itself nothing tells it from a true one');
    const found = stranger(rewritten, key, kept);
    assert.equal(found.code, 1, 'the script believed it');
    assert.match(found.stderr, /another history/);
    rmSync(data, { recursive: true, force: true });
  });

  test('is taken over by another server, which goes on with it', async () => {
    const data = temporaryFolder();
    const bundle = file('b', await get('observer', '/bundle'));
    const before = await draft.snapshot();
    await cli.succeed(['restore', '--data', data, '--bundle', bundle]);
    const again = await cli.run(['restore', '--data', data, '--bundle', bundle]);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /already/);
    const server = await Server.start({ data });
    const { token } = await cli.invite(data, draft.id, 'chair', { name: 'Nueva' });
    const ask = async (address) =>
      (await fetch(`${server.url}/api/drafts/${draft.id}${address}`, { headers: { authorization: `Bearer ${token}` } })).text();
    for (const end = Date.now() + 10_000; ;) {
      const now = JSON.parse(await ask(''));
      assert.deepEqual(now.items, before.items);
      // Who was given a seat here stands in the log, counted behind what was done to seats there.
      if (now.participants.some(({ name }) => name === 'Nueva')) break;
      assert.ok(Date.now() < end, 'the new seat is in the record');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await server.close();
    assert.equal((await cli.verify(data)).code, 0);
    rmSync(data, { recursive: true, force: true });
  });
});

describe('a checkpoint', () => {
  test('names what the log is, signed', async () => {
    const [origin, count, hash, time] = (await get('observer', '/checkpoint')).split('\n');
    const { seq, head } = await draft.snapshot(Number(count));
    assert.equal(origin, `plenaria/${draft.id}`);
    assert.equal(Number(count), seq);
    assert.equal(Buffer.from(hash, 'base64').toString('hex'), head);
    assert.ok(Math.abs(Number(time.slice(5)) - Date.now()) < 60_000);
  });

  test('is for who has a seat', async () => {
    assert.equal((await fetch(`${place.server.url}/api/drafts/${draft.id}/checkpoint`)).status, 401);
    assert.equal((await fetch(`${place.server.url}/api/drafts/${draft.id}/bundle`)).status, 401);
    assert.equal((await fetch(`${place.server.url}/api/drafts/${draft.id}/receipt`)).status, 401);
    assert.equal((await fetch(`${place.server.url}/api/key`)).status, 200);
  });
});

describe('a receipt', () => {
  test('holds the delegation’s own ops, and holds of the log', async () => {
    const receipt = await get('mexico', '/receipt');
    const ops = (await get('mexico', '/ops'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { participants } = await draft.snapshot();
    const own = participants.filter(({ delegation }) => delegation === 'MX').map(({ id }) => id);
    const expected = ops
      .filter(({ op }) => own.includes(op.by))
      .map(({ op, hash }) => `op ${op.seq} ${Buffer.from(hash, 'hex').toString('base64')}`);
    assert.deepEqual(
      receipt.split('\n').filter((line) => line.startsWith('op ')),
      expected,
    );
    assert.ok(receipt.includes('\ndelegation MX\n'));
    const at = file('receipt', receipt);
    const key = await vkey();
    for (const args of [
      ['--data', place.server.data],
      ['--key', key],
      ['--data', place.server.data, '--key', key],
    ]) {
      const { code, stdout, stderr } = await cli.run(['verify', '--receipt', at, ...args]);
      assert.equal(code, 0, stderr);
      assert.equal(JSON.parse(stdout).ops, expected.length);
    }
    assert.equal(stranger(at, key).code, 0);
    assert.equal(stranger(file('lied', receipt.replace(/^op (\d)/m, 'op 1$1')), key).code, 1);
  });

  test('shows an older backup that was put back, and a log that was rewritten', async () => {
    const bundle = file('before', await get('observer', '/bundle'));
    const mexico = await draft.join('mexico');
    const { items } = await draft.snapshot();
    await mexico.edit(change.insert(items[0].id, 0, 'tarde '));
    const receipt = file('receipt', await get('mexico', '/receipt'));
    const key = await vkey();
    const older = await cli.run(['verify', '--receipt', receipt, '--bundle', bundle, '--key', key]);
    assert.equal(older.code, 1);
    assert.match(older.stderr, /older backup/);
    const now = file('after', await get('observer', '/bundle'));
    const kept = file('kept', await get('observer', '/checkpoint'));
    for (const note of [receipt, kept]) {
      assert.equal(stranger(now, key, note).code, 0);
      const found = stranger(bundle, key, note);
      assert.equal(found.code, 1, 'the script believed an older backup');
      assert.match(found.stderr, /older backup/);
    }
  });
});

test('the next key is signed by the one before, and a running server takes it at SIGHUP', async () => {
  const old = await vkey();
  const early = file('early', await get('mexico', '/receipt'));
  const { key: next } = JSON.parse(await cli.succeed(['key', '--data', place.server.data, '--rotate']));
  assert.notEqual(next, old);
  assert.equal(await vkey(), old);
  process.kill(place.server.pid, 'SIGHUP');
  for (const end = Date.now() + 5000; (await vkey()) !== next;) assert.ok(Date.now() < end, place.server.stderr);
  const { keys } = await (await fetch(`${place.server.url}/api/key`)).json();
  assert.deepEqual(
    keys.map(({ key }) => key),
    [old, next],
  );
  assert.ok(keys[1].succession);
  assert.equal((await cli.run(['verify', '--receipt', early, '--data', place.server.data])).code, 0, 'older receipts still hold');
  assert.equal(stranger(file('late', await get('mexico', '/receipt')), next).code, 0);
});
