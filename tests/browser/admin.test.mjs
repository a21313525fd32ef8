// The page of whoever runs the server: its door, what it shows, and what is done there.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Meeting } from '../support/meeting.mjs';
import { counted } from './counted.mjs';
import { Pages, seriousFindings } from './ui_page.mjs';

let pages;
let meeting;
let page;
let draft;
let token;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-admin-'));

before(async () => {
  pages = await Pages.start();
  meeting = await Meeting.open({ server: pages.server, folder });
  draft = await meeting.draft('Declaración reservada');
  await meeting.call('chair', 'POST', '/people', {
    people: [{ name: 'Eva Ruiz', role: 'observer', email: 'eva@example.org' }],
  });
  token = JSON.parse(await cli.succeed(['admin', 'token', '--data', pages.server.data, '--name', 'ana'])).token;
});
after(async () => {
  await meeting.leave();
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});

const shots = process.env.PLENARIA_SHOTS;
const shot = (name) => shots && page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
const region = (name) => page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });

test('whoever comes with a seat, or with a wrong token, stays outside', async () => {
  const seat = await pages.open(`${pages.server.url}/join#${meeting.people.get('chair').token}`);
  await seat.waitForURL(/\/m\//);
  await seat.goto(`${pages.server.url}/admin`);
  await seat.getByLabel('Clave de administración').fill('A'.repeat(22));
  await seat.getByRole('button', { name: 'Entrar' }).click();
  await seat.getByText('Esa clave no vale, o ya no.').waitFor();
  await counted(seat.getByRole('heading', { name: 'Registro de actos' }), 0);
  await seat.context().close();
});

test('with the token, it shows how the server is, its meetings, drafts, people who are connected and the log', async () => {
  await meeting.join('mexico', draft);
  page = await pages.open(`${pages.server.url}/admin`);
  await page.getByLabel('Clave de administración').fill(token);
  await page.keyboard.press('Enter');
  await region('Estado').getByText('Última copia de seguridad').waitFor();
  await region('Reuniones').getByText('XXXI Conferencia Regional').waitFor();
  await region('Textos').getByText('Declaración reservada').waitFor();
  await region('Quién está conectado').getByText('Ana López').waitFor();
  await region('Registro de actos').getByText('meeting.create').waitFor();
  await region('Registro de actos').getByText('Eva Ruiz · eva@example.org').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await shot('admin');
});

test('a draft is deleted after a question, and taken back; both are in the log', async () => {
  await page.getByRole('button', { name: 'Borrar: Declaración reservada' }).click();
  const dialog = page.getByRole('dialog', { name: 'Borrar: Declaración reservada' });
  await dialog.getByText('Nadie lo verá desde ahora.').waitFor();
  await dialog.getByRole('button', { name: 'Sí, seguir' }).click();
  await region('Textos').getByText('borrado; se puede recuperar').waitFor();
  assert.equal(await meeting.role('mexico', draft), 'none');
  await page.getByRole('button', { name: 'Recuperar: Declaración reservada' }).click();
  await region('Textos').getByText('disponible').waitFor();
  assert.equal(await meeting.role('mexico', draft), 'delegation');
  await page.getByLabel('Mostrar').selectOption({ label: 'Textos' });
  await region('Registro de actos').getByText('draft.undelete').waitFor();
  await counted(region('Registro de actos').getByText('meeting.create'), 0);
});

test("somebody's data are handed over and their address erased", async () => {
  const part = region('Datos de una persona');
  await part.getByLabel('Quién').fill('eva@example.org');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    part.getByRole('button', { name: 'Descargar sus datos' }).click(),
  ]);
  assert.match(readFileSync(await download.path(), 'utf8'), /"name": "Eva Ruiz"/);
  await part.getByRole('button', { name: 'Borrar sus correos' }).click();
  await part.getByText('Se borró 1 dirección.').waitFor();
  await part.getByRole('button', { name: 'Borrar sus correos' }).click();
  await part.getByText('No se conoce a nadie así.').waitFor();
});

test('the settings are read again, and are shown', async () => {
  const part = region('Ajustes en vigor');
  await part.getByRole('button', { name: 'Volver a leer los ajustes' }).click();
  await part.getByText('No hay cambios.').waitFor();
  await part.getByText('Todos los ajustes').click();
  await part.getByText('deleted_days').waitFor();
});

test('on a phone and in the dark nothing is cut off', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide}`);
  const bar = await page.locator('.plain-bar').boundingBox();
  assert.ok(bar.height <= 72, `the bar is ${bar.height} px high`);
  const link = page.getByRole('link', { name: 'Descargar el estado firmado' });
  const hint = await link.locator('xpath=preceding-sibling::p[1]').boundingBox();
  assert.ok((await link.boundingBox()).y >= hint.y + hint.height, 'the link lies on its hint');
  assert.deepEqual(await seriousFindings(page), []);
  await shot('admin-phone');
});

test('whoever leaves is outside', async () => {
  await page.getByRole('button', { name: 'Salir' }).click();
  await page.getByLabel('Clave de administración').waitFor();
  await page.reload();
  await page.getByLabel('Clave de administración').waitFor();
});

test('in a cluster it shows how many are connected to each server, and which one does not answer', async () => {
  const cluster = await pages.open(`${pages.server.url}/admin`);
  await cluster.route('**/api/admin/connections', async (route) => {
    const answer = await (await route.fetch()).json();
    const nodes = [
      { node: 'norte', connections: 1 },
      { node: '10.0.0.22:9080', connections: null },
    ];
    await route.fulfill({ json: { ...answer, nodes } });
  });
  await cluster.getByLabel('Clave de administración').fill(token);
  await cluster.keyboard.press('Enter');
  const connected = cluster.locator('section', {
    has: cluster.getByRole('heading', { name: 'Quién está conectado', exact: true }),
  });
  await connected.getByText('norte').waitFor();
  await connected.getByText('El servidor 10.0.0.22:9080 no responde; faltan quienes están conectados a él.').waitFor();
  assert.deepEqual(await seriousFindings(cluster), []);
  await connected.scrollIntoViewIfNeeded();
  if (shots) await cluster.screenshot({ path: path.join(shots, 'admin-nodes.png') });
  await cluster.context().close();
});
