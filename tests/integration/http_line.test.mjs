// A line over plain HTTP carries the same messages with the same meaning as a WebSocket: protocol/http.md "Lines".
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { randomId } from '../support/client.mjs';
import { HttpLine } from '../support/http_line.mjs';
import { Place } from '../support/place.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** What comes with a welcome has come, and the next post waits. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 500));
const over = { Socket: HttpLine };
const insert = (item, words) => ({ type: 'text', item, lang: 'es', delta: { ops: [{ insert: words }] } });
const post = (body) =>
  fetch(`${place.server.url}/api/line`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function first(draft) {
  return (await draft.snapshot()).items[0].id;
}

describe('a line over HTTP', () => {
  it('welcomes, acknowledges, and brings what others do, in both directions', async () => {
    const draft = await place.draft();
    const mexico = await draft.join('mexico', over);
    const canada = await draft.join('canada');
    const item = await first(draft);
    await mexico.edit(insert(item, 'A'));
    await canada.until(() => canada.model.seq === mexico.model.seq, 'the op of the line');
    await canada.edit(insert(item, 'B'));
    await mexico.until(() => mexico.model.seq === canada.model.seq, 'the op of the WebSocket');
    assert.equal(mexico.model.head, canada.model.head);
  });

  it('resumes on another line where it was lost, and an op counts once', async () => {
    const draft = await place.draft();
    const mexico = await draft.join('mexico', over);
    const item = await first(draft);
    await mexico.edit(insert(item, 'A'));
    await mexico.drop();
    const canada = await draft.join('canada', over);
    await canada.edit(insert(item, 'B'));
    await mexico.connect();
    assert.equal(mexico.acked, 1);
    await mexico.until(() => mexico.model.head === canada.model.head, 'what was missed');
    assert.equal(mexico.snapshots, 1, 'the first one only');
  });

  it('closes with the codes of a WebSocket', async () => {
    const draft = await place.draft();
    const client = randomId();
    const older = await draft.join('mexico', { ...over, client });
    await draft.join('mexico', { ...over, client });
    assert.equal((await older.closed).code, 4409);
    const stranger = await draft.client('mexico', over);
    stranger.token = 'no-such-token-no-such-t';
    await assert.rejects(stranger.connect(), { code: 4401 });
  });

  it('says when it is not known, and takes no message that is not one', async () => {
    assert.equal((await post({ line: 'x', wait: true })).status, 404);
    assert.equal((await post({ send: [{}] })).status, 400);
    assert.equal((await post({ send: 'x' })).status, 400);
    assert.equal((await post({ wait: 1 })).status, 400);
    assert.equal((await post([])).status, 400);
    const { line } = await (await post({ send: ['{}'] })).json();
    const { messages, close } = await (await post({ line, wait: true })).json();
    assert.equal(close.code, 4400);
    assert.deepEqual(messages, [], 'nobody waited when it was closed');
    assert.equal((await post({ line, wait: true })).status, 404);
  });

  it('ends when the client goes away while it waits', async () => {
    const draft = await place.draft();
    const mexico = await draft.join('mexico', over);
    const { line } = mexico.socket;
    await settled();
    await mexico.drop();
    for (let tries = 0; ; tries++) {
      if ((await post({ line, send: [] })).status === 404) break;
      assert.ok(tries < 50, 'the line outlives its client');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('of two posts that wait, the newer one is answered with what comes', async () => {
    const draft = await place.draft();
    const { token } = await draft.seat('mexico');
    const hello = JSON.stringify({ t: 'hello', v: 1, draft: draft.id, client: randomId(), token });
    const { line } = await (await post({ send: [hello] })).json();
    const older = post({ line, wait: true });
    let answer = await (await older).json();
    assert.equal(answer.messages[0].t, 'welcome');
    for (let waiting = true; waiting;) {
      const slow = post({ line, wait: true });
      const early = await Promise.race([slow.then(() => true), new Promise((resolve) => setTimeout(resolve, 400))]);
      if (early) continue; // presence and participants
      const newer = post({ line, wait: true });
      assert.deepEqual((await (await slow).json()).messages, []);
      const chair = await draft.join('chair');
      await chair.edit(insert(await first(draft), 'C'));
      answer = await (await newer).json();
      assert.ok(answer.messages.length > 0);
      waiting = false;
    }
  });

  it('stops with the server', async () => {
    const other = await Place.open();
    const draft = await other.draft();
    const mexico = await draft.join('mexico', over);
    const closed = mexico.closed;
    await settled(); // a post waits
    await other.close();
    assert.equal((await closed).code, 1012);
  });
});
