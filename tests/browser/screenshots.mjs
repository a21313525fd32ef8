// Pictures of the main views, for looking at and for the README:   node tests/browser/screenshots.mjs [NAME…]
// They go to tests/browser/screenshots/.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/binary.mjs';
import { DemoDraft } from './demo_draft.mjs';
import { Pages } from './ui_page.mjs';

const out = path.join(root, 'tests/browser/screenshots');
const desk = { width: 1360, height: 850 };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const settle = 700; // ms

const open = (name) => (page) => page.locator('.bar-panels').getByRole('button', { name }).first().click();

/** To where the day's work is: between what is approved and what is still open. */
async function toWork(page) {
  const item = page.locator('.editor').first().locator('.item').nth(9);
  await item.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

async function sideBySide(page) {
  await page.locator('.segmented button').last().click();
  await page.waitForTimeout(settle);
  await toWork(page);
}

const boardAtWork = (name) => async (page) => {
  await open(name)(page);
  await toWork(page);
};

const shots = {
  'es-light': { who: 'canada', act: toWork },
  'en-dark': { who: 'canada', act: toWork, options: { locale: 'en', colorScheme: 'dark' } },
  'two-languages': { who: 'secretariat', act: sideBySide },
  'board-es': { who: 'chair', act: boardAtWork('Tablero') },
  'board-en-dark': { who: 'chair', act: boardAtWork('Board'), options: { locale: 'en', colorScheme: 'dark' } },
  people: { who: 'chair', act: open('Participantes') },
  menu: { who: 'chair', act: itemMenu },
  keys: { who: 'chair', act: (page) => page.keyboard.press('?') },
  stale: { who: 'secretariat', act: stale },
  reading: { who: 'observer', view: 'read' },
  observer: { who: 'observer', options: { locale: 'en' } },
  room: { who: 'observer', view: 'room', options: { viewport: { width: 1920, height: 1080 } } },
  'room-dark': { who: 'observer', view: 'room', options: { colorScheme: 'dark' } },
  phone: { who: 'canada', act: toWork, options: phone },
  'phone-board': { who: 'chair', act: open('Tablero'), options: phone },
  negotiation: { who: 'chair', act: atNegotiation },
  'negotiation-en-dark': { who: 'mexico', act: atNegotiation, options: { locale: 'en', colorScheme: 'dark' } },
  positions: { who: 'chair', act: positions },
  clean: { who: 'canada', act: clean },
  'phone-negotiation': { who: 'canada', act: atNegotiation, options: phone },
  start: { who: 'chair', view: 'start' },
};

/** The item that is amended, and beside it what is said of it. */
async function atNegotiation(page) {
  await page.evaluate((item) => {
    window.plenaria.goTo(item);
    window.plenaria.lastItem.value = item;
    window.plenaria.panel.value = 'item';
    document.querySelector(`.editor [data-id="${item}"]`).scrollIntoView({ block: 'center' });
  }, amended);
}

async function positions(page) {
  await page.evaluate(() => window.plenaria.open('matrix'));
}

async function clean(page) {
  await atNegotiation(page);
  await page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'clean' }));
}

async function itemMenu(page) {
  await page.locator('.editor .item').nth(4).click();
  await page.keyboard.press('Control+.');
}

async function stale(page) {
  await open('Tablero')(page);
  await page.getByLabel('Mostrar').selectOption('stale');
  await page.locator('.board-row').getByRole('button', { name: 'Por alinear' }).first().click();
}

/** Others at work: a chair, two delegations and a few who watch. */
async function company(demo, order) {
  const places = { chair: order[12], belize: order[14], mexico: order[17] };
  for (const [who, item] of Object.entries(places)) {
    const client = await demo.join(who);
    const base = client.model.seq;
    client.presence({ item, lang: 'es', base, anchor: 12, head: who === 'mexico' ? 40 : 12 });
  }
  for (let watching = 0; watching < 3; watching++) await demo.join('observer');
}

async function take(pages, demo, name, { who, view, act, options = {} }) {
  const page = await pages.enter(demo.link(who), { viewport: desk, ...options });
  if (view === 'start') await page.goto(pages.server.url);
  else if (view) await page.goto(`${pages.server.url}/d/${demo.id}?view=${view}`);
  await page.waitForTimeout(settle);
  if (act) await act(page);
  await page.waitForTimeout(settle);
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  if (page.failures.length) console.error(`${name}: ${page.failures.join('; ')}`);
  await page.context().close();
}

const wanted = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const pages = await Pages.start();
const demo = await DemoDraft.create(pages.server);
const order = await demo.negotiate();
const amended = await demo.amend(order);
await company(demo, order);
for (const [name, shot] of Object.entries(shots)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await take(pages, demo, name, shot);
  console.log(`${name}.png`);
}
await demo.close();
await pages.close();
