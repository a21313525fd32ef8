// The bell: what is unread, in the list, the title and the icon of the tab; the way to the place; read on all devices.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Pages, seriousFindings } from './ui_page.mjs';

let pages;
let meeting;
let draft;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-bell-'));
const PATIENCE = { timeout: 45_000 }; // it looks every 20 s

before(async () => {
  pages = await Pages.start();
  meeting = await Meeting.open({ server: pages.server, folder });
  draft = await meeting.draft('Declaración');
});
after(async () => {
  await meeting.leave();
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(who) {
  const page = await pages.open(`${pages.server.url}/join#${meeting.people.get(who).token}`);
  await page.waitForURL(/\/m\/|\/d\//);
  await page.goto(`${pages.server.url}/d/${draft}`);
  return page;
}

const bell = (page) => page.locator('.bell > button');
const shot = async (page, name) =>
  process.env.PLENARIA_SHOTS && page.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, `${name}.png`) });

test('what is unread is in the bell, the title and the icon of the tab, and leads to its place', async () => {
  const page = await open('mexico');
  await bell(page).waitFor();
  const chair = await meeting.join('chair', draft);
  await chair.edit(change.comment('c1', 'i1', { text: '¿Qué dice @MX?' }), change.consult('i1', ['MX'], true));
  await page.waitForFunction(() => /^\(3\) /.test(document.title), null, PATIENCE);
  assert.match(await page.getAttribute('link[rel=icon]', 'href'), /^data:image\/svg/);
  assert.equal(await bell(page).getAttribute('aria-label'), 'Novedades: 3 novedades sin leer');
  await bell(page).focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('dialog', { name: 'Novedades' });
  await list.getByText('Presidencia (GT) menciona a su delegación sobre el punto 1').waitFor();
  await list.getByText(/Punto 1: en silencio hasta el/).waitFor();
  await list.getByText('Tiene acceso a este borrador').waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await shot(page, 'bell');
  await list.getByRole('link', { name: /menciona/ }).click();
  await list.waitFor({ state: 'detached' });
  await page.waitForFunction(() => /^\(2\) /.test(document.title));
});

test('what is read on one device is read on the other, where Escape gives the focus back', async () => {
  const other = await open('mexico');
  await other.waitForFunction(() => /^\(2\) /.test(document.title), null, PATIENCE);
  await bell(other).click();
  await other.getByRole('button', { name: 'Marcar todo como leído' }).click();
  await other.waitForFunction(() => !/^\(/.test(document.title));
  assert.equal(await other.getAttribute('link[rel=icon]', 'href'), '/icon.svg');
  await other.keyboard.press('Escape');
  assert.equal(await bell(other).evaluate((button) => button === document.activeElement), true);
  const [first] = pages.browser.contexts().map((context) => context.pages()[0]);
  await first.waitForFunction(() => !/^\(/.test(document.title), null, PATIENCE);
});

test('on a phone, in the dark, it fits the screen, and what is mailed can be chosen', async () => {
  const page = await open('us');
  await page.setViewportSize({ width: 360, height: 640 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await bell(page).click();
  const list = page.getByRole('dialog', { name: 'Novedades' });
  await list.getByText('Correo', { exact: true }).click();
  const box = await list.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/notices/settings'));
  await list.getByLabel('Menciones').uncheck();
  assert.equal((await answered).status(), 200);
  const [, { settings }] = await meeting.ask('us', 'GET', '/notices');
  assert.deepEqual(settings.muted, ['mentioned']);
  assert.deepEqual(await seriousFindings(page), []);
  await shot(page, 'bell-phone');
});

test('it is on the start page and on the page of the meeting, with the way to the place and the choice of mails', async () => {
  const page = await pages.open(`${pages.server.url}/join#${meeting.people.get('mexicoToo').token}`);
  await page.waitForURL(/\/m\/|\/d\//);
  for (const address of ['/', `/m/${meeting.id}`]) {
    await page.goto(pages.server.url + address);
    await bell(page).click();
    const list = page.getByRole('dialog', { name: 'Novedades' });
    await list.getByText('Presidencia (GT) menciona a su delegación sobre el punto 1').waitFor();
    await list.getByText('Correo', { exact: true }).click();
    await list.getByLabel('Menciones').waitFor();
    assert.deepEqual(await seriousFindings(page, '.bell'), []);
    await shot(page, address === '/' ? 'bell-start' : 'bell-meeting');
    await page.setViewportSize({ width: 360, height: 640 });
    const box = await list.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
    await page.setViewportSize({ width: 1280, height: 860 });
  }
  await page.getByRole('link', { name: /menciona/ }).click();
  await page.waitForURL(new RegExp(`/d/${draft}`));
});
