// axe finds nothing serious on any view, for any role, nor in any panel or dialog.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DemoDraft } from './demo_draft.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
let order;
let amended;

before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  order = await demo.negotiate();
  amended = await demo.amend(order);
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

async function finds(page, where, within) {
  assert.deepEqual(await seriousFindings(page, within), [], where);
}

describe('axe finds nothing serious', () => {
  it('in the draft as the chair sees it, with its panels, and in two languages', async () => {
    const page = await pages.enter(demo.link('chair'));
    await finds(page, 'the text');
    for (const panel of ['board', 'people']) {
      await page.evaluate((panel) => (window.plenaria.panel.value = panel), panel);
      await page.locator('#panel').waitFor();
      await finds(page, panel, '#panel');
    }
    await page.getByRole('button', { name: 'Lado a lado', exact: true }).click();
    await page.locator('.editor[lang="en"] .item').first().waitFor();
    await finds(page, 'two languages');
    await leave(page);
  });

  for (const who of ['secretariat', 'canada', 'observer']) {
    it(`in the draft as ${who} sees it`, async () => {
      const page = await pages.enter(demo.link(who));
      await page.evaluate(() => (window.plenaria.panel.value = 'people'));
      await page.locator('#panel').waitFor();
      await finds(page, 'the text beside the people');
      await leave(page);
    });
  }

  for (const [name, options] of [
    ['light, in Spanish', {}],
    ['dark, in English', { colorScheme: 'dark', locale: 'en' }],
    ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ]) {
    it(`in the panels and dialogs of the negotiation, ${name}`, async () => {
      const page = await pages.enter(demo.link('chair'), options);
      await page.evaluate((item) => (window.plenaria.lastItem.value = item), amended);
      for (const panel of ['item', 'proposals', 'board']) {
        await page.evaluate((panel) => (window.plenaria.panel.value = panel), panel);
        await page.locator('#panel .proposal, #panel .board-blockers').first().waitFor();
        await finds(page, panel, '#panel');
      }
      for (const dialog of ['matrix', 'consult', 'print']) {
        await page.evaluate((dialog) => window.plenaria.open(dialog), dialog);
        await page.locator('dialog[open]').waitFor();
        await finds(page, dialog, 'dialog[open]');
        await page.keyboard.press('Escape');
        await page.locator('dialog[open]').waitFor({ state: 'detached' });
      }
      await leave(page);
    });
  }

  it('in an item under review as the delegation sees it that amends it, with what nobody has read', async () => {
    const page = await pages.enter(demo.link('mexico'));
    await page.evaluate((item) => {
      window.plenaria.goTo(item);
      window.plenaria.lastItem.value = item;
    }, amended);
    const button = page.getByRole('button', { name: 'Negociación 1 comentario sin leer' });
    await button.waitFor();
    await finds(page, 'the text with brackets');
    await button.click();
    await page.locator('#panel .thread').waitFor();
    await finds(page, 'what is said of the item', '#panel');
    await page.getByRole('button', { name: 'Negociación', exact: true }).waitFor();
    await leave(page);
  });

  it('in any dialog, the menu of an item, the bar to find with, and what is stale', async () => {
    const page = await pages.enter(demo.link('chair'));
    for (const dialog of ['shortcuts', 'goto', 'adopt', 'title', 'print', 'invite', 'end', 'removed']) {
      await page.evaluate((dialog) => window.plenaria.open(dialog), dialog);
      await page.locator('dialog[open]').waitFor();
      await finds(page, dialog, 'dialog[open]');
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    await page.evaluate((item) => window.plenaria.showStale(item), demo.behind);
    await page.locator('dialog[open]').waitFor();
    await finds(page, 'stale', 'dialog[open]');
    await page.keyboard.press('Escape');
    await page.evaluate(() => (window.plenaria.finding.value = true));
    await finds(page, 'find', 'header');
    await page.evaluate((item) => window.plenaria.openItemMenu(item, { left: 200, right: 220, top: 200, bottom: 220 }), order[4]);
    await page.getByRole('menu').waitFor();
    await finds(page, 'menu', '[role="menu"]');
    await leave(page);
  });

  for (const [view, ready] of [
    ['room', '.room-texts, .room-item, main'],
    ['read', '.document'],
  ]) {
    it(`in the ${view} view, light and dark, in Spanish and English`, async () => {
      for (const options of [{}, { colorScheme: 'dark', locale: 'en' }]) {
        const page = await pages.enter(demo.link('observer'), options);
        await page.goto(`${pages.server.url}/d/${demo.id}?view=${view}`);
        await page.locator(ready).first().waitFor();
        await finds(page, view);
        await leave(page);
      }
    });
  }

  it('on the way in and on the start page', async () => {
    const page = await pages.open(`${pages.server.url}/join#no-such-token`);
    await page.getByRole('alert').waitFor();
    await finds(page, 'a link that opens nothing');
    await page.goto(demo.link('secretariat'));
    await page.waitForURL(/\/d\//);
    await page.goto(pages.server.url);
    await page.getByRole('link', { name: /Conclusiones y Recomendaciones/ }).waitFor();
    await finds(page, 'the drafts');
    await leave(page);
  });
});
