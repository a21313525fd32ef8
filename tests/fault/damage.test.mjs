// Bytes on disk that are not what they were: a snapshot is only a cache, a log is the truth, and one draft's trouble is its own.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Client } from '../support/client.mjs';
import { damage } from '../support/damage.mjs';
import { Place } from '../support/place.mjs';
import { Server, temporaryFolder } from '../support/server.mjs';

async function join(server, draft, who) {
  const { token } = await draft.seat(who);
  const client = new Client({ server, draft: draft.id, token });
  await client.connect();
  return client;
}

describe('a damaged log', () => {
  let place;
  let broken;
  let bad; // seq of the op that is damaged
  let sound;
  let folder;
  let server;

  // A copy without snapshots of what came last: the server is killed, so nothing but the log holds the edits.
  before(async () => {
    place = await Place.open();
    broken = await place.draft();
    sound = await place.draft();
    await broken.plant(['p', 'uno']);
    await sound.plant(['p', 'uno']);
    const mexico = await broken.join('mexico');
    await mexico.edit(change.insert('p', 0, 'antes '));
    ({ seq: bad } = await mexico.edit(change.insert('p', 0, 'MARCADA ')));
    await mexico.edit(change.insert('p', 0, 'después '));
    await sound.seat('mexico');
    await place.server.kill();
    folder = temporaryFolder();
    assert.equal((await cli.backup(place.server.data, path.join(folder, 'plenaria.db'))).code, 0);
    assert.ok(damage(path.join(folder, 'plenaria.db'), 'MARCADA') > 0, 'the op is in the file');
    server = await Server.start({ data: folder });
  });
  after(async () => {
    await server.close();
    await place.server.start();
    await place.close();
  });

  test('verify says which op of which draft is bad, and that the other is good', async () => {
    const all = await cli.verify(folder);
    assert.equal(all.code, 1);
    assert.match(all.stdout + all.stderr, new RegExp(`${broken.id}[^\\n]*\\b${bad}\\b`), 'names the draft and its first bad op');
    assert.equal((await cli.verify(folder, broken.id)).code, 1);
    assert.equal((await cli.verify(folder, sound.id)).code, 0);
  });

  test('that draft is refused with a clear message', async () => {
    const { token } = await broken.seat('mexico');
    const client = new Client({ server, draft: broken.id, token });
    await assert.rejects(client.connect());
    assert.equal(client.errors[0]?.code, 'corrupt');
    const response = await fetch(`${server.url}/api/drafts/${broken.id}`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(response.status, 500);
    assert.equal((await response.json()).error.code, 'corrupt');
    assert.ok(server.stderr.includes(broken.id), 'the operator is told');
  });

  test('the other draft works as ever', async () => {
    const client = await join(server, sound, 'mexico');
    await client.edit(change.insert('p', 0, 'sigue '));
    assert.equal(client.model.words('p', 'es'), 'sigue uno');
    await client.drop();
  });
});

describe('a damaged snapshot', () => {
  let place;
  let draft;
  beforeEach(async () => {
    place = await Place.open();
    draft = await place.draft();
    await draft.plant(['p', 'uno']);
  });
  afterEach(() => place.close());

  test('is skipped, said so, and nothing is lost', async () => {
    const mexico = await draft.join('mexico');
    await mexico.edit(change.insert('p', 0, 'SEGUIDO'));
    await draft.leave();
    await place.server.stop(); // stores a snapshot
    // The words stand joined only in the snapshot: in the log they are two ops.
    const copies = damage(path.join(place.server.data, 'plenaria.db'), 'SEGUIDOuno');
    assert.ok(copies > 0, 'there was a snapshot');
    place.server.stderr = '';
    await place.server.start();
    const client = await draft.join('mexico');
    assert.equal(client.model.words('p', 'es'), 'SEGUIDOuno');
    assert.match(place.server.stderr, /snapshot/i);
    assert.ok(place.server.stderr.includes(draft.id));
    const { code, stdout, stderr } = await cli.verify(place.server.data);
    assert.match(stdout + stderr, /snapshot/i);
    assert.equal(code, 1, 'verify reports it');
    await draft.leave();
  });
});
