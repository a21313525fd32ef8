// kill -9 between what is done to a seat and the log's word of it. PLENARIA_KILLS sets how often.
// Promised: what was answered stands in the log exactly once, in order, whichever of the two came last before the kill.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { within } from '../support/client.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const CYCLES = Number(process.env.PLENARIA_KILLS ?? 10);

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** The answer to a call; null where the server was killed over it, which a body that is on its way may not even notice. */
async function answerOf(draft, path, options) {
  const answer = draft.request('chair', path, options).then(async (response) => response.ok && response.json());
  return within(answer, 'an answer', 2000).catch(() => null);
}

/** Gives seats and takes some of them, one after the other, until the server is gone; `done` holds what was answered. */
async function administer(draft, done, random) {
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const body = JSON.stringify({ role: 'observer', name: 'Alguien' });
    const given = await answerOf(draft, '/invitations', { method: 'POST', headers, body });
    if (!given) return;
    done.push(`add ${given.id}`);
    if (random.chance(0.5)) continue;
    if (!(await answerOf(draft, `/invitations/${given.id}`, { method: 'DELETE' }))) return;
    done.push(`end ${given.id}`);
  }
}

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until so many acts were answered, however slow the machine is. */
async function answered(done, count) {
  while (done.length < count) await delay(1);
}

test(`what is done to seats is told once over ${CYCLES} kills`, async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const draft = await place.draft();
  const done = [];
  await draft.seat('chair');
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const acting = administer(draft, done, random);
    await answered(done, done.length + random.integer(2, 6));
    await delay(random.integer(0, 20)); // into the next act
    await place.server.kill();
    await acting;
    // what a command does while nobody serves comes into the log with the next opening
    if (random.chance(0.3)) done.push(`add ${(await cli.invite(place.server.data, draft.id, 'observer')).id}`);
    await place.server.start();
  }
  const observer = await draft.join('chair');
  await observer.close();
  const { ops } = checkChain(await draft.log());
  const model = new Model(draft.id);
  for (const op of ops) model.apply(op); // which counts the acts, without a gap
  const told = ops.flatMap(({ changes }) => changes).filter(({ type }) => type.startsWith('seat.'));
  const words = told.map(({ type, seat }) => `${type.slice(5)} ${seat}`);
  assert.equal(new Set(words).size, words.length, 'nothing is told twice');
  for (const act of done) assert.ok(words.includes(act), `${act} was answered, and is not in the log`);
  assert.ok(done.length > CYCLES, `only ${done.length} acts were answered`);
  const { code, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stderr);
});
