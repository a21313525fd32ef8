// The views in French and in Portuguese, those outside of a draft on a phone too: no sentence of another language stands in it, and nothing is wider than the screen.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Meeting } from '../support/meeting.mjs';
import { DemoDraft } from './demo_draft.mjs';
import { readDictionaries } from './dictionary.mjs';
import { leave, Pages } from './ui_page.mjs';

const SCREENS = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const SETTLE_MS = 150;
const LOADS_MS = 500;
const WITHIN_MS = 4000;
/** What people here are called, which are words of Spanish as well. */
const NAMES = new Set(['Presidencia', 'Secretaría', 'Declaración']);

const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-languages-'));
let pages;
let demo;
let item;
let meeting;
let token;
let dictionaries;

before(async () => {
  dictionaries = await readDictionaries();
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  const order = await demo.negotiate();
  item = await demo.amend(order);
  const chair = await demo.join('chair');
  await chair.edit({
    type: 'consult.open',
    item: order[20],
    delegations: ['MX', 'CA'],
    until: Date.now() + 86400000,
    silence: true,
  });
  meeting = await Meeting.open({ server: pages.server, folder });
  await meeting.draft('Declaración');
  await meeting.call('chair', 'POST', '/people', {
    people: [{ name: 'Eva Ruiz', role: 'observer', email: 'eva@example.org' }],
  });
  token = JSON.parse(await cli.succeed(['admin', 'token', '--data', pages.server.data, '--name', 'ana'])).token;
});
after(async () => {
  await demo?.close();
  await pages?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What people read or hear of the page, without what they have written themselves. */
function readPage() {
  const ours = document.documentElement.lang;
  const isShown = (element) => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
  const isInterface = (element) => {
    const said = element.closest('[lang]');
    return (
      (said === document.documentElement || said.lang === ours) &&
      !element.closest('.editor, .ProseMirror, textarea, option, code')
    );
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    if (!isInterface(element) || !isShown(element)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
  }
  const wide = [...document.querySelectorAll('body *')]
    .filter(
      (element) =>
        isInterface(element) &&
        isShown(element) &&
        element.matches('button, a, label, h1, h2, h3, th, legend, summary, dialog, .bar'),
    )
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    .filter((element) => !['visible', 'auto', 'scroll'].includes(getComputedStyle(element).overflowX))
    .filter((element) => !element.closest('.visually-hidden, .sr-only'))
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
  return {
    lang: ours,
    texts: [...new Set(found.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => /\p{L}{3}/u.test(text)))],
    wide,
    over: document.documentElement.scrollWidth - window.innerWidth,
  };
}

const shots = process.env.PLENARIA_SHOTS;

/** Looks at what is shown now; what is wrong with it. */
async function look(page, locale, screen, name) {
  await page.waitForTimeout(SETTLE_MS);
  if (shots) await page.screenshot({ path: path.join(shots, `${name}-${locale}-${screen}.png`) });
  const { lang, texts, wide, over } = await page.evaluate(readPage);
  const others = Object.keys(dictionaries).filter((one) => one !== locale);
  const own = dictionaries[locale];
  const foreign = texts.filter((text) => !own.has(text) && !NAMES.has(text) && others.some((one) => dictionaries[one].has(text)));
  if (shots) writeFileSync(path.join(shots, `${name}-${locale}-${screen}.json`), JSON.stringify(texts, null, 1));
  return [
    ...(lang === locale ? [] : [`the page says that it is in ${lang}`]),
    ...foreign.map((text) => `not ${locale}: ${text}`),
    ...wide.map((what) => `cut off: ${what}`),
    ...(over > 0 ? [`${over} pixels wider than the screen`] : []),
  ].map((what) => `${name}: ${what}`);
}

/** Dialogs and panels of a draft, by the names that its workspace has for them. */
const DIALOGS = [
  'help',
  'shortcuts',
  'goto',
  'adopt',
  'title',
  'print',
  'proof',
  'word',
  'invite',
  'inviteMany',
  'end',
  'removed',
];
DIALOGS.push('numbers', 'itemNumber', 'references', 'followUp', 'matrix', 'consult');
const PANELS = ['outline', 'board', 'people', 'tray', 'item', 'proposals'];
const PARTS = ['time', 'versions', 'item', 'search', 'minutes'];

/** Waits for what loads late. */
const shown = (page, selector) => page.locator(selector).first().waitFor({ timeout: WITHIN_MS });

async function* viewsOfDraft(page) {
  yield 'draft';
  for (const panel of PANELS) {
    await page.evaluate((name) => (window.plenaria.panel.value = name), panel);
    await shown(page, '.panel, aside');
    yield `panel-${panel}`;
    await page.evaluate(() => (window.plenaria.panel.value = null));
  }
  for (const dialog of DIALOGS) {
    await page.evaluate((name) => window.plenaria.open(name), dialog);
    await shown(page, 'dialog[open], [role=dialog]');
    yield `dialog-${dialog}`;
    await page.evaluate(() => (window.plenaria.dialog.value = null));
  }
  for (const part of PARTS) {
    await page.evaluate((past) => (window.plenaria.past.value = past), { part, ...(part === 'item' && { item }) });
    await shown(page, 'dialog.past');
    await page.waitForTimeout(SETTLE_MS);
    yield `past-${part}`;
    await page.evaluate(() => (window.plenaria.past.value = null));
  }
  await page.evaluate(() => {
    window.plenaria.finding.value = true;
    window.plenaria.replacing.value = true;
  });
  yield 'find-and-replace';
  await page.evaluate(() => (window.plenaria.finding.value = false));
  await page.locator('.bar button[aria-haspopup=menu], .bar [aria-haspopup=true]').last().click();
  yield 'menu';
  await page.keyboard.press('Escape');
}

const walks = {
  'a draft as the chair sees it': { walk: (locale, screen) => walkDraft('chair', locale, screen), screens: ['desk'] },
  'pages without a seat': { walk: walkOutside, screens: ['desk', 'phone'] },
  'a meeting': { walk: walkMeeting, screens: ['desk', 'phone'] },
  'the host’s page': { walk: walkAdmin, screens: ['desk', 'phone'] },
};

async function walkDraft(who, locale, screen) {
  const page = await pages.enter(demo.link(who), { locale, viewport: SCREENS[screen] });
  await page.evaluate((id) => {
    window.plenaria.goTo(id);
    window.plenaria.lastItem.value = id;
  }, item);
  const wrong = [];
  for await (const name of viewsOfDraft(page)) wrong.push(...(await look(page, locale, screen, `${who}-${name}`)));
  for (const view of ['read', 'room']) {
    await page.goto(`${pages.server.url}/d/${demo.id}?view=${view}`);
    await page.waitForTimeout(LOADS_MS);
    wrong.push(...(await look(page, locale, screen, `${who}-${view}`)));
  }
  await page.goto(pages.server.url);
  await page.waitForTimeout(LOADS_MS);
  wrong.push(...(await look(page, locale, screen, `${who}-start`)));
  await leave(page);
  return wrong;
}

async function walkOutside(locale, screen) {
  const page = await pages.open(pages.server.url, { locale, viewport: SCREENS[screen] });
  const wrong = [];
  for (const [name, where] of Object.entries({
    start: '/',
    join: '/join#nothing',
    'join-empty': '/join',
    login: '/login',
    'login-problem': '/login?problem=unverified',
    admin: '/admin',
    draft: '/d/nothing',
    meeting: '/m/nothing',
    elsewhere: '/nothing',
  })) {
    await page.goto(pages.server.url + where);
    await page.waitForTimeout(LOADS_MS);
    wrong.push(...(await look(page, locale, screen, `outside-${name}`)));
  }
  await page.context().close();
  return wrong;
}

/** Each button that opens a dialog or a form, and what it opens. */
async function openAll(page, locale, screen, name) {
  const wrong = await look(page, locale, screen, name);
  const buttons = page.locator('main button:visible');
  const labels = await buttons.evaluateAll((all) =>
    all.map((button) => button.getAttribute('aria-label') ?? button.textContent.trim()),
  );
  for (const [at, label] of labels.entries()) {
    if (!label || labels.indexOf(label) !== at) continue;
    const button = buttons.nth(at);
    if (!(await button.isEnabled().catch(() => false))) continue;
    await button.click({ timeout: 2000 }).catch(() => undefined);
    await page.waitForTimeout(SETTLE_MS);
    if (await page.locator('dialog[open], [role=dialog], [role=menu]').count()) {
      wrong.push(...(await look(page, locale, screen, `${name}-${at}`)));
      await page.keyboard.press('Escape');
      await page.locator('dialog[open], [role=dialog], [role=menu]').waitFor({ state: 'detached' });
    }
  }
  return wrong;
}

async function walkMeeting(locale, screen) {
  const wrong = [];
  for (const who of ['chair', 'observer']) {
    const page = await pages.open(`${pages.server.url}/join#${meeting.people.get(who).token}`, {
      locale,
      viewport: SCREENS[screen],
    });
    await page.waitForURL(/\/m\//);
    await page.locator('h1').first().waitFor();
    wrong.push(...(await openAll(page, locale, screen, `meeting-${who}`)));
    await page.context().close();
  }
  return wrong;
}

async function walkAdmin(locale, screen) {
  const page = await pages.open(`${pages.server.url}/admin`, { locale, viewport: SCREENS[screen] });
  await page.locator('input').first().fill(token);
  await page.keyboard.press('Enter');
  await page.locator('#admin-log').waitFor();
  const wrong = await look(page, locale, screen, 'host');
  await page.context().close();
  return wrong;
}

for (const locale of ['fr', 'pt']) {
  describe(`in ${locale}`, () => {
    for (const [what, { walk, screens }] of Object.entries(walks))
      for (const screen of screens)
        test(`${what}, on a ${screen}`, async () => {
          assert.deepEqual(await walk(locale, screen), []);
        });
  });
}
