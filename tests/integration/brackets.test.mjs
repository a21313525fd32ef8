// `plenaria import --brackets`: what the brackets of a text become, by the real program; see unit/convert/test_brackets.c for each notation.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { temporaryFolder } from '../support/server.mjs';

const text = `Conclusiones de la reunión

Los Estados acordaron las siguientes:

1. Los Estados [Canadá, Costa Rica: deberán] [del. México: pueden] cooperar.

2. [Nicaragua: Algo nuevo.

a. con [México: mucho] detalle;]

3. Tercero de [Ruritania: todos]. Nota [sic].

4. [Alt 1: Instar] [Alt 2, Canadá: Invitar] a los [demás] Estados. (acordado ad ref) (Canadá: reserva)
`;

describe('import --brackets', () => {
  let folder;
  let file;
  before(() => {
    folder = temporaryFolder();
    file = path.join(folder, 'bracketed.txt');
    writeFileSync(file, text);
  });
  after(() => rmSync(folder, { recursive: true }));

  const data = () => path.join(folder, 'data');
  const importWith = (how, input) =>
    cli.run(['import', '--data', data(), '--title', 'Conclusiones de la reunión', '--lang', 'es', ...how, file], { input });
  const exported = async ({ stdout }, view = 'brackets') => {
    const args = ['export', '--data', data(), '--draft', JSON.parse(stdout).draft, '--format', 'txt', '--view', view];
    return (await cli.succeed(args)).replace(/^\[Plenaria: .*\]\n/m, '');
  };

  test('are words unless it is said otherwise', async () => {
    const kept = await importWith([]);
    assert.equal(kept.code, 0);
    assert.match(
      await exported(kept, 'base'),
      /1\. Los Estados \[Canadá, Costa Rica: deberán\] \[del\. México: pueden\] cooperar\./,
    );
    assert.equal(await exported(await importWith(['--brackets', 'keep'])), await exported(kept));
  });

  test('become proposals of those who are named, which an export writes as it read them', async () => {
    const made = await importWith(['--brackets', 'proposals']);
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stderr, /no delegation is known as "Ruritania"/);
    const shown = await exported(made);
    assert.match(shown, /1\. Los Estados \[Canadá, Costa Rica: deberán\] \[del\. México: pueden\] cooperar\./);
    assert.match(shown, /1 bis\. \[Nicaragua: Algo nuevo\.\]\n\n {4}a\. con \[México: mucho\] detalle;/);
    assert.match(shown, /2\. Tercero de \[Ruritania: todos\]\. Nota \[sic\]\./);
    assert.match(
      shown,
      /3\. \[Alt 1: Instar\] \[Alt 2, Canadá: Invitar\] a los \[demás\] Estados\. \(acordado ad ref\) \(Canadá: reserva\)/,
    );
    assert.match(await exported(made, 'base'), /1\. Los Estados {2}pueden cooperar\.\n\n2\. Tercero de \. Nota \[sic\]\./);
    assert.equal((await cli.verify(data())).code, 0);
  });

  test('are asked about one by one, with the codes of names that nobody knows', async () => {
    const made = await importWith(['--brackets', 'ask'], 'y\nn\nn\ny\ny\nRU\nk\n');
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /line 5: \[Canadá, Costa Rica: deberán\]\n {4}insert by CA, CR\? \[y\/n\/a\/k\/q\]/);
    const draft = { stdout: made.stdout.slice(made.stdout.lastIndexOf('{"draft"')) };
    assert.match(await exported(draft), /\[Canadá, Costa Rica: deberán\] \[del\. México: pueden\]/);
    assert.match(await exported(draft, 'base'), /\[del\. México: pueden\]/);
    assert.match(await exported(draft), /de \[Rusia: todos\]/);
  });

  test('an import that is ended while it asks stores nothing, and a wrong word is refused', async () => {
    assert.equal((await importWith(['--brackets', 'ask'], 'y\nq\n')).code, 1);
    assert.equal((await importWith(['--brackets', 'ask'], '')).code, 1);
    assert.equal((await importWith(['--brackets', 'sometimes'])).code, 2);
  });
});
