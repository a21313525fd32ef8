// Protocol §2 as it is written there, cell by cell, in both directions: who may do what in which status.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';

const ROLES = ['observer', 'mexico', 'secretariat', 'chair'];
const STATUSES = ['open', 'review', 'agreed', 'approved'];
const NEVER = 'forbidden';
const NOT_NOW = 'locked';
const YES = 'yes';

let place;
let draft;
const clients = {};

before(async () => {
  place = await Place.open();
  draft = await place.draft();
  await draft.plant(['seed', 'semilla']);
  for (const who of ROLES) clients[who] = await draft.join(who);
});
after(async () => {
  await draft.leave();
  await place.close();
});

/** Fresh items for one cell: a parent with the item in question, which has one below it, and a neighbour. */
async function stage({ item = 'open', below = 'open', parent = 'open', neighbour = 'open' }) {
  const ids = { parent: randomId(), item: randomId(), below: randomId(), neighbour: randomId() };
  await clients.chair.edit(
    change.add(ids.parent, null, null, { es: 'arriba' }),
    change.add(ids.item, ids.parent, null, { es: 'palabras', en: 'words' }),
    change.add(ids.below, ids.item, null, { es: 'abajo' }),
    change.add(ids.neighbour, ids.parent, ids.item, { es: 'al lado' }),
    change.status(ids.parent, parent),
    change.status(ids.item, item),
    change.status(ids.below, below),
    change.status(ids.neighbour, neighbour),
  );
  return ids;
}

async function outcome(who, changes) {
  const client = clients[who];
  await client.reach(clients.chair.model.seq);
  const before = client.model.seq;
  try {
    await client.edit(...changes);
    return YES;
  } catch (error) {
    assert.equal(client.model.seq, before, 'a refused op leaves no trace');
    return error.code;
  }
}

async function expectCell(who, statuses, make, expected) {
  const ids = await stage(statuses);
  assert.equal(await outcome(who, make(ids)), expected, `${who}, ${JSON.stringify(statuses)}`);
}

/** A row of the table: for each role the outcome in each of the four statuses. */
function row(title, make, cells) {
  describe(title, () => {
    for (const who of ROLES) {
      STATUSES.forEach((status, index) => {
        const expected = cells[who][index];
        test(`${who} in ${status}: ${expected}`, () => expectCell(who, { item: status }, make, expected));
      });
    }
  });
}

const nobodyBelowAgreed = {
  observer: [NEVER, NEVER, NEVER, NEVER],
  mexico: [YES, NOT_NOW, NOT_NOW, NOT_NOW],
  secretariat: [YES, YES, NOT_NOW, NOT_NOW],
  chair: [YES, YES, NOT_NOW, NOT_NOW],
};
const chairOnly = {
  observer: [NEVER, NEVER, NEVER, NEVER],
  mexico: [NEVER, NEVER, NEVER, NEVER],
  secretariat: [NEVER, NEVER, NEVER, NEVER],
  chair: [YES, YES, YES, YES],
};

row('text in the original language', ({ item }) => [change.insert(item, 0, 'x', 'es')], nobodyBelowAgreed);
row('text in another language', ({ item }) => [change.insert(item, 0, 'x', 'en')], {
  ...nobodyBelowAgreed,
  secretariat: [YES, YES, YES, NOT_NOW],
  chair: [YES, YES, YES, NOT_NOW],
});
row('saying that a language is aligned', ({ item }) => [change.align(item, 'en')], {
  ...nobodyBelowAgreed,
  secretariat: [YES, YES, YES, NOT_NOW],
  chair: [YES, YES, YES, NOT_NOW],
});
row('add below', ({ item }) => [change.add(randomId(), item)], nobodyBelowAgreed);
row('remove', ({ item }) => [change.remove(item)], nobodyBelowAgreed);
row('split', ({ item }) => [change.split(item, randomId(), { es: 3 })], nobodyBelowAgreed);
row('merge it into a neighbour', ({ item, neighbour }) => [change.merge(item, neighbour)], nobodyBelowAgreed);
row('merge a neighbour into it', ({ item, neighbour }) => [change.merge(neighbour, item)], nobodyBelowAgreed);
row('change its kind', ({ item }) => [change.kind(item, 'paragraph')], nobodyBelowAgreed);
row('move it, with what is below', ({ item, parent, neighbour }) => [change.move(item, parent, neighbour)], {
  ...nobodyBelowAgreed,
  secretariat: [YES, YES, YES, YES],
  chair: [YES, YES, YES, YES],
});
row('move something below it', ({ item, neighbour }) => [change.move(neighbour, item, null)], nobodyBelowAgreed);
row('set its status up', ({ item }) => [change.status(item, 'approved')], chairOnly);
row('set its status down', ({ item }) => [change.status(item, 'open')], chairOnly);

// What is agreed or approved cannot be removed, so there is nothing to restore in those two.
describe('restore', () => {
  for (const who of ROLES) {
    for (const [index, status] of ['open', 'review'].entries()) {
      const expected = nobodyBelowAgreed[who][index];
      test(`${who} in ${status}: ${expected}`, async () => {
        const ids = await stage({ item: status });
        await clients.chair.edit(change.remove(ids.item));
        assert.equal(await outcome(who, [change.restore(ids.item)]), expected);
      });
    }
  }
});

describe('items below the one concerned', () => {
  const structural = {
    remove: ({ item }) => [change.remove(item)],
    split: ({ item }) => [change.split(item, randomId(), { es: 3 })],
    merge: ({ item, neighbour }) => [change.merge(item, neighbour)],
    move: ({ item, parent, neighbour }) => [change.move(item, parent, neighbour)],
  };
  for (const [name, make] of Object.entries(structural)) {
    for (const below of ['review', 'agreed', 'approved']) {
      test(`a delegation may not ${name} what has something in ${below} below`, () => expectCell('mexico', { below }, make, NOT_NOW));
    }
    const carried = name === 'move' ? YES : NOT_NOW;
    for (const who of ['secretariat', 'chair']) {
      test(`${who} and ${name} with something in review below: yes`, () => expectCell(who, { below: 'review' }, make, YES));
      for (const below of ['agreed', 'approved']) {
        test(`${who} and ${name} with something ${below} below: ${carried}`, () => expectCell(who, { below }, make, carried));
      }
    }
  }
  test('text does not ask what is below', () => expectCell('mexico', { below: 'approved' }, ({ item }) => [change.insert(item, 0, 'x')], YES));
});

describe('parents concerned', () => {
  const structural = {
    'add beside': ({ parent, item }) => [change.add(randomId(), parent, item)],
    remove: ({ item }) => [change.remove(item)],
    split: ({ item }) => [change.split(item, randomId(), { es: 3 })],
    merge: ({ item, neighbour }) => [change.merge(item, neighbour)],
    'move away': ({ item }) => [change.move(item, null, null)],
    'move within': ({ item, parent, neighbour }) => [change.move(item, parent, neighbour)],
  };
  for (const [name, make] of Object.entries(structural)) {
    for (const parent of ['review', 'agreed', 'approved']) {
      test(`a delegation may not ${name} under a parent in ${parent}`, () => expectCell('mexico', { parent }, make, NOT_NOW));
    }
    for (const who of ['secretariat', 'chair']) {
      test(`${who} may ${name} under a parent in review`, () => expectCell(who, { parent: 'review' }, make, YES));
      for (const parent of ['agreed', 'approved']) {
        test(`${who} may not ${name} under a parent that is ${parent}`, () => expectCell(who, { parent }, make, NOT_NOW));
      }
    }
  }
});

describe('the draft itself', () => {
  for (const who of ROLES) {
    const expected = who === 'secretariat' || who === 'chair' ? YES : NEVER;
    test(`${who} and the title: ${expected}`, async () => {
      assert.equal(await outcome(who, [change.set({ title: { es: `Título de ${who}` } })]), expected);
    });
    test(`${who} and the languages: ${expected}`, async () => {
      assert.equal(await outcome(who, [change.set({ langs: ['es', 'en', 'fr'] })]), expected);
    });
  }
  for (const who of ROLES) {
    const expected = who === 'secretariat' || who === 'chair' ? YES : NEVER;
    test(`${who} and a new invitation: ${expected}`, async () => {
      const body = JSON.stringify({ role: 'observer', name: 'Nadie' });
      const headers = { 'content-type': 'application/json' };
      const response = await draft.request(who, '/invitations', { method: 'POST', body, headers });
      assert.equal(response.ok ? YES : (await response.json()).error.code, expected);
    });
  }
  for (const who of ROLES) {
    test(`${who} reads the history and exports`, async () => {
      for (const path of ['', '/ops?since=0', '/export?format=txt&lang=es']) {
        assert.equal((await draft.request(who, path)).status, 200, path);
      }
    });
  }
});

describe('adoption', () => {
  for (const who of ROLES) {
    test(`${who} may ${who === 'chair' ? '' : 'not '}adopt a draft of approved items`, async () => {
      const own = await place.draft();
      const chair = await own.join('chair');
      await chair.edit(...chair.model.siblings(null).map((item) => change.status(item, 'approved', true)));
      const client = await own.join(who);
      const attempt = client.edit(change.adopt()).then(() => YES, (error) => error.code);
      assert.equal(await attempt, who === 'chair' ? YES : NEVER);
      await own.leave();
    });
  }
});
