// A disk that refuses the Nth write or sync, for every N that there is while people type.
// Promised: the authors concerned get `storage`, what they were told holds after a kill -9 too, and work goes on by itself.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Ledger } from '../support/ledger.mjs';
import { Place } from '../support/place.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';
import { FaultyDisk } from './preload.mjs';

/** Up to this N each is tried; typing three ops makes fewer writes than that. */
const LAST = 12;

let folder;
let disk;
let place;
let draft;
let people;
let ledger;

before(() => {
  folder = temporaryFolder('plenaria-fault-');
  disk = new FaultyDisk(folder);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const skip = () => disk.env === null && 'the library fault_io is not built here';

async function open() {
  disk.heal();
  place = await Place.open({ env: disk.env });
  draft = await place.draft();
  await draft.plant(['p', 'fin']);
  people = await Promise.all(['mexico', 'canada'].map((who) => draft.join(who)));
  await draft.seat('observer');
  ledger = new Ledger();
}

async function holdAll() {
  ledger.hold(await draft.log());
  const { code, stdout, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stdout + stderr);
}

describe('the Nth write or sync fails', () => {
  before(async () => {
    if (!skip()) await open();
  });
  after(() => place?.close());

  for (const kind of ['write', 'sync']) {
    for (const lasting of [false, true]) {
      test(`${kind} 1 to ${LAST}, ${lasting ? 'and all after it until the disk is mended' : 'once'}`, async (t) => {
        if (skip()) return t.skip(skip());
        let hits = 0;
        for (let nth = 1; nth <= LAST; nth++) {
          disk.fail(kind, nth, lasting);
          for (let count = 0; count < 3; count++) await Promise.all(people.map((client) => ledger.write(client)));
          if (disk.refused().length) hits++;
          disk.heal();
          for (const client of people) await ledger.writeUntilTaken(client);
        }
        assert.ok(hits > 1, `only ${hits} faults came about`);
        assert.ok(ledger.refused.size > 1, 'commits that failed were told to nobody');
        for (const code of ledger.refused.values()) assert.ok(['storage', 'dependent'].includes(code), code);
        await people[0].reach(people[1].model.seq);
        await people[1].reach(people[0].model.seq);
        assert.deepEqual(people[0].model.snapshot(), people[1].model.snapshot(), 'all see the same');
        await holdAll();
      });
    }
  }

  test('after all this a kill -9 takes nothing away and brings nothing back', async (t) => {
    if (skip()) return t.skip(skip());
    await place.server.kill();
    await place.server.start();
    await Promise.all(people.map((client) => client.closed));
    await Promise.all(people.map((client) => client.connect()));
    for (const client of people) await ledger.writeUntilTaken(client);
    await holdAll();
  });
});

describe('a disk that fails for good', () => {
  beforeEach(async () => {
    if (!skip()) await open();
  });
  afterEach(async () => {
    disk.heal();
    await place?.close();
  });

  test('readers read on, authors get storage, and a kill -9 loses nothing that was acknowledged', async (t) => {
    if (skip()) return t.skip(skip());
    for (let count = 0; count < 5; count++) await ledger.write(people[0]);
    disk.fail('sync', 1, true);
    const refusals = await Promise.all(people.map((client) => ledger.write(client)));
    for (const refusal of refusals) assert.equal(refusal?.code, 'storage');
    assert.equal((await draft.request('observer', '')).status, 200, 'readers read on');
    await place.server.kill();
    disk.heal();
    // The disk took those bytes and said that it did not: after a crash it is the disk's word that counts, not ours.
    ledger.refused.clear();
    await place.server.start();
    await Promise.all(people.map((client) => client.connect()));
    for (const client of people) await ledger.writeUntilTaken(client);
    await holdAll();
  });

  test('it is stopped in the usual way, and says what may come', async (t) => {
    if (skip()) return t.skip(skip());
    disk.fail('write', 1, true);
    assert.equal((await ledger.write(people[0]))?.code, 'storage');
    await place.server.stop();
    assert.match(place.server.stderr, /disk/);
    disk.heal();
    await place.server.start();
    await Promise.all(people.map((client) => client.connect()));
    await ledger.writeUntilTaken(people[0]);
    await holdAll();
  });
});

describe('starting on a disk that fails', () => {
  test('the reason is said in one line, exit code 1, and nothing is left that a good disk cannot start from', async (t) => {
    if (skip()) return t.skip(skip());
    const text = path.join(folder, 'text.txt');
    writeFileSync(text, '1. Uno.\n');
    for (const [kind, nth] of [
      ['write', 1],
      ['write', 4],
      ['sync', 1],
      ['sync', 2],
    ]) {
      disk.fail(kind, nth, true);
      const data = path.join(folder, `${kind}-${nth}`);
      await assert.rejects(Server.start({ data, env: disk.env }), (error) => {
        assert.match(error.message, /ended at once \(1\)/);
        assert.match(error.message, /plenaria: .*disk/);
        return true;
      });
      assert.ok(disk.refused().length > 0);
      disk.heal();
      const server = await Server.start({ data, env: disk.env });
      await cli.importText(data, text);
      await server.stop();
      assert.equal((await cli.verify(data)).code, 0);
    }
  });
});
