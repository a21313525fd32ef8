// Several people in one text at once, each with a browser of their own and the real server between them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DemoDraft } from './demo_draft.mjs';
import { leave, Pages } from './ui_page.mjs';

const WRITERS = ['chair', 'canada', 'mexico'];

let pages;
let demo;
let people;

before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  people = Object.fromEntries(
    await Promise.all([...WRITERS, 'observer'].map(async (who) => [who, await pages.enter(demo.link(who))])),
  );
});
after(async () => {
  for (const page of Object.values(people ?? {})) await leave(page);
  await pages?.close();
});

const items = (page) => page.evaluate(() => [...document.querySelectorAll('.editor .item')].map((item) => item.dataset.id));

async function caret(page, item, offset) {
  await page.evaluate(
    ([item, offset]) => {
      const element = document.querySelector(`.editor [data-id="${item}"]`);
      element.closest('.editor').focus();
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest('.peer-caret') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      );
      let rest = offset;
      while (walk.nextNode()) {
        if (rest <= walk.currentNode.length) return getSelection().collapse(walk.currentNode, rest);
        rest -= walk.currentNode.length;
      }
      getSelection().collapse(element, 0);
    },
    [item, offset],
  );
  await page.waitForTimeout(30);
}

/** What the page shows, and what it takes the draft to be, in the same words. */
function shownAndMeant(page) {
  return page.evaluate(() => {
    const { view } = window.plenaria.draft;
    const lang = document.querySelector('.editor').lang;
    const shown = [...document.querySelectorAll('.editor .item')].map((item) => {
      const copy = item.cloneNode(true);
      copy.querySelectorAll('.peer-caret').forEach((peer) => peer.remove());
      return `${item.dataset.id} ${item.dataset.depth} ${copy.textContent}`;
    });
    const meant = [];
    const visit = (parent, depth) => {
      for (const id of view.children.get(parent) ?? []) {
        const { removed, texts } = view.items.get(id);
        if (removed) continue;
        meant.push(`${id} ${depth} ${(texts[lang]?.ops ?? []).map(({ insert }) => insert).join('')}`);
        visit(id, depth + 1);
      }
    };
    visit('', 1);
    return { seq: view.seq, shown, meant };
  });
}

/** Waits until nobody has anything pending and all are at the same op; then everybody must show the same draft. */
async function assertSame() {
  const all = Object.values(people);
  for (let rounds = 0; ; rounds++) {
    await Promise.all(all.map((page) => page.evaluate(() => window.plenaria.draft.settled())));
    const states = await Promise.all(all.map(shownAndMeant));
    const seqs = new Set(states.map(({ seq }) => seq));
    if (seqs.size > 1 && rounds < 100) {
      await all[0].waitForTimeout(50);
      continue;
    }
    assert.equal(seqs.size, 1, 'everybody has the same ops');
    for (const { shown, meant } of states) {
      assert.deepEqual(shown, meant);
      assert.deepEqual(shown, states[0].shown);
    }
    return states[0].shown;
  }
}

function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const KEYS =
  'a b Space Enter Backspace Delete Tab Shift+Tab Alt+ArrowUp Alt+ArrowDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift+ArrowDown Shift+ArrowRight Home End Control+b Control+Shift+Digit8 Control+z Control+y Control+Enter'.split(
    ' ',
  );

async function pressAtRandom(page, random, count) {
  for (let i = 0; i < count; i++) {
    if (random() < 0.1) await page.keyboard.insertText(random() < 0.5 ? 'ñ' : '👍🏽');
    else await page.keyboard.press(KEYS[Math.floor(random() * KEYS.length)]);
  }
}

describe('together', () => {
  it('three write in one sentence at once, and every word arrives whole', async () => {
    const [item] = (await items(people.chair)).slice(3);
    await caret(people.chair, item, 0);
    await caret(people.canada, item, 10);
    await caret(people.mexico, item, 20);
    await Promise.all(
      ['UNO', 'DOS', 'TRES'].map((word, i) => people[WRITERS[i]].keyboard.type(` ${word} ${word} `, { delay: 15 })),
    );
    const text = (await assertSame()).find((line) => line.startsWith(item));
    for (const word of ['UNO', 'DOS', 'TRES']) assert.equal(text.split(word).length, 3, text);
  });

  it('one splits and joins an item while another writes in its tail', async () => {
    const [item] = (await items(people.chair)).slice(5);
    await caret(people.chair, item, 8);
    await caret(people.canada, item, 30);
    const writing = people.canada.keyboard.type('abcdefghijklmnopqrstuvwxyz', { delay: 15 });
    await people.chair.keyboard.press('Enter');
    await people.chair.waitForTimeout(60);
    await people.chair.keyboard.press('Backspace');
    await people.chair.waitForTimeout(60);
    await people.chair.keyboard.press('Enter');
    await writing;
    assert.match((await assertSame()).join('\n'), /abcdefghijklmnopqrstuvwxyz/);
  });

  it('undo takes back one’s own words and leaves another’s inside them', async () => {
    const [item] = (await items(people.chair)).slice(8);
    await caret(people.canada, item, 0);
    await people.canada.keyboard.insertText('AAAA'); // one step, however busy the machine is
    await assertSame();
    await caret(people.mexico, item, 2);
    await people.mexico.keyboard.type('mm');
    await assertSame();
    await people.canada.keyboard.press('Control+z');
    const text = (await assertSame()).find((line) => line.startsWith(item));
    assert.match(text, /^\S+ \d+ mm/);
    assert.doesNotMatch(text, /A{2}/);
  });

  it('shows everybody the carets of those who write', async () => {
    const [item] = (await items(people.chair)).slice(2);
    await caret(people.mexico, item, 4);
    await people.observer.waitForSelector(`.editor [data-id="${item}"][data-here*="MX"] .peer-caret`);
    const label = people.observer.locator(`.editor [data-id="${item}"] .peer-caret`, { hasText: 'MX' });
    assert.match(await label.textContent(), /Ana Solano/);
  });

  it('leaves everybody with the same draft after random keys in three pages at once', async () => {
    const seed = Number(process.env.PLENARIA_SEED ?? 20211201);
    console.log(`seed ${seed}`);
    for (let round = 0; round < 4; round++) {
      await Promise.all(WRITERS.map((who, i) => pressAtRandom(people[who], randomFrom(seed + 10 * round + i), 40)));
      await assertSame();
    }
  });
});
