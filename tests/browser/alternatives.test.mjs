// Alternatives as the chair sees them: side by side, one is chosen and the others fall, and that can be taken back.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import * as cli from '../support/cli.mjs';
import { counted } from './counted.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let link;
let exported;
before(async () => {
  pages = await Pages.start();
  const { data } = pages.server;
  const file = path.join(data, 'alternatives.txt');
  writeFileSync(file, 'Resolución\n\n1. Se acuerda [Instar] [Invitar] [Canadá: Alentar] a los Estados.\n\n2. Otro.\n');
  const args = ['import', '--data', data, '--title', 'Resolución', '--lang', 'es', '--brackets', 'proposals', file];
  const { draft } = JSON.parse(await cli.succeed(args));
  const { token } = await cli.invite(data, draft, 'chair', { name: 'Presidencia' });
  exported = await cli.succeed(['export', '--data', data, '--draft', draft, '--format', 'txt']);
  link = `${pages.server.url}/join#${token}`;
});
after(() => pages?.close());

// What is hidden is not in it, nor are the signs that the style sheet draws.
const shown = (page, text) =>
  page.waitForFunction((text) => document.querySelector('.item').innerText.replaceAll(/\s+/g, ' ').includes(text), text);

it('are told from each other in the text, as the exports number them, and copied so', async () => {
  const numbered = 'Se acuerda [Alt 1: Instar] [Alt 2: Invitar] [Alt 3, Canadá: Alentar] a los Estados.';
  assert.ok(exported.includes(`1. ${numbered}`), exported);
  const page = await pages.open(link);
  await page.waitForSelector('.editor .item');
  const names = (page) => page.locator('.editor .item ins').evaluateAll((all) => all.map(({ dataset }) => dataset.who));
  assert.deepEqual(await names(page), ['Alt 1', 'Alt 2', 'Alt 3, Canadá']);
  const copied = await page.evaluate(() => {
    const { view } = window.plenaria.editor.value.single[0];
    view.focus();
    view.dispatch(
      view.state.tr.setSelection(view.state.selection.constructor.create(view.state.doc, 1, view.state.doc.child(0).nodeSize)),
    );
    const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    view.dom.dispatchEvent(event);
    return event.clipboardData.getData('text/plain');
  });
  assert.ok(copied.replaceAll('][', '] [').includes(numbered), copied);
  await page.goto(`${page.url()}?view=read`);
  await page.locator('main').getByText('Alt 3, Canadá: ').waitFor();
  assert.ok((await page.locator('main').innerText()).replaceAll('][', '] [').includes(numbered));
  await leave(page);
});

it('of which nobody has chosen one, the clean text shows the first in its bracket', async () => {
  const page = await pages.open(link);
  await page.waitForSelector('.editor .item');
  await page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'clean' }));
  await shown(page, 'Se acuerda Instar a los Estados.');
  const sign = (which) => page.evaluate((which) => getComputedStyle(document.querySelector('.item ins'), which).content, which);
  assert.match(await sign('::before'), /^"\[/);
  assert.equal(await sign('::after'), '"]"');
  await page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'base' }));
  await shown(page, 'Se acuerda a los Estados.');
  await leave(page);
});

it('are numbered in the panel as in the text, also where the one that was made later stands in front', async () => {
  const page = await pages.open(link);
  await page.waitForSelector('.editor .item');
  const item = await page.evaluate(() => {
    const { draft, panel, lastItem } = window.plenaria;
    const item = [...draft.view.items.keys()].find((id) => JSON.stringify(draft.view.items.get(id)).includes('Otro.'));
    const propose = (proposal, words, ...before) => {
      const inserted = { insert: words, attributes: { [`ins:${proposal}`]: true } };
      window.plenaria.act([
        { type: 'proposal.add', proposal, item, group: 'otro' },
        { type: 'text', item, lang: 'es', delta: { ops: [...before, inserted] } },
      ]);
    };
    propose('detras', ' detrás', { retain: 4 });
    propose('delante', 'delante ');
    lastItem.value = item;
    panel.value = 'item';
    return item;
  });
  const group = page.getByRole('region', { name: '2 alternativas: quede una o ninguna' });
  await group.waitFor();
  const cards = await group
    .locator('.proposal')
    .evaluateAll((all) =>
      all.map((card) => [card.dataset.proposal, card.querySelector('.proposal-head').innerText.split(/\s+/, 2).join(' ')]),
    );
  assert.deepEqual(cards, [
    ['delante', 'Alt 1'],
    ['detras', 'Alt 2'],
  ]);
  await page.goto(`${page.url()}?view=read`);
  await page.locator(`#item-${item}`).waitFor();
  await page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'clean' }));
  await page.locator(`#item-${item}`).getByText('Alt 2, Presidencia: ').waitFor();
  await page.evaluate(() =>
    window.plenaria.act(['delante', 'detras'].map((proposal) => ({ type: 'proposal.reject', proposal }))),
  );
  await leave(page);
});

const button = (within, name) => within.getByRole('button', { name, exact: true });

it('one is chosen, the others fall, and all come back', async () => {
  const page = await pages.open(link);
  await page.waitForSelector('.editor .item');
  await page.locator('.editor .item').first().click();
  const group = page.getByRole('region', { name: '3 alternativas: quede una o ninguna' });
  await page.evaluate(() => (window.plenaria.panel.value = 'item'));
  await group.waitFor();
  await counted(group.locator('.proposal'), 3);
  assert.deepEqual(await seriousFindings(page), []);
  await button(group.locator('.proposal').nth(2), 'Elegir esta').click();
  const first = page.locator('.editor .item').first();
  await first.getByText('Se acuerda Alentar a los Estados.').waitFor();
  await button(page, 'Deshacer').last().click();
  await group.waitFor();
  await counted(group.locator('.proposal'), 3);
  await button(group, 'Ninguna').click();
  await first.getByText(/Se acuerda +a los Estados/).waitFor();
  await leave(page);
});
