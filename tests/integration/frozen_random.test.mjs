// Items come, go, move, are proposed, split and joined at random while numbers are frozen, in every numbering: what the server
// calls them, and what they were called before, is what the tests' own account of frozen numbers says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import { randomId } from '../support/client.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const TEXT = '1. Uno.\n a. Primero.\n  i. Más.\n  ii. Aún más.\n b. Segundo.\n2. Dos.\n3. Tres.\n a. Otro.\n4. Cuatro.\n';
const OWN = {
  levels: [
    { format: 'upper-roman', before: 'n.º ', after: '.-', restart: true, start: 4 },
    { format: 'none' },
    { format: 'upper-letter', after: ')', chain: true },
  ],
  paragraphs: { format: 'lower-roman', before: '(', after: ')', start: 2 },
};
const STEPS = 60;
/** What may be refused, for good reasons. */
const REFUSALS = new Set(['cycle', 'bad-op', 'locked', 'limit', 'no-item', 'exists', 'dependent']);

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

function someChanges(random, view) {
  const ids = view.visible();
  const [item, other] = [random.pick(ids), random.pick(ids)];
  const { parent } = view.item(other);
  const kind = random.pick(['item', 'item', 'heading', 'paragraph']);
  const at = { es: random.integer(0, view.words(item, 'es').length) };
  const place = random.pick([
    [parent, other],
    [parent, null],
    [other, null],
  ]);
  const lengths = () => Object.fromEntries(view.langs.map((lang) => [lang, view.text(other, lang).length()]));
  const candidates = [
    () => change.add(randomId(), ...place, { es: 'Nuevo punto' }, kind),
    () => change.move(item, ...place),
    () => change.move(item, ...place),
    () => change.remove(item),
    () => change.restore(random.pick([...view.order()])),
    () => change.split(item, randomId(), at),
    () => ({ ...change.merge(item, other), at: lengths() }),
    () => change.kind(item, kind),
  ];
  if (random.chance(0.05)) return [change.renumber(), change.freeze()];
  return [random.pick(candidates)()];
}

/** A delegation proposes an item, here and there right in front of another one that is proposed. */
function someProposal(random, view) {
  const ids = view.visible();
  const other = random.pick(ids);
  const id = randomId();
  const place = random.chance(0.7) ? [view.item(other).parent, other] : [view.item(other).parent, null];
  return [{ type: 'proposal.add', proposal: randomId(), item: id, act: 'add' }, change.add(id, ...place, { es: 'Propuesto' })];
}

for (const numbering of ['conference', 'un-resolution', 'pp-op', 'decimal', 'articles', 'eu', OWN]) {
  const called = typeof numbering === 'string' ? numbering : 'of its own';
  test(`numbers that are frozen under the numbering ${called}`, async () => {
    const random = new Random(seedFromEnvironment());
    console.log(`PLENARIA_SEED=${random.seed}`);
    const draft = await place.draft({ text: TEXT });
    const [chair, mexico] = [await draft.join('chair'), await draft.join('mexico')];
    await chair.edit(change.set({ numbering }), change.add(randomId(), null, null, { es: 'Recordando.' }, 'paragraph'));
    await chair.edit(change.freeze());
    let made = 0;
    for (let step = 0; step < STEPS; step++) {
      const proposes = random.chance(0.25);
      const [who, some] = proposes ? [mexico, someProposal] : [chair, someChanges];
      await who.reach((await draft.snapshot()).seq);
      await who.edit(...some(random, who.view())).then(
        () => made++,
        (error) => assert.ok(REFUSALS.has(error.code), error.message),
      );
    }
    const snapshot = await draft.snapshot();
    const twin = new Model(draft.id);
    for (const op of checkChain(await draft.log()).ops) twin.apply(op);
    twin.head = snapshot.head;
    assert.deepEqual(Model.fromSnapshot(snapshot).snapshot(), twin.snapshot(), `seed ${random.seed}`);
    assert.ok(made > STEPS / 3, `${made} changes were made`);
    assert.ok(snapshot.frozen && snapshot.items.some(({ frozen }) => frozen?.base));
    await draft.leave();
  });
}
