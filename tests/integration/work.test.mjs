// What one delegation can make the server do: no message holds it up, whatever it asks for, and people at another draft go on meanwhile.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Attacker, attacks } from '../support/attacks.mjs';
import { Place } from '../support/place.mjs';

const ITEMS = 1000;
/** With sanitizers and beside other tests everything takes many times longer; what is bounded here took half a minute. */
const WAIT_MS = 2000;

let place;
let quiet;
let editor;
before(async () => {
  place = await Place.open();
  quiet = await place.draft();
  editor = await quiet.join('canada');
});
after(async () => {
  await quiet.leave();
  await place.close();
});

const metric = async (name) => {
  const text = await (await fetch(`${place.server.url}/metrics`)).text();
  return Number(new RegExp(`^plenaria_${name} (\\S+)$`, 'm').exec(text)[1]);
};

/** Types at another draft while it goes on; the longest wait. */
async function typingMeanwhile(work) {
  let done = false;
  let longest = 0;
  const working = work.finally(() => (done = true));
  const [item] = editor.model.order();
  while (!done) {
    const from = performance.now();
    await editor.edit(change.insert(item, 0, '.'));
    longest = Math.max(longest, performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await working;
  return longest;
}

describe('work', () => {
  for (const [name, attack] of Object.entries(attacks))
    test(`${name}: nobody waits for it`, async () => {
      const text = Array.from({ length: ITEMS }, (_, i) => `${i + 1}. Palabras ${i}.`).join('\n');
      const draft = await place.draft({ text });
      const attacker = await Attacker.join(draft);
      const items = (await draft.snapshot()).items.map(({ id }) => id);
      const longest = await typingMeanwhile(attack(attacker, items));
      assert.ok(longest < WAIT_MS, `somebody waited ${Math.round(longest)} ms`);
      assert.ok((await metric('turn_longest_seconds')) < WAIT_MS / 1000, 'no turn was as long');
      attacker.close();
      await draft.leave();
    });

  test('an op holds at most 512 changes', async () => {
    const draft = await place.draft();
    const attacker = await Attacker.join(draft);
    const [{ id }] = (await draft.snapshot()).items;
    const adds = (count) => Array.from({ length: count }, (_, i) => ({ ...change.add(`a${i}`, null, i ? `a${i - 1}` : id) }));
    assert.equal(await attacker.op(adds(513)), 'too-large');
    assert.equal(await attacker.op(adds(512)), null);
    attacker.close();
    await draft.leave();
  });
});
