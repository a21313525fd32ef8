// One letter over everything that is selected does not take a whole draft away: it asks, and it can be taken back as a whole.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agree, END, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const lines = ['Uno.', 'Dos.', 'Tres.', 'Cuatro.', 'Cinco.', 'Seis.', 'Siete.'];

describe('an act that removes many items', () => {
  let draft;
  let chair;
  let mexico;
  const everything = async () => {
    await mexico.caret(draft.ids.at(-1), END);
    await mexico.press('Control+a', 'Control+a', 'Delete');
    await mexico.page.getByRole('dialog').waitFor();
  };
  before(async () => {
    draft = await meeting.draft(lines);
    [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
  });

  it('is asked about, with the numbers, and does nothing when one says no', async () => {
    await everything();
    const dialog = mexico.page.getByRole('dialog', { name: '¿Quitar 7 puntos?' });
    assert.match(await dialog.innerText(), /1, 2, 3, 4, 5, 6, 7/);
    assert.deepEqual(await seriousFindings(mexico.page), []);
    await dialog.getByRole('button', { name: 'Cancelar' }).click();
    await dialog.waitFor({ state: 'detached' });
    await chair.caret(draft.ids.at(-1), END);
    await agree(draft, [chair, mexico]);
    assert.deepEqual(await mexico.lines(), lines);
  });

  it('goes past what others write while the question is open', async () => {
    await everything();
    await chair.caret(draft.ids[0], 0);
    await chair.type('Cero. ');
    await mexico.sees('Cero. ');
    await mexico.page.getByRole('button', { name: /Quitar los \d/ }).click();
    await chair.until(() => document.querySelectorAll('.editor .item').length === 1, 'one item');
    await agree(draft, [chair, mexico]);
    assert.deepEqual(await chair.lines(), ['']);
  });

  it('is taken back as a whole by the chair, from a list that says who, when and which', async () => {
    await chair.page.evaluate(() => window.plenaria.open('removed'));
    const act = chair.page.getByRole('dialog').locator('.removed-act');
    assert.match(await act.innerText(), /puntos 1, 2, 3, 4, 5, 6, 7\s+Por México, .*\d{4}/);
    assert.deepEqual(await seriousFindings(chair.page), []);
    await act.getByRole('button', { name: 'Restituir los 7' }).click();
    await chair.page.getByText('No se ha quitado ningún punto.').waitFor();
    await mexico.sees('Siete.');
    await agree(draft, [chair, mexico]);
    assert.deepEqual(await mexico.lines(), ['Cero. Uno.', ...lines.slice(1)], 'the first too, and no empty item stays');
    const back = (await draft.snapshot()).items.filter(({ removed }) => !removed);
    assert.ok(back.every(({ removal }) => removal === undefined));
  });
});
