// A whole meeting in the browser: four delegations in three drafts, from a list to the archive.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Client } from '../support/client.mjs';
import { Meeting } from '../support/meeting.mjs';
import { counted } from './counted.mjs';
import { Pages, leave, seriousFindings } from './ui_page.mjs';

const LIST = `Nombre;Delegación;Correo;Función
Eva Ruiz;DO;eva@mirex.gob.do;delegada
Pablo Gil;GT;pablo@minex.gob.gt;delegado
Inés Mora;Colombia;ines@cancilleria.gov.co;delegada
;MX;nadie@sre.gob.mx;delegado
`;

/** The smallest PNG: one point. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

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
  for (const [name, bytes] of [
    ['Íñigo Sáez', 'Íñigo Sáez'],
    ['Begoña O’Neill', 'Begoña O\x92Neill'],
  ]) {
    // as Windows saves sheets; the same file again, once it was mended there
    const buffer = Buffer.from(`Nombre;Delegación\n${bytes};GT`, 'latin1');
    await dialog.locator('input[type=file]').setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer });
    await dialog.getByRole('cell', { name }).waitFor();
  }
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
  await page.getByText(/9 personas, 1 abrió su enlace/).waitFor();
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
  await counted(observer.getByText('Comunicado reservado'), 0);
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

test('the secretariat sets a logo, renames a delegation and removes one, and gives a link an end', async () => {
  await page.reload();
  const edit = page.getByRole('dialog', { name: 'Editar la reunión' });
  await page.getByRole('button', { name: 'Editar la reunión' }).click();
  await edit
    .locator('input[type=file]')
    .setInputFiles({ name: 'l.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await edit.getByText('Elija una imagen PNG, JPEG o WebP de 128 KB a lo más.').waitFor();
  await edit.locator('input[type=file]').setInputFiles({ name: 'l.png', mimeType: 'image/png', buffer: PIXEL });
  await edit.getByRole('button', { name: 'Quitar el logotipo' }).waitFor();
  await edit.getByRole('group', { name: 'Funciones en inglés' }).getByLabel('Presidencia').fill('Presidency');
  await edit.getByRole('button', { name: 'Guardar' }).click();
  await edit.waitFor({ state: 'detached' });
  await page.locator('.meeting-head .meeting-logo').waitFor();
  const [, { meeting: now }] = await meeting.call('secretariat', 'GET');
  assert.deepEqual(now.roles.chair, { es: 'Presidencia Pro Témpore', en: 'Presidency' });

  await page.getByRole('button', { name: 'Cambiar la delegación: Colombia' }).click();
  const one = page.getByRole('dialog', { name: 'Cambiar la delegación: Colombia' });
  await one.getByText('De 1 persona de esta delegación no cambia nada').waitFor();
  await shot('delegation');
  await one.getByLabel('Nombre en español').fill('República de Colombia');
  await one.getByRole('button', { name: 'Guardar' }).click();
  await one.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Cambiar la delegación: Organización Internacional para las Migraciones' }).click();
  const other = page.getByRole('dialog', { name: /Organización Internacional/ });
  await other.getByRole('button', { name: 'Quitar la delegación' }).click();
  await other.getByRole('button', { name: 'Sí, quitarla de la reunión' }).click();
  await other.waitFor({ state: 'detached' });
  const [, { meeting: then }] = await meeting.call('secretariat', 'GET');
  assert.deepEqual(
    then.delegations.map(({ code, names }) => [code, names.es]).filter(([code]) => ['CO', 'OIM'].includes(code)),
    [['CO', 'República de Colombia']],
  );
  assert.notEqual((await meeting.call('observer', 'GET'))[0], 401);

  await page.getByRole('button', { name: 'Cambiar: Luis Peña' }).click();
  const person = page.getByRole('dialog', { name: 'Luis Peña' });
  await person.getByLabel('El enlace vence').fill('2099-12-31');
  await person.getByRole('button', { name: 'Guardar' }).click();
  await person.waitFor({ state: 'detached' });
  const [, { people }] = await meeting.call('secretariat', 'GET', '/people');
  const { expires } = people.find(({ name }) => name === 'Luis Peña');
  assert.equal(new Date(expires).getFullYear(), 2099);
});

test('four delegations write in the three drafts, which the chair has approved and adopts', async () => {
  const [, { agenda }] = await meeting.call('us', 'GET');
  const tokens = [meeting.people.get('mexico').token, ...links.map((link) => link.split('#')[1])];
  for (const { draft } of agenda) {
    for (const [i, token] of tokens.entries()) {
      const delegate = new Client({ server: pages.server, draft, token });
      await delegate.connect();
      assert.equal(delegate.you.role, 'delegation');
      await delegate.edit(change.add(`point${i}`, null, null, { es: `Reconocer el aporte ${i + 1}.` }));
      await delegate.drop();
    }
    const chair = await meeting.join('us', draft);
    for (const item of chair.model.items.values()) {
      for (const status of ['review', 'agreed', 'approved']) await chair.edit(change.status(item.id, status));
    }
    await chair.edit(change.adopt());
    assert.equal(chair.model.adopted, true);
  }
});

test('the chair takes a draft off the agenda on the page, after being asked', async () => {
  const chair = await pages.open(linkOf('us'));
  await chair.getByRole('button', { name: 'Ordenar' }).click();
  await chair.getByRole('button', { name: 'Quitar del temario: Comunicado reservado' }).click();
  await chair.getByRole('button', { name: 'Sí, quitar: quienes lo tienen abierto lo conservan' }).click();
  await chair.getByRole('link', { name: 'Comunicado reservado' }).waitFor({ state: 'detached' });
  await chair.getByRole('link', { name: 'Declaración' }).waitFor();
  const [, { agenda }] = await meeting.call('us', 'GET');
  assert.equal(agenda.length, 2);
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
  await counted(page.locator('.editor [contenteditable="true"]'), 0);
  await leave(page);
});
