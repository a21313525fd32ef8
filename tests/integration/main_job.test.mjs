// The main job, as a meeting would do it: import, invite, edit together, lock, lose the power, go on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sampleText } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import * as cli from '../support/cli.mjs';
import { Model } from '../support/model.mjs';
import { Draft, Place } from '../support/place.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

const OWN_TEXT = `CONFERENCIA DE PRUEBA

Las delegaciones acuerdan:

1. Aprobar el informe anual.
 a. Instar a las delegaciones a enviar sus datos.
 b. Felicitar a la presidencia.
2. Aceptar el presupuesto.
3. Agradecer la hospitalidad.
`;

/** The sample where there is one, a text of our own elsewhere. */
async function importBaseText() {
  const sample = sampleText();
  if (!sample) return place.draft({ text: OWN_TEXT });
  const title = 'Conclusiones y recomendaciones';
  const { draft, items } = await cli.importText(place.server.data, sample, { title, langs: ['es', 'en'] });
  return new Draft(place, draft, items);
}

/** Edits until told to stop; keeps what was acknowledged. */
async function keepEditing(client, random, items, acknowledged, stop) {
  for (let count = 0; !stop.now; count++) {
    const item = random.pick(items);
    const mark = `«${client.client}-${count}»`;
    const length = client.view().text(item, 'es').length();
    try {
      const { n } = await client.edit(change.insert(item, random.chance(0.5) ? 0 : length, mark));
      acknowledged.push({ client: client.client, n, mark });
    } catch (error) {
      if (stop.now) return;
      throw error;
    }
  }
}

async function editUntilKilled(draft, random) {
  const clients = await Promise.all(['chair', 'secretariat', 'mexico', 'canada', 'mexico'].map((who) => draft.join(who)));
  const items = clients[0].model.visible();
  const acknowledged = [];
  const stop = { now: false };
  for (const client of clients)
    keepEditing(client, random.fork(), items, acknowledged, stop).catch((error) => (stop.error = error));
  await clients[0].until(() => acknowledged.length >= 60 || stop.error, '60 acknowledged edits');
  stop.now = true;
  await place.server.kill();
  if (stop.error) throw stop.error;
  return { clients, acknowledged };
}

test('every acknowledged edit is there once after kill -9, and what is locked stays as it was', async () => {
  const random = new Random(seedFromEnvironment());
  console.log(`seed ${random.seed}`);
  const draft = await importBaseText();
  const observer = await draft.join('observer');
  const { clients, acknowledged } = await editUntilKilled(draft, random);

  await place.server.start();
  await Promise.all([...clients, observer].map((client) => client.connect()));
  await Promise.all(clients.map((client) => client.settled()));
  const chair = clients[0];
  const locked = chair.model.visible()[0];
  await chair.edit(change.status(locked, 'approved'));
  const wordsLocked = chair.model.words(locked, 'es');
  await assert.rejects(clients[2].edit(change.insert(locked, 0, 'tarde')), { code: 'locked' });

  const { ops, head } = checkChain(await draft.log());
  for (const { client, n, mark } of acknowledged) {
    const found = ops.filter((op) => op.client === client && op.n === n);
    assert.equal(found.length, 1, `${client} ${n} is in the log once`);
    assert.ok(JSON.stringify(found[0].changes).includes(mark), `${client} ${n} carries its words`);
  }
  const twin = new Model(draft.id);
  for (const op of ops) twin.apply(op);
  const snapshot = await draft.snapshot();
  assert.equal(snapshot.head, head);
  await Promise.all([...clients, observer].map((client) => client.reach(snapshot.seq)));
  for (const client of [...clients, observer]) {
    assert.deepEqual(client.model.snapshot().items, twin.snapshot().items);
  }
  assert.deepEqual(Model.fromSnapshot(snapshot).snapshot().items, twin.snapshot().items);
  assert.equal(twin.words(locked, 'es'), wordsLocked);
  const words = [...twin.items.keys()].map((id) => twin.words(id, 'es')).join('\n');
  for (const { mark } of acknowledged) assert.equal(words.split(mark).length, 2, `${mark} is in the text once`);
  const { code, stderr } = await cli.verify(place.server.data);
  assert.equal(code, 0, stderr);
  await draft.leave();
});

test('the sample comes out with its 12 items, 43 letters, 4 romans and five sub-headings', async (t) => {
  const sample = sampleText();
  if (!sample) return t.skip('the sample text is not beside this checkout');
  const { draft: id } = await cli.importText(place.server.data, sample, { title: 'Conclusiones', langs: ['es', 'en'] });
  const model = Model.fromSnapshot(await new Draft(place, id).snapshot());
  const below = (parent, kind) => model.siblings(parent).filter((child) => model.item(child).kind === kind);
  const numbered = below(null, 'item');
  assert.equal(numbered.length, 12);
  assert.deepEqual(
    numbered.map((item) => below(item, 'item').length),
    [5, 2, 0, 5, 4, 2, 23, 2, 0, 0, 0, 0],
  );
  assert.equal(below(numbered[6], 'heading').length, 5);
  const letters = numbered.flatMap((item) => below(item, 'item'));
  assert.equal(letters.flatMap((letter) => below(letter, 'item')).length, 4);
});
