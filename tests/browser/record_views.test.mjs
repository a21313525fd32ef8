// The record of the demo meeting, view by view: the minutes in every format, and that everybody can use it: names for screen readers, 360 pixels, dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { wordText } from '../support/word_words.mjs';
import { DemoDraft } from './demo_draft.mjs';
import { Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
let order;
before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  order = await demo.negotiate();
  await demo.amend(order);
  const chair = await demo.join('chair');
  await chair.edit({ type: 'version.add', version: 'v1', name: 'Rev.1' });
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

const VIEWS = ['time', 'versions', 'item', 'search', 'minutes'];

async function enter(options) {
  const page = await pages.enter(demo.link('mexico'), options);
  page.setDefaultTimeout(30_000);
  return page;
}

async function open(page, part) {
  const item = part === 'item' ? order[16] : undefined;
  await page.evaluate(([part, item]) => (window.plenaria.past.value = { part, ...(item && { item }) }), [part, item]);
  await page.waitForSelector('.past[open]');
  await page.waitForFunction(() => !document.querySelector('.past [role="status"]')?.textContent?.includes('…'));
  if (part === 'search') {
    await page.locator('.past input[type="search"]').fill('reunion');
    await page.keyboard.press('Enter');
    await page.locator('.past-body li').first().waitFor();
  }
}

test('the minutes of the demo meeting stand on the page, and are the same in each format', { timeout: 180_000 }, async () => {
  const page = await enter();
  await open(page, 'minutes');
  const minutes = page.locator('.past-minutes');
  await minutes.waitFor();
  const shown = await minutes.innerText();
  assert.match(shown, /Acta — Conclusiones y Recomendaciones/);
  const wanted = [
    'Claire Bouchard',
    'Como se acordó en la reunión anterior.',
    'Sujeto a consulta con la capital.',
    'Falta el plazo.',
    'Rev.1',
  ];
  for (const words of wanted) assert.ok(shown.includes(words), words);
  for (const format of ['docx', 'html', 'md', 'txt']) {
    const coming = page.waitForEvent('download');
    await page.locator('.past-tools .past-link', { hasText: new RegExp(`^${format}$`) }).click();
    const download = await coming;
    assert.equal(path.extname(download.suggestedFilename()), `.${format}`);
    const bytes = readFileSync(await download.path());
    const text = format === 'docx' ? wordText(bytes).replace(/\s+/g, ' ') : bytes.toString('utf8');
    for (const words of wanted) assert.ok(text.includes(words), `${format}: ${words}`);
  }
  await page.context().close();
});

for (const [how, options] of [
  ['wide', {}],
  ['at 360 pixels', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ['dark', { colorScheme: 'dark' }],
]) {
  test(`every view of the record can be used by everybody, ${how}`, { timeout: 240_000 }, async () => {
    const page = await enter(options);
    for (const part of VIEWS) {
      await open(page, part);
      assert.deepEqual(await seriousFindings(page, '.past'), [], part);
      const width = await page.evaluate(
        () => document.querySelector('.past').scrollWidth - document.querySelector('.past').clientWidth,
      );
      assert.ok(width <= 1, `${part}: ${width} pixels too wide`);
      if (process.env.PLENARIA_SHOTS)
        await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/record-${part}-${how.replace(/\W+/g, '_')}.png` });
    }
    assert.deepEqual(page.failures, []);
    await page.context().close();
  });
}
