// An older backup that is put back does not pass for the present: who has seen later ops is told, and who has not is not.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Place } from '../support/place.mjs';

let place;
let copy;
before(async () => {
  place = await Place.open();
  copy = mkdtempSync(path.join(os.tmpdir(), 'plenaria-older-'));
});
after(async () => {
  rmSync(copy, { recursive: true, force: true });
  await place.close();
});

const insert = (item, words) => ({ type: 'text', item, lang: 'es', delta: { ops: [{ insert: words }] } });

/** Stops the server, does something to its data folder, starts it again. */
async function meanwhile(act) {
  await place.server.stop();
  act(place.server.data);
  await place.server.restart();
}

describe('a server that was put back to an older backup', () => {
  it('says so to who had seen more, by `history` in the welcome', async () => {
    const draft = await place.draft();
    const mexico = await draft.join('mexico');
    await draft.seat('canada');
    const item = (await draft.snapshot()).items[0].id;
    await mexico.edit(insert(item, 'A'));
    const { token } = await draft.seat('mexico');
    await meanwhile((data) => cpSync(data, copy, { recursive: true }));
    assert.equal((await mexico.connect()).history, undefined, 'nothing is amiss yet');
    await mexico.edit(insert(item, 'B'));
    await mexico.edit(insert(item, 'C'));
    const seen = mexico.model.seq;
    await mexico.drop();

    await meanwhile((data) => {
      rmSync(data, { recursive: true });
      cpSync(copy, data, { recursive: true });
    });
    const welcome = await mexico.connect();
    assert.equal(welcome.history, 'shorter');
    assert.ok(welcome.seq < seen);
    const { head } = mexico.model;
    await mexico.drop();

    const canada = await draft.join('canada');
    assert.equal(canada.model.head.length, head.length);
    for (const words of ['X', 'Y', 'Z']) await canada.edit(insert(item, words));
    const late = await draft.client('mexico', { hello: { since: seen, head: 'f'.repeat(64) } });
    assert.equal((await late.connect()).history, 'other');
    const newcomer = await draft.client('mexico', { token });
    assert.equal((await newcomer.connect()).history, undefined);
  });
});
