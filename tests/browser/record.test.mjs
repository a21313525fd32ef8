// The past of a draft in the browser: the slider by mouse, keys and touch, who wrote what, versions and going back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { part } from '../support/zip.mjs';
import { counted } from './counted.mjs';
import { Meeting } from './together_page.mjs';

let meeting;
let draft;
let chair;
let page;
let lines;
before(async () => {
  meeting = await Meeting.open();
  draft = await meeting.draft(['Instar a los Estados.', 'Agradecer a la presidencia.', 'Pedir un informe.']);
  [chair] = await meeting.sit(draft, 'chair');
  page = chair.page;
  lines = { chair: await draft.join('chair'), mexico: await draft.join('mexico') };
  const [a, b, c] = draft.ids;
  for (const [i, letter] of [...'todos '].entries()) await does('mexico', change.insert(a, 9 + i, letter));
  await does('chair', change.version('v1', 'Rev.1'));
  await does('chair', change.status(b, 'agreed'));
  await does('chair', change.remove(c));
});
after(async () => {
  await draft.leave();
  await meeting.close();
});

async function does(who, ...changes) {
  const { seq } = await lines[who].edit(...changes);
  await Promise.all(Object.values(lines).map((line) => line.reach(seq)));
}

const open = async (part, item) => {
  await page.evaluate(([part, item]) => (window.plenaria.past.value = { part, ...(item && { item }) }), [part, item]);
  await page.waitForSelector('.past[open]');
};
const moment = () => page.locator('.past-track input');
const shownSeq = (seq) => page.waitForSelector(`.past-text[data-seq="${seq}"]`);
const text = () => page.locator('.past-text').innerText();

test('opened from the menu it shows the text as it is, with what the last intervention changed', async () => {
  await page
    .getByRole('button', { name: /Más|Menú/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Historia del texto…' }).click();
  await page.waitForSelector('.past-text');
  assert.match(await text(), /Instar a todos los Estados/);
  assert.match(await page.locator('.past-text del').innerText(), /Pedir un informe/);
  await counted(page.locator('.past-tick-version'), 1);
  await counted(page.locator('.past-tick-gavel'), 1);
});

test('by keys: the slider goes op by op, and says who, when and which', async () => {
  const last = Number(await moment().getAttribute('max'));
  await page.selectOption('.past-tools select >> nth=0', 'op');
  await moment().focus();
  await page.keyboard.press('ArrowLeft');
  await shownSeq(last - 1);
  assert.match(await text(), /Pedir un informe/);
  await page.keyboard.press('Home');
  await shownSeq(1);
  assert.match(await text(), /Instar a los Estados/);
  assert.match(await moment().getAttribute('aria-valuetext'), /cambio 1 de \d+/);
  await page.keyboard.press('End');
  await shownSeq(last);
});

test('by bursts: what one author typed in one go is one step', async () => {
  await page.selectOption('.past-tools select >> nth=0', 'burst');
  await moment().focus();
  await page.keyboard.press('Home');
  await shownSeq(1);
  for (let step = 0; step < 8 && !/todos/.test(await text()); step++) {
    const before = await page.locator('.past-text').getAttribute('data-seq');
    await page.getByRole('button', { name: 'Adelante' }).click();
    await page.waitForFunction((seq) => document.querySelector('.past-text').dataset.seq !== seq, before);
  }
  await page.waitForFunction(() => /todos/.test(document.querySelector('.past-text ins')?.textContent ?? ''));
  assert.match(await page.locator('.past-when').innerText(), /México \(Ana López\)/);
});

test('by mouse: a click on the track goes there', async () => {
  const box = await moment().boundingBox();
  await page.mouse.click(box.x + box.width - 2, box.y + box.height / 2);
  await shownSeq(Number(await moment().getAttribute('max')));
});

test('who wrote it: words carry their author, and a list says how much', async () => {
  await page.selectOption('.past-tools select >> nth=1', 'who');
  const mine = page.locator('.past-text .past-author', { hasText: 'todos' });
  await mine.waitFor();
  assert.match(await mine.getAttribute('title'), /México \(Ana López\), /);
  assert.match(await page.locator('.past-authors').innerText(), /México \(Ana López\) \d+ %/);
  await page.selectOption('.past-tools select >> nth=1', 'changes');
});

test('versions are compared, inline and side by side', async () => {
  await page.getByRole('button', { name: 'Versiones' }).click();
  await page.getByText('Rev.1', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Comparar' }).click();
  await page.locator('.past-compare ins', { hasText: 'todos' }).waitFor();
  assert.match(await page.locator('.past-compare').innerText(), /Pedir un informe\.\s*\[suprimido\]/);
  const redline = page.getByRole('link', { name: 'Descargar para Word, con control de cambios' });
  const [download] = await Promise.all([page.waitForEvent('download'), redline.click()]);
  assert.match(download.suggestedFilename(), /\.docx$/);
  assert.match(part(readFileSync(await download.path()), 'word/document.xml'), /<w:ins [^>]*>.*todos/s);
  await page.getByLabel('Lado a lado').check();
  assert.ok((await page.locator('.past-two').count()) >= 2);
});

test('the history of an item says who did what', async () => {
  await open('item', draft.ids[0]);
  await page.locator('.past-events ins', { hasText: 'todos' }).waitFor();
  assert.match(await page.locator('.past-events').innerText(), /México \(Ana López\) escribió/);
});

test('a search finds words that stand and words that went, and leads to them', async () => {
  await open('search');
  await page.getByRole('searchbox').fill('INSTAR');
  await page.keyboard.press('Enter');
  await page.locator('.past-events mark', { hasText: 'Instar' }).waitFor();
  await page.locator('.past-events .link-button').first().click();
  await page.waitForSelector('.past', { state: 'detached' });
});

test('the minutes can be read and taken along', async () => {
  await open('minutes');
  await page.locator('.past-minutes').waitFor();
  assert.match(await page.locator('.past-minutes').innerText(), /estado acordado, Presidencia/);
  await counted(page.locator('.past-tools .past-link'), 4);
});

test('the chair names a moment, and goes back to an earlier text by a new op', async () => {
  await open('versions');
  await page.getByLabel('Nombre de la versión').fill('Rev.2');
  await page.getByRole('button', { name: 'Dar nombre a la versión actual' }).click();
  await page.locator('.past-versions', { hasText: 'Rev.2' }).waitFor();
  await open('time');
  await moment().focus();
  await page.keyboard.press('Home');
  await shownSeq(1);
  await page.getByRole('button', { name: 'Restablecer el texto de este momento…' }).click();
  await page.getByRole('button', { name: 'Restablecer', exact: true }).click();
  await page.waitForSelector('.past', { state: 'detached' });
  await lines.chair.until(() => lines.chair.model.words(draft.ids[0], 'es') === 'Instar a los Estados.');
  assert.equal(lines.chair.model.item(draft.ids[2]).removed, false);
});

test('by touch, on a phone: the slider is dragged, nothing is cut off, Escape leaves, and the caret is where it was', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open('time');
  await page.waitForSelector('.past-text');
  const wide = await page.evaluate(() => document.querySelector('.past').scrollWidth <= innerWidth);
  assert.ok(wide, 'the page is wider than the phone');
  const box = await moment().boundingBox();
  const session = await page.context().newCDPSession(page);
  const at = (share) => [{ x: box.x + box.width * share, y: box.y + box.height / 2 }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.98) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(0.5) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(0.02) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.waitForFunction(() => Number(document.querySelector('.past-track input').value) <= 2);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.past', { state: 'detached' });
  assert.deepEqual(page.failures, []);
});
