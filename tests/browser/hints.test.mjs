// What a newcomer is told: once per role and browser, and again from the menu.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { DemoDraft } from './demo_draft.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

const enter = (who, options) => pages.enter(demo.link(who), { hints: true, ...options });
const card = (page) => page.locator('.hints');

describe('the card of the first time', () => {
  for (const [who, says] of [
    ['chair', /margen.*teclas 1 a 4/],
    ['canada', /en revisión, lo que escribe o borra queda como su propuesta/],
    ['secretariat', /invite a quien deba participar/],
    ['observer', /«Seguir a la presidencia»/],
  ])
    it(`tells the ${who} what they can do, in three lines`, async () => {
      const page = await enter(who);
      await card(page).waitFor();
      await counted(card(page).locator('li'), 3);
      assert.match(await card(page).textContent(), says);
      assert.deepEqual(await seriousFindings(page, '.hints'), []);
      await leave(page);
    });

  it('goes for good when it is put away, and the caret is in the text', async () => {
    const page = await enter('canada');
    await card(page).getByRole('button', { name: 'Entendido' }).click();
    await card(page).waitFor({ state: 'detached' });
    assert.ok(await page.evaluate(() => document.activeElement.closest('.editor') !== null));
    await page.reload();
    await page.waitForSelector('.editor .item');
    await page.waitForFunction(() => window.plenaria.draft.connection.value.state === 'live');
    await page.waitForTimeout(1000);
    await counted(card(page), 0);
    await leave(page);
  });

  it('can be put away by keys, in English', async () => {
    const page = await enter('chair', { locale: 'en' });
    await card(page).getByRole('button', { name: 'Got it' }).focus();
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'detached' });
    await leave(page);
  });

  it('leaves room for the text on a phone', async () => {
    const page = await enter('canada', { viewport: { width: 390, height: 800 } });
    await card(page).waitFor();
    const { width, height, x } = await card(page).boundingBox();
    assert.ok(x >= 0 && x + width <= 390 && height <= 480, `${x} ${width} ${height}`);
    await leave(page);
  });
});

describe('help', () => {
  it('in the menu shows the hints again, the statuses and the signs', async () => {
    const page = await pages.enter(demo.link('chair'));
    await page.getByRole('button', { name: 'Menú' }).last().click();
    await page.getByRole('menuitem', { name: 'Ayuda y leyenda' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ayuda y leyenda' });
    await dialog.waitFor();
    const text = await dialog.textContent();
    for (const part of [
      'teclas 1 a 4',
      'En revisión',
      '[México: plenamente]',
      '[Canadá: plenamente]',
      '3 bis.',
      '✕ MX',
      'R CR',
      '⌛',
      '❝2',
      '✎ BZ',
      '[+]',
      '↻',
    ])
      assert.ok(text.includes(part), part);
    assert.deepEqual(await seriousFindings(page, 'dialog'), []);
    await dialog.getByRole('button', { name: 'Atajos de teclado' }).click();
    await page.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor();
    await leave(page);
  });
});
