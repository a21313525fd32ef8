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

async function typeAtRandom(client, random) {
  const text = client.view().text('p', 'es');
  const at = random.integer(0, text.length());
  const length = random.chance(0.3) ? random.integer(0, Math.min(2, text.length() - at)) : 0;
  await client.edit(
    change.text(
      'p',
      new Delta()
        .retain(at)
        .insert(random.pick(['X', 'YZ']))
        .delete(length),
    ),
  );
}

/** Decides all, some in one op, in an order that nobody chose; others may go on typing meanwhile. */
async function decideAll(chair, random, ids, accepted) {
  const left = ids.map((id) => ({ type: accepted.has(id) ? 'proposal.accept' : 'proposal.reject', proposal: id }));
  while (left.length > 0) {
    const some = [];
    for (let count = random.integer(1, left.length); count > 0; count--)
      some.push(...left.splice(random.integer(0, left.length - 1), 1));
    await chair.edit(...some);
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
