// Where the head of a delegation alone takes positions, the head finds how, and the others are told why they do not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Meeting } from '../support/meeting.mjs';
import { counted } from './counted.mjs';
import { Pages } from './ui_page.mjs';

let pages;
let meeting;
let draft;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-head-'));

before(async () => {
  pages = await Pages.start();
  meeting = await Meeting.open({ server: pages.server, folder }, { settings: { head_speaks: true } });
  draft = await meeting.draft('Declaración');
  assert.equal((await meeting.call('secretariat', 'PATCH', `/people/${meeting.person('mexico')}`, { head: true }))[0], 200);
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
  await page.locator('.editor [data-id="i1"]').click();
  await page.evaluate(() => (window.plenaria.panel.value = 'item'));
  await page.getByRole('heading', { name: 'Posiciones' }).waitFor();
  return page;
}

test('the head takes a position, which the others of the delegation see with its name and cannot change', async () => {
  const head = await open('mexico');
  await head.locator('.own-position button').nth(2).click();
  const other = await open('mexicoToo');
  await other.getByText('Toma posición la jefatura de su delegación.').waitFor();
  await counted(other.locator('.own-position'), 0);
  const line = other.locator('.position-line');
  await line.getByText('Ana López').waitFor();
  assert.match(await line.innerText(), /México/);
  if (process.env.PLENARIA_SHOTS) await other.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, 'head.png') });
  const us = await open('us');
  await counted(us.locator('.own-position'), 1);
});
