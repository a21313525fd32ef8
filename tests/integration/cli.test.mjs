// Every row of the command line: what it prints, what it costs to get it wrong, all beside a running server.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Client, randomId } from '../support/client.mjs';
import { damage } from '../support/damage.mjs';
import { Place } from '../support/place.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

const TEXT = 'CONFERENCIA\n\n1. Aprobar el informe.\n a. Instar a todos.\n b. Felicitar.\n2. Agradecer.\n';

let place;
let draft;
let file;
before(async () => {
  place = await Place.open();
  draft = await place.draft({ text: TEXT, title: 'Conclusiones' });
  file = path.join(place.folder, 'cli.txt');
  writeFileSync(file, TEXT);
});
after(() => place.close());

const data = () => place.server.data;

/** Exit 1 and one line on stderr that is a sentence. */
async function fails(args) {
  const { code, stdout, stderr } = await cli.run(args);
  assert.equal(code, 1, `${args.join(' ')}: ${stderr}`);
  assert.match(stderr, /^[^\n]+\n$/, `one line: ${stderr}`);
  assert.match(stderr, /\.\n$/, `a sentence: ${stderr}`);
  assert.equal(stdout, '');
}

describe('usage errors exit 2', () => {
  const cases = [
    [],
    ['dance'],
    ['serve'],
    ['serve', '--data'],
    ['import', '--data', 'x'],
    ['import', '--data', 'x', '--title', 'T', '--lang', 'es'],
    ['invite', '--data', 'x', '--draft', 'd'],
    ['invite', '--data', 'x', '--draft', 'd', '--role', 'king', '--name', 'n'],
    ['export', '--data', 'x', '--draft', 'd'],
    ['export', '--data', 'x', '--draft', 'd', '--format', 'odt'],
    ['backup', '--data', 'x'],
    ['backup', '--data', 'x', '--into', 'folder', 'file'],
    ['backup', '--data', 'x', '--keep', '3', 'file'],
    ['backup', '--data', 'x', '--into', 'folder', '--keep', '0'],
    ['verify'],
    ['verify', '--data', 'x', '--fast'],
    ['serve', '--data', 'x', '--listen', 'nowhere'],
    ['invite', '--data', 'x', '--draft', 'd', '--role', 'chair', '--name', 'n', '--expires', 'soon'],
  ];
  for (const args of cases) {
    test(`plenaria ${args.join(' ')}`, async () => {
      const { code, stderr } = await cli.run(args);
      assert.equal(code, 2, stderr);
      assert.ok(stderr.length > 0);
    });
  }
});

describe('--help', () => {
  for (const command of ['serve', 'import', 'invite', 'export', 'verify', 'backup']) {
    test(`plenaria ${command} --help`, async () => {
      const { code, stdout } = await cli.run([command, '--help']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`plenaria ${command}`));
      assert.match(stdout, /--data/);
    });
  }
  test('plenaria --help names every command', async () => {
    const { code, stdout } = await cli.run(['--help']);
    assert.equal(code, 0);
    for (const command of ['serve', 'import', 'invite', 'export', 'verify', 'backup'])
      assert.ok(stdout.includes(command), command);
  });
});

describe('import', () => {
  test('prints the draft and how many items it has', async () => {
    const { draft: id, items } = await cli.importText(data(), file, { langs: ['es', 'en'] });
    assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
    assert.equal(items, 5, 'every entry: four items, and the title line that the draft is not called after');
  });
  test('the draft is there at once for the running server', async () => {
    const { draft: id } = await cli.importText(data(), file);
    const { token } = await cli.invite(data(), id, 'chair');
    const client = new Client({ server: place.server, draft: id, token });
    const { snapshot } = await client.connect();
    assert.equal(snapshot.items.filter(({ kind }) => kind === 'item').length, 4);
    await client.drop();
  });
  test('a file that is not there', () => fails(['import', '--data', data(), '--title', 'T', '--lang', 'es', '/no/such/file']));
  test('a file that is not UTF-8', async () => {
    const broken = path.join(place.folder, 'broken.txt');
    writeFileSync(broken, Buffer.from([0x31, 0x2e, 0x20, 0xff, 0xfe, 0x0a]));
    const { code } = await cli.run(['import', '--data', data(), '--title', 'T', '--lang', 'es', broken]);
    assert.ok(code === 0 || code === 1, `exit code ${code}`);
  });
});

describe('invite', () => {
  test('prints id, token and address, and the token lets in', async () => {
    const { id, token, url } = await cli.invite(data(), draft.id, 'delegation', {
      name: 'Ana',
      delegation: 'MX',
      expires: '30d',
    });
    assert.ok(id && url.includes(token));
    const client = new Client({ server: place.server, draft: draft.id, token });
    const { you } = await client.connect();
    assert.deepEqual(
      { role: you.role, name: you.name, delegation: you.delegation },
      { role: 'delegation', name: 'Ana', delegation: 'MX' },
    );
    await client.drop();
  });
  test('a code that looks like another of the draft: exit 2, and a sentence that names that one', async () => {
    const { id } = await place.draft({ text: TEXT });
    await cli.invite(data(), id, 'delegation', { name: 'Ana', delegation: 'IL' });
    const args = ['invite', '--data', data(), '--draft', id, '--role', 'delegation', '--name', 'n', '--delegation'];
    const { code, stdout, stderr } = await cli.run([...args, '1L']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^[^\n]+ IL,[^\n]+\.\n/);
    assert.equal((await cli.run([...args, 'li'])).code, 0, 'another country');
  });
  test('a draft that is not there', () =>
    fails(['invite', '--data', data(), '--draft', 'nowhere', '--role', 'chair', '--name', 'n']));
  test('tokens are stored only as hashes', async () => {
    const { token } = await cli.invite(data(), draft.id, 'observer');
    const copy = path.join(place.folder, 'tokens.db');
    assert.equal((await cli.backup(data(), copy)).code, 0);
    assert.ok(!readFileSync(copy).includes(token));
  });
});

describe('export', () => {
  test('txt has the numbers', async () => {
    const text = await cli.exportDraft(data(), draft.id, 'txt', { lang: 'es' });
    for (const line of ['1. Aprobar el informe.', 'a. Instar a todos.', 'b. Felicitar.', '2. Agradecer.'])
      assert.ok(text.includes(line), text);
  });
  test('md, html and json', async () => {
    assert.match(await cli.exportDraft(data(), draft.id, 'md', { lang: 'es' }), /Aprobar el informe/);
    assert.match(await cli.exportDraft(data(), draft.id, 'html', { lang: 'es' }), /^<!doctype html>[\s\S]*lang="es"/i);
    JSON.parse(await cli.exportDraft(data(), draft.id, 'json', { lang: 'es' }));
  });
  test('what was exported as txt or md imports to the same tree', async () => {
    const shape = async (id) => {
      const exported = JSON.parse(await cli.exportDraft(data(), id, 'json', { lang: 'es' }));
      const text = await cli.exportDraft(data(), id, 'txt', { lang: 'es' });
      // the last line names the state it was taken from, and that is another draft's
      return { exported: exported.items?.length, text: text.replace(/^\[Plenaria: .*\]\n/m, '') };
    };
    for (const format of ['txt', 'md']) {
      const again = path.join(place.folder, `again.${format}`);
      writeFileSync(again, await cli.exportDraft(data(), draft.id, format, { lang: 'es' }));
      const { draft: id } = await cli.importText(data(), again, { title: 'Conclusiones', langs: ['es', 'en'] });
      assert.deepEqual(await shape(id), await shape(draft.id), format);
    }
  });
  test('as it stood at a seq', async () => {
    const chair = await draft.join('chair');
    const { seq } = chair.model;
    await chair.edit(change.add(randomId(), null, null, { es: 'AÑADIDO' }));
    await draft.leave();
    assert.ok(!(await cli.exportDraft(data(), draft.id, 'txt', { lang: 'es', seq })).includes('AÑADIDO'));
    assert.ok((await cli.exportDraft(data(), draft.id, 'txt', { lang: 'es' })).includes('AÑADIDO'));
  });
  test('a draft, a language, a seq that is not there', async () => {
    await fails(['export', '--data', data(), '--draft', 'nowhere', '--format', 'txt']);
    await fails(['export', '--data', data(), '--draft', draft.id, '--format', 'txt', '--lang', 'xx']);
    await fails(['export', '--data', data(), '--draft', draft.id, '--format', 'txt', '--seq', '999999']);
  });
});

describe('verify', () => {
  test('a sound folder, and one draft of it, while serving', async () => {
    for (const one of [undefined, draft.id]) {
      const { code, stderr } = await cli.verify(data(), one);
      assert.equal(code, 0, stderr);
    }
  });
  test('a draft that is not there', () => fails(['verify', '--data', data(), '--draft', 'nowhere']));
  test('a folder that is not there', () => fails(['verify', '--data', '/no/such/folder']));
  test('a folder without drafts: nothing is no proof', async () => {
    const folder = temporaryFolder();
    await fails(['verify', '--data', folder]);
    writeFileSync(path.join(folder, 'plenaria.db'), '');
    await fails(['verify', '--data', folder]);
  });
});

describe('backup', () => {
  test('a copy made while serving and editing is whole and serves', async () => {
    const chair = await draft.join('chair');
    const { token } = await draft.seat('observer');
    let stop = false;
    const typing = (async () => {
      while (!stop) await chair.edit(change.insert(chair.model.visible()[0], 0, 'x'));
    })();
    const folder = temporaryFolder();
    const copy = path.join(folder, 'plenaria.db');
    const before = chair.model.seq;
    const { code, stderr } = await cli.backup(data(), copy);
    stop = true;
    await typing;
    assert.equal(code, 0, stderr);
    assert.equal((await cli.verify(folder)).code, 0);
    const restored = await Server.start({ data: folder });
    const client = new Client({ server: restored, draft: draft.id, token });
    const welcome = await client.connect();
    assert.ok(welcome.seq >= before);
    await client.drop();
    await restored.close();
    await draft.leave();
  });
  test('does not write over a file', async () => {
    const taken = path.join(place.folder, 'taken.db');
    writeFileSync(taken, 'something else');
    await fails(['backup', '--data', data(), taken]);
    assert.equal(readFileSync(taken, 'utf8'), 'something else');
  });
  test('leaves nothing behind where it cannot write', async () => {
    const nowhere = path.join(place.folder, 'none/copy.db');
    await fails(['backup', '--data', data(), nowhere]);
    assert.equal(existsSync(nowhere), false);
  });
  test('--into keeps the newest ones of its series, and touches no other file', async () => {
    const folder = temporaryFolder();
    const others = ['notes.txt', 'plenaria-20200101T000000Z.db.unfinished-1', 'plenaria.db'];
    const older = ['plenaria-20200101T000000Z.db', 'plenaria-20200102T000000Z.db', 'plenaria-20200103T000000Z.db'];
    for (const name of [...others, ...older]) writeFileSync(path.join(folder, name), '');
    const said = JSON.parse(await cli.succeed(['backup', '--data', data(), '--into', folder, '--keep', '2']));
    assert.equal(said.removed, 2);
    const left = readdirSync(folder).sort();
    assert.deepEqual(left, [...others, older[2], path.basename(said.file)].sort());
  });
  test('--verify restores the copy and says what it holds', async () => {
    const folder = temporaryFolder();
    const said = JSON.parse(await cli.succeed(['backup', '--data', data(), '--verify', path.join(folder, 'copy.db')]));
    const { stdout } = await cli.verify(data());
    assert.ok(said.drafts >= 1 && said.drafts === JSON.parse(stdout).drafts);
    assert.deepEqual(readdirSync(folder), ['copy.db']);
  });
  test('--verify finds what the log of a copy has lost, and then keeps the older backups', async () => {
    const damaged = temporaryFolder();
    await cli.backup(data(), path.join(damaged, 'plenaria.db'));
    assert.ok(damage(path.join(damaged, 'plenaria.db'), 'Agradecer') > 0);
    const folder = temporaryFolder();
    const older = 'plenaria-20200101T000000Z.db';
    writeFileSync(path.join(folder, older), '');
    const args = ['backup', '--data', damaged, '--into', folder, '--keep', '1', '--verify'];
    const { code, stdout, stderr } = await cli.run(args);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^plenaria: Draft .*The backup .* is not good; keep the ones before it\.\n$/);
    assert.ok(readdirSync(folder).includes(older));
    assert.equal(readdirSync(folder).length, 2, 'the rehearsal leaves no folder');
  });
});

describe('serve', () => {
  test('a second one on the same folder is refused, and the first goes on', async () => {
    await fails(['serve', '--data', data(), '--listen', '127.0.0.1:0']);
    assert.equal((await fetch(`${place.server.url}/healthz`)).status, 200);
  });
  test('a port in use', () =>
    fails(['serve', '--data', path.join(place.folder, 'fresh'), '--listen', `127.0.0.1:${place.server.port}`]));
  test('a folder that cannot be made', () => fails(['serve', '--data', '/proc/nothing', '--listen', '127.0.0.1:0']));
});
