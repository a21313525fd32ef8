// What the page does against a server that shows another history: it keeps what was signed, compares, and says so loudly.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

async function openProof({ page }) {
  await page.getByRole('button', { name: 'Menú' }).last().click();
  await page.getByRole('menuitem', { name: 'Prueba…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prueba' });
  await dialog.getByText('sigue ahí').waitFor();
  return dialog;
}

const digits = async (dialog) => (await dialog.locator('.fingerprint span').allTextContents()).join(' ');

it(
  'two people read the same sixteen digits, which a bundle has too, and a receipt can be kept',
  { timeout: 120_000 },
  async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    await mexico.caret(draft.ids[0]);
    await mexico.type(' más');
    await mexico.settled();
    const [mine, theirs] = [await openProof(mexico), await openProof(canada)];
    assert.match(await digits(mine), /^\d{4} \d{4} \d{4} \d{4}$/);
    assert.equal(await digits(mine), await digits(theirs));
    assert.deepEqual(await seriousFindings(mexico.page, 'dialog'), []);

    const saved = async (name) => {
      const coming = mexico.page.waitForEvent('download');
      await mine.getByRole('button', { name }).click();
      return (await coming).path();
    };
    const bundle = JSON.parse(await cli.succeed(['verify', '--bundle', await saved('Descargar todo el registro')]));
    assert.equal(bundle.fingerprint, await digits(mine));
    const receipt = await saved('Descargar recibo');
    const found = JSON.parse(await cli.succeed(['verify', '--receipt', receipt, '--data', meeting.server.data]));
    assert.ok(found.ops >= 2, 'taking the seat, and typing');
    for (const { page } of [mexico, canada]) await page.keyboard.press('Escape');
  },
);

it('an older backup is found out by who comes back later, although the server says nothing', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Uno']);
  const [mexico] = await meeting.sit(draft, 'mexico');
  const copy = mkdtempSync(path.join(os.tmpdir(), 'plenaria-older-'));
  const { server } = meeting;
  await server.stop();
  cpSync(server.data, copy, { recursive: true });
  await server.restart();
  await mexico.until(() => window.plenaria.draft.connection.value.state === 'live', 'the line');
  await mexico.caret(draft.ids[0]);
  await mexico.type(', dos y tres');
  await mexico.settled();
  await (await openProof(mexico)).waitFor();
  await mexico.page.goto('about:blank');

  await server.stop();
  rmSync(server.data, { recursive: true });
  cpSync(copy, server.data, { recursive: true });
  await server.restart();
  await mexico.enter(draft);
  const alarm = mexico.page.locator('.strip-alarm');
  await alarm.getByText('El servidor no muestra la misma historia que antes').waitFor();
  await alarm.getByText('Faltan cambios que el servidor había firmado').waitFor();
  assert.deepEqual(await seriousFindings(mexico.page, '.bar'), []);
  const coming = mexico.page.waitForEvent('download');
  await alarm.getByRole('button', { name: 'Guardar la prueba' }).click();
  const evidence = readFileSync(await (await coming).path(), 'utf8');
  assert.equal(evidence.match(new RegExp(`^plenaria/${draft.id}$`, 'gm')).length, 2, 'both notes are in the proof');

  await alarm.getByRole('button', { name: 'Ver detalles' }).click();
  const dialog = mexico.page.getByRole('dialog', { name: 'Prueba' });
  await dialog.getByRole('button', { name: 'Aceptar lo que muestra ahora' }).click();
  await dialog.getByText('sigue ahí').waitFor();
  await alarm.waitFor({ state: 'detached' });
  rmSync(copy, { recursive: true, force: true });
});
