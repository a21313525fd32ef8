// A list of the delegations present in the opening sentence: put in from the menu of the item, following presence, kept as it is, left whole by keys.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { document as delegationsOf, Meeting } from '../support/meeting.mjs';
import { counted } from './counted.mjs';
import { Pages, seriousFindings } from './ui_page.mjs';

let pages;
let meeting;
let draft;
let page;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-roll-'));
const ALL = 'Estados Unidos de América, Guatemala, México y República Dominicana';

before(async () => {
  pages = await Pages.start();
  meeting = await Meeting.open({ server: pages.server, folder });
  draft = await meeting.draft('Declaración');
  const chair = await meeting.join('chair', draft);
  await chair.edit(change.erase('i1', 0, 7));
  await chair.edit(change.insert('i1', 0, 'Las delegaciones de , reunidas en Guatemala,'));
  page = await open('secretariat');
});
after(async () => {
  await meeting.leave();
  await pages.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(who) {
  const opened = await pages.open(`${pages.server.url}/join#${meeting.people.get(who).token}`);
  await opened.waitForURL(/\/m\/|\/d\//);
  await opened.goto(`${pages.server.url}/d/${draft}`);
  await opened.locator('.editor [data-id="i1"]').waitFor();
  return opened;
}

async function present(...codes) {
  const [, { revision }] = await meeting.call('secretariat', 'GET');
  const delegations = delegationsOf.delegations.map((one) => ({ ...one, present: codes.includes(one.code) }));
  assert.equal((await meeting.call('secretariat', 'PATCH', '', { revision, delegations }))[0], 200);
}

const shot = async (name) =>
  process.env.PLENARIA_SHOTS && page.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, `${name}.png`) });

const caretAt = (offset) =>
  page.evaluate((offset) => {
    const { view } = window.plenaria.editor.value.single[0];
    const { doc, selection, tr } = view.state;
    view.dispatch(tr.setSelection(selection.constructor.create(doc, 1 + offset)));
    view.focus();
  }, offset);

const reads = (on, words) =>
  on.waitForFunction(
    (words) =>
      window.plenaria.draft.view.items
        .get('i1')
        .texts.es.ops.map(({ insert }) => insert)
        .join('') === words,
    words,
  );

const menu = async () => {
  await page.evaluate(() => window.plenaria.openItemMenu('i1', document.querySelector('[data-id="i1"]').getBoundingClientRect()));
  return page.getByRole('menu', { name: /Acciones/ });
};

test('the secretariat puts it in at the caret from the menu of the item, and everybody reads it', async () => {
  await caretAt(20);
  const item = (await menu()).getByRole('menuitem', { name: /Insertar la lista de delegaciones/ });
  await item.waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await shot('roll-menu');
  await item.click();
  await reads(page, `Las delegaciones de ${ALL}, reunidas en Guatemala,`);
  const list = page.locator('.editor a[data-roll]');
  assert.equal(await list.innerText(), ALL);
  assert.equal(
    await list.locator('.roll').getAttribute('title'),
    'Lista de las delegaciones presentes; se actualiza hasta que haya acuerdo',
  );
  await shot('roll');
  const mexico = await open('mexico');
  await reads(mexico, `Las delegaciones de ${ALL}, reunidas en Guatemala,`);
});

test('it follows when delegations come and go', async () => {
  await present('MX', 'DO');
  await reads(page, 'Las delegaciones de México y República Dominicana, reunidas en Guatemala,');
});

test('what is typed in it goes behind it, and one key deletes it all, which undo brings back', async () => {
  await caretAt(25);
  await page.keyboard.type(' (todas)');
  await reads(page, 'Las delegaciones de México y República Dominicana (todas), reunidas en Guatemala,');
  assert.equal(await page.locator('.editor a[data-roll]').innerText(), 'México y República Dominicana');
  await caretAt(25);
  await page.keyboard.press('Backspace');
  await reads(page, 'Las delegaciones de  (todas), reunidas en Guatemala,');
  await page.keyboard.press('Control+z');
  await page.locator('.editor a[data-roll]').waitFor();
  assert.equal(await page.locator('.editor a[data-roll]').innerText(), 'México y República Dominicana');
});

test('kept as it is now, it follows no more', async () => {
  const before = await page.evaluate(() => window.plenaria.editor.value.dom.querySelector('[data-id="i1"]').textContent);
  await (await menu()).getByRole('menuitem', { name: /Dejar la lista de delegaciones como está/ }).click();
  await page.locator('.editor a[data-roll]').waitFor({ state: 'detached' });
  await present('GT');
  await new Promise((done) => setTimeout(done, 2500));
  assert.match(before, /México y República Dominicana/);
  await reads(page, before);
});

test('a link of another page is none where it is pasted', async () => {
  await caretAt(0);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', '<p><a href="#delegations">Delegaciones</a> </p>');
    data.setData('text/plain', 'Delegaciones ');
    window.plenaria.editor.value.dom.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await page.waitForFunction(
    () =>
      window.plenaria.editor.value.dom.textContent.includes('DelegacionesLas') ||
      window.plenaria.editor.value.dom.textContent.includes('Delegaciones Las'),
  );
  await counted(page.locator('.editor a[data-roll]'), 0);
});
