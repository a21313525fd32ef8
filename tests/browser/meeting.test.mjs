// A whole meeting in the browser: four delegations in three drafts, from a list to the archive.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Pages, leave, seriousFindings } from './ui_page.mjs';

const LIST = `Nombre;Delegación;Correo;Función
Eva Ruiz;DO;eva@mirex.gob.do;delegada
Pablo Gil;GT;pablo@minex.gob.gt;delegado
Inés Mora;Colombia;ines@cancilleria.gov.co;delegada
;MX;nadie@sre.gob.mx;delegado
`;

let pages;
let meeting;
let page;
let links;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-meeting-'));

before(async () => {
  pages = await Pages.start();
  meeting = await Meeting.open({ server: pages.server, folder });
});
after(async () => {
  await meeting.leave();
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});

const linkOf = (who) => `${pages.server.url}/join#${meeting.people.get(who).token}`;
const shots = process.env.PLENARIA_SHOTS;
const shot = async (name, of = page) => shots && of.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });

async function newDraft(title, { group, closed = false } = {}) {
  await page.getByRole('button', { name: 'Agregar un texto' }).click();
  const dialog = page.getByRole('dialog', { name: 'Agregar un texto' });
  await dialog.getByLabel('Título del texto').fill(title);
  if (group) await dialog.getByLabel('Grupo de trabajo').selectOption({ label: group });
  if (closed) await dialog.getByLabel('Sin observadores').check();
  await dialog.getByRole('button', { name: 'Agregar un texto' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: title }).waitFor();
}

test('the link of the secretariat leads to the meeting, with what its words are there', async () => {
  page = await pages.open(linkOf('secretariat'));
  await page.waitForURL(/\/m\//);
  await page.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  assert.match(await page.locator('.meeting-head').innerText(), /26 al 28 de noviembre de 2026|26.28 de noviembre de 2026/);
  assert.match(await page.locator('.meeting-head').innerText(), /Secretaría Ejecutiva/);
  await page.getByText('Todavía no hay textos en el temario.').waitFor();
});

test('three drafts come on the agenda, one of a working group, one closed to observers', async () => {
  await newDraft('Declaración');
  await newDraft('Plan de acción', { group: 'Grupo de Trabajo de Protección' });
  await newDraft('Comunicado reservado', { closed: true });
  assert.deepEqual(await page.locator('.meeting h3').allInnerTexts(), ['Plenaria', 'Grupo de Trabajo de Protección']);
  assert.deepEqual(await seriousFindings(page), []);
  await shot('agenda');
});

test('a pasted list is looked over, its missing delegation added, and invited; the links are shown once', async () => {
  await page.getByRole('button', { name: 'Invitar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invitar a la reunión' });
  await dialog.getByLabel('Lista de personas').fill(LIST);
  await dialog.getByRole('button', { name: 'Revisar la lista' }).click();
  await dialog.getByText('la delegación no está en la reunión').waitFor();
  await dialog.getByText('falta el nombre').waitFor();
  await shot('preview');
  await dialog.getByRole('button', { name: /Agregar a la reunión: / }).click();
  await dialog.getByRole('button', { name: 'Invitar a 3 personas' }).click();
  const shown = dialog.locator('.meeting-link');
  await shown.first().waitFor();
  links = await shown.allInnerTexts();
  assert.equal(links.length, 3);
  await shot('links');
  await dialog.getByRole('button', { name: 'Listo' }).click();
  await page.getByText(/9 personas, 1 abrieron su enlace/).waitFor();
});

test('a delegate of the list opens the link on a phone in the dark, reads, writes, and is seen in the room', async () => {
  const guest = await pages.open(links[2], { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await guest.waitForURL(/\/m\//);
  await guest.getByRole('link', { name: 'Declaración' }).waitFor();
  const width = await guest.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} wide`);
  assert.deepEqual(await seriousFindings(guest), []);
  await shot('phone', guest);
  await guest.getByRole('link', { name: 'Declaración' }).click();
  await guest.waitForURL(/\/d\//);
  await guest.waitForSelector('.editor');
  await page.reload();
  const room = page.locator('section', { has: page.locator('#meeting-room') });
  await room.getByText('Inés Mora').waitFor();
  assert.match(await room.innerText(), /en Declaración/);
  await guest.getByRole('button', { name: 'Menú', exact: true }).click();
  await guest.getByRole('menuitem', { name: 'A la reunión' }).click();
  await guest.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  await leave(guest);
});

test('an observer does not see the closed draft, and gets in by an exception', async () => {
  const observer = await pages.open(linkOf('observer'));
  await observer.getByRole('link', { name: 'Declaración' }).waitFor();
  assert.equal(await observer.getByText('Comunicado reservado').count(), 0);
  await page.getByRole('button', { name: 'Cambiar: OIM' }).click();
  const dialog = page.getByRole('dialog', { name: 'OIM' });
  await dialog.getByLabel('Dónde').selectOption({ label: 'Comunicado reservado' });
  await dialog.getByLabel('Función allí').selectOption({ label: 'Observador' });
  await dialog.getByRole('button', { name: 'Agregar la excepción' }).click();
  await dialog.getByText('Comunicado reservado: ').waitFor();
  await shot('person');
  await page.keyboard.press('Escape');
  await observer.reload();
  await observer.getByRole('link', { name: 'Comunicado reservado' }).waitFor();
  await leave(observer);
});

test('the chair hands the chair over to another delegation on the page, under an open draft', async () => {
  const chair = await pages.open(linkOf('chair'));
  await chair.getByRole('link', { name: 'Declaración' }).waitFor();
  const draft = (await chair.getByRole('link', { name: 'Declaración' }).getAttribute('href')).slice(3);
  const us = await meeting.join('us', draft);
  const { closed } = us;
  await chair.getByRole('button', { name: 'Cambiar: Jane Doe' }).click();
  const dialog = chair.getByRole('dialog', { name: 'Jane Doe' });
  await dialog.getByRole('button', { name: 'Entregarle la presidencia' }).click();
  await dialog.getByRole('button', { name: 'Sí, entregar la presidencia' }).click();
  await dialog.waitFor({ state: 'detached' });
  await closed;
  await us.connect();
  assert.equal(us.you.role, 'chair');
  await us.edit(change.add('thanks', null, null, { es: 'Agradecer a la presidencia.' }));
  assert.doesNotMatch(await chair.locator('.meeting-head').innerText(), /Presidencia Pro Témpore/);
  await leave(chair);
});

test('archived, all is read by everybody, downloaded, and written by nobody', async () => {
  await page.reload();
  await page.getByRole('button', { name: 'Editar la reunión' }).click();
  const dialog = page.getByRole('dialog', { name: 'Editar la reunión' });
  await shot('edit');
  await dialog.getByRole('button', { name: 'Archivar la reunión' }).click();
  await dialog.getByRole('button', { name: 'Sí, archivar: solo lectura para todos' }).click();
  await page.getByText(/Reunión archivada/).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Descargar el expediente' }).first().click();
  assert.ok((await download).suggestedFilename());
  await shot('archived');
  await page.getByRole('link', { name: 'Declaración' }).click();
  await page.waitForSelector('.editor');
  assert.equal(await page.locator('.editor [contenteditable="true"]').count(), 0);
  await leave(page);
});
