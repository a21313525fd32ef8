// Follow-up in the browser: the table of an adopted text, corrected in place, reported on, filtered, as cards on a phone; what the draft before promised.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { counted } from './counted.mjs';
import { Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
let draft;
let lines;
let [keeper, mexico] = [];
before(async () => {
  meeting = await Meeting.open();
  draft = await meeting.draft([
    'Encomendar a la Secretaría Ejecutiva la elaboración de un plan, a más tardar el 30 de junio de 2030, con el apoyo de la OIM.',
    'Agradecer a la presidencia.',
    'Instar a los Países Miembros a enviar sus informes a más tardar el 1 de mayo de 2020.',
  ]);
  lines = { chair: await draft.join('chair') };
  for (const status of ['agreed', 'approved']) await lines.chair.edit(...draft.ids.map((id) => change.status(id, status)));
  await lines.chair.edit(change.adopt());
  [keeper, mexico] = await meeting.sit(draft, 'secretariat', 'mexico');
});
after(async () => {
  await draft.leave();
  await meeting.close();
});

async function open(page) {
  await page
    .getByRole('button', { name: /Más|Menú/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Seguimiento…' }).click();
  await page.waitForSelector('.follow-table');
}
const rows = (page) => page.locator('.follow-table tbody tr');

test('opened from the menu it shows the commitments, with guesses marked as such', async () => {
  const { page } = keeper;
  await open(page);
  await counted(rows(page), 2);
  assert.match(await rows(page).nth(0).innerText(), /Encomendar[\s\S]*Secretaría Ejecutiva[\s\S]*OIM[\s\S]*2030-06-30/);
  await counted(rows(page).nth(0).locator('.follow-who .follow-guess'), 1);
  assert.match(await rows(page).nth(1).innerText(), /vencido/);
  assert.deepEqual(await seriousFindings(page, '.follow'), []);
  await page.getByLabel('También decisiones y cortesías').check();
  await counted(rows(page), 3);
  await page.getByLabel('También decisiones y cortesías').uncheck();
});

test('the secretariat corrects in place by keys, and others see it at once', async () => {
  const { page } = keeper;
  await open(mexico.page);
  await rows(page).nth(0).locator('.follow-who').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('La Presidencia');
  await page.keyboard.press('Enter');
  await rows(page).nth(0).locator('.follow-who', { hasText: 'La Presidencia' }).waitFor();
  await counted(rows(page).nth(0).locator('.follow-who .follow-guess'), 0);
  await rows(mexico.page).nth(0).locator('.follow-who', { hasText: 'La Presidencia' }).waitFor();
  await rows(page).nth(0).locator('.follow-status').click();
  await page.keyboard.press('Escape');
  await counted(page.locator('.follow[open]'), 1);
  await rows(page).nth(0).getByRole('button', { name: 'Confirmar lo supuesto: punto 1' }).click();
  await page.waitForFunction(() => !document.querySelector('.follow-table tbody tr:first-child .follow-guess'));
});

test('a delegation cannot correct, and reports', async () => {
  const { page } = mexico;
  await counted(page.locator('.follow-edit'), 0);
  await rows(page).nth(0).getByRole('button', { name: 'Informar sobre el punto 1' }).click();
  await page.keyboard.type('Enviado en mayo.');
  await page.locator('.follow-writing button[type=submit]').click();
  await rows(page).nth(0).locator('.follow-reports', { hasText: 'Enviado en mayo.' }).waitFor();
  await rows(keeper.page).nth(0).locator('.follow-reports', { hasText: 'Enviado en mayo.' }).waitFor();
});

test('filtered and sorted', async () => {
  const { page } = mexico;
  await page.getByLabel('Estado').selectOption('late');
  await counted(rows(page), 1);
  await page.getByLabel('Estado').selectOption('');
  await page.getByRole('button', { name: 'Plazo' }).click();
  assert.match(await rows(page).nth(0).innerText(), /Instar/);
  assert.equal(await page.locator('th[aria-sort="ascending"]').innerText(), 'Plazo ▴');
});

test('on a phone each commitment is a card, and nothing is wider than the screen', async () => {
  const { page } = mexico;
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.evaluate(() => {
    const body = document.querySelector('.follow-body');
    return body.scrollWidth - body.clientWidth;
  });
  assert.equal(wide, 0);
  assert.equal(
    await rows(page)
      .nth(0)
      .evaluate((row) => getComputedStyle(row).display),
    'block',
  );
});

test('the next draft shows what was promised, what was done, and what takes it up', async () => {
  await meeting.sit(draft, 'chair');
  const next = await meeting.draft([
    'Seguir con la elaboración del plan encomendado a la Secretaría Ejecutiva y la OIM.',
    'Otra cosa.',
  ]);
  const [{ page }] = await meeting.sit(next, 'chair');
  await lines.chair.edit(change.follow(draft.ids[0], 1, 'status', 'done'));
  await page.evaluate(() => window.plenaria.open('followUp'));
  await page.getByRole('button', { name: 'Del borrador anterior' }).click();
  await page.getByText('La secretaría puede indicar').waitFor();
  await page.locator('.follow-from select').selectOption(draft.id);
  await rows(page).nth(1).waitFor();
  assert.match(await rows(page).nth(0).innerText(), /Encomendar[\s\S]*cumplido[\s\S]*MX: Enviado en mayo\.[\s\S]*Punto 1/);
  assert.match(await rows(page).nth(1).innerText(), /ningún punto/);
  await rows(page).nth(0).getByRole('button', { name: 'Es este' }).click();
  await rows(page).nth(0).locator('.follow-guess').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.evaluate((item) => {
    window.plenaria.lastItem.value = item;
    window.plenaria.toggle('item');
  }, next.ids[0]);
  await page.locator('.follow-beside', { hasText: 'cumplido' }).waitFor();
  assert.match(
    await page.locator('.follow-beside').innerText(),
    /1 Encomendar[\s\S]*La Presidencia · 2030-06-30 · cumplido[\s\S]*MX: Enviado en mayo\./,
  );
  const [observer] = await meeting.sit(next, 'observer');
  await observer.page.evaluate(() => window.plenaria.open('followUp'));
  await observer.page.getByRole('button', { name: 'Del borrador anterior' }).click();
  await observer.page.getByText('Usted no tiene acceso a ese borrador.').waitFor();
  await counted(observer.page.locator('.follow').getByText('Encomendar'), 0);
  await next.leave();
});
