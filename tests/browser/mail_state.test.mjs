// Invitations by mail on the page of a meeting: sent with a list, what became of each, sent again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { MailServer, refusal } from '../support/mail_server.mjs';
import { Meeting } from '../support/meeting.mjs';
import { counted } from './counted.mjs';
import { Pages, seriousFindings } from './ui_page.mjs';

let pages;
let post;
let meeting;
let page;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-mail-state-'));

before(async () => {
  post = await MailServer.open();
  const settings = {
    origin: 'https://plenaria.example',
    smtp_url: `smtp://127.0.0.1:${post.port}`,
    smtp_from: 'Secretaría <no-reply@plenaria.example>',
    smtp_retry_seconds: 1,
  };
  const config = path.join(folder, 'plenaria.conf');
  writeFileSync(
    config,
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  pages = await Pages.start(['--config', config]);
  meeting = await Meeting.open({ server: pages.server, folder });
  page = await pages.open(`${pages.server.url}/join#${meeting.people.get('secretariat').token}`);
  await page.waitForURL(/\/m\//);
});
after(async () => {
  await pages.close();
  await post.close();
  rmSync(folder, { recursive: true, force: true });
});

const shot = async (name) =>
  process.env.PLENARIA_SHOTS && page.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, `${name}.png`), fullPage: true });

const line = (name) => page.locator('.meeting-people > li', { hasText: name });

test('a list is invited by mail, and the page says of each what became of it and why', async () => {
  post.answer = (address) => (address.startsWith('nadie') ? refusal(550, 'No such user here') : null);
  await page.getByRole('button', { name: 'Invitar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox')
    .fill('Eva Sol;MX;eva@example.org;delegación\nNadie;MX;nadie@example.org;delegación\nSin Correo;MX;;delegación');
  await dialog.getByRole('button', { name: 'Revisar la lista' }).click();
  await dialog.getByLabel('Enviar la invitación por correo a quienes tienen dirección').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await shot('mail-invite');
  await dialog.getByRole('button', { name: /^Invitar/ }).click();
  await dialog.getByText('A 2 personas se les envía su enlace por correo.').waitFor();
  await counted(dialog.locator('.meeting-link'), 1);
  await dialog.getByRole('button', { name: 'Listo' }).click();
  await line('Eva Sol')
    .getByText(/correo enviado el/)
    .waitFor();
  await line('Nadie')
    .getByText(/el correo no se pudo entregar .*No such user here/)
    .waitFor();
  assert.equal(
    await line('Sin Correo')
      .getByText(/correo/)
      .count(),
    0,
  );
  await shot('mail-state');
});

test('it is sent again, with another link', async () => {
  await line('Eva Sol').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Enviar de nuevo' }).click();
  const [first, second] = await post.mailsTo('eva@example.org', 2);
  const link = ({ mail }) => /join#([\w-]+)/.exec(mail.text)[1];
  assert.notEqual(link(first), link(second));
  assert.deepEqual(await seriousFindings(page), []);
  await shot('mail-again');
});

test('a name that was spelt wrong is put right, and the language of mails is chosen', async () => {
  await page.reload();
  await line('Sin Correo').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nombre').fill('Con Correo');
  await dialog.getByLabel('Idioma de los correos').selectOption('fr');
  await dialog.getByLabel('Correo electrónico').fill('con@example.org');
  await shot('person-name');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await line('Con Correo').getByText('con@example.org').waitFor();
  const [, { people }] = await meeting.call('secretariat', 'GET', '/people');
  assert.equal(people.find(({ name }) => name === 'Con Correo').lang, 'fr');
});
