// Parts of proposals as the chair, their author and a phone see them: words are chosen in the text, decided, and taken back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const panel = ({ page }) => page.locator('.panel');
const open = async (person, name) => {
  await person.page.evaluate((name) => (window.plenaria.panel.value = name), name);
  await person.page.locator('.panel-body').waitFor();
};
const button = (within, name) => within.getByRole('button', { name, exact: true });

describe('words inside a proposal', () => {
  let chair;
  let mexico;
  let item;
  before(async () => {
    const draft = await meeting.draft(['Recomendar que cooperen.', 'Agradecer a la presidencia.']);
    [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    item = draft.ids.at(-2);
    await chair.page.evaluate((item) => window.plenaria.act([{ type: 'item.status', item, status: 'review' }]), item);
    await mexico.seesStatus(item, 'review');
    await mexico.caret(item, 'Recomendar'.length);
    await mexico.type(' con firmeza y siempre');
    await chair.sees('Recomendar con firmeza y siempre');
    await mexico.settled();
  });

  /** Selects letters [from, to) of the item, with the keyboard. */
  async function select(person, from, to) {
    await person.caret(item, from);
    await person.page.keyboard.down('Shift');
    for (let at = from; at < to; at++) await person.page.keyboard.press('ArrowRight');
    await person.page.keyboard.up('Shift');
    const selected = ([from, to]) => {
      const range = window.plenaria.editor.value.range();
      return range && Math.min(range.anchor, range.head) === from && Math.max(range.anchor, range.head) === to;
    };
    await person.until(selected, 'the editor to know what is selected', [from, to]);
  }
  const from = 'Recomendar'.length;
  const to = 'Recomendar con firmeza'.length;
  const parts = (person) =>
    person.page.evaluate(() => [...window.plenaria.draft.view.negotiation.proposals.values()].at(-1).parts?.length ?? 0);
  const bracketed = (person) => person.page.locator(`.editor .item ins`).allInnerTexts();

  it('are accepted from the selection, the rest stays proposed, and the toast takes it back', async () => {
    await select(chair, from, to);
    await chair.page.locator('.selected-parts').getByText('México').waitFor();
    assert.deepEqual(await seriousFindings(chair.page), []);
    await button(chair.page.locator('.selected-parts'), 'Aceptar estas palabras').click();
    await chair.page.locator('.toast', { hasText: 'Palabras aceptadas' }).waitFor();
    await mexico.page.locator('.toast', { hasText: 'aceptó una parte de su propuesta' }).waitFor();
    await mexico.page.waitForFunction(() => [...window.plenaria.draft.view.negotiation.proposals.values()].at(-1).parts);
    assert.equal((await bracketed(mexico)).join('').trim(), 'y siempre');
    await button(chair.page.locator('.toast'), 'Deshacer').click();
    await mexico.page.waitForFunction(() => ![...window.plenaria.draft.view.negotiation.proposals.values()].at(-1).parts);
    await chair.sees('Recomendar con firmeza y siempre');
    assert.match((await bracketed(mexico)).join(''), /con firmeza/);
  });

  it('are decided from the card with the keyboard, which then says what was decided', async () => {
    await select(chair, from, to);
    await open(chair, 'item');
    const reject = button(panel(chair), 'Rechazar las palabras elegidas de México');
    await reject.focus();
    await chair.page.keyboard.press('Enter');
    await mexico.page.waitForFunction(() => [...window.plenaria.draft.view.negotiation.proposals.values()].at(-1).parts);
    await chair.sees('Recomendar y siempre');
    const told = panel(chair).getByRole('list', { name: 'Ya decidido de esta propuesta' });
    await told.getByText(/rechazado por/).waitFor();
    assert.deepEqual(await seriousFindings(chair.page), []);
    await button(told, 'Deshacer la decisión').click();
    await chair.sees('Recomendar con firmeza y siempre');
    assert.equal(await parts(chair), 0);
  });

  it('are nothing that a delegation can decide', async () => {
    await select(mexico, from, to);
    await mexico.page.locator('.selection-comment').waitFor();
    await counted(mexico.page.locator('.selected-parts'), 0);
  });

  it('are decided on a phone, within reach of the thumb', async () => {
    await chair.page.evaluate(() => (window.plenaria.panel.value = null));
    await chair.page.setViewportSize({ width: 360, height: 640 });
    await select(chair, from, to);
    const accept = button(chair.page.locator('.selected-parts'), 'Aceptar estas palabras');
    const box = await accept.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 360 && box.y > 400, JSON.stringify(box));
    if (process.env.PLENARIA_SHOTS) await chair.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/parts_phone.png` });
    await chair.page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('a proposal that stands already', () => {
  let chair;
  let mexico;
  before(async () => {
    const draft = await meeting.draft(['Recomendar que cooperen.', 'Agradecer a la presidencia.']);
    let canada;
    [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const item = draft.ids.at(-2);
    await chair.page.evaluate((item) => window.plenaria.act([{ type: 'item.status', item, status: 'review' }]), item);
    await mexico.seesStatus(item, 'review');
    await mexico.caret(item, 'Recomendar'.length);
    await mexico.type(' siempre');
    await canada.sees('Recomendar siempre');
    await canada.caret(item, 0);
    await canada.type('Hoy ');
    await chair.sees('Hoy Recomendar siempre');
    await chair.caret(item, 0);
    await open(chair, 'item');
  });

  it('is joined to another as its alternative, and taken out again', async () => {
    const choose = panel(chair).getByLabel('Alternativa a…').first();
    await choose.selectOption({ index: 1 });
    const group = panel(chair).getByRole('region', { name: '2 alternativas: quede una o ninguna' });
    await group.waitFor();
    assert.deepEqual(await seriousFindings(chair.page), []);
    if (process.env.PLENARIA_SHOTS) await chair.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/joined.png` });
    await button(chair.page.locator('.toast'), 'Deshacer').click();
    await group.waitFor({ state: 'detached' });
    await choose.selectOption({ index: 1 });
    await button(group.locator('.proposal').first(), 'Elegir esta').click();
    await group.waitFor({ state: 'detached' });
    const states = await mexico.page.evaluate(async () => {
      await new Promise((done) => setTimeout(done, 500));
      return [...window.plenaria.draft.view.negotiation.proposals.values()].map(({ state }) => state).sort();
    });
    assert.deepEqual(states, ['accepted', 'rejected']);
  });
});

describe('two new items that are proposed for one place', () => {
  let secretariat;
  let mexico;
  let chair;
  before(async () => {
    const draft = await meeting.draft(['Recomendar que cooperen.', 'Agradecer a la presidencia.']);
    let canada;
    [chair, secretariat, mexico, canada] = await meeting.sit(draft, 'chair', 'secretariat', 'mexico', 'canada');
    const after = draft.ids.at(-1);
    const propose = ({ page }, proposal, words) =>
      page.evaluate(
        ([proposal, after, words]) =>
          window.plenaria.act([
            { type: 'proposal.add', proposal, item: `${proposal}i`, act: 'add' },
            {
              type: 'item.add',
              item: `${proposal}i`,
              parent: null,
              after,
              kind: 'item',
              texts: { es: { ops: [{ insert: words }] } },
            },
          ]),
        [proposal, after, words],
      );
    await propose(mexico, 'qm', 'Crear un grupo.');
    await propose(canada, 'qc', 'Crear un comité.');
    await secretariat.sees('Crear un grupo.');
    await secretariat.sees('Crear un comité.');
  });

  it('are made alternatives by the secretariat, and of them the chair keeps one', async () => {
    await open(secretariat, 'proposals');
    const choose = panel(secretariat).locator('[data-proposal="qm"]').getByLabel('Alternativa a…');
    await choose.selectOption({ label: 'Canadá: Crear un comité.' });
    const pair = (person) => panel(person).getByRole('region', { name: '2 alternativas: quede una o ninguna' });
    await pair(secretariat).waitFor();
    assert.deepEqual(await seriousFindings(secretariat.page), []);
    if (process.env.PLENARIA_SHOTS) await secretariat.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/joined_new.png` });
    await counted(panel(mexico).getByLabel('Alternativa a…'), 0);
    await open(chair, 'proposals');
    await button(pair(chair).locator('[data-proposal="qc"]'), 'Elegir esta').click();
    await pair(chair).waitFor({ state: 'detached' });
    await mexico.page.waitForFunction(() => {
      const { items, negotiation } = window.plenaria.draft.view;
      const states = ['qm', 'qc'].map((id) => negotiation.proposals.get(id).state).join();
      return states === 'rejected,accepted' && items.get('qmi').removed && !items.get('qci').removed;
    });
  });
});
