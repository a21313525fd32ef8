// Writes seeds from real traffic: one draft goes through every kind of change on a real server, and what people sent, the log
// and the snapshots become inputs. Run it again when the protocol has grown: node tests/fuzz/make_corpus.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
  ['mexico', { type: 'proposal.add', proposal: 'p1', item: 'a', note: 'better' }, change.insert('a', 0, 'Ya ', 'es', { 'ins:p1': true })],
  ['canada', { type: 'proposal.support', proposal: 'p1', support: true }],
  ['chair', { type: 'proposal.accept', proposal: 'p1' }],
  ['canada', { type: 'proposal.add', proposal: 'p2', item: 'a', note: null }, change.format('a', 0, 2, { 'del:p2': true })],
  ['canada', { type: 'proposal.withdraw', proposal: 'p2' }],
  ['canada', { type: 'proposal.add', proposal: 'p3', item: 'a' }, change.format('a', 0, 2, { 'del:p3': true })],
  ['chair', { type: 'proposal.reject', proposal: 'p3' }],
  ['chair', { type: 'consult.open', item: 'a', delegations: ['MX', 'CA'], until: 4102444800000, silence: true }],
  ['chair', { type: 'consult.close', item: 'a' }],
  ['chair', change.status('a', 'review', true)],
  ['chair', change.status('a', 'agreed')],
];

const place = await Place.open();
try {
  const draft = await place.draft({ text: '1. Inicio.\n   a. Uno.\n' });
  const people = {};
  const submissions = [];
  for (const who of ['chair', 'secretariat', 'mexico', 'canada']) people[who] = await draft.join(who);
  for (const [index, [who, ...changes]] of SCENE.entries()) {
    const client = people[who];
    await client.reach(people.chair.model.seq);
    const message = JSON.stringify({ t: 'op', n: client.acked + 1, base: client.model.seq, changes });
    // What the server does not take is a seed all the same.
    const outcome = await client.edit(...changes).catch((refused) => console.log(`${changes[0].type}: ${refused.message}`));
    if (outcome) await people.chair.reach(outcome.seq);
    seed('message', `op-${String(index).padStart(2, '0')}-${changes[0].type}`, message);
    submissions.push(`${SENDERS[who]}${message}`);
  }
  seed('message', 'hello', JSON.stringify({ t: 'hello', v: 1, draft: 'd', client: 'c', token: 't', since: 4, head: '00'.repeat(32) }));
  seed('message', 'hello-url', JSON.stringify({ t: 'hello', v: 1, draft: 'd', client: 'c', snapshot: 'url', as: 'p' }));
  seed('message', 'presence', JSON.stringify({ t: 'presence', item: 'a', lang: 'es', base: 4, anchor: 1, head: 3 }));
  seed('message', 'presence-nowhere', JSON.stringify({ t: 'presence', item: null }));

  const log = (await draft.log()).split('\n').filter(Boolean);
  const ops = log.map((line) => line.slice('{"op":'.length, line.lastIndexOf(',"hash"')));
  seed('op', 'whole-log', ops.join('\n'));
  seed('op', 'start-of-a-log', ops.slice(0, 6).join('\n'));
  for (const at of [1, Math.ceil(ops.length / 2), ops.length]) {
    const snapshot = JSON.stringify(await draft.snapshot(at));
    seed('snapshot', `at-${at}`, `${snapshot}\n{"c1":["p1",3],"c2":["p2",1]}`);
    seed('json', `snapshot-${at}`, snapshot.slice(0, 3000));
  }
  for (let at = 0; at < submissions.length; at += 8) {
    seed('submit', `from-${at}`, submissions.slice(at, at + 8).join('\n'));
  }
  seed('submit', 'all', submissions.join('\n'));
  await draft.leave();
} finally {
  await place.close();
}
