// Reading a long text: the place is kept, the contents lead there, the size suits the eye, and paper is what is at hand.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { DemoDraft } from './demo_draft.mjs';
import { asText } from './printed.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
let order;
before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  order = await demo.negotiate();
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

const enter = (who, options) => pages.enter(demo.link(who), options);

/** The item at the top of the screen, and how far from the bar. */
const topItem = (page) =>
  page.evaluate(() => {
    const edge = document.querySelector('.bar').getBoundingClientRect().bottom;
    const found = [...document.querySelectorAll('.editor [data-id], .document [id^="item-"]')].find(
      (one) => one.getBoundingClientRect().bottom > edge + 4,
    );
    return { item: found.dataset.id ?? found.id.slice(5), top: Math.round(found.getBoundingClientRect().top) };
  });

async function scrolledTo(page, item) {
  await page.evaluate((item) => {
    document.querySelector(`.editor [data-id="${item}"]`).scrollIntoView({ block: 'start' });
    scrollBy(0, 37);
  }, item);
  await page.waitForTimeout(300);
  return topItem(page);
}

async function staysAt(page, place, what) {
  await page.waitForTimeout(1700);
  const now = await topItem(page);
  assert.equal(now.item, place.item, what);
  assert.ok(Math.abs(now.top - place.top) <= 3, `${what}: ${now.top} instead of ${place.top}`);
}

describe('the reading place', () => {
  it('stays when a panel opens and closes, and when another language or view is shown', async () => {
    const page = await enter('canada');
    const place = await scrolledTo(page, order[40]);
    for (const what of ['board', null]) {
      await page.evaluate((what) => (window.plenaria.panel.value = what), what);
      await staysAt(page, place, `panel ${what}`);
    }
    for (const langs of [['en'], ['es', 'en'], ['es']]) {
      await page.evaluate((langs) => window.plenaria.show(langs), langs);
      await staysAt(page, place, `languages ${langs}`);
    }
    await page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'clean' }));
    await staysAt(page, place, 'the clean view');
    await leave(page);
  });

  it('on a phone, who went to read two languages comes back to writing with one', async () => {
    const page = await enter('canada', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const languages = page.locator('.segmented button');
    await languages.last().tap();
    await page.waitForSelector('.document');
    await languages.first().tap();
    await page.waitForSelector('.editor .item');
    await page.goto(`${page.url().split('?')[0]}?view=read`); // who reads by choice goes on reading
    await page.waitForSelector('.document');
    await languages.nth(1).tap();
    await page.waitForTimeout(500);
    await counted(page.locator('.editor .item'), 0);
    await leave(page);
  });

  it('is given up as soon as somebody scrolls', async () => {
    const page = await enter('canada');
    await scrolledTo(page, order[40]);
    await page.evaluate(() => (window.plenaria.panel.value = 'board'));
    await page.mouse.move(300, 500);
    await page.mouse.wheel(0, -3000);
    await page.waitForTimeout(1700);
    assert.notEqual((await topItem(page)).item, order[40]);
    await leave(page);
  });
});

describe('reading', () => {
  it('the contents lead to a heading and say how long the text is', async () => {
    const page = await enter('canada');
    await page.getByRole('button', { name: 'Menú', exact: true }).last().click();
    await page.getByRole('menuitem', { name: 'Índice' }).click();
    const panel = page.locator('.panel');
    await panel.getByText(/^[\d.\s]+ palabras, [\d.\s]+ caracteres$/).waitFor();
    const last = panel.locator('.contents-heading button').last();
    const share = await last.evaluate((button) => button.querySelector('.board-words').clientWidth / button.clientWidth);
    assert.ok(share > 0.9, `a heading, which has no number, has ${share} of its line`);
    await last.click();
    await page.waitForTimeout(300);
    const seen = await page.locator('.editor [data-kind="heading"]').last().boundingBox();
    assert.ok(seen.y > 0 && seen.y < 860);
    assert.deepEqual(await seriousFindings(page, '.panel'), []);
    await leave(page);
  });

  it('words that stand in another language are found there, one step away', async () => {
    const page = await enter('canada');
    await page.locator(`.editor [data-id="${order[12]}"]`).click();
    await page.keyboard.press('Control+f');
    await page.getByRole('searchbox').fill('member countries');
    const there = page.locator('.find-bar').getByRole('button', { name: /^Inglés: \d+$/ });
    const count = (await there.innerText()).replace('Inglés: ', '');
    await there.click();
    await page
      .locator('.find-bar')
      .getByText(new RegExp(`^\\d+ de ${count}$`))
      .waitFor();
    assert.deepEqual(await page.evaluate(() => window.plenaria.shown.value), ['en']);
    await counted(there, 0);
    assert.deepEqual(await seriousFindings(page, '.find-bar'), []);
    await page.evaluate(() => window.plenaria.show(['es']));
    await leave(page);
  });

  it('words are found by their key wherever the focus is, but not from within a dialog', async () => {
    const page = await enter('canada');
    const field = page.getByRole('searchbox', { name: 'Buscar en el texto' });
    await page.getByRole('button', { name: 'Tablero' }).first().click();
    await page.keyboard.press('Control+f');
    await field.waitFor();
    await page.keyboard.type('migración');
    await page.getByText(/^1 de \d+/).waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('Control+h');
    await page.getByRole('textbox', { name: 'Reemplazar por' }).waitFor();
    await page.locator('.find-bar').getByRole('button', { name: 'Cerrar' }).click();
    await page.evaluate(() => window.plenaria.open('goto'));
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Control+f');
    await counted(field, 0);
    await leave(page);
  });

  it('what is typed behind the key is looked for, whenever the rest of the bar comes', async () => {
    const page = await enter('canada');
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(/\/find_tools-\w+\.js$/, (route) => held.then(() => route.continue()));
    await page.reload({ waitUntil: 'commit' });
    const item = page.locator(`.editor [data-id="${order[12]}"]`);
    await item.click();
    const before = await item.textContent();
    await page.keyboard.press('Control+h');
    await page.keyboard.type('migr');
    release();
    await page.getByRole('textbox', { name: 'Reemplazar por' }).waitFor();
    await page.keyboard.type('ación');
    await page
      .locator('.find-bar')
      .getByText(/^\d+ de \d+/)
      .waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'migración');
    await page.keyboard.press('Escape');
    assert.equal(await item.textContent(), before);
    assert.ok(await page.evaluate(() => document.activeElement.matches('.editor')), 'Escape goes back to the text');
    await page.keyboard.press('Control+f');
    await page
      .locator('.find-bar')
      .getByText(/^\d+ de \d+/)
      .waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'migración', 'the match is selected since Escape');
    await leave(page);
  });

  for (const [where, key, langs] of [
    ['the text', 'Control+f', ['es']],
    ['the text, to be replaced', 'Control+h', ['es']],
    ['the right one of two languages', 'Control+f', ['en', 'es']],
    ['reading mode', 'Control+f', null],
  ])
    it(`words selected in ${where} stand in the field, are typed over, and are selected again by Escape`, async () => {
      const page = await enter('canada');
      if (langs) await page.evaluate((langs) => window.plenaria.show(langs), langs);
      else {
        await page.goto(`${page.url().split('?')[0]}?view=read`);
        await page.locator('.document').waitFor();
      }
      const root = langs ? '.editor[lang="es"]' : '.document';
      await page.locator(root).first().waitFor();
      const select = (from, to) =>
        page.evaluate(
          ([root, from, to]) => {
            // In the last item with the word: it is not the first match.
            const walk = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
            let found = null;
            while (walk.nextNode()) if (walk.currentNode.data.includes('migración')) found = walk.currentNode;
            const at = found.data.indexOf('migración');
            found.parentElement.closest('.editor')?.focus();
            getSelection().setBaseAndExtent(found, Math.max(0, at + from), found, Math.min(found.length, at + to));
          },
          [root, from, to],
        );
      const selected = () => page.evaluate(() => getSelection().toString());
      const field = page.getByRole('searchbox');
      const matches = page.locator('.find-bar').getByText(/^\d+ de \d+/);

      await select(0, 'migración'.length);
      await page.keyboard.press(key);
      await matches.waitFor();
      const [here, count] = (await matches.textContent()).match(/\d+/g).map(Number);
      assert.equal(await field.inputValue(), 'migración');
      assert.ok(here > 1 && here <= count, `the match that was selected is the current one, not ${here} of ${count}`);
      await page.keyboard.press('Escape');
      assert.equal(await selected(), 'migración');

      await page.keyboard.press(key);
      await page.keyboard.type('xyz');
      assert.equal(await field.inputValue(), 'xyz');
      await page.keyboard.press('Escape');
      assert.equal(await selected(), 'migración', 'nothing was found');

      await select(-120, 120);
      await page.keyboard.press(key);
      assert.equal(await field.inputValue(), '', 'too much to be looked for');
      await page.keyboard.press('Escape');
      await leave(page);
    });

  it('an item is found by its number where no words are, and Enter goes there', async () => {
    const page = await enter('canada');
    const wanted = order[7]; // an item below another
    const title = await page.evaluate((item) => window.plenaria.titleFor(item), wanted);
    const number = /\d.*/.exec(title)[0].replace('.', '');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('Control+f');
    await page.keyboard.type(number);
    const bar = page.locator('.find-bar');
    await bar.getByRole('button', { name: new RegExp(`^§\\w+: ${title}$`) }).waitFor();
    await counted(bar.getByText('Sin resultados'), 0);
    await page.keyboard.press('Enter');
    await page.waitForFunction((item) => window.plenaria.current.value === item, wanted);
    await leave(page);
  });

  it('words are found in the text to be read as well, painted over it, and nothing is offered that one may not do there', async () => {
    const page = await enter('mexico');
    await page.goto(`${page.url()}?view=read`);
    await page.getByRole('button', { name: 'Buscar…' }).click();
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.type('migracion');
    const count = await page
      .locator('.document-line')
      .getByText(/migraci[oó]n/i)
      .count();
    await page.getByText(/^1 de \d+/).waitFor();
    const painted = () => page.evaluate(() => ['found', 'found-here'].map((name) => CSS.highlights.get(name).size));
    const [others, here] = await painted();
    assert.equal(here, 1);
    assert.ok(others + here >= count && count > 0, `${others} and ${here} of ${count}`);
    await page.keyboard.press('Enter');
    await page.getByText(new RegExp(`^2 de ${others + here}`)).waitFor();
    assert.match(await page.evaluate(() => String([...CSS.highlights.get('found-here')][0])), /^migraci[oó]n$/i);
    await counted(page.getByText('Reemplazar'), 0);
    await page.keyboard.press('Escape');
    assert.deepEqual(await painted(), [0, 0]);
    assert.match(await page.evaluate(() => String(getSelection())), /^migraci[oó]n$/i);
    await leave(page);
  });

  it('the room has the title above, the item between, and what comes next at the lower edge', async () => {
    const page = await enter('observer');
    await page.goto(`${pages.server.url}/d/${demo.id}?view=room`);
    await page.waitForSelector('.room-item');
    const box = (part) => page.locator(part).boundingBox();
    const [head, item, foot] = await Promise.all(['.room-head', '.room-item', '.room > footer'].map(box));
    assert.equal(head.y, 0);
    assert.ok(item.y >= head.y + head.height && foot.y >= item.y + item.height);
    assert.equal(Math.round(foot.y + foot.height), 860);
    await leave(page);
  });

  it('the text has three sizes, which the browser remembers', async () => {
    const page = await enter('canada');
    const size = () => page.locator('.editor').evaluate((editor) => parseFloat(getComputedStyle(editor).fontSize));
    const normal = await size();
    await page.getByRole('button', { name: 'Menú', exact: true }).last().click();
    await page.getByRole('menuitemradio', { name: 'Grande' }).click();
    assert.ok((await size()) > normal);
    await page.reload();
    await page.waitForSelector('.editor .item');
    assert.ok((await size()) > normal);
    await leave(page);
  });

  it('selected words have a button to comment on them', async () => {
    const page = await enter('canada');
    const item = page.locator(`.editor [data-id="${order[12]}"]`);
    await item.click();
    await page.keyboard.press('Home');
    for (let count = 0; count < 8; count++) await page.keyboard.press('Shift+ArrowRight');
    const button = page.locator('.selection-comment');
    await button.waitFor();
    await button.click();
    await page.getByText(/^Sobre «/).waitFor();
    await leave(page);
  });

  it('paper is A4 or Letter, with date and version on every sheet', async () => {
    const page = await enter('canada');
    await page.evaluate(() => (window.print = () => {}));
    await page.evaluate(() => window.plenaria.open('print'));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Carta').check();
    await dialog.getByRole('button', { name: 'Imprimir o PDF' }).click();
    await page.waitForSelector('.print-only', { state: 'attached' });
    const rules = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n'),
    );
    assert.match(rules, /size: letter/);
    assert.match(rules, /Borrador a .* versión \d+/);
    await leave(page);
  });

  for (const view of ['', '?view=read']) {
    it(`paper has words on every sheet where the browser prints ${view ? 'what one reads' : 'the editor'} by itself`, async () => {
      const page = await enter('canada');
      await page.goto(`${pages.server.url}/d/${demo.id}${view}`);
      await page.getByText('Expresar a las autoridades').first().waitFor();
      const sheets = asText(await page.pdf({ preferCSSPageSize: true }))
        .split('\f')
        .slice(0, -1);
      assert.ok(sheets.length > 2);
      for (const [at, words] of sheets.entries()) assert.match(words, /\w+/, `sheet ${at + 1} of ${sheets.length}`);
      const edge = await onPaper(page, () => document.querySelector('.paper').getBoundingClientRect().left);
      assert.equal(edge, 0, 'no frame of the screen within the margins of the sheet');
      await leave(page);
    });
  }
});

/** What it is where the style of print holds. */
async function onPaper(page, ask) {
  await page.emulateMedia({ media: 'print' });
  const answer = await page.evaluate(ask);
  await page.emulateMedia({ media: null });
  return answer;
}

describe('the chair', () => {
  it('sets the status of all selected items at once; what something stands against stays', async () => {
    const page = await enter('chair');
    const [first, second, third] = [order[41], order[42], order[43]];
    await page.locator(`.editor [data-id="${first}"]`).click();
    await page.keyboard.press('Home');
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Shift+ArrowDown');
      const items = await page.evaluate(() => window.plenaria.editor.value.selection.value.items);
      if (items.includes(third)) break;
    }
    const items = await page.evaluate(() => window.plenaria.editor.value.selection.value.items);
    await page.evaluate((item) => window.plenaria.openItemMenu(item, { left: 200, right: 220, top: 200, bottom: 220 }), second);
    await page.getByText(`Cambiar el estado de los ${items.length} puntos seleccionados`).waitFor();
    await page.getByRole('menuitemradio', { name: 'En revisión' }).click();
    for (const item of items) await page.locator(`.editor [data-id="${item}"][data-status="review"]`).waitFor();
    await leave(page);
  });
});
