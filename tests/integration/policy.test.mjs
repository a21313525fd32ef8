// The roles of protocol/operations.md and negotiation.md, cell by cell, in both directions: who may do what in which status.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { randomId } from '../support/client.mjs';
import { Place } from '../support/place.mjs';

const ROLES = ['observer', 'mexico', 'canada', 'secretariat', 'chair'];
const STATUSES = ['open', 'review', 'agreed', 'approved'];
const NEVER = 'forbidden';
const NOT_NOW = 'locked';
const SENSELESS = 'bad-op';
const YES = 'yes';

// Cells of one role: the outcome in each of the four statuses.
const never = [NEVER, NEVER, NEVER, NEVER];
const always = [YES, YES, YES, YES];
const notNow = [NOT_NOW, NOT_NOW, NOT_NOW, NOT_NOW];
const whileOpen = [YES, NOT_NOW, NOT_NOW, NOT_NOW];
const untilAgreed = [YES, YES, NOT_NOW, NOT_NOW];
const untilApproved = [YES, YES, YES, NOT_NOW];
const neverNorAgreed = [NEVER, NEVER, NOT_NOW, NOT_NOW];

let place;
let draft;
const clients = {};

before(async () => {
  place = await Place.open();
  await sitDown();
});
after(async () => {
  await draft.leave();
  await place.close();
});

async function sitDown() {
  draft = await place.draft();
  await draft.plant(['seed', 'semilla']);
  for (const who of ROLES) clients[who] = await draft.join(who);
}

let cells = 0;

/** A draft holds so many items, and the table has more cells. */
async function turnThePage() {
  if (++cells % 300) return;
  await draft.leave();
  await sitDown();
}

/** Fresh items for one cell: a parent with the item in question, which has one below it, and a neighbour. */
async function stage({ item = 'open', below = 'open', parent = 'open', neighbour = 'open' }) {
  await turnThePage();
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

/** `changes` by `who`, for everybody to build on. */
async function does(who, ...changes) {
  await clients[who].reach(clients.chair.model.seq);
  await clients[who].edit(...changes);
  await clients.chair.reach(clients[who].model.seq);
}

/** The item under negotiation: Mexico proposes a word of it and that two others go, and has commented. */
async function negotiation({ item }) {
  const ids = { ...(await stage({ item: 'review' })), proposal: randomId(), comment: randomId() };
  const words = new Delta().insert('unas ', { [`ins:${ids.proposal}`]: true }).retain(3, { [`del:${ids.proposal}`]: true });
  await does(
    'mexico',
    change.propose(ids.proposal, ids.item),
    change.text(ids.item, words),
    change.comment(ids.comment, ids.item),
  );
  await clients.chair.edit(change.status(ids.item, item, false, 'Para la prueba.'));
  return ids;
}

/** The same, a part of it accepted. */
async function partlyDecided({ item }) {
  const ids = await negotiation({ item: 'review' });
  await clients.chair.edit(change.part(ids.proposal, ids.item, 0, 2, true));
  ids.seq = clients.chair.model.seq;
  await clients.chair.edit(change.status(ids.item, item, false, 'Para la prueba.'));
  return ids;
}

/** The same, filed. */
async function filed({ item }) {
  const ids = await negotiation({ item: 'review' });
  await does('mexico', change.file(ids.proposal, 'Como se acordó.'));
  await clients.chair.edit(change.status(ids.item, item, false, 'Para la prueba.'));
  return ids;
}

/** The item is one that Mexico proposes. */
async function proposedItem({ item }) {
  const ids = { item: randomId(), proposal: randomId() };
  await does('mexico', change.propose(ids.proposal, ids.item, 'add'), change.add(ids.item, null, null, { es: 'palabras' }));
  await clients.chair.edit(change.status(ids.item, item, false, 'Para la prueba.'));
  return ids;
}

/** Mexico proposes that the item goes. */
async function proposedRemoval({ item }) {
  const ids = { ...(await stage({ item: 'review' })), proposal: randomId() };
  await does('mexico', change.propose(ids.proposal, ids.item, 'remove'));
  await clients.chair.edit(change.status(ids.item, item, false, 'Para la prueba.'));
  return ids;
}

/** What was proposed is decided; the item is there. */
const decided =
  (arrange, decision) =>
  async ({ item }) => {
    const ids = await arrange({ item: 'review' });
    await clients.chair.edit(change.decide(decision, ids.proposal));
    await clients.chair.edit(change.status(ids.item, item, false, 'Para la prueba.'));
    return ids;
  };

/** The item has been sent home. */
async function consultation({ item }) {
  const ids = await stage({ item: 'review' });
  await clients.chair.edit(change.consult(ids.item, ['MX']), change.status(ids.item, item, false, 'Para la prueba.'));
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

async function expectCell(who, statuses, make, expected, arrange = stage) {
  const ids = await arrange(statuses);
  assert.equal(await outcome(who, make(ids)), expected, `${who}, ${JSON.stringify(statuses)}`);
}

/** A row of the table: for each role the outcome in each of the four statuses, in what `arrange` has made. */
function row(title, make, cells, arrange) {
  describe(title, () => {
    for (const who of ROLES) {
      STATUSES.forEach((status, index) => {
        const expected = cells[who][index];
        test(`${who} in ${status}: ${expected}`, () => expectCell(who, { item: status }, make, expected, arrange));
      });
    }
  });
}

const nobodyBelowAgreed = { observer: never, mexico: whileOpen, canada: whileOpen, secretariat: untilAgreed, chair: untilAgreed };
const translators = { ...nobodyBelowAgreed, secretariat: untilApproved, chair: untilApproved };
const movers = { ...nobodyBelowAgreed, secretariat: always, chair: always };
const chairOnly = { observer: never, mexico: never, canada: never, secretariat: never, chair: always };

row('text in the original language', ({ item }) => [change.insert(item, 0, 'x', 'es')], nobodyBelowAgreed);
row('text in another language', ({ item }) => [change.insert(item, 0, 'x', 'en')], translators);
row('saying that a language is aligned', ({ item }) => [change.align(item, 'en')], translators);
row('add below', ({ item }) => [change.add(randomId(), item)], nobodyBelowAgreed);
row('remove', ({ item }) => [change.remove(item)], nobodyBelowAgreed);
row('split', ({ item }) => [change.split(item, randomId(), { es: 3 })], nobodyBelowAgreed);
row('merge it into a neighbour', ({ item, neighbour }) => [change.merge(item, neighbour)], nobodyBelowAgreed);
row('merge a neighbour into it', ({ item, neighbour }) => [change.merge(neighbour, item)], nobodyBelowAgreed);
row('change its kind', ({ item }) => [change.kind(item, 'paragraph')], nobodyBelowAgreed);
row('move it, with what is below', ({ item, parent, neighbour }) => [change.move(item, parent, neighbour)], movers);
row('move something below it', ({ item, neighbour }) => [change.move(neighbour, item, null)], nobodyBelowAgreed);
row('set its status up', ({ item }) => [change.status(item, 'approved')], chairOnly);
row('set its status down', ({ item }) => [change.status(item, 'open')], chairOnly);

// ---- negotiating: what Mexico proposes ----

const mark = (kind, id, value = true) => ({ [`${kind}:${id}`]: value });
const anybodyWho = { observer: never, mexico: always, canada: always, secretariat: always, chair: always };
const proposers = { observer: never, mexico: untilAgreed, canada: untilAgreed, secretariat: untilAgreed, chair: untilAgreed };
const mexicoOnly = (cells) => ({ observer: never, mexico: cells, canada: never, secretariat: never, chair: never });
const delegationsOnly = { observer: never, mexico: always, canada: always, secretariat: never, chair: never };
const deciders = { ...chairOnly, chair: untilAgreed };
const authorOnly = (cells) => ({ observer: never, mexico: cells, canada: notNow, secretariat: notNow, chair: notNow });
const strangersToMark = { canada: neverNorAgreed, secretariat: neverNorAgreed, chair: neverNorAgreed };

row(
  'propose words',
  ({ item }) => {
    const id = randomId();
    return [
      change.propose(id, item),
      change.insert(item, 0, 'x', 'es', mark('ins', id)),
      change.format(item, 1, 2, mark('del', id)),
    ];
  },
  proposers,
);
row('propose its removal', ({ item }) => [change.propose(randomId(), item, 'remove')], proposers);
row(
  'propose an item below',
  ({ item }) => {
    const fresh = randomId();
    return [change.propose(randomId(), fresh, 'add'), change.add(fresh, item)];
  },
  proposers,
);
row('plain words beside a proposal', ({ item }) => [change.insert(item, 0, 'x')], nobodyBelowAgreed, negotiation);
row(
  'a plain format beside a proposal',
  ({ item }) => [change.format(item, 9, 2, { bold: true })],
  nobodyBelowAgreed,
  negotiation,
);
row('delete what nobody proposes', ({ item }) => [change.erase(item, 9, 2)], nobodyBelowAgreed, negotiation);
row(
  'words with the mark of a proposal',
  ({ item, proposal }) => [change.insert(item, 9, 'x', 'es', mark('ins', proposal))],
  authorOnly(untilAgreed),
  negotiation,
);
row(
  'words with that mark in another language',
  ({ item, proposal }) => [change.insert(item, 2, 'x', 'en', mark('ins', proposal))],
  authorOnly(untilAgreed),
  negotiation,
);
row('delete the words that it inserts', ({ item }) => [change.erase(item, 0, 5)], authorOnly(untilAgreed), negotiation);
row('plain words in its midst', ({ item }) => [change.insert(item, 2, 'x')], authorOnly(whileOpen), negotiation);
row(
  'format the words that it inserts',
  ({ item }) => [change.format(item, 0, 4, { bold: true })],
  authorOnly(whileOpen),
  negotiation,
);
row(
  'propose words inside it',
  ({ item, proposal }) => {
    const id = randomId();
    return [change.propose(id, item), change.insert(item, 2, 'x', 'es', { ...mark('ins', proposal), ...mark('ins', id) })];
  },
  proposers,
  negotiation,
);
row(
  'a new item with its mark',
  ({ parent, proposal }) => [
    { ...change.add(randomId(), parent), texts: { es: { ops: [{ insert: 'x', attributes: mark('ins', proposal) }] } } },
  ],
  authorOnly(notNow),
  negotiation,
);
row(
  'its mark in another item',
  ({ neighbour, proposal }) => [change.insert(neighbour, 0, 'x', 'es', mark('ins', proposal))],
  authorOnly(notNow),
  negotiation,
);
row(
  'remove the item that holds it',
  ({ item }) => [change.remove(item)],
  { observer: never, mexico: whileOpen, canada: notNow, secretariat: notNow, chair: untilAgreed },
  negotiation,
);
row('split the item that holds it', ({ item }) => [change.split(item, randomId(), { es: 3 })], nobodyBelowAgreed, negotiation);
row('merge the item that holds it', ({ item, neighbour }) => [change.merge(item, neighbour)], nobodyBelowAgreed, negotiation);

// What is filed is frozen, for its author too.
row(
  'add words to what is filed',
  ({ item, proposal }) => [change.insert(item, 5, 'x', 'es', mark('ins', proposal))],
  authorOnly(notNow),
  filed,
);
row('plain words in the midst of what is filed', ({ item }) => [change.insert(item, 2, 'x')], authorOnly(notNow), filed);
row('delete words that are filed', ({ item }) => [change.erase(item, 0, 5)], authorOnly(notNow), filed);
row('format words that are filed', ({ item }) => [change.format(item, 0, 4, { bold: true })], authorOnly(notNow), filed);
row('file it again, with another note', ({ proposal }) => [change.file(proposal, 'Otra cosa.')], mexicoOnly(notNow), filed);
row('withdraw what is filed', ({ proposal }) => [change.decide('withdraw', proposal)], mexicoOnly(untilAgreed), filed);
row(
  'let it delete more',
  ({ item, proposal }) => [change.format(item, 9, 2, mark('del', proposal))],
  { observer: never, mexico: untilAgreed, ...strangersToMark },
  negotiation,
);
row(
  'let it delete less',
  ({ item, proposal }) => [change.format(item, 5, 2, mark('del', proposal, null))],
  { observer: never, mexico: untilAgreed, ...strangersToMark },
  negotiation,
);
row(
  'make words of it final',
  ({ item, proposal }) => [change.format(item, 0, 5, mark('ins', proposal, null))],
  { observer: never, mexico: neverNorAgreed, ...strangersToMark },
  negotiation,
);
row(
  'words with the mark of a proposal that never was',
  ({ item }) => [change.insert(item, 0, 'x', 'es', mark('ins', randomId()))],
  {
    observer: never,
    ...Object.fromEntries(ROLES.slice(1).map((who) => [who, [SENSELESS, SENSELESS, NOT_NOW, NOT_NOW]])),
  },
  negotiation,
);
row('file it', ({ proposal }) => [change.file(proposal)], mexicoOnly(always), negotiation);
row(
  'support it',
  ({ proposal }) => [change.support(proposal, true)],
  { ...delegationsOnly, mexico: [SENSELESS, SENSELESS, SENSELESS, SENSELESS] },
  negotiation,
);
row(
  'leave its sponsors',
  ({ proposal }) => [change.support(proposal, false)],
  { ...delegationsOnly, mexico: [SENSELESS, SENSELESS, SENSELESS, SENSELESS] },
  negotiation,
);

for (const accept of [true, false])
  row(
    `${accept ? 'accept' : 'reject'} a part of it`,
    ({ item, proposal }) => [change.part(proposal, item, 0, 2, accept)],
    deciders,
    negotiation,
  );
row(
  'take back what was decided of a part',
  ({ proposal, seq }) => [{ ...change.decide('reopen', proposal), seq }],
  deciders,
  partlyDecided,
);
row(
  'put it among alternatives',
  ({ proposal }) => [change.group(proposal, randomId())],
  { observer: never, mexico: always, canada: never, secretariat: always, chair: always },
  negotiation,
);

const arrangements = {
  'words are proposed': negotiation,
  'it is proposed': proposedItem,
  'its removal is proposed': proposedRemoval,
};
for (const [name, arrange] of Object.entries(arrangements)) {
  for (const decision of ['accept', 'reject'])
    row(`${decision} where ${name}`, ({ proposal }) => [change.decide(decision, proposal)], deciders, arrange);
  row(
    `reopen what was decided where ${name}`,
    ({ proposal }) => [change.decide('reopen', proposal)],
    deciders,
    decided(arrange, arrange === proposedRemoval ? 'reject' : 'accept'),
  );
  row(`withdraw where ${name}`, ({ proposal }) => [change.decide('withdraw', proposal)], mexicoOnly(untilAgreed), arrange);
  row(`agree where ${name}`, ({ item }) => [change.status(item, 'agreed')], { ...chairOnly, chair: notNow }, arrange);
  row(
    `agree with a reason where ${name}`,
    ({ item }) => [change.status(item, 'agreed', false, 'Así se acordó.')],
    chairOnly,
    arrange,
  );
  row(`reopen where ${name}`, ({ item }) => [change.status(item, 'open')], chairOnly, arrange);
}
row('plain words in a proposed item', ({ item }) => [change.insert(item, 0, 'x')], authorOnly(untilAgreed), proposedItem);
row('split a proposed item', ({ item }) => [change.split(item, randomId(), { es: 3 })], authorOnly(notNow), proposedItem);
row(
  'remove a proposed item',
  ({ item }) => [change.remove(item)],
  { observer: never, mexico: whileOpen, canada: notNow, secretariat: notNow, chair: untilAgreed },
  proposedItem,
);

row('take a position', ({ item }) => [change.position(item, 'object')], delegationsOnly);
row('take it back', ({ item }) => [change.position(item, null)], delegationsOnly);
row('comment', ({ item }) => [change.comment(randomId(), item)], anybodyWho);
row('comment on words', ({ item }) => [change.comment(randomId(), item, { lang: 'es', anchor: 0, head: 4 })], anybodyWho);
row('answer a comment', ({ item, comment }) => [change.comment(randomId(), item, { parent: comment })], anybodyWho, negotiation);
row('resolve a comment', ({ comment }) => [{ type: 'comment.resolve', comment, resolved: true }], anybodyWho, negotiation);
row('edit a comment', ({ comment }) => [{ type: 'comment.edit', comment, text: 'Mejor.' }], mexicoOnly(always), negotiation);
row('remove a comment', ({ comment }) => [{ type: 'comment.remove', comment }], mexicoOnly(always), negotiation);

row('open a consultation', ({ item }) => [change.consult(item, ['MX'])], deciders);
row('open a silence procedure', ({ item }) => [change.consult(item, ['MX'], true)], deciders);
row(
  'open a silence procedure about proposed words',
  ({ item }) => [change.consult(item, ['MX'], true)],
  { ...chairOnly, chair: notNow },
  negotiation,
);
row('close a consultation', ({ item }) => [{ type: 'consult.close', item }], chairOnly, consultation);
row('agree during a consultation', ({ item }) => [change.status(item, 'agreed')], { ...chairOnly, chair: notNow }, consultation);

// ---- the tree ----

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
      test(`a delegation may not ${name} what has something in ${below} below`, () =>
        expectCell('mexico', { below }, make, NOT_NOW));
    }
    const carried = name === 'move' ? YES : NOT_NOW;
    for (const who of ['secretariat', 'chair']) {
      test(`${who} and ${name} with something in review below: yes`, () => expectCell(who, { below: 'review' }, make, YES));
      for (const below of ['agreed', 'approved']) {
        test(`${who} and ${name} with something ${below} below: ${carried}`, () => expectCell(who, { below }, make, carried));
      }
    }
  }
  test('text does not ask what is below', () =>
    expectCell('mexico', { below: 'approved' }, ({ item }) => [change.insert(item, 0, 'x')], YES));
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
    test(`${who} and the numbering: ${expected}`, async () => {
      assert.equal(await outcome(who, [change.set({ numbering: 'conference' })]), expected);
      assert.equal(await outcome(who, [change.number('seed', { name: '1 bis' })]), expected);
    });
  }
  for (const who of ROLES) {
    const expected = who === 'chair' ? YES : NEVER;
    test(`${who} and freezing and renumbering: ${expected}`, async () => {
      assert.equal(await outcome(who, [change.freeze(), change.renumber()]), expected);
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
      const attempt = client.edit(change.adopt()).then(
        () => YES,
        (error) => error.code,
      );
      assert.equal(await attempt, who === 'chair' ? YES : NEVER);
      await own.leave();
    });
  }
});
