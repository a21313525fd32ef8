// How well the follow-up is guessed: a whole text that was negotiated, beside what a reader takes from it. Printed are the shares; below the floors it fails.
// The lists of words were made with this text in view, so that others may be read less well.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { sampleText } from '../support/binary.mjs';
import { temporaryFolder } from '../support/server.mjs';

const sample = sampleText();

/** Number and row, kind, and where a reader finds them: who, with whose support, place, day. */
const READ = `
1#1 decision
1#2 courtesy
1.a#1 commitment who=Países Miembros
1.b#1 commitment who=Países Miembros
1.c#1 courtesy
1.d#1 courtesy
1.e#1 courtesy
1.e#2 commitment who=Belice y República Dominicana; due=2022-03-31
2#1 decision
2#2 commitment who=Países Miembros
2.a#1 decision
2.b#1 commitment
3#1 decision
3#2 commitment who=Países Miembros correspondientes
4#1 courtesy
4.a#1 courtesy
4.b#1 commitment
4.c#1 courtesy
4.d#1 decision
4.e#1 courtesy
5#1 courtesy
5.a#1 courtesy
5.b#1 decision
5.c#1 commitment who=CSM
5.d#1 commitment
6#1 courtesy
6.a#1 courtesy support=OIM
6.b#1 commitment who=Países Miembros, Organismos Observadores y sociedad civil
7#1 commitment
7#2 courtesy
7.a#1 commitment
7.b#1 commitment
7.c#1 commitment
7.d#1 commitment support=RROCM y OIM
7.e#1 commitment
7.f#1 commitment support=Grupo de Trabajo sobre Gestión Fronteriza
7.g#1 commitment
7.h#1 commitment support=OIM; place=México
7.i#1 commitment support=OIM, OIT, ACNUR y UNICEF
7.j#1 commitment
7.k#1 commitment support=OIM; place=El Salvador
7.l#1 commitment support=Canadá, Estados Unidos y Costa Rica, OIM; place=Costa Rica
7.m#1 commitment support=RROCM
7.n#1 commitment support=RROCM, OIM y CICR
7.o#1 commitment support=OIM y UNODC
7.p#1 commitment
7.p.i#1 commitment
7.p.ii#1 commitment
7.p.iii#1 commitment
7.p.iii#2 commitment who=México, Costa Rica y Panamá
7.q#1 commitment support=Grupo de Trabajo sobre Migración Irregular y Masiva
7.r#1 commitment who=Universidad Nacional Autónoma de México (UNAM)
7.s#1 commitment
7.t#1 commitment
7.u#1 commitment
7.u.i#1 commitment
7.v#1 commitment place=México
7.w#1 commitment
8#1 commitment
8.a#1 commitment
8.b#1 commitment
9#1 courtesy
9#2 commitment who=Organismos Observadores de la CRM
10#1 courtesy
10#2 courtesy
11#1 courtesy
12#1 courtesy
`;
const FIELDS = ['who', 'support', 'place', 'due'];

function parse(line) {
  const [, place, kind, rest] = /^(\S+) (\S+) ?(.*)$/.exec(line);
  const fields = Object.fromEntries(
    rest
      .split('; ')
      .filter(Boolean)
      .map((one) => one.split('=')),
  );
  return [place, { kind, ...fields }];
}

test('a reader finds the same', { skip: !sample && 'the sample text is not beside this checkout' }, async () => {
  const data = temporaryFolder();
  const { draft } = await cli.importText(data, sample);
  const { stdout } = await cli.run(['follow-up', '--data', data, '--draft', draft, '--format', 'json']);
  const found = new Map(JSON.parse(stdout).rows.map((row) => [`${row.number}#${row.row}`, row]));
  const read = new Map(READ.trim().split('\n').map(parse));
  const same = [...read].filter(([place, { kind }]) => found.get(place)?.kind === kind).length;
  const extra = [...found.keys()].filter((place) => !read.has(place)).length;
  const cells = { right: 0, guessed: 0, read: 0 };
  for (const [place, row] of found) {
    for (const field of FIELDS) {
      const wanted = read.get(place)?.[field] ?? '';
      const guessed = row[field].replaceAll('; ', ', ');
      cells.read += wanted !== '';
      cells.guessed += guessed !== '';
      cells.right += guessed !== '' && guessed === wanted;
    }
  }
  const share = (part, whole) => Math.round((1000 * part) / whole) / 10;
  console.log(`kinds: ${same} of ${read.size} as read (${share(same, read.size)} %), ${extra} too many`);
  console.log(
    `who, support, place, day: ${cells.right} of ${cells.guessed} guesses right (${share(cells.right, cells.guessed)} %), of ${cells.read} that a reader finds (${share(cells.right, cells.read)} %)`,
  );
  assert.ok(same >= 0.95 * read.size && extra <= 3);
  assert.ok(cells.right >= 0.95 * cells.guessed && cells.right >= 0.8 * cells.read);
});
