// The editor as keyboards of phones and tablets speak to it: by beforeinput, without key events that say anything.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { caret, END, lines, showsTheDraft } from './editor_acts.mjs';
import { startEditorPages } from './editor_page.mjs';

const PHONE = { viewport: { width: 412, height: 800 }, hasTouch: true, isMobile: true };
const AGENTS = {
  Android:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  iOS: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
};

/** A key of a virtual keyboard: it has no name and no code, only what it does. */
async function tap(page, command) {
  const cdp = await page.context().newCDPSession(page);
  const key = { key: 'Unidentified', windowsVirtualKeyCode: 229 };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key, commands: [command] });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await cdp.detach();
}

/** A word as a keyboard composes it, at once. */
async function type(page, text) {
  const cdp = await page.context().newCDPSession(page);
  for (let end = 1; end <= text.length; end++) {
    const composed = text.slice(0, end);
    await cdp.send('Input.imeSetComposition', { text: composed, selectionStart: end, selectionEnd: end });
  }
  await cdp.send('Input.insertText', { text });
  await cdp.detach();
}

for (const [agent, userAgent] of Object.entries(AGENTS)) {
  describe(`on ${agent}`, () => {
    let pages;
    before(async () => {
      pages = await startEditorPages({ ...PHONE, userAgent });
    });
    after(() => pages.close());

    async function withPage(parameters, body) {
      const page = await pages.open(parameters);
      await body(page);
      await page.waitForTimeout(400); // what an input method was given time for
      await showsTheDraft(page);
    }

    for (const [name, enter] of [
      ['without a key', (page) => tap(page, 'insertNewline')],
      ['with a key', (page) => page.keyboard.press('Enter')],
    ]) {
      it(`Enter ${name} at the end of an item makes one, and the next letters land in it`, () =>
        withPage({}, async (page) => {
          await caret(page, 'i2', END);
          await enter(page);
          await type(page, 'Nuevo');
          await page.waitForTimeout(300);
          assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '  b. Nuevo', '  c. Tres', '2. Cuatro']);
        }));

      it(`Enter ${name} inside an item splits it: what others write in the tail goes along`, () =>
        withPage({ draft: 'Uno dos tres\nCuatro' }, async (page) => {
          await caret(page, 'i1', 8);
          await enter(page);
          await type(page, 'y');
          await page.waitForTimeout(300);
          assert.deepEqual(await lines(page), ['1. Uno dos', '2. ytres', '3. Cuatro']);
          const [split] = await page.evaluate(() => window.harness.draft.submitted[0]);
          assert.deepEqual([split.type, split.at], ['item.split', { es: 8 }]);
        }));
    }

    it('Enter under review proposes: the second half is an item that nobody else may write in', () =>
      withPage({ draft: '? Uno dos tres\n? Cuatro' }, async (page) => {
        await caret(page, 'i1', 8);
        await tap(page, 'insertNewline');
        await type(page, 'y');
        await page.waitForTimeout(300);
        assert.deepEqual(await lines(page), ['1. Uno dos tres', '1 bis. ytres', '2. Cuatro']);
        const added = await page.evaluate(() => {
          const { items, negotiation } = window.harness.draft.view;
          const [proposal] = [...negotiation.proposals.values()].filter(({ act }) => act === 'add');
          const { status, texts } = items.get(proposal.item);
          return { status, marked: texts.es.ops.some(({ attributes }) => attributes) };
        });
        assert.deepEqual(added, { status: 'review', marked: false });
      }));

    it('Enter while a word is being composed ends the word first', () =>
      withPage({}, async (page) => {
        const cdp = await page.context().newCDPSession(page);
        await caret(page, 'i2', END);
        await cdp.send('Input.imeSetComposition', { text: 'ka', selectionStart: 2, selectionEnd: 2 });
        await cdp.send('Input.insertText', { text: 'ka' });
        await tap(page, 'insertNewline');
        await type(page, 'x');
        assert.deepEqual(await lines(page), ['1. Uno', '  a. Doska', '  b. x', '  c. Tres', '2. Cuatro']);
      }));

    it('a soft return, which items do not have, makes an item too', () =>
      withPage({}, async (page) => {
        await caret(page, 'i4', END);
        await tap(page, 'insertLineBreak');
        await type(page, 'x');
        assert.deepEqual((await lines(page)).slice(3), ['2. Cuatro', '3. x']);
      }));

    it('Backspace at the start and Delete at the end join items', () =>
      withPage({}, async (page) => {
        await caret(page, 'i3', 0);
        await tap(page, 'deleteBackward');
        await type(page, '-');
        await page.waitForTimeout(200);
        await caret(page, 'i2', END);
        await tap(page, 'deleteForward');
        await type(page, '+');
        await page.waitForTimeout(200);
        assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos-Tres+Cuatro']);
        const types = await page.evaluate(() => window.harness.draft.submitted.map(([{ type }]) => type));
        assert.deepEqual(
          types.filter((type) => type !== 'text'),
          ['item.merge', 'item.merge'],
        );
      }));

    it('Backspace over a selection of several items deletes it', () =>
      withPage({}, async (page) => {
        await caret(page, 'i1', 1);
        await page.keyboard.press('Control+a');
        await tap(page, 'deleteBackward');
        await type(page, 'Z');
        assert.deepEqual(await lines(page), ['1. Z']);
      }));

    it('a letter over a selection of several items replaces it', () =>
      withPage({}, async (page) => {
        const cdp = await page.context().newCDPSession(page);
        await caret(page, 'i1', 1);
        await page.keyboard.press('Control+a');
        await cdp.send('Input.insertText', { text: 'Z' });
        assert.deepEqual(await lines(page), ['1. Z']);
      }));

    it('a word that is composed over a selection of several items replaces it, however soon it comes', () =>
      withPage({}, async (page) => {
        await caret(page, 'i1', 1);
        await page.keyboard.press('Control+a');
        await type(page, 'Zona');
        await page.waitForTimeout(200);
        assert.deepEqual(await lines(page), ['1. Zona']);
        await page.keyboard.press('Control+a');
        await type(page, 'Z');
        await page.waitForTimeout(200);
        assert.deepEqual(await lines(page), ['1. Z']);
      }));

    it('lists and other layout that a keyboard offers change nothing', () =>
      withPage({}, async (page) => {
        await caret(page, 'i2', 1);
        const prevented = await page.evaluate(() =>
          ['insertUnorderedList', 'insertHorizontalRule', 'formatStrikeThrough'].map(
            (inputType) =>
              !document
                .querySelector('.editor')
                .dispatchEvent(new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true })),
          ),
        );
        assert.deepEqual(prevented, [true, true, true]);
        await page.waitForTimeout(100);
        assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '  b. Tres', '2. Cuatro']);
      }));
  });
}
