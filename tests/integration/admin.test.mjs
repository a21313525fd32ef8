// The host's view: who gets in and who does not, the audit log, what is deleted, people's data, the settings read again.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { within } from '../support/client.mjs';
import { damage } from '../support/damage.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';

let place;
let meeting;
let token;

const admin = (...args) => cli.succeed(['admin', args[0], '--data', place.server.data, ...args.slice(1)]);
const objects = (text) => text.split('\n').filter(Boolean).map(JSON.parse);
const log = async (...args) => objects(await admin('log', ...args));

/** What a call below /api/admin answers. `key`: a token, or a cookie. */
async function ask(method, where, { key = token, cookie, body, headers = {} } = {}) {
  const response = await fetch(`${place.server.url}/api/admin${where}`, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(cookie ? { cookie } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

before(async () => {
  place = await Place.open({ settings: { admin_tries_per_minute: 1000000, admin_tries_burst: 1000000, ops_burst: 500 } });
  meeting = await Meeting.open(place);
  ({ token } = JSON.parse(await admin('token', '--name', 'ana')));
});
after(async () => {
  await meeting.leave();
  await place.close();
});

const CALLS = [
  ['GET', ''],
  ['GET', '/drafts'],
  ['POST', '/drafts/nowhere', { deleted: true }],
  ['POST', '/meetings/nowhere', { archived: true }],
  ['GET', '/connections'],
  ['GET', '/log'],
  ['GET', '/person?who=ana'],
  ['POST', '/erase', { who: 'ana' }],
  ['GET', '/settings'],
  ['POST', '/reload'],
  ['DELETE', '/session'],
];

describe('who gets in', () => {
  for (const [method, where, body] of CALLS) {
    const name = `${method} /api/admin${where}`;
    for (const who of ['chair', 'secretariat', 'mexico', 'observer'])
      test(`${name} is refused to the ${who} of a meeting`, async () => {
        const answer = await ask(method, where, { key: meeting.people.get(who).token, body });
        assert.deepEqual([answer.status, answer.body.error.code], [401, 'unauthorized']);
      });
    test(`${name} is refused without a token and with a wrong one`, async () => {
      for (const key of [null, 'A'.repeat(22), `${token}x`]) {
        const answer = await ask(method, where, { key, body });
        assert.deepEqual([answer.status, answer.body.error.code], [401, 'unauthorized']);
      }
    });
    test(`${name} is answered with an administrator's token`, async () => {
      if (method === 'DELETE') return;
      const { status } = await ask(method, where, { body });
      assert.ok([200, 404].includes(status), `${status}`);
    });
  }

  test("an administrator's token opens no draft and no meeting", async () => {
    const draft = await meeting.draft('Declaración');
    for (const where of [`/drafts/${draft}`, `/meetings/${meeting.id}`, '/drafts', '/meetings']) {
      const response = await fetch(`${place.server.url}/api${where}`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(response.status, 401);
    }
  });

  test('a token against a cookie, which is strict and not for scripts, and ends', async () => {
    const entered = await ask('POST', '/session', { key: null, body: { token } });
    assert.equal(entered.status, 200);
    const header = entered.headers.get('set-cookie');
    assert.match(header, /^plenaria-admin=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const cookie = header.split(';')[0];
    assert.equal((await ask('GET', '', { key: null, cookie })).status, 200);
    assert.equal((await ask('GET', '', { key: null, cookie: cookie.replace('-admin', '') })).status, 401);
    const foreign = { origin: 'https://elsewhere.example' };
    assert.equal((await ask('POST', '/reload', { key: null, cookie, headers: foreign })).status, 403);
    assert.equal((await ask('DELETE', '/session', { key: null, cookie })).status, 200);
    assert.equal((await ask('GET', '', { key: null, cookie })).status, 401);
    assert.ok((await log('--act', 'admin.enter', '--by', 'admin:ana')).length >= 1);
  });

  test('a token that has ended takes its cookies with it', async () => {
    const other = JSON.parse(await admin('token', '--name', 'luis')).token;
    const entered = await ask('POST', '/session', { key: null, body: { token: other } });
    const cookie = entered.headers.get('set-cookie').split(';')[0];
    assert.equal((await cli.run(['admin', 'token', '--data', place.server.data, '--name', 'luis'])).code, 1);
    await admin('token-end', '--name', 'luis');
    assert.equal((await ask('GET', '', { key: null, cookie })).status, 401);
    assert.equal((await ask('GET', '', { key: other })).status, 401);
  });

  test('neither tokens nor cookies are in the data folder', async () => {
    const entered = await ask('POST', '/session', { key: null, body: { token } });
    const cookie = entered.headers.get('set-cookie').split(/[=;]/)[1];
    for (const secret of [token, cookie]) assert.deepEqual(filesWith(place.server.data, secret), []);
  });

  test('wrong tokens are in the log, once a minute, with the address', async () => {
    for (let i = 0; i < 5; i++) await ask('GET', '', { key: 'wrong' });
    const refused = await log('--act', 'admin.refused');
    assert.equal(refused.length, 1);
    assert.match(refused[0].personal, /127\.0\.0\.1/);
  });
});

test('from one address, wrong tokens are looked at so often and no more', async () => {
  const strict = await Place.open({ settings: { admin_tries_per_minute: 1, admin_tries_burst: 3 } });
  const made = JSON.parse(await cli.succeed(['admin', 'token', '--data', strict.server.data]));
  const codes = [];
  for (let i = 0; i < 5; i++) codes.push((await tryAt(strict.server.url, 'wrong')).status);
  assert.deepEqual(codes, [401, 401, 401, 429, 429]);
  assert.equal((await tryAt(strict.server.url, made.token)).status, 429);
  await strict.close();
});

const tryAt = (url, key) => fetch(`${url}/api/admin`, { headers: { authorization: `Bearer ${key}` } });

describe('the audit log', () => {
  test('tells who did what to a meeting without a draft, and names people only by ids', async () => {
    const other = await Meeting.open(place);
    await other.call('chair', 'POST', '/people', {
      people: [{ name: 'Eva Ruiz', role: 'observer', email: 'eva@example.org' }],
    });
    const acts = await log('--meeting', other.id);
    const { id: participant } = (await other.call('chair', 'GET'))[1].you;
    assert.deepEqual([acts.at(-1).act, acts.at(-1).by], ['meeting.create', 'host']);
    assert.equal(acts[0].act, 'person.invite');
    assert.equal(acts[0].by, participant);
    assert.equal(acts[0].target_name, 'Eva Ruiz');
    assert.equal(acts[0].personal, 'eva@example.org');
    assert.deepEqual(acts[0].detail, { role: 'observer', delegation: null, head: false, expires: null });
  });

  test('an act that is refused is not in it', async () => {
    const before = (await log())[0].number;
    assert.equal((await meeting.call('mexico', 'POST', '/archive', { archived: true }))[0], 403);
    assert.equal((await meeting.call('secretariat', 'POST', '/chair', { to: 'x' }))[0], 403);
    assert.equal((await log())[0].number, before);
  });

  test('exports and bundles are in it, once an hour for one participant', async () => {
    const draft = await meeting.draft('Plan');
    for (const what of ['export?format=txt', 'export?format=txt', 'bundle'])
      assert.equal((await meeting.ask('mexico', 'GET', `/drafts/${draft}/${what}`))[0], 200);
    const acts = (await log('--draft', draft)).map(({ act }) => act);
    assert.deepEqual(acts.slice(0, 2), ['draft.bundle', 'draft.export']);
    assert.equal(acts.filter((act) => act === 'draft.export').length, 1);
  });

  test('so are minutes, comparisons and follow-ups that leave as files, by the page or by commands, and Word files that come back', async () => {
    const draft = await meeting.draft('Plan');
    const noted = async () =>
      (await log('--draft', draft)).filter(({ act }) => act !== 'agenda.put').map(({ act, by }) => [act, by]);
    const before = (await noted()).length;
    for (const what of ['minutes', 'minutes?format=json', 'compare?from=1', 'follow-up'])
      assert.equal((await meeting.ask('mexico', 'GET', `/drafts/${draft}/${what}`))[0], 200);
    assert.equal((await noted()).length, before, 'what the page shows is no file');
    for (const what of ['minutes?format=txt', 'compare?from=1&format=html', 'follow-up?format=csv', 'minutes?format=md'])
      assert.equal((await meeting.ask('mexico', 'GET', `/drafts/${draft}/${what}`))[0], 200);
    const { id: mexico } = (await meeting.call('mexico', 'GET'))[1].you;
    assert.deepEqual((await noted()).slice(0, -before).reverse(), [
      ['draft.minutes', mexico],
      ['draft.compare', mexico],
      ['draft.follow-up', mexico],
    ]);
    const at = ['--data', place.server.data, '--draft', draft];
    await cli.succeed(['minutes', ...at, '--format', 'txt']);
    await cli.succeed(['compare', ...at, '--from', '1', '--format', 'txt']);
    await cli.succeed(['follow-up', ...at, '--format', 'txt']);
    const file = path.join(place.folder, 'back.docx');
    const authorization = `Bearer ${meeting.people.get('mexico').token}`;
    const url = `${place.server.url}/api/drafts/${draft}`;
    const word = await (await fetch(`${url}/export?format=docx`, { headers: { authorization } })).arrayBuffer();
    writeFileSync(file, Buffer.from(word));
    const body = { method: 'POST', headers: { authorization }, body: word };
    assert.equal((await fetch(`${url}/word?preview=true`, body)).status, 200);
    assert.equal((await fetch(`${url}/word`, body)).status, 200);
    await cli.succeed(['import', '--data', place.server.data, '--into', draft, '--as', 'MX', file]);
    assert.deepEqual((await noted()).slice(0, 6).reverse(), [
      ['draft.minutes', 'host'],
      ['draft.compare', 'host'],
      ['draft.follow-up', 'host'],
      ['draft.export', mexico],
      ['draft.word', mexico],
      ['draft.word', 'host'],
    ]);
  });

  test('what was signed of it and kept elsewhere finds a tail that was cut off, and another history', async () => {
    const copyTo = async (name) => {
      const folder = path.join(place.folder, name);
      mkdirSync(folder);
      await cli.succeed(['backup', '--data', place.server.data, path.join(folder, 'plenaria.db')]);
      for (const key of ['checkpoint.key', 'checkpoint.keys']) cpSync(path.join(place.server.data, key), path.join(folder, key));
      return folder;
    };
    const check = (folder, file, ...more) => cli.run(['admin', 'audit', '--data', folder, '--verify', file, ...more]);
    const keep = (name, text) => (writeFileSync(path.join(place.folder, name), text), path.join(place.folder, name));
    const older = await copyTo('older');
    await meeting.draft('Uno más');
    const response = await fetch(`${place.server.url}/api/admin/log/signed`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 200);
    const note = await response.text();
    assert.match(note, /^plenaria\/@audit\n\d+\n[\w+/=]{44}\ntime \d+\n\n— plenaria-/);
    assert.equal((await fetch(`${place.server.url}/api/admin/log/signed`)).status, 401);
    const kept = keep('kept.note', note);
    await meeting.draft('Y otro');
    const [, entries] = note.split('\n').map(Number);

    const good = JSON.parse(await cli.succeed(['verify', '--data', place.server.data, '--audit', kept]));
    assert.equal(good.signed, entries);
    assert.ok(good.entries > entries);
    const cut = await check(older, kept);
    assert.equal(cut.code, 1);
    assert.match(cut.stderr, /had \d+ entries when this was signed, and has fewer now/);

    for (const title of ['Otra', 'historia', 'distinta']) {
      const file = path.join(place.folder, 'text.txt');
      await cli.importText(older, file, { title, langs: ['es'] });
      await cli.succeed(['backup', '--data', older, path.join(older, `${title}.db`)]);
    }
    const other = await check(older, kept);
    assert.equal(other.code, 1);
    assert.match(other.stderr, /Entry \d+ of the audit log is not the one that was signed/);

    const said = await cli.succeed(['admin', 'audit', '--data', place.server.data]);
    assert.equal((await check(place.server.data, keep('said.note', said))).code, 0);
    for (const changed of [note.replace(/\n\d+\n/, '\n1\n'), note.replace('@audit', 'a'), '', 'x\n\n— y z\n']) {
      const { code, stderr } = await check(place.server.data, keep('changed.note', changed));
      assert.equal(code, 1, changed);
      assert.match(stderr, /not signed by/);
    }
    const { key } = await (await fetch(`${place.server.url}/api/key`)).json();
    assert.equal((await check(place.server.data, kept, '--key', key)).code, 0);
    const strange = key.replace(/.{8}$/, 'AAAAAAA=');
    assert.equal((await check(place.server.data, kept, '--key', strange)).code, 2);
    assert.equal((await cli.run(['verify', '--audit', kept])).code, 2);
  });

  test('verify finds an entry that was changed, and a backup holds the log', async () => {
    const copy = path.join(place.folder, 'copy');
    mkdirSync(copy);
    await cli.succeed(['backup', '--data', place.server.data, '--verify', path.join(copy, 'plenaria.db')]);
    const said = JSON.parse(await cli.succeed(['verify', '--data', copy]));
    assert.ok(said.acts > 10);
    const changed = path.join(place.folder, 'changed');
    cpSync(copy, changed, { recursive: true });
    for (const name of readdirSync(changed)) damage(path.join(changed, name), 'person.invite');
    const { code, stderr } = await cli.verify(changed);
    assert.equal(code, 1);
    assert.match(stderr, /audit log: entry \d+ is not what was written/);
  });
});

/** The files below a folder that hold these words. */
function filesWith(folder, words) {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return filesWith(file, words);
    return readFileSync(file).includes(words) ? [file] : [];
  });
}

describe('what is deleted', () => {
  test('a deleted draft is there for nobody, and comes back as it was', async () => {
    const draft = await meeting.draft('Confidencial');
    const client = await meeting.join('mexico', draft);
    const closed = within(client.closed, 'the connection to end');
    await admin('delete', '--draft', draft);
    await closed;
    for (const who of ['chair', 'mexico', 'observer']) {
      const [, list] = await meeting.ask(who, 'GET', '/drafts');
      assert.ok(!JSON.stringify(list).includes(draft));
      const [, one] = await meeting.call(who, 'GET');
      assert.ok(!JSON.stringify(one).includes(draft));
      const [, room] = await meeting.call(who, 'GET', '/room');
      assert.ok(!JSON.stringify(room).includes(draft));
      for (const where of ['', '/ops?since=0', '/export?format=txt', '/search?q=Inicio', '/bundle', '/invitations'])
        assert.equal((await meeting.ask(who, 'GET', `/drafts/${draft}${where}`))[0], 404, where);
    }
    assert.equal((await cli.run(['admin', 'delete', '--data', place.server.data, '--draft', draft])).code, 1);
    await admin('undelete', '--draft', draft);
    assert.equal(await meeting.role('mexico', draft), 'delegation');
    const acts = (await log('--draft', draft)).map(({ act }) => act);
    assert.deepEqual(acts.slice(0, 2), ['draft.undelete', 'draft.delete']);
  });

  test('a deleted meeting is there for nobody, with its drafts, and comes back', async () => {
    const other = await Meeting.open(place);
    const draft = await other.draft('Anexo');
    assert.equal((await ask('POST', `/meetings/${other.id}`, { body: { deleted: true } })).status, 200);
    assert.equal((await other.call('chair', 'GET'))[0], 404);
    assert.equal((await other.ask('chair', 'GET', `/drafts/${draft}`))[0], 404);
    assert.equal((await ask('POST', `/meetings/${other.id}`, { body: { deleted: true } })).status, 409);
    assert.equal((await ask('POST', `/meetings/${other.id}`, { body: { deleted: false } })).status, 200);
    assert.equal((await other.call('chair', 'GET'))[0], 200);
    assert.equal(await other.role('chair', draft), 'chair');
  });

  test('what is purged is in no file any more, with a long log and a record, and everything else is whole', async () => {
    const words = 'murciélago-inconfundible';
    const name = 'Perséfone Única';
    const draft = await place.draft({ text: `1. ${words} inicial.\n`, title: words });
    const chair = await draft.join('chair');
    const one = draft.items[0]?.id ?? 'i1';
    for (let i = 0; i < 1500; i++) await chair.edit(change.insert(one, 0, i % 50 ? 'x' : `${words} `));
    await cli.invite(place.server.data, draft.id, 'observer', { name });
    await draft.request('chair', `/search?q=${words}`);
    await draft.leave();
    assert.notDeepEqual(filesWith(place.server.data, words), []);
    assert.equal((await cli.run(['admin', 'purge', '--data', place.server.data, '--draft', draft.id])).code, 1);
    await admin('delete', '--draft', draft.id);
    await admin('purge', '--draft', draft.id);
    assert.deepEqual(filesWith(place.server.data, words), []);
    assert.deepEqual(filesWith(place.server.data, name), []);
    assert.equal((await log('--draft', draft.id))[0].act, 'draft.purge');
    assert.equal((await cli.run(['admin', 'undelete', '--data', place.server.data, '--draft', draft.id])).code, 1);
    assert.equal((await cli.verify(place.server.data)).code, 0);
    assert.ok(!existsSync(path.join(place.server.data, 'records', `${draft.id}.record`)));
  });

  test('a purged meeting leaves what people have elsewhere', async () => {
    const other = await Meeting.open(place);
    await other.draft('Acta');
    await admin('delete', '--meeting', other.id);
    await admin('purge', '--meeting', other.id);
    assert.equal((await other.call('chair', 'GET'))[0], 401);
    assert.equal((await cli.verify(place.server.data)).code, 0);
    assert.equal((await meeting.call('chair', 'GET'))[0], 200);
  });
});

describe("people's data", () => {
  test('are told to the host, and addresses are erased from everywhere, the chain staying whole', async () => {
    const email = 'perifrastico@example.org';
    const [, { invited }] = await meeting.call('secretariat', 'POST', '/people', {
      people: [{ name: 'Nora Díaz', role: 'observer', email, lang: 'es' }],
    });
    const person = JSON.parse(await admin('person', '--who', email.toUpperCase()));
    assert.deepEqual(
      person.invitations.filter((one) => one.meeting).map((one) => [one.id, one.name, one.email]),
      [[invited[0].id, 'Nora Díaz', email]],
    );
    assert.ok(person.log.some(({ act }) => act === 'person.invite'));
    assert.deepEqual(JSON.parse(await admin('erase', '--who', email)), { erased: 1 });
    assert.equal((await cli.run(['admin', 'person', '--data', place.server.data, '--who', email])).code, 1);
    const [, { people }] = await meeting.call('secretariat', 'GET', '/people');
    assert.equal(people.find(({ id }) => id === invited[0].id).email, undefined);
    assert.ok((await log()).every(({ personal }) => personal?.toLowerCase() !== email));
    assert.equal((await cli.verify(place.server.data)).code, 0);
  });
});

describe('the running server', () => {
  const settings = () => path.join(place.folder, 'plenaria.conf');
  const change_settings = (from, to) => writeFileSync(settings(), readFileSync(settings(), 'utf8').replace(from, to));

  test('says how it is, and who is connected where', async () => {
    const draft = await meeting.draft('Abierto');
    await meeting.join('mexico', draft);
    const health = JSON.parse(await admin('health'));
    assert.equal(health.by, 'host');
    assert.ok(health.connections.delegation >= 1 && health.disk.database > 0 && health.disk.free > 0);
    assert.ok(health.meetings.some(({ id }) => id === meeting.id));
    assert.equal(health.backup.file.endsWith('plenaria.db'), true);
    const { connections } = JSON.parse(await admin('connections'));
    assert.deepEqual(
      connections.filter((one) => one.draft === draft).map((one) => [one.name, one.delegation, one.connections]),
      [['Ana López', 'MX', 1]],
    );
  });

  test('takes over what may change while it runs, says what waits for a restart, and logs it', async () => {
    change_settings('ops_burst = 500', 'ops_burst = 501\nworkers = 1');
    const said = JSON.parse(await admin('reload'));
    assert.deepEqual(said, { changed: ['ops_burst'], waiting: ['workers'] });
    const { settings: now } = JSON.parse(await admin('settings'));
    assert.deepEqual([now.ops_burst.value, now.workers.value], [501, 2]);
    assert.equal(now.cluster_secret.value, '');
    assert.equal((await log('--act', 'settings.reload'))[0].by, 'host');
  });

  test('on SIGHUP too', async () => {
    change_settings('ops_burst = 501', 'ops_burst = 502');
    place.server.child.kill('SIGHUP');
    for (let tries = 0; ; tries++) {
      const { settings: now } = JSON.parse(await admin('settings'));
      if (now.ops_burst.value === 502) break;
      assert.ok(tries < 50, 'the settings are not read again');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  test('changes nothing where anything in the file is wrong, and says what', async () => {
    change_settings('ops_burst = 502', 'ops_burst = 503\nno_such_thing = 1');
    const { code, stderr } = await cli.run(['admin', 'reload', '--data', place.server.data]);
    assert.equal(code, 1);
    assert.match(stderr, /There is no setting called no_such_thing/);
    const { settings: now } = JSON.parse(await admin('settings'));
    assert.equal(now.ops_burst.value, 502);
  });
});

test('an archive ends a meeting and writes a bundle of each draft, which verifies', async () => {
  const other = await Meeting.open(place);
  const draft = await other.draft('Acuerdo');
  const into = path.join(place.folder, 'archive');
  mkdirSync(into);
  const said = JSON.parse(await admin('archive', '--meeting', other.id, '--into', into));
  assert.deepEqual(said, { meeting: other.id, bundles: 1 });
  assert.equal((await cli.run(['verify', '--bundle', path.join(into, `${draft}.plenaria`)])).code, 0);
  assert.equal(await other.role('chair', draft), 'observer');
});

test('the server purges by itself what was deleted longer ago than can be taken back', async () => {
  const soon = await Place.open({ settings: { deleted_days: 0 } });
  const draft = await soon.draft();
  const at = ['--data', soon.server.data];
  await cli.succeed(['admin', 'delete', ...at, '--draft', draft.id]);
  await soon.server.restart();
  for (let tries = 0; ; tries++) {
    const [one] = objects(await cli.succeed(['admin', 'drafts', ...at]));
    if (one.purged) break;
    assert.ok(tries < 100, 'it is not purged');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const [last] = objects(await cli.succeed(['admin', 'log', ...at, '--most', '1']));
  assert.deepEqual([last.act, last.by, last.draft], ['draft.purge', 'system', draft.id]);
  await soon.close();
});
