// Hooks: other servers are told of every op, in order, signed, at least once, whatever they and the network do; and of nothing else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { root } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { HookServer } from '../support/hook_server.mjs';
import { certificate } from '../support/mail_server.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { until } from '../support/until.mjs';

const secret = 'a secret of hooks, long';
let folder;
let tls;
let receivers;
let place;
let meeting;
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-hooks-'));
  tls = certificate(folder);
});
after(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await meeting?.leave();
  await place?.close();
  for (const receiver of receivers ?? []) await receiver.close();
  [receivers, place, meeting] = [];
});

async function receive(options) {
  const receiver = await HookServer.open(options);
  (receivers ??= []).push(receiver);
  return receiver;
}

/** Writes the file of hooks and gives the settings that use it. */
function settingsOf(hooks, more = {}) {
  const secretFile = path.join(folder, 'secret');
  writeFileSync(secretFile, `${secret}\n`);
  const file = path.join(folder, 'hooks.json');
  writeFileSync(file, JSON.stringify(hooks.map((hook) => ({ secret_file: secretFile, ...hook }))));
  return { hook_file: file, hook_allow: '127.0.0.1', hook_tls: 'optional', hook_retry_seconds: 1, ...more };
}

async function open(hooks, more) {
  place = await Place.open({ settings: settingsOf(hooks, more) });
}

const hook = (command, ...args) => cli.succeed(['admin', 'hook', command, '--data', place.server.data, ...args]);
const listed = async () =>
  (await hook('list'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const write = (client, words) => client.edit(change.insert('i1', 0, words));

/** Everything of the draft has been told, as its log has it. */
async function isTold(receiver, draft) {
  const log = (await draft.log()).trimEnd().split('\n');
  await until(() => receiver.log(draft.id).length >= log.length);
  assert.deepEqual(
    receiver.log(draft.id),
    log.map((line) => JSON.parse(line)),
  );
  assert.deepEqual(receiver.wrong, []);
}

test('each op of a draft is told, from its first on, as the log has it, with its hash', async () => {
  const receiver = await receive();
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  const chair = await draft.join('chair');
  for (let i = 0; i < 5; i++) await write(chair, 'x');
  await isTold(receiver, draft);
  const [first] = receiver.told;
  assert.deepEqual([first.type, first.hook, first.draft, first.from], ['ops', 'archive', draft.id, 1]);
  assert.equal(first.delivery, `${draft.id}.1-${first.to}`);
});

test('over https with a certificate that is trusted, and not over one that nobody vouches for', async () => {
  const receiver = await receive({ tls });
  const hooks = [{ name: 'archive', url: receiver.url }];
  await open(hooks, { hook_tls: 'required', hook_ca_file: tls.cert });
  let draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await isTold(receiver, draft);
  await place.close();

  const told = receiver.calls;
  await open(hooks, { hook_tls: 'required' });
  draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  const { why } = await until(async () => (await listed()).find((one) => one.why));
  assert.match(why, /certificate/);
  assert.equal(receiver.calls, told);
});

test('drafts come in order while several people write, one delivery at a time, and several hooks do not wait for each other', async () => {
  const quick = await receive();
  const slow = await receive();
  slow.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 100));
    return 200;
  };
  await open([
    { name: 'quick', url: quick.url },
    { name: 'slow', url: slow.url },
  ]);
  const drafts = [await place.draft(), await place.draft(), await place.draft()];
  const writers = [];
  for (const draft of drafts) for (const who of ['chair', 'secretariat']) writers.push(await draft.join(who));
  await Promise.all(
    writers.map(async (client) => {
      for (let i = 0; i < 15; i++) await write(client, 'x');
    }),
  );
  for (const draft of drafts) {
    await isTold(quick, draft);
    await isTold(slow, draft);
    for (const receiver of [quick, slow]) assert.deepEqual(receiver.seqs(draft.id), [...new Set(receiver.seqs(draft.id))]);
  }
  assert.deepEqual([quick.mostOpen, slow.mostOpen], [1, 1]);
  assert.ok(slow.told.length < quick.told.length, `${slow.told.length} and ${quick.told.length} deliveries`);
});

test('what is not taken comes again: errors, a dropped connection, no answer in time, half an answer', async () => {
  const receiver = await receive();
  const ways = [
    () => 500,
    () => 404,
    () => 302,
    () => (request) => request.socket.destroy(),
    () => () => {}, // never
    () => (request, response) => request.socket.end('HTTP/1.1 20'),
  ];
  const came = [];
  receiver.answer = (said) => {
    came.push(said.from);
    return ways.length ? ways.shift()() : 200;
  };
  await open([{ name: 'archive', url: receiver.url }], { hook_timeout_seconds: 1 });
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await until(() => !ways.length, 120_000);
  await until(() => receiver.told.length, 120_000);
  await isTold(receiver, draft);
  assert.ok(came.every((from) => from === 1) && came.length >= 7, `${came}`);
  assert.deepEqual(
    (await listed()).map(({ name, failing, why }) => [name, failing, why]),
    [['archive', null, undefined]],
  );
});

test('a hook says when it wants to be asked again', async () => {
  const receiver = await receive();
  const at = [];
  receiver.answer = () => {
    at.push(Date.now());
    return at.length === 1 ? (request, response) => response.writeHead(429, { 'retry-after': '3' }).end() : 200;
  };
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await isTold(receiver, draft);
  assert.ok(at[1] - at[0] >= 2900, `${at[1] - at[0]} ms`);
});

test('a draft that a hook cannot take keeps the others from nothing', async () => {
  const receiver = await receive();
  await open([{ name: 'archive', url: receiver.url }]);
  const [bad, good] = [await place.draft(), await place.draft()];
  receiver.answer = (said) => (said.draft === bad.id ? 500 : 200);
  const [wronged, chair] = [await bad.join('chair'), await good.join('chair')];
  await write(wronged, 'x');
  for (let i = 0; i < 5; i++) await write(chair, 'x');
  await isTold(receiver, good);
  receiver.answer = () => 200;
  await isTold(receiver, bad);
});

test('after kill -9 in the middle nothing is skipped, and what comes again is what came', async () => {
  const receiver = await receive();
  receiver.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return Math.random() < 0.2 ? 503 : 200;
  };
  await open([{ name: 'archive', url: receiver.url }]);
  const drafts = [await place.draft(), await place.draft()];
  for (let round = 0; round < 4; round++) {
    const clients = await Promise.all(drafts.map((draft) => draft.join('chair')));
    for (let i = 0; i < 12; i++) await Promise.all(clients.map((client) => write(client, 'x')));
    await place.server.kill();
    await Promise.all(drafts.map((draft) => draft.leave()));
    await place.server.start();
  }
  for (const draft of drafts) await isTold(receiver, draft);
  for (const { op, hash } of drafts.flatMap((draft) =>
    receiver.told.filter((one) => one.draft === draft.id).flatMap((one) => one.ops),
  ))
    assert.ok(op.seq && hash);
});

test('what came while the server was down, and while the hook was, is told after a restart', async () => {
  let receiver = await receive();
  const { port } = receiver;
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  const chair = await draft.join('chair');
  await write(chair, 'x');
  await isTold(receiver, draft);
  const before = receiver.told;
  await receiver.close();
  for (let i = 0; i < 5; i++) await write(chair, 'x');
  await until(async () => (await listed())[0].failing);
  await draft.leave();
  await place.server.restart();
  receiver = await receive({ port });
  receiver.told.push(...before);
  await isTold(receiver, draft);
  const again = receiver.told.slice(before.length).flatMap((one) => one.ops.map(({ op }) => op.seq));
  assert.ok(again[0] > before.at(-1).to - 1, `what was written down is not told again: ${again}`);
});

test('a new hook is told what happens from now on; replay tells it of everything before, and the log says who asked', async () => {
  const receiver = await receive();
  await open([]);
  const draft = await place.draft();
  const chair = await draft.join('chair');
  for (let i = 0; i < 4; i++) await write(chair, 'x');
  await chair.close();
  settingsOf([{ name: 'archive', url: receiver.url }]);
  await place.server.restart();
  const last = (await draft.log()).trimEnd().split('\n').length;
  await write(await draft.join('chair'), 'y');
  await until(() => receiver.told.length);
  assert.deepEqual(receiver.seqs(draft.id)[0], last + 1);
  await hook('replay', '--hook', 'archive', '--draft', draft.id, '--from', '3');
  await until(() => receiver.seqs(draft.id).includes(3));
  assert.equal(receiver.seqs(draft.id).includes(2), false);
  receiver.told.splice(0);
  await hook('replay', '--hook', 'archive', '--draft', draft.id, '--from', '1');
  await until(() => receiver.seqs(draft.id).includes(1));
  await isTold(receiver, draft);
  const log = await cli.succeed(['admin', 'log', '--data', place.server.data, '--act', 'hook.']);
  const entries = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    entries.map(({ act, by, target, draft: of, detail }) => [act, by, target, of, detail]),
    ['{"from":1}', '{"from":3}'].map((detail) => ['hook.replay', 'host', 'archive', draft.id, JSON.parse(detail)]),
  );
  const wrong = await cli.run([
    'admin',
    'hook',
    'replay',
    '--data',
    place.server.data,
    '--hook',
    'nobody',
    '--draft',
    draft.id,
    '--from',
    '1',
  ]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /no such hook or draft/);
});

test('a hook that takes nothing for too long is paused, which is said everywhere; resumed, it goes on where it was', async () => {
  const receiver = await receive();
  receiver.answer = () => 500;
  await open([{ name: 'archive', url: receiver.url }], { hook_pause_seconds: 2 });
  const draft = await place.draft();
  const chair = await draft.join('chair');
  await write(chair, 'x');
  const [row] = await until(async () => {
    const rows = await listed();
    return rows[0].paused && rows;
  });
  assert.equal(row.why, 'It answered with 500.');
  assert.ok(row.failing && row.drafts === 1 && row.behind === 1);
  const metrics = await (await fetch(`${place.server.url}/metrics`)).text();
  assert.match(metrics, /^plenaria_hook_paused\{hook="archive"\} 1$/m);
  assert.match(metrics, /^plenaria_hook_failures_total\{hook="archive"\} [1-9]/m);
  const health = JSON.parse(await cli.succeed(['admin', 'health', '--data', place.server.data]));
  assert.ok(health.hooks[0].paused);
  const log = await cli.succeed(['admin', 'log', '--data', place.server.data, '--act', 'hook.']);
  assert.match(log, /"act":"hook.pause","by":"system"/);
  assert.match(place.server.stderr, /hook archive did not take .* It is paused\./);

  const { calls } = receiver;
  receiver.answer = () => 200;
  for (let i = 0; i < 3; i++) await write(chair, 'x');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal(receiver.calls, calls, 'a hook that is paused is not called');
  await hook('resume', '--hook', 'archive');
  await isTold(receiver, draft);
  const again = await cli.run(['admin', 'hook', 'resume', '--data', place.server.data, '--hook', 'archive']);
  assert.match(again.stderr, /It is so already/);
});

test('a hook that answers 410 wants nothing any more: it is paused at once', async () => {
  const receiver = await receive();
  receiver.answer = () => 410;
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await until(async () => (await listed())[0].paused);
  assert.equal(receiver.calls, 1);
});

test('administrators list, pause, resume and replay by calls, and nobody else does', async () => {
  const receiver = await receive();
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  const chair = await draft.join('chair');
  await write(chair, 'x');
  await isTold(receiver, draft);
  const token = JSON.parse(await cli.succeed(['admin', 'token', '--data', place.server.data, '--name', 'Eva'])).token;
  const ask = async (method, where, body, bearer = token) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const response = await fetch(`${place.server.url}/api/admin/hooks${where}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    return [response.status, await response.json()];
  };
  const [hook] = await until(async () => {
    const [status, { hooks }] = await ask('GET', '');
    assert.equal(status, 200);
    return hooks[0].drafts === 1 && hooks[0].behind === 0 && hooks;
  });
  assert.deepEqual([hook.name, hook.drafts, hook.failing, hook.paused], ['archive', 1, null, null]);
  assert.equal((await ask('POST', '/archive', { paused: true }))[0], 200);
  assert.equal((await ask('POST', '/archive', { paused: true }))[0], 409);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { calls } = receiver;
  await write(chair, 'x');
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(receiver.calls, calls);
  assert.equal((await ask('POST', '/archive', { paused: false }))[0], 200);
  await isTold(receiver, draft);
  const count = receiver.seqs(draft.id).length;
  assert.equal((await ask('POST', '/archive', { replay: { draft: draft.id, from: 1 } }))[0], 200);
  await until(() => receiver.seqs(draft.id).length === 2 * count);
  for (const body of [{}, { paused: 1 }, { replay: { draft: draft.id } }, { replay: { draft: draft.id, from: 0 } }])
    assert.equal((await ask('POST', '/archive', body))[0], 400, JSON.stringify(body));
  assert.equal((await ask('POST', '/nobody', { paused: true }))[0], 404);
  assert.equal((await ask('POST', '/archive', { replay: { draft: 'nothing', from: 1 } }))[0], 404);
  const seat = await draft.seat('chair');
  assert.equal((await ask('GET', '', undefined, seat.token))[0], 401);
  assert.equal((await ask('POST', '/archive', { paused: true }, seat.token))[0], 401);
});

test('addresses inside are not called, however they are written, unless they are allowed', async () => {
  const receiver = await receive();
  const { port } = receiver;
  const hosts = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    'localhost',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '169.254.169.254',
    '10.0.0.1',
    '[fe80::1]',
    '[fd00::1]',
    '100.64.0.1',
  ];
  for (let at = 0; at < hosts.length; at += 8) {
    const some = hosts.slice(at, at + 8);
    await open(
      some.map((host, i) => ({ name: `h${i}`, url: `http://${host}:${port}/` })),
      { hook_allow: '' },
    );
    const draft = await place.draft();
    await write(await draft.join('chair'), 'x');
    const rows = await until(async () => {
      const all = await listed();
      return all.every((row) => row.why) && all;
    });
    for (const [i, row] of rows.entries()) assert.match(row.why, /inside a network that is not public/, some[i]);
    await place.close();
  }
  place = undefined;
  assert.equal(receiver.calls, 0);
});

test('what is allowed is that address and no other; http and what is no address of a hook are refused at the start', async () => {
  const receiver = await receive();
  await open([{ name: 'archive', url: receiver.url }], { hook_allow: '10.0.0.0/8, ::1' });
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await until(async () => (await listed())[0].why);
  assert.equal(receiver.calls, 0);
  const wrong = [
    [{ url: receiver.url }, { hook_tls: 'required' }],
    [{ url: 'ftp://127.0.0.1/' }, {}],
    [{ url: 'https://user:word@example.org/' }, {}],
    [{ url: 'file:///etc/passwd' }, {}],
    [{ url: receiver.url, events: [] }, {}],
    [{ url: receiver.url, name: 'two words' }, {}],
    [{ url: receiver.url, drafts: [] }, {}],
    [{ url: receiver.url, secret_file: '/nowhere' }, {}],
    [{ url: receiver.url }, { hook_allow: '10.0.0.0/33' }],
    [{ url: receiver.url }, { hook_tls: 'never' }],
  ];
  for (const [fields, settings] of wrong)
    await assert.rejects(Place.open({ settings: settingsOf([{ name: 'archive', ...fields }], settings) }), (error) => {
      assert.match(error.message, /ended at once \([12]\): plenaria/, JSON.stringify(fields));
      return true;
    });
});

test('a redirect is not followed', async () => {
  const inside = await receive();
  const receiver = await receive();
  receiver.answer = () => (request, response) => response.writeHead(307, { location: inside.url }).end();
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await until(() => receiver.calls >= 2);
  assert.equal(inside.calls, 0);
  assert.equal((await listed())[0].why, 'It answered with 307.');
});

test('an answer without an end costs nothing, and counts by its status', async () => {
  const receiver = await receive();
  let sent = 0;
  receiver.answer = (said) => (request, response) => {
    receiver.told.push(said);
    response.writeHead(200);
    const piece = Buffer.alloc(65536, 'x');
    const pour = () => {
      while (!response.destroyed && response.write(piece)) sent += piece.length;
    };
    response.on('drain', pour);
    pour();
  };
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await isTold(receiver, draft);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal((await listed())[0].failing, null);
  assert.ok(sent < 32 << 20, `${sent} bytes were taken`);
});

test('a hook that is down for long holds no more memory than the names of drafts', async () => {
  const receiver = await receive();
  receiver.answer = () => 503;
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft({ text: '1. Inicio.\n' });
  const chair = await draft.join('chair');
  const words = 'palabra '.repeat(500);
  for (let i = 0; i < 20; i++) await chair.edit(change.insert('i1', 0, words), change.erase('i1', 0, words.length));
  const before = place.server.residentBytes();
  for (let i = 0; i < 400; i++) await chair.edit(change.insert('i1', 0, words), change.erase('i1', 0, words.length));
  const grown = place.server.residentBytes() - before;
  const metrics = await (await fetch(`${place.server.url}/metrics`)).text();
  assert.match(metrics, /^plenaria_hook_waiting\{hook="archive"\} 1$/m);
  assert.ok(grown < 48 << 20, `${grown} bytes`);
  receiver.answer = () => 200;
  await isTold(receiver, draft);
  assert.ok(receiver.told.every((one) => one.ops.length <= 500));
});

test('of closed drafts, of other drafts and of other meetings a hook is told nothing unless it is set up so', async () => {
  const names = ['all', 'closed', 'one', 'meeting', 'elsewhere'];
  const heard = {};
  for (const name of names) heard[name] = await receive();
  const of = (name, fields) => ({ name, url: heard[name].url, ...fields });
  place = await Place.open({ settings: settingsOf([of('all', {})]) });
  meeting = await Meeting.open(place);
  const open = await meeting.draft('Abierto');
  const shut = await meeting.draft('Cerrado', '--closed');
  const alone = await place.draft();
  settingsOf([
    of('all', {}),
    of('closed', { closed: true }),
    of('one', { drafts: [alone.id] }),
    of('meeting', { meetings: [meeting.id], closed: true }),
    of('elsewhere', { meetings: ['another'], closed: true }),
  ]);
  await place.server.restart();
  for (const draft of [open, shut]) await (await meeting.join('chair', draft)).edit(change.insert('i1', 0, 'secreto'));
  await write(await alone.join('chair'), 'x');
  const drafts = (name) => [...new Set(heard[name].told.map((one) => one.draft))].sort();
  await until(() => drafts('closed').length === 3 && drafts('meeting').length === 2 && drafts('one').length === 1);
  await until(() => drafts('all').length === 2);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.deepEqual(drafts('all'), [open, alone.id].sort());
  assert.deepEqual(drafts('closed'), [open, shut, alone.id].sort());
  assert.deepEqual(drafts('one'), [alone.id]);
  assert.deepEqual(drafts('meeting'), [open, shut].sort());
  assert.deepEqual(drafts('elsewhere'), []);
  const [status] = await meeting.call('secretariat', 'POST', '/agenda', { draft: open, closed: true });
  assert.ok(status < 300, `${status}`);
  const told = heard.closed.seqs(open).length;
  await (await meeting.join('chair', open)).edit(change.insert('i1', 0, 'a puerta cerrada'));
  await until(() => heard.closed.seqs(open).length > told);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(JSON.stringify(heard.all.told).includes('a puerta cerrada'), false);
});

test('no delivery holds a token or an e-mail address', async () => {
  const receiver = await receive();
  place = await Place.open({ settings: settingsOf([{ name: 'archive', url: receiver.url }]) });
  meeting = await Meeting.open(place);
  const people = [{ name: 'Zoë', role: 'delegation', delegation: 'DO', email: 'zoe@example.org', lang: 'pt' }];
  const draft = await meeting.draft('Declaración');
  const [status, { invited }] = await meeting.call('secretariat', 'POST', '/people', { people });
  assert.equal(status, 201);
  const chair = await meeting.join('chair', draft);
  await chair.edit(change.insert('i1', 0, 'x'));
  await until(() => receiver.told.length);
  await until(() => JSON.stringify(receiver.told).includes('Zoë'));
  const said = JSON.stringify(receiver.told);
  assert.equal(said.includes('zoe@example.org'), false);
  for (const { token } of [...meeting.people.values(), ...invited]) assert.equal(said.includes(token), false);
});

test('a draft that is deleted is told of no more, and nothing of it stays when it is purged', async () => {
  const receiver = await receive();
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  await write(await draft.join('chair'), 'x');
  await isTold(receiver, draft);
  await cli.succeed(['admin', 'delete', '--data', place.server.data, '--draft', draft.id]);
  const { code } = await cli.run([
    'admin',
    'hook',
    'replay',
    '--data',
    place.server.data,
    '--hook',
    'archive',
    '--draft',
    draft.id,
    '--from',
    '1',
  ]);
  assert.equal(code, 1);
  await cli.succeed(['admin', 'purge', '--data', place.server.data, '--draft', draft.id]);
  await until(async () => (await listed())[0].drafts === 0);
  await hook('forget', '--hook', 'archive');
  assert.deepEqual(await listed(), []);
});

/** The code blocks of webhooks.md in one language. */
const page = readFileSync(path.join(root, 'protocol', 'webhooks.md'), 'utf8');
const codeIn = (language) => page.match(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm'))[1];

test('what webhooks.md shows to check a signature takes what is genuine and nothing else, in Node and in Python', async () => {
  const receiver = await receive();
  const came = [];
  receiver.answer = () => 200;
  receiver.http.prependListener('request', (request) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => came.push({ header: request.headers['plenaria-signature'], body: Buffer.concat(chunks).toString() }));
  });
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft();
  await write(await draft.join('chair'), 'ñ «x» 😀');
  await isTold(receiver, draft);
  const { header, body } = came.at(-1);
  const seconds = Number(/t=(\d+)/.exec(header)[1]);
  const cases = [
    [true, secret, header, body, seconds],
    [true, secret, header, body, seconds + 299],
    [true, secret, header.replace(',', `,v1=${'0'.repeat(64)},`), body, seconds],
    [false, secret, header, body, seconds + 301],
    [false, secret, header, body, seconds - 301],
    [false, secret, header, `${body} `, seconds],
    [false, `${secret}.`, header, body, seconds],
    [false, secret, header.replace(/t=\d+/, `t=${seconds + 1}`), body, seconds],
    [false, secret, header.replace(/v1=./, 'v1='), body, seconds],
    [false, secret, header.replace('v1', 'v0'), body, seconds],
    [false, secret, 'v1=', body, seconds],
    [false, secret, '', body, seconds],
  ];
  writeFileSync(path.join(folder, 'verify.mjs'), codeIn('js'));
  const { isGenuine } = await import(path.join(folder, 'verify.mjs'));
  for (const [expected, key, head, bytes, now] of cases) assert.equal(isGenuine(key, head, bytes, now * 1000), expected, head);

  writeFileSync(path.join(folder, 'cases.json'), JSON.stringify(cases));
  const script = `${codeIn('python')}
import json, sys
for expected, key, head, body, now in json.load(open(sys.argv[1])):
    assert is_genuine(key, head, body.encode(), now) == expected, head
print("checked")
`;
  writeFileSync(path.join(folder, 'verify.py'), script);
  const said = execFileSync('python3', [path.join(folder, 'verify.py'), path.join(folder, 'cases.json')], { encoding: 'utf8' });
  assert.equal(said.trim(), 'checked');
});

test('every delivery is as the schema says', async () => {
  const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false });
  const schemas = path.join(root, 'protocol', 'schema');
  for (const file of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(path.join(schemas, file), 'utf8')));
  const validate = ajv.getSchema('urn:plenaria:schema:webhook');
  const receiver = await receive();
  await open([{ name: 'archive', url: receiver.url }]);
  const draft = await place.draft({ text: '1. Uno.\n\n2. Dos.\n' });
  const chair = await draft.join('chair');
  for (let i = 0; i < 700; i++) void write(chair, 'x').catch(() => {});
  await chair.edit(change.insert('i1', 0, 'z'));
  await isTold(receiver, draft);
  for (const { delivery, ...said } of receiver.told) assert.ok(delivery && validate(said), ajv.errorsText(validate.errors));
});
