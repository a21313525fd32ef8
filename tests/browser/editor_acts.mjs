// What tests do in the editor's harness.
import assert from 'node:assert/strict';

export const lines = (page, lang = 'es') => page.evaluate((lang) => window.harness.lines(lang), lang);
export const remote = (page, ...changes) => page.evaluate((changes) => window.harness.remote(...changes), changes);
export const notices = (page) => page.evaluate(() => window.harness.notices);

/** Puts the caret into an item, `offset` from its start (from its end where negative). */
export async function caret(page, item, offset = 0, lang = 'es') {
  await page.evaluate(
    ([item, offset, lang]) => {
      const element = document.querySelector(`.editor[lang="${lang}"] [data-id="${item}"]`);
      element.closest('.editor').focus();
      const nodes = [];
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest('.peer-caret') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      );
      while (walk.nextNode()) nodes.push(walk.currentNode);
      const length = nodes.reduce((sum, node) => sum + node.length, 0);
      let rest = offset < 0 ? length + 1 + offset : offset;
      for (const node of nodes) {
        if (rest <= node.length) return getSelection().collapse(node, rest);
        rest -= node.length;
      }
      getSelection().collapse(element, 0);
    },
    [item, offset, lang],
  );
  await page.waitForTimeout(30);
}

export const END = -1;

export async function paste(page, data) {
  await page.evaluate((data) => {
    const clipboard = new DataTransfer();
    for (const [type, value] of Object.entries(data)) clipboard.setData(type, value);
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData: clipboard,
        bubbles: true,
        cancelable: true,
      }),
    );
  }, data);
}

/** The page shows what the draft says, in these languages, and nothing went wrong on it. */
export async function showsTheDraft(page, langs = ['es']) {
  for (const lang of langs) {
    const { shown, expected } = await page.evaluate(
      (lang) => ({ shown: window.harness.shown(lang), expected: window.harness.expected(lang) }),
      lang,
    );
    assert.deepEqual(shown, expected);
  }
  assert.deepEqual(page.failures, []);
}
