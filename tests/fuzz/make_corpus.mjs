// Writes seeds from real traffic: two drafts go through every kind of change on a real server, and what people sent, the logs
// and the snapshots become inputs. Run it again when the protocol has grown: node tests/fuzz/make_corpus.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Delta from 'quill-delta';
import * as change from '../support/changes.mjs';
import { Place } from '../support/place.mjs';

const corpus = path.join(path.dirname(fileURLToPath(import.meta.url)), 'corpus');

function seed(target, name, text) {
  mkdirSync(path.join(corpus, target), { recursive: true });
  writeFileSync(path.join(corpus, target, name), text);
}

/** How fuzz_submit.c numbers them, A being the first. */
const SENDERS = { chair: 'A', secretariat: 'B', mexico: 'C', canada: 'D' };

/** Who sends what, in order: every type of change at least once. */
const SCENE = [
  ['secretariat', change.set({ title: { es: 'Título', en: 'Title' }, langs: ['es', 'en', 'pt-BR'] })],
  ['secretariat', change.add('a', null, null, { es: 'Reforzar la cooperación', en: 'Strengthen cooperation' })],
  ['mexico', change.add('b', 'a', null, { es: 'año 😀 final' })],
  ['mexico', change.insert('b', 4, 'nuevo ', 'es', { bold: true, link: 'https://example.org/' })],
  ['canada', change.format('b', 0, 3, { italic: true, underline: true })],
  ['canada', change.erase('b', 0, 2)],
  ['mexico', change.split('a', 'c', { es: 9, en: 3 })],
  ['mexico', change.merge('c', 'a')],
  ['mexico', change.move('b', null, 'a')],
  ['mexico', change.kind('b', 'paragraph')],
  ['secretariat', change.align('a', 'en')],
  ['mexico', change.remove('b')],
  ['mexico', change.restore('b')],
  ['canada', { type: 'position.set', item: 'a', position: 'reserve', note: 'pending' }],
  ['canada', { type: 'position.set', item: 'a', position: null }],
  ['mexico', { type: 'comment.add', comment: 'm1', item: 'a', parent: null, text: '¿Seguro?', lang: 'es', anchor: 1, head: 5 }],
  ['canada', { type: 'comment.add', comment: 'm2', item: 'a', parent: 'm1', text: 'Sí' }],
  ['canada', { type: 'comment.edit', comment: 'm2', text: 'No' }],
  ['mexico', { type: 'comment.resolve', comment: 'm1', resolved: true }],
  ['canada', { type: 'comment.remove', comment: 'm2' }],
  [
    'mexico',
    { type: 'proposal.add', proposal: 'p1', item: 'a', note: 'better' },
    change.insert('a', 0, 'Ya ', 'es', { 'ins:p1': true }),
  ],
  ['canada', { type: 'proposal.support', proposal: 'p1', support: true }],
  ['chair', { type: 'proposal.accept', proposal: 'p1' }],
  ['canada', { type: 'proposal.add', proposal: 'p2', item: 'a', note: null }, change.format('a', 0, 2, { 'del:p2': true })],
  ['canada', { type: 'proposal.withdraw', proposal: 'p2' }],
  ['canada', { type: 'proposal.add', proposal: 'p3', item: 'a' }, change.format('a', 0, 2, { 'del:p3': true })],
  ['chair', { type: 'proposal.reject', proposal: 'p3' }],
  ['chair', { type: 'proposal.reopen', proposal: 'p3' }],
  [
    'chair',
    {
      type: 'proposal.part',
      proposal: 'p3',
      item: 'a',
      lang: 'es',
      accept: false,
      delta: { ops: [{ retain: 1, attributes: { 'del:p3': null } }] },
    },
  ],
  ['chair', { type: 'proposal.group', proposal: 'p3', group: 'g1' }],
  ['chair', { type: 'consult.open', item: 'a', delegations: ['MX', 'CA'], until: 4102444800000, silence: true }],
  ['chair', { type: 'consult.close', item: 'a' }],
  ['chair', change.status('a', 'review', true)],
  ['chair', change.status('a', 'agreed')],
];

const marked = (...ids) => Object.fromEntries(ids.map((id) => [id, true]));

/** How words under review become agreed. The items are those that fuzz_submit.c starts with: p is open, r is under review. */
const NEGOTIATION = [
  [
    'mexico',
    change.propose('m1', 'r'),
    change.text('r', new Delta().retain(3, marked('del:m1')).insert('bajo ', marked('ins:m1'))),
  ],
  ['canada', change.propose('c1', 'r'), change.insert('r', 5, 'nuevo ', 'es', marked('ins:c1', 'ins:m1'))],
  ['canada', change.format('r', 0, 2, marked('del:c1'))],
  ['canada', change.format('r', 0, 1, { 'del:c1': null })],
  ['mexico', change.insert('r', 0, 'plain')],
  ['mexico', change.format('r', 3, 2, { 'ins:c1': null })],
  ['secretariat', change.insert('r', 7, 'libre ')],
  ['canada', change.erase('r', 5, 2)],
  ['mexico', change.file('m1', 'As agreed.')],
  ['canada', change.support('m1', true)],
  ['canada', change.propose('c2', 'n', 'add'), change.add('n', 'r', null, { es: 'nuevo' })],
  ['mexico', change.propose('m2', 'q', 'remove', 'Superfluous.')],
  ['mexico', change.position('r', 'object', 'No.')],
  ['canada', change.comment('k1', 'r', { lang: 'es', anchor: 1, head: 6 })],
  ['chair', change.comment('k2', 'r', { parent: 'k1' })],
  ['chair', change.consult('p', ['MX', 'CA'], true, 4102444800000)],
  ['chair', change.split('r', 's', { es: 6 })],
  ['chair', change.decide('accept', 'm1'), change.decide('reject', 'c1')],
  ['chair', change.decide('accept', 'c2'), change.decide('accept', 'm2')],
  ['mexico', change.position('p', 'object')],
  ['chair', change.merge('s', 'r')],
  ['chair', change.status('r', 'agreed', true, 'Brackets are kept.')],
];

/** Plays a scene. Returns what was sent, numbered as if the draft had started with the op that it is at now. */
async function play(draft, name, scene) {
  const people = {};
  const submissions = [];
  for (const who of ['chair', 'secretariat', 'mexico', 'canada']) people[who] = await draft.join(who);
  const start = people.chair.model.seq;
  for (const [index, [who, ...changes]] of scene.entries()) {
    const client = people[who];
    await client.reach(people.chair.model.seq);
    const message = { t: 'op', n: client.acked + 1, base: client.model.seq, changes };
    submissions.push(`${SENDERS[who]}${JSON.stringify({ ...message, base: message.base - start + 1 })}`);
    // What the server does not take is a seed all the same.
    const outcome = await client.edit(...changes).catch((refused) => console.log(`${name} ${index}: ${refused.message}`));
    if (outcome) await people.chair.reach(outcome.seq);
    seed('message', `${name}-${String(index).padStart(2, '0')}-${changes[0].type}`, JSON.stringify(message));
  }
  return submissions;
}

/** The log, and the snapshots at its beginning, middle and end. */
async function seedStates(draft, suffix) {
  const log = (await draft.log()).split('\n').filter(Boolean);
  const ops = log.map((line) => line.slice('{"op":'.length, line.lastIndexOf(',"hash"')));
  seed('op', `whole-log${suffix}`, ops.join('\n'));
  seed('op', `start-of-a-log${suffix}`, ops.slice(0, 6).join('\n'));
  for (const [name, at] of Object.entries({ start: 1, middle: Math.ceil(ops.length / 2), end: ops.length })) {
    const snapshot = JSON.stringify(await draft.snapshot(at));
    seed('snapshot', `${name}${suffix}`, `${snapshot}\n{"c1":["p1",3],"c2":["p2",1]}`);
    seed('json', `snapshot-${name}${suffix}`, snapshot.slice(0, 3000));
  }
}

const place = await Place.open();
try {
  const draft = await place.draft({ text: '1. Inicio.\n   a. Uno.\n' });
  const submissions = await play(draft, 'op', SCENE);
  for (let at = 0; at < submissions.length; at += 8) {
    seed('submit', `from-${at}`, submissions.slice(at, at + 8).join('\n'));
  }
  seed('submit', 'all', submissions.join('\n'));
  await seedStates(draft, '');
  await draft.leave();

  const negotiated = await place.draft();
  await negotiated.plant(['p', 'uno dos'], ['q', 'año 😀', 'p'], ['r', 'en examen']);
  const chair = await negotiated.join('chair');
  await chair.edit(change.status('r', 'review'));
  seed('submit', 'negotiation', (await play(negotiated, 'negotiation', NEGOTIATION)).join('\n'));
  await seedStates(negotiated, '-negotiation');
  await negotiated.leave();

  seed(
    'message',
    'hello',
    JSON.stringify({ t: 'hello', v: 1, draft: 'd', client: 'c', token: 't', since: 4, head: '00'.repeat(32) }),
  );
  seed('message', 'hello-url', JSON.stringify({ t: 'hello', v: 1, draft: 'd', client: 'c', snapshot: 'url', as: 'p' }));
  seed('message', 'presence', JSON.stringify({ t: 'presence', item: 'a', lang: 'es', base: 4, anchor: 1, head: 3 }));
  seed('message', 'presence-nowhere', JSON.stringify({ t: 'presence', item: null }));
  seed('message', 'ping', JSON.stringify({ t: 'ping' }));
} finally {
  await place.close();
}
