// What becomes of a proposal: everybody can look it up, its author is told, and no key takes a decision back unasked.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agree, END, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const setStatus = (chair, item, status) =>
  chair.page.evaluate((change) => window.plenaria.act([change]), { type: 'item.status', item, status });

const open = async (person, name) => {
  await person.page.evaluate((name) => (window.plenaria.panel.value = name), name);
  await person.page.locator('.panel-body').waitFor();
};

const panel = (person) => person.page.locator('.panel');

describe('a proposal that is decided', () => {
  let draft;
  let chair;
  let mexico;
  let observer;
  let first;
  let second;
  before(async () => {
    draft = await meeting.draft(['Recomendar que cooperen.', 'Agradecer a la presidencia.']);
    [chair, mexico, observer] = await meeting.sit(draft, 'chair', 'mexico', 'observer');
    [first, second] = draft.ids.slice(-2);
    await setStatus(chair, first, 'review');
    await mexico.seesStatus(first, 'review');
    await mexico.caret(first, 'Recomendar'.length);
    await mexico.type(' siempre');
    await chair.sees('Recomendar siempre');
    await mexico.settled();
    await chair.caret(second, END);
    await chair.type(' Amén.');
    await chair.caret(first, 0);
    await open(chair, 'item');
    await panel(chair).getByRole('button', { name: 'Aceptar', exact: true }).click();
  });

  it('tells its author, in sight, and leaves a number on the button until they have looked', async () => {
    await mexico.page.locator('.toast', { hasText: 'su propuesta fue aceptada por' }).waitFor();
    const badge = mexico.page.locator('.badge-decided');
    await badge.waitFor();
    assert.equal(await badge.innerText(), '✓1');
    await open(mexico, 'item');
    await panel(mexico).getByText('Propuestas de su delegación decididas').waitFor();
    assert.deepEqual(await seriousFindings(mexico.page), []);
    await panel(mexico).getByRole('button', { name: 'Cerrar' }).click();
    await badge.waitFor({ state: 'detached' });
  });

  it('is listed for everybody, with who decided it and when', async () => {
    for (const name of ['item', 'proposals']) {
      await observer.page.evaluate((item) => (window.plenaria.lastItem.value = item), first);
      await open(observer, name);
      await panel(observer).getByText('Decididas (1)').click();
      const card = panel(observer).locator('.decided .proposal');
      await card.getByText('aceptada').waitFor();
      assert.match(await card.innerText(), /México[^]*por .+, .*\d{4}/);
    }
    assert.deepEqual(await seriousFindings(observer.page), []);
  });

  it('is not undone by Ctrl+Z, which says so and leaves earlier typing alone; the next one goes on', async () => {
    await chair.caret(second, END);
    await chair.press('Control+z');
    await chair.page.locator('.toast', { hasText: 'Esta tecla no deshace una decisión' }).waitFor();
    assert.equal(await chair.words(second), 'Agradecer a la presidencia. Amén.');
    await chair.press('Control+z');
    await mexico.until((item) => !document.querySelector(`[data-id="${item}"]`).textContent.includes('Amén'), 'the undo', second);
    await agree(draft, [chair, mexico, observer]);
  });

  it('is open again once the chair takes the decision back, from the list or at once, and its author is told', async () => {
    const marked = (item) =>
      document.querySelector(`[data-id="${item}"]`).innerHTML.includes('ins:') ||
      !!document.querySelector(`[data-id="${item}"] ins`);
    await chair.page.evaluate((item) => (window.plenaria.lastItem.value = item), first);
    await open(chair, 'item');
    await panel(chair).getByText('Decididas (1)').click();
    await panel(chair).getByRole('button', { name: 'Deshacer la decisión' }).click();
    await mexico.page.locator('.toast', { hasText: 'deshizo la decisión; su propuesta está abierta de nuevo' }).waitFor();
    await mexico.until(marked, 'the bracket', first);
    await panel(chair).getByRole('button', { name: 'Rechazar', exact: true }).click();
    await mexico.until(
      (item) => !document.querySelector(`[data-id="${item}"]`).textContent.includes('siempre'),
      'the end',
      first,
    );
    await chair.page.locator('.toast').getByRole('button', { name: 'Deshacer' }).click();
    await mexico.sees('Recomendar siempre');
    await mexico.until(marked, 'the bracket', first);
    await panel(chair).getByRole('button', { name: 'Aceptar', exact: true }).waitFor();
    await agree(draft, [chair, mexico, observer]);
  });

  it("shows everybody the chair's reason to go ahead against an objection", async () => {
    await chair.page.evaluate(
      (item) => window.plenaria.act([{ type: 'item.status', item, status: 'agreed', reason: 'Así lo pidió el grupo.' }]),
      first,
    );
    await observer.seesStatus(first, 'agreed');
    await open(observer, 'item');
    await panel(observer).getByText('Así lo pidió el grupo.').waitFor();
    await panel(observer).getByText('Acordado pese a lo que estaba pendiente').waitFor();
  });
});
