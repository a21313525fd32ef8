// Four people of four roles do in their pages whatever is there to be done: they write, open menus, panels and dialogs, search, comment,
// decide, change languages and views, lose the line and load the page anew. What always holds: no page complains, a dialog has the
// focus inside and gives it back, nothing reaches beyond the page, axe finds nothing serious; and in the end all see one text.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { agree, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

const ACTIONS = Number(process.env.PLENARIA_WANDER ?? 24);
const SAMPLED = 0.05; // of the states, by axe

const TEXT = `1. Aprobar el informe de la reunión.
   a. Instar a las partes a actuar.
   b. Tomar nota del avance.
2. Agradecer a la Secretaría.
   a. Encargarle el seguimiento.
3. Convocar la próxima reunión.`;

const WORDS = ['uno ', 'dos', ' y ', 'ñandú', '👍🏽', ', '];
const KEYS =
  'Enter Enter Backspace Backspace Delete Tab Shift+Tab ArrowUp ArrowDown Home End Shift+ArrowRight Control+b Control+z Control+z Control+y'.split(
    ' ',
  );
const PANELS = ['outline', 'board', 'people', 'item', 'proposals'];
const SHOWN = [['es'], ['es'], ['en'], ['es', 'en']];
const WIDTHS = [360, 768, 1280];

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

// --- what somebody does ---------------------------------------------------------------------------------------------------

/** To some place in some item that is on the screen. */
function goSomewhere({ page }, random) {
  return page.evaluate(
    ([draw, place]) => {
      const items = document.querySelectorAll('.editor > .item');
      const item = items[Math.floor(draw * items.length)];
      if (!item) return;
      item.closest('.editor').focus();
      const node = document.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode();
      getSelection().collapse(node ?? item, node ? Math.floor(place * (node.length + 1)) : 0);
    },
    [random.next(), random.next()],
  );
}

/** One of the things in the menu of the page, of the item, or of the tools. */
async function chooseInMenu(person, random) {
  const { page } = person;
  const buttons = page.locator('button[aria-haspopup="menu"]:visible');
  await openedBy(page, buttons.nth(random.integer(0, Math.max(0, (await buttons.count()) - 1))));
  const items = page.locator('.menu button:visible');
  const count = await items.count();
  if (count === 0) return;
  if (random.chance(0.3)) {
    await page.keyboard.press('Escape');
    return focusIsSomewhere(person, 'behind a menu');
  }
  await items
    .nth(random.integer(0, count - 1))
    .click({ timeout: 2000 })
    .catch(() => {});
  await page.waitForTimeout(50);
  await page.keyboard.press('Escape'); // a question in the menu, or a part of it that was unfolded
}

async function openedBy(page, button) {
  await button.click({ timeout: 2000 }).catch(() => {});
  await page
    .locator('.menu')
    .first()
    .waitFor({ timeout: 2000 })
    .catch(() => {});
}

async function search({ page }, random) {
  await page.keyboard.press('Control+f');
  await page.keyboard.type(random.pick(['la', 'reunión', '2a', '7b', '§K7Q']));
  if (random.chance(0.5)) await page.keyboard.press('Enter');
  const isInField = await page.evaluate(() => document.activeElement.closest('.find-bar, .editor') !== null);
  assert.ok(isInField, 'the focus is in the find bar, or where it led to');
  await page.evaluate(() => document.querySelector('.find-bar input')?.focus());
  await page.keyboard.press('Escape');
}

async function comment(person, random) {
  const { page } = person;
  await goSomewhere(person, random);
  await page.evaluate(() => window.plenaria.writeComment());
  const field = page.locator('.panel textarea').last();
  if (!(await field.waitFor({ timeout: 1500 }).then(Boolean, () => true))) return;
  if (!(await field.isVisible())) return;
  await field.fill(random.pick(WORDS) + 'comentario');
  await page
    .getByRole('button', { name: /^(Comentar|Comment|Commenter|Comentar)$/ })
    .last()
    .click({ timeout: 1500 })
    .catch(() => {});
}

/** The chair puts an item under review, or decides about a proposal. */
async function preside({ page }, random) {
  await page.evaluate(
    ([draw, status, accept]) => {
      const { plenaria: ws } = window;
      const { proposals } = ws.draft.view.negotiation;
      const open = [...proposals.values()].filter(({ state }) => state === 'open');
      const one = open[Math.floor(draw * 2 * open.length)];
      if (one) return void ws.act([{ type: accept ? 'proposal.accept' : 'proposal.reject', proposal: one.id }]);
      const items = [...document.querySelectorAll('.editor > .item')];
      const item = items[Math.floor(draw * items.length)];
      if (item) ws.act([{ type: 'item.status', item: item.dataset.id, status }]);
    },
    [random.next(), random.pick(['open', 'review', 'review', 'agreed']), random.chance(0.5)],
  );
}

async function loseTheLine(person) {
  await person.page.context().setOffline(true);
  person.line.cut();
}

async function findTheLine(person) {
  await person.page.context().setOffline(false);
  person.line.mend();
}

async function loadAnew(person) {
  await findTheLine(person);
  await person.settled().catch(() => {});
  await person.page.reload();
  await person.page.waitForSelector('.editor .item, .document, .room');
}

/** Back in the text to be edited, whatever was opened. */
async function comeHome(person) {
  const { page } = person;
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.evaluate(() => {
    const ws = window.plenaria;
    ws.dialog.value = ws.past.value = ws.panel.value = ws.itemMenu.value = ws.staleItem.value = null;
    ws.show(['es']);
    ws.textFilter.value = { kind: 'brackets' };
  });
  if (/view=/.test(page.url())) {
    await findTheLine(person);
    await page.goto(page.url().replace(/\?.*$/, ''));
    await page.waitForSelector('.editor .item');
  }
}

async function act(person, random) {
  const { page, who } = person;
  const acts = [
    [5, () => goSomewhere(person, random)],
    [6, () => page.keyboard.type(random.pick(WORDS))],
    [6, () => page.keyboard.press(random.pick(KEYS))],
    [3, () => chooseInMenu(person, random)],
    [2, () => page.evaluate((panel) => window.plenaria.toggle(panel), random.pick(PANELS))],
    [2, () => page.evaluate((langs) => window.plenaria.show(langs), random.pick(SHOWN))],
    [2, () => search(person, random)],
    [1, () => page.setViewportSize({ width: random.pick(WIDTHS), height: 860 })],
    [who === 'observer' ? 0 : 1, () => comment(person, random)],
    [who === 'chair' ? 4 : 0, () => preside(person, random)],
    [1, () => (person.line.whole ? loseTheLine(person) : findTheLine(person))],
    [0.5, () => loadAnew(person)],
    [1.5, () => comeHome(person)],
  ];
  let draw = random.next() * acts.reduce((sum, [weight]) => sum + weight, 0);
  const [, does] = acts.find(([weight]) => (draw -= weight) < 0);
  await does();
}

// --- what always holds ------------------------------------------------------------------------------------------------------

async function focusIsSomewhere({ page, who }, where) {
  const lost = await page.evaluate(() => {
    const { activeElement } = document;
    return !activeElement || activeElement === document.body;
  });
  assert.ok(!lost, `the focus of ${who} is lost ${where}`);
}

/** An open dialog has the focus; Escape closes it and the focus is not lost. */
async function lookAtDialog(person) {
  const { page, who } = person;
  const dialog = page.locator('dialog[open]');
  if ((await dialog.count()) === 0) return;
  const title = await dialog.first().evaluate((one) => one.querySelector('h2')?.textContent ?? one.ariaLabel);
  await page
    .waitForFunction(() => document.querySelector('dialog[open]')?.contains(document.activeElement) ?? true, null, {
      timeout: 3000,
    })
    .catch(() => assert.fail(`the focus of ${who} is not in “${title}”`));
  await page.keyboard.press('Escape');
  await dialog
    .waitFor({ state: 'detached', timeout: 3000 })
    .catch(() => assert.fail(`Escape does not close “${title}” of ${who}`));
  await focusIsSomewhere(person, `behind “${title}”`);
}

/** Others go on writing, and axe throws where what it has found is gone before it has a name for it. */
async function findingsAsItMoves(page, tries = 3) {
  try {
    return await seriousFindings(page);
  } catch (error) {
    if (tries === 1) throw error;
    return findingsAsItMoves(page, tries - 1);
  }
}

async function look(person, random) {
  const { page, who } = person;
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth
      ? `${scrollWidth} in ${clientWidth} at ${location.search} ${window.plenaria?.panel.value}`
      : null;
  });
  assert.equal(wide, null, `the page of ${who} reaches beyond its width`);
  if (random.chance(SAMPLED)) assert.deepEqual(await findingsAsItMoves(page), [], `what axe finds on the page of ${who}`);
  await lookAtDialog(person);
}

describe('whatever four people do with their pages', () => {
  it(`leaves everything in order, after ${ACTIONS} acts`, async (t) => {
    const seed = seedFromEnvironment();
    t.diagnostic(`PLENARIA_SEED=${seed}`);
    const random = new Random(seed);
    const draft = await meeting.draft(TEXT);
    const people = [];
    for (const who of ['chair', 'secretariat', 'mexico', 'observer']) people.push(await meeting.seat(draft, who));
    const walks = people.map((person) => [person, random.fork()]);
    await Promise.all(
      walks.map(async ([person, own]) => {
        for (let done = 0; done < ACTIONS / people.length; done++) {
          await act(person, own);
          await look(person, own);
        }
      }),
    );
    for (const person of people) {
      await findTheLine(person);
      await comeHome(person);
      await person.opened();
      const offline = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|Failed to fetch/;
      person.page.failures = person.page.failures.filter((words) => !offline.test(words));
    }
    await agree(draft, people);
    for (const person of people)
      for (const { item, code } of await person.tray())
        assert.ok(code, `what ${person.who} did in ${item} came back without a reason`);
  });
});
