// What the page's own rules forbid (Content-Security-Policy, Trusted Types), and that its own work never meets them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Meeting } from './together_page.mjs';

const PASTED = `<meta charset="utf-8"><style>p { color: red }</style><b style="font-weight:normal"><p style="margin-left:1cm"
  onclick="alert(1)"><strong>Exhortar</strong> a las Partes</p><p style='color:red'>y <em style="font-style:italic">felicitar</em><img src="x"
  onerror="alert(2)"></p></b><script>alert(3)</script>`;

let meeting;
let draft;
before(async () => {
  meeting = await Meeting.open();
  draft = await meeting.draft(['Instar a las Partes', 'Felicitar a la Presidencia']);
});
after(() => meeting?.close());

/** The chair with a page that notes what its rules forbade it. */
async function watched() {
  const [chair] = await meeting.sit(draft, 'chair');
  await chair.page.evaluate(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample, blockedURI }) =>
      window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  return chair;
}

const violations = (person) => person.page.evaluate(() => window.violations);

describe('ordinary use breaks no rule of the page', () => {
  it('writing, and pasting what a word processor copied', async () => {
    const chair = await watched();
    await chair.caret(draft.ids[1]);
    await chair.type(' y al Comité');
    await chair.page.evaluate((html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, PASTED);
    await chair.sees('felicitar');
    await chair.press('Control+a', 'Control+c');
    assert.deepEqual(await violations(chair), []);
  });

  it('dialogs, panels, menus and the print', async () => {
    const chair = await watched();
    const { page } = chair;
    await page.evaluate(() => window.plenaria.open('print'));
    await page.locator('dialog[open]').waitFor();
    await page.getByRole('button', { name: 'HTML', exact: false }).first().click();
    await page.evaluate(() => (window.print = () => (window.printing = true)));
    await page.getByRole('button', { name: 'Imprimir o PDF', exact: true }).click();
    await page.waitForFunction(() => window.printing);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.deepEqual(await violations(chair), []);
    assert.deepEqual(page.failures, []);
  });
});

describe('what a flaw in the page could not be used for', () => {
  const attempts = {
    'markup from text': () => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'),
    // Later, for the browser lets what a test evaluates do this at once.
    'code from text': () =>
      new Promise((done, fail) =>
        setTimeout(() => {
          try {
            done(new Function('return 1')());
          } catch (error) {
            fail(error);
          }
        }),
      ),
    'a policy of its own': () => window.trustedTypes.createPolicy('other', { createHTML: (text) => text }),
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    it(name, async () => {
      const { page } = await watched();
      await assert.rejects(page.evaluate(attempt), /Trusted|EvalError/);
    });
  }

  it('styles in markup, and words to other hosts', async () => {
    const chair = await watched();
    const color = await chair.page.evaluate(() => {
      const probe = document.createElement('i');
      probe.setAttribute('style', 'color: rgb(1, 2, 3)');
      document.body.append(probe);
      fetch('https://plenaria.example/').catch(() => undefined);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
    assert.notEqual(color, 'rgb(1, 2, 3)');
    const [style, word] = await violations(chair);
    assert.match(style, /^style-src/);
    assert.match(word, /^connect-src/);
  });
});
