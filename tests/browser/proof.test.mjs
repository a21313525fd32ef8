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

it(
  'delegations cosign what is to be adopted, read the same digits, and one who cannot is let go',
  { timeout: 180_000 },
  async () => {
    const draft = await meeting.draft(['Uno']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const [item] = draft.ids;
    await chair.page.evaluate(async (id) => {
      for (const status of ['agreed', 'approved']) {
        window.plenaria.draft.submit([{ type: 'item.status', item: id, status }]);
      }
    }, item);
    await chair.settled();

    const asking = await openProof(chair);
    await asking.getByRole('button', { name: 'Pedir cofirmas' }).click();
    await asking.getByText('0 de 2 han cofirmado').waitFor();
    assert.deepEqual(await seriousFindings(chair.page, 'dialog'), []);

    await mexico.page.locator('.strip', { hasText: 'El texto se está cofirmando' }).waitFor();
    const signing = await openProof(mexico);
    const asked = (dialog) => dialog.locator('.cosign-asked .fingerprint span').allTextContents();
    await signing.getByRole('button', { name: 'Crear la clave de este dispositivo y cofirmar' }).click();
    await signing.getByText('1 de 2 han cofirmado').waitFor();
    assert.deepEqual(await asked(signing), await asked(asking));
    assert.deepEqual(await seriousFindings(mexico.page, 'dialog'), []);
    await mexico.page.setViewportSize({ width: 360, height: 740 });
    await mexico.page.emulateMedia({ colorScheme: 'dark' });
    assert.deepEqual(await seriousFindings(mexico.page, 'dialog'), [], 'dark, 360 pixels');
    const tooWide = () => document.querySelector('dialog[open]').scrollWidth - document.querySelector('dialog[open]').clientWidth;
    assert.ok((await mexico.page.evaluate(tooWide)) <= 1);
    if (process.env.PLENARIA_SHOTS) await mexico.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/cosign-360.png` });
    await mexico.page.setViewportSize({ width: 1280, height: 860 });
    await mexico.page.emulateMedia({ colorScheme: 'light' });

    await asking.getByText('1 de 2 han cofirmado').waitFor();
    await asking.getByRole('button', { name: /^Dispensar a/ }).click();
    await asking.getByLabel('Motivo, que queda en el registro').fill('Canadá no tiene dispositivo.');
    await asking.getByRole('button', { name: 'Confirmar' }).click();
    await asking.getByText('1 de 1 han cofirmado').waitFor();
    await asking.getByText('Motivo de la presidencia: Canadá no tiene dispositivo.').waitFor();
    const adopted = chair.page.evaluate(() => window.plenaria.draft.submit([{ type: 'draft.adopt' }]));
    await adopted;
    await canada.until(() => window.plenaria.draft.adopted.value, 'the adoption');

    const bundle = path.join(mkdtempSync(path.join(os.tmpdir(), 'plenaria-cosigned-')), 'b');
    await cli.succeed(['bundle', '--data', meeting.server.data, '--draft', draft.id, bundle]);
    const found = JSON.parse(await cli.succeed(['verify', '--bundle', bundle]));
    assert.deepEqual(found.cosigned[0].by, ['MX']);
    for (const { page } of [chair, mexico]) await page.keyboard.press('Escape');
  },
);
