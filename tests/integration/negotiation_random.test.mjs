// Random proposals of three delegations, nested and overlapping, while the secretariat types freely; then all are decided, in any order.
// The text must be what the marks of every single unit say, whatever the order and whoever else was typing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Delta from 'quill-delta';
import { checkChain } from '../support/chain.mjs';
import * as change from '../support/changes.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const ROUNDS = Number(process.env.PLENARIA_NEGOTIATIONS ?? 12);
const STEPS = 25;

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const marksOf = (attributes = {}, kind) =>
  Object.keys(attributes)
    .filter((name) => name.startsWith(`${kind}:`))
    .map((name) => name.slice(4));

/** One unit at a time: [character, attributes]. */
const unitsOf = (text) => text.ops.flatMap(({ insert, attributes }) => [...insert].map((unit) => [unit, attributes]));

/** What a delegation may send for deleting a stretch and writing `words` in front of it. */
function amend(text, proposal, at, length, words) {
  const units = unitsOf(text);
  const around = (index) => marksOf(units[index]?.[1], 'ins');
  const inside = at > 0 ? around(at - 1).filter((id) => around(at).includes(id)) : [];
  const marks = Object.fromEntries([...inside, proposal].map((id) => [`ins:${id}`, true]));
  const delta = new Delta().retain(at);
  if (words) delta.insert(words, marks);
  for (const [, attributes] of units.slice(at, at + length)) {
    const inserted = marksOf(attributes, 'ins');
    if (inserted.length > 0 && inserted.every((id) => id === proposal)) delta.delete(1);
    else delta.retain(1, { [`del:${proposal}`]: true });
  }
  return delta.chop();
}

/** What is left once every proposal is decided as `accepted` says. */
function decided(text, accepted) {
  return unitsOf(text)
    .filter(([, attributes]) => marksOf(attributes, 'ins').every((id) => accepted.has(id)))
    .filter(([, attributes]) => !marksOf(attributes, 'del').some((id) => accepted.has(id)))
    .map(([unit]) => unit)
    .join('');
}

async function amendAtRandom(client, random, proposal, opened) {
  const view = client.view();
  const text = view.text('p', 'es');
  const at = random.integer(0, text.length());
  const length = random.chance(0.5) ? random.integer(0, Math.min(4, text.length() - at)) : 0;
  const words = random.chance(0.7) || length === 0 ? random.pick(['a', 'bc', 'ñ', ' de ']) : '';
  const delta = amend(text, proposal, at, length, words);
  if (delta.ops.length === 0) return;
  const first = opened.has(proposal) ? [] : [{ type: 'proposal.add', proposal, item: 'p' }];
  opened.add(proposal);
  await client.edit(...first, change.text('p', delta));
}

/** Where somebody may write freely, but for what others propose. What was typed late into that is refused. */
async function typeAtRandom(client, random) {
  const units = unitsOf(client.view().text('p', 'es'));
  const inserted = (index) => marksOf(units[index]?.[1], 'ins');
  const at = random.integer(0, units.length);
  const inside = at > 0 && inserted(at - 1).some((id) => inserted(at).includes(id));
  let length = random.chance(0.3) ? random.integer(0, Math.min(2, units.length - at)) : 0;
  while (length > 0 && inserted(at + length - 1).length > 0) length--;
  if (length === 2 && inserted(at).length > 0) length = 0;
  const words = random.pick(['X', 'YZ']);
  const delta = new Delta().retain(at);
  if (!inside) delta.insert(words);
  if (length > 0) delta.delete(length);
  if (delta.chop().ops.length === 0) return;
  await client.edit(change.text('p', delta)).catch((error) => {
    if (error.code !== 'locked') throw error;
  });
}

/**
 * Decides all, some in one op, in an order that nobody chose; others may go on typing meanwhile. What stands inside something that is not
 * decided waits, and in the end all that is left goes together.
 */
async function decideAll(chair, random, ids, accepted) {
  let left = ids.map((id) => ({ type: accepted.has(id) ? 'proposal.accept' : 'proposal.reject', proposal: id }));
  for (let waited = 0; left.length > 0;) {
    const some = waited < 5 ? left.filter(() => random.chance(0.5)) : left;
    if (some.length === 0) continue;
    try {
      await chair.edit(...some);
      left = left.filter((one) => !some.includes(one));
    } catch (error) {
      assert.match(error.message, /stands inside another proposal/);
      assert.ok(waited++ < 5, 'all at once is never refused');
    }
  }
}

test(`${ROUNDS} negotiations end in the text that their marks say`, async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`PLENARIA_SEED=${random.seed}`);
  for (let round = 0; round < ROUNDS; round++) {
    const draft = await place.draft();
    await draft.plant(['p', 'Recomendar a los países miembros.'], ['q', 'otro']);
    const chair = await draft.join('chair');
    await chair.edit(change.status('p', 'review'));
    const people = await Promise.all(['secretariat', 'mexico', 'canada', 'canada'].map((who) => draft.join(who)));
    const [secretariat, ...delegations] = people;
    const opened = new Set();
    await Promise.all([
      ...delegations.map(async (client, index) => {
        const proposal = index < 2 ? `r${round}d${index}` : `r${round}d1`; // two colleagues work on one
        if (index === 2)
          await client.until(() => client.model.negotiation.proposal(proposal) || opened.has(`r${round}d0`), 'a colleague');
        for (let step = 0; step < STEPS; step++) {
          if (index === 2 && !client.model.negotiation.proposal(proposal)) continue;
          await amendAtRandom(client, random, proposal, opened);
        }
      }),
      (async () => {
        for (let step = 0; step < STEPS; step++) await typeAtRandom(secretariat, random);
      })(),
    ]);
    await chair.reach((await draft.snapshot()).seq);
    const ids = chair.model.negotiation.proposals.map(({ id }) => id);
    const accepted = new Set(ids.filter(() => random.chance(0.5)));
    const expected = decided(chair.model.text('p', 'es'), accepted);
    await decideAll(chair, random, ids, accepted);
    assert.equal(chair.model.words('p', 'es'), expected, `round ${round}, seed ${random.seed}`);
    assert.ok(
      chair.model.text('p', 'es').ops.every(({ attributes }) => !attributes),
      'no mark is left',
    );
    const twin = new Model(draft.id);
    for (const op of checkChain(await draft.log()).ops) twin.apply(op);
    twin.head = chair.model.head;
    assert.deepEqual(await draft.snapshot(), twin.snapshot());
    await draft.leave();
  }
});
