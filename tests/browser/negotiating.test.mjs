// The whole arc, in Spanish, in five browsers: a sentence under review is amended by three delegations, discussed, sent home, decided,
// agreed, approved and adopted, and printed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inOneLine, printed } from './printed.mjs';
import { agree, END, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const everybody = ['chair', 'secretariat', 'mexico', 'canada', 'costaRica', 'observer'];

const setStatus = (chair, item, status) =>
  chair.page.evaluate((change) => window.plenaria.act([change]), { type: 'item.status', item, status });

const openPanel = async (person, item) => {
  await person.caret(item, 0);
  await person.page.evaluate(() => (window.plenaria.panel.value = 'item'));
  await person.page.locator('.panel .board-lead').waitFor();
};

const panel = (person) => person.page.locator('.panel');

/** What the brackets say, as they are drawn: [who, kind, words]. */
const brackets = (person, item) =>
  person.page.evaluate(
    (item) =>
      [...document.querySelectorAll(`.editor [data-id="${item}"] :is(ins, del)`)].map((mark) => {
        const copy = mark.cloneNode(true);
        for (const caret of copy.querySelectorAll('.peer-caret')) caret.remove();
        return [mark.dataset.who, mark.localName, copy.textContent];
      }),
    item,
  );

describe('the negotiation of a sentence', () => {
  let draft;
  let people;
  let item;
  before(async () => {
    draft = await meeting.draft(['Recomendar a los países que cooperen.', 'Agradecer a la presidencia.']);
    people = Object.fromEntries((await meeting.sit(draft, ...everybody)).map((person) => [person.who, person]));
    [item] = draft.ids.slice(-2);
  });

  it('typing under review becomes a proposal by itself, for each delegation its own', async () => {
    const { chair, mexico, canada, costaRica, observer } = people;
    await setStatus(chair, item, 'review');
    for (const person of Object.values(people)) await person.seesStatus(item, 'review');
    await mexico.caret(item, 'Recomendar a los países'.length);
    await mexico.type(' miembros');
    await observer.sees(' miembros');
    assert.deepEqual(await brackets(observer, item), [['México', 'ins', ' miembros']]);
    await canada.caret(item, END);
    await canada.press('ArrowLeft');
    for (let count = 0; count < 'cooperen'.length; count++) await canada.press('Backspace');
    await canada.type('colaboren');
    await costaRica.caret(item, 0);
    await costaRica.insert('Instar y ');
    await costaRica.settled();
    await canada.settled();
    await chair.sees('Instar y Recomendar a los países miembros que cooperencolaboren.');
    const seen = await brackets(chair, item);
    assert.deepEqual(seen.map(([who, kind]) => `${who} ${kind}`).sort(), [
      'Canadá del',
      'Canadá ins',
      'Costa Rica ins',
      'México ins',
    ]);
    assert.equal(await chair.words(item), 'Instar y Recomendar a los países miembros que cooperencolaboren.');
    await agree(draft, Object.values(people));
  });

  it('one undoes what one proposed, and nothing of the others', async () => {
    const { costaRica, chair } = people;
    await costaRica.press('Control+z');
    await chair.until(() => !document.querySelector('.editor').textContent.includes('Instar y'), 'the undo');
    assert.equal(await chair.words(item), 'Recomendar a los países miembros que cooperencolaboren.');
    const model = await agree(draft, Object.values(people));
    assert.deepEqual(
      model.negotiation.proposals.map(({ delegation, state }) => [delegation, state]),
      [
        ['MX', 'open'],
        ['CA', 'open'],
        ['CR', 'withdrawn'],
      ],
    );
  });

  it('shows the text clean, as the base, and as one delegation wants it', async () => {
    const { observer } = people;
    const shown = async (filter) => {
      await observer.page.evaluate((filter) => (window.plenaria.textFilter.value = filter), filter);
      return observer.page.evaluate((item) => {
        const walk = document.createTreeWalker(document.querySelector(`.editor [data-id="${item}"]`), NodeFilter.SHOW_TEXT);
        let words = '';
        while (walk.nextNode()) {
          const { parentElement, data } = walk.currentNode;
          if (!parentElement.closest('.peer-caret') && parentElement.checkVisibility()) words += data;
        }
        return words;
      }, item);
    };
    assert.equal(await shown({ kind: 'clean' }), 'Recomendar a los países miembros que colaboren.');
    assert.equal(await shown({ kind: 'base' }), 'Recomendar a los países que cooperen.');
    assert.equal(await shown({ kind: 'as', delegation: 'MX' }), 'Recomendar a los países miembros que cooperen.');
    await shown({ kind: 'brackets' });
  });

  it('a delegation co-sponsors, says why, and takes a position; the chair sees it in the table', async () => {
    const { chair, mexico, costaRica } = people;
    await openPanel(costaRica, item);
    const proposal = panel(costaRica).locator('.proposal', { hasText: 'México' });
    await proposal.getByRole('button', { name: 'Copatrocinar', exact: true }).click();
    await openPanel(mexico, item);
    await panel(mexico).getByRole('button', { name: 'Presentar…' }).click();
    await panel(mexico).getByLabel('Por qué').fill('Son los miembros quienes deciden.');
    await panel(mexico).getByRole('button', { name: 'Presentar', exact: true }).click();
    await panel(mexico).getByText('presentada').waitFor();
    // The note is new: support was for the text without it, and is asked for again.
    await proposal.getByText('presentada').waitFor();
    await proposal.getByRole('button', { name: 'Copatrocinar', exact: true }).click();
    await panel(costaRica).getByLabel('Nota (opcional)').fill('Falta consultar a la capital.');
    await panel(costaRica).getByRole('button', { name: 'Objetar' }).click();
    await chair.page.evaluate(() => window.plenaria.open('matrix'));
    const table = chair.page.getByRole('table');
    await table.getByText('Objeta').waitFor();
    assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['Punto', 'CA', 'CR', 'MX']);
    assert.deepEqual(await seriousFindings(chair.page), []);
    await chair.press('Escape');
    await chair.until(
      (item) => document.querySelector(`[data-id="${item}"] ins`).dataset.who === 'México, Costa Rica',
      'the co-sponsor',
      item,
    );
  });

  it('words are commented on, with a mention, answered and resolved', async () => {
    const { mexico, canada } = people;
    await canada.caret(item, 0);
    for (let count = 0; count < 'Recomendar'.length; count++) await canada.press('Shift+ArrowRight');
    await canada.page.locator('.selection-comment').waitFor(); // by then the editor knows what is selected
    await canada.page.evaluate(() => (window.plenaria.panel.value = 'item'));
    await panel(canada).getByLabel('Sobre «Recomendar»').fill('¿No sería «instar», @M');
    await panel(canada).getByRole('button', { name: '@MX' }).click();
    await panel(canada).getByRole('button', { name: 'Comentar' }).click();
    const thread = panel(mexico).locator('.thread');
    await thread.getByText('¿No sería «instar», @MX').waitFor();
    assert.equal(await thread.locator('blockquote').innerText(), 'Recomendar');
    await thread.getByRole('button', { name: 'Responder' }).click();
    await thread.getByLabel('Responder').fill('No: es una recomendación.');
    await thread.getByRole('button', { name: 'Comentar' }).click();
    await panel(canada).getByText('No: es una recomendación.').waitFor();
    await panel(canada).getByRole('button', { name: 'Dar por resuelto' }).click();
    await panel(mexico).getByText('Nadie ha comentado este punto.').waitFor();
    assert.deepEqual(await seriousFindings(mexico.page), []);
  });

  it('the chair sends it home, and is told what stands against agreement', async () => {
    const { chair } = people;
    await openPanel(chair, item);
    await panel(chair).getByRole('button', { name: 'Enviar a consulta…' }).click();
    const dialog = chair.page.getByRole('dialog');
    await dialog.getByLabel('Costa Rica').check();
    await dialog.getByRole('button', { name: 'Enviar', exact: true }).click();
    await panel(chair)
      .getByText(/En consulta en Costa Rica hasta/)
      .waitFor();
    await panel(chair)
      .getByText(/Quedan/)
      .waitFor();
    await chair.caret(item, 0);
    await chair.press('Control+.');
    await chair.page.getByRole('menu').waitFor();
    await chair.press('3'); // agreed
    const blocked = chair.page.getByRole('dialog');
    for (const words of [/\[México\]/, /\[Canadá\]/, /Costa Rica objeta/, /consulta en curso en Costa Rica/]) {
      await blocked.getByText(words).waitFor();
    }
    assert.deepEqual(await seriousFindings(chair.page), []);
    await blocked.getByRole('button', { name: 'Cancelar' }).click();
    await panel(chair).getByRole('button', { name: 'Cerrar la consulta' }).click();
    await panel(chair).getByText('cerrada por la presidencia').waitFor();
  });

  it('the chair decides while a delegation is typing, and nothing is lost', async () => {
    const { chair, secretariat, costaRica, mexico } = people;
    // By whose they are: a card names others too, as alternatives to it.
    const of = (author) =>
      panel(chair).locator('.proposal', { has: chair.page.locator('.proposal-head strong', { hasText: author }) });
    await of('México').getByRole('button', { name: 'Aceptar' }).click();
    await of('Canadá').getByRole('button', { name: 'Rechazar' }).click();
    await secretariat.caret(item, 0);
    await secretariat.type('1) ');
    await panel(costaRica).getByRole('button', { name: 'Objetar' }).click();
    await mexico.sees('Recomendar a los países miembros que cooperen.');
    const model = await agree(draft, Object.values(people));
    assert.equal(model.words(item, 'es'), '1) Recomendar a los países miembros que cooperen.');
    assert.ok(model.text(item, 'es').ops.every(({ attributes }) => !attributes));
  });

  it('is agreed, approved, adopted and printed', async () => {
    const { chair, observer } = people;
    const rest = await chair.page.evaluate(() => [...window.plenaria.draft.view.items.keys()]);
    for (const status of ['agreed', 'approved']) for (const id of rest) await setStatus(chair, id, status);
    await observer.seesStatus(item, 'approved');
    await chair.page.evaluate(() => window.plenaria.act([{ type: 'draft.adopt' }]));
    await observer.page.getByText('Adoptado').first().waitFor();
    await observer.page.evaluate(() => window.plenaria.open('print'));
    assert.match(inOneLine(await printed(observer.page)), /1\) Recomendar a los países miembros que cooperen\./);
    await agree(draft, Object.values(people));
  });
});

describe('writing proposals', () => {
  it('goes on in the clean view, steps over struck words, and never deletes what others propose', async () => {
    const draft = await meeting.draft(['uno dos tres']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const item = draft.ids.at(-1);
    await setStatus(chair, item, 'review');
    await mexico.seesStatus(item, 'review');
    await canada.seesStatus(item, 'review');
    await mexico.caret(item, 4);
    await mexico.type('mil ');
    await canada.sees('uno mil dos tres');
    await canada.caret(item, 8);
    for (let count = 0; count < 4; count++) await canada.press('Backspace');
    await canada.settled();
    await agree(draft, [chair, mexico, canada]);
    assert.equal(await mexico.words(item), 'uno mil dos tres');
    await canada.page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'clean' }));
    await canada.caret(item, END);
    await canada.type(' cuatro');
    await mexico.sees('tres cuatro');
    const model = await agree(draft, [chair, mexico, canada]);
    assert.deepEqual(
      model.negotiation.proposals.map(({ delegation, state }) => [delegation, state]),
      [
        ['MX', 'open'],
        ['CA', 'open'],
      ],
    );
    await canada.page.evaluate(() => (window.plenaria.textFilter.value = { kind: 'brackets' }));
  });

  it('composes é and ñ inside a proposal', async () => {
    const draft = await meeting.draft(['uno dos']);
    const [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    const item = draft.ids.at(-1);
    await setStatus(chair, item, 'review');
    await mexico.seesStatus(item, 'review');
    await mexico.caret(item, 3);
    const input = await mexico.inputMethod();
    await mexico.type(' a');
    await input.composes('´');
    await input.composes('é');
    await input.commits('é');
    await mexico.type('ñ');
    await chair.sees('uno aéñ dos');
    await agree(draft, [chair, mexico]);
  });

  it('Enter and bold propose under review, and what cannot be proposed says why', async () => {
    const draft = await meeting.draft(['uno dos']);
    const [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    const item = draft.ids.at(-1);
    await setStatus(chair, item, 'review');
    await mexico.seesStatus(item, 'review');
    await mexico.caret(item, 4);
    await mexico.press('Enter');
    await mexico.type('nuevo ');
    await chair.sees('nuevo dos');
    await mexico.caret(item, 0);
    for (let i = 0; i < 3; i++) await mexico.press('Shift+ArrowRight');
    await mexico.press('Control+b');
    await chair.sees('unouno dos');
    await mexico.caret(item, 3);
    await mexico.press('Alt+ArrowDown');
    await mexico.page.locator('.toast').waitFor();
    await agree(draft, [chair, mexico]);
  });
});
