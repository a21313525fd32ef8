// Every dialog and panel of a draft's page: the focus goes in, axe finds nothing serious on a phone or a desk, by day or by night, nothing reaches beyond
// the page, Escape closes it, and the focus is back where it was.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Place } from '../support/place.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

const WIDTHS = [1280, 360];
const SCHEMES = ['light', 'dark'];
const HEIGHT = 860;

let pages;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-dialogs-'));
before(async () => {
  pages = await Pages.start();
});
after(async () => {
  await pages?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is wrong with what is open, in each width and scheme. */
async function faultsOf(page, within) {
  const faults = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const found = await seriousFindings(page, within);
      faults.push(...found.map((words) => `${width} ${colorScheme}: ${words}`));
    }
    const beyond = await page.evaluate((within) => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const box = document.querySelector(within);
      if (scrollWidth > clientWidth) return `the page is ${scrollWidth} wide`;
      return box.scrollWidth > box.clientWidth ? `${within} is ${box.scrollWidth} wide inside ${box.clientWidth}` : null;
    }, within);
    if (beyond) faults.push(`${width}: ${beyond}`);
  }
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  await page.emulateMedia({ colorScheme: SCHEMES[0] });
  return faults;
}

const focusIn = (page, within) =>
  page.evaluate((within) => document.querySelector(within)?.contains(document.activeElement) ?? false, within);

/** Opens it by `open`, looks at it, closes it with Escape; `home`: where the focus was and is to be again. */
async function faultsFromOpenToClose(page, open, within, home) {
  await open(page);
  await page.locator(within).waitFor();
  const faults = [];
  const went = await page
    .waitForFunction((within) => document.querySelector(within).contains(document.activeElement), within, { timeout: 3000 })
    .catch(() => null);
  if (!went) faults.push('the focus is not in it');
  faults.push(...(await faultsOf(page, within)));
  if (!(await focusIn(page, within))) await page.locator(within).focus();
  await page.keyboard.press('Escape');
  const closed = await page
    .locator(within)
    .waitFor({ state: 'detached', timeout: 3000 })
    .catch((error) => error);
  if (closed) return [...faults, 'Escape does not close it'];
  const back = await page
    .waitForFunction((home) => document.activeElement?.matches(home), home, { timeout: 3000 })
    .catch(() => null);
  if (!back) faults.push(`the focus is on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
  return faults;
}

const TEXT = `1. Aprobar el informe de la reunión.
2. Agradecer a la Secretaría.
3. Convocar la próxima reunión.
4. Invitar a los observadores.
5. Tomar nota del avance.
6. Publicar el informe.
`;

/** The first item is under review and amended, the translation of the second is behind. Returns the ids of all. */
async function negotiate(draft) {
  const ids = (await draft.snapshot()).items.map(({ id }) => id);
  const [amended, behind] = ids;
  const secretariat = await draft.join('secretariat');
  const text = (item, lang, ...ops) => ({ type: 'text', item, lang, delta: { ops } });
  await secretariat.edit(text(behind, 'en', { insert: 'Thank the Secretariat.' }));
  await secretariat.edit({ type: 'item.align', item: behind, lang: 'en' });
  const { seq } = await secretariat.edit(text(behind, 'es', { insert: 'Bien: ' }));
  const chair = await draft.join('chair');
  await chair.reach(seq);
  const { seq: now } = await chair.edit({ type: 'item.status', item: amended, status: 'review' });
  const mexico = await draft.join('mexico');
  await mexico.reach(now);
  await mexico.edit(
    { type: 'proposal.add', proposal: 'm1', item: amended, note: 'Como se acordó.' },
    text(amended, 'es', { retain: 8 }, { insert: 'ya ', attributes: { 'ins:m1': true } }),
  );
  await Promise.all([secretariat, chair, mexico].map((client) => client.close()));
  return ids;
}

describe('on the page of a draft', () => {
  let draft;
  let items;
  let amended;
  let behind;
  let page;
  before(async () => {
    const place = { server: pages.server, folder };
    draft = await Place.prototype.draft.call(place, { text: TEXT });
    items = await negotiate(draft);
    [amended, behind] = items;
    const { token } = await draft.seat('chair');
    page = await pages.enter(`${pages.server.url}/join#${token}`);
    page.setDefaultTimeout(15_000);
  });
  after(() => page && leave(page));

  /** The caret in the item that is under review. */
  async function inText() {
    await page.evaluate((item) => window.plenaria.textView.goTo(item), amended);
    await page.waitForFunction((item) => window.plenaria.current.value === item, amended);
  }

  const named = (name) => (page) => page.evaluate((name) => window.plenaria.open(name), name);
  const DIALOGS = {
    ...Object.fromEntries(
      [
        'help shortcuts goto adopt title print proof word invite inviteMany end removed numbers itemNumber references',
        'followUp matrix consult',
      ]
        .join(' ')
        .split(' ')
        .map((name) => [name, named(name)]),
    ),
    link: (page) => page.evaluate(() => window.plenaria.run('link')),
    blocked: (page) => page.evaluate((item) => window.plenaria.setStatus(item, 'approved', false), amended),
    removeMany: (page) => page.evaluate((items) => window.plenaria.askRemoval({ items, done() {} }), items),
    stale: (page) => page.evaluate((item) => window.plenaria.showStale(item), behind),
    ...Object.fromEntries(
      ['time', 'versions', 'item', 'search', 'minutes'].map((part) => [
        `past: ${part}`,
        (page) => page.evaluate((past) => (window.plenaria.past.value = past), { part, item: amended }),
      ]),
    ),
  };
  for (const [name, open] of Object.entries(DIALOGS)) {
    it(`the dialog “${name}”`, async () => {
      await inText();
      assert.deepEqual(await faultsFromOpenToClose(page, open, 'dialog[open]', '.editor'), []);
    });
  }

  for (const panel of ['outline', 'board', 'people', 'item', 'proposals']) {
    it(`the panel “${panel}”`, async () => {
      await inText();
      const open = (page) => page.evaluate((panel) => window.plenaria.toggle(panel), panel);
      assert.deepEqual(await faultsFromOpenToClose(page, open, '.panel', '.editor'), []);
    });
  }
});
