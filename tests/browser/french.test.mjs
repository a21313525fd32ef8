// The whole of it in French: a browser that speaks French starts, writes, proposes, decides and reads what comes out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { DemoDraft } from './demo_draft.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
let order;

before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  order = await demo.negotiate();
  await demo.amend(order);
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

const enter = (who, options = {}) => pages.enter(demo.link(who), { locale: 'fr-CA', ...options });
const button = (within, name) => within.getByRole('button', { name, exact: true });

/** Where the words of the page are read by whoever does not see them: their language is said, and that of the text. */
const languages = (page) =>
  page.evaluate(() => [
    document.documentElement.lang,
    document.querySelector('.editor [lang]')?.lang ?? document.querySelector('.editor').lang,
  ]);

describe('in French', () => {
  it('a browser that asks for French begins in French, and says so to a screen reader', async () => {
    const page = await pages.open(pages.server.url, { locale: 'fr-CA' });
    await page.getByRole('heading', { name: 'Vous n’avez encore accès à aucun texte' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'fr');
    assert.deepEqual(await seriousFindings(page), []);
    await leave(page);
  });

  it('a delegation writes what becomes its proposal, and the chair decides it', async () => {
    const canada = await enter('canada');
    assert.deepEqual(await languages(canada), ['fr', 'es']);
    const item = order[19];
    const words = canada.locator(`.editor [data-id="${item}"]`).first();
    await words.click();
    await canada.keyboard.press('End');
    await canada.keyboard.type(' Proposé en français.');
    await canada
      .locator('.bar')
      .getByText(/^Enregistré/)
      .first()
      .waitFor();

    const chair = await enter('chair');
    await chair.evaluate((id) => {
      window.plenaria.goTo(id);
      window.plenaria.lastItem.value = id;
      window.plenaria.panel.value = 'item';
    }, item);
    const card = chair.locator('.panel, aside').getByText('Proposé en français.').first();
    await card.waitFor();
    await button(chair, 'Accepter').first().click();
    await chair
      .getByText(/proposition décidée|Décidées/)
      .first()
      .waitFor();
    await leave(canada);
    await leave(chair);
  });

  it('the text is downloaded from a dialog in French', async () => {
    const page = await enter('chair');
    await button(page, 'Menu').last().click();
    await page.getByRole('menuitem', { name: 'Imprimer ou télécharger…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Imprimer ou télécharger' });
    await dialog.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog
        .getByRole('button', { name: 'Texte (.txt)' })
        .or(dialog.getByRole('link', { name: 'Texte (.txt)' }))
        .click(),
    ]);
    assert.match(readFileSync(await download.path(), 'utf8'), /Proposé en français\./);
    await leave(page);
  });

  it('one language is changed for another in the menu, and is kept', async () => {
    const page = await enter('observer');
    await button(page, 'Menu').last().click();
    await page.getByRole('menuitemradio', { name: 'Português' }).click();
    await button(page, 'Menu').last().click();
    await page.getByRole('group', { name: 'Idioma da interface' }).or(page.getByText('Idioma da interface')).first().waitFor();
    await page.reload();
    await page.waitForSelector('.editor .item');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'pt');
    await leave(page);
  });
});
