// Signing out, with the draft open in more than one tab.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Meeting } from './together_page.mjs';

let meeting;
before(async () => (meeting = await Meeting.open()));
after(() => meeting.close());

const keptKeys = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('plenaria').onsuccess = ({ target }) => {
          const asked = target.result.transaction('kept').objectStore('kept').getAllKeys();
          asked.onsuccess = () => resolve(asked.result);
        };
      }),
  );

describe('signing out', () => {
  it('in one tab, the other leaves the draft too, and nothing of either stays on the device', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const other = await mexico.anotherTab();
    mexico.line.cut();
    await other.until(() => window.plenaria.draft.connection.value.state !== 'live', 'the line to be gone');
    await other.caret(draft.ids[1]);
    await other.type(' sin enviar');
    await other.until(() => window.plenaria.draft.saved.value.count > 0, 'the words to be kept');
    const { page } = mexico;
    await page.getByRole('button', { name: 'Menú', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Cerrar la sesión/ }).click();
    const waiting = page.getByRole('textbox', { name: /no han llegado al servidor/ });
    assert.match(await waiting.inputValue(), /sin enviar/);
    mexico.line.mend();
    await page.getByRole('button', { name: 'Cerrar la sesión' }).last().click();
    await page.waitForURL((url) => url.pathname === '/');
    await other.page.waitForURL((url) => url.pathname === '/');
    assert.deepEqual(await keptKeys(page), []);
    assert.deepEqual(await page.context().cookies(), []);
    await other.page.goto(`${mexico.line.url}/d/${draft.id}`);
    await other.page.getByText('Este navegador no tiene un lugar en este documento', { exact: false }).waitFor();
    assert.equal(await canada.page.evaluate(() => window.plenaria.draft.connection.value.state), 'live');
    await other.page.close();
  });
});
