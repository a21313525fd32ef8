// Find and replace in a draft of which a part is open, a part under review and a part agreed: what becomes of each match, what is
// said of it, and that one undo takes all of it back. And what nobody sees is not typed.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { agree, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const act = (person, changes) => person.page.evaluate((changes) => window.plenaria.draft.submit(changes).ok, changes);
/** The words of an item, with what is proposed in it: `El [-país-][+Estado+]`. */
const words = (person, item, lang = 'es') =>
  person.page.evaluate(
    ([item, lang]) => {
      const { ops } = window.plenaria.draft.view.items.get(item).texts[lang] ?? { ops: [] };
      const sign = (attributes = {}) => {
        const names = Object.keys(attributes).map((name) => name.slice(0, 4));
        return names.includes('del:') ? '-' : names.includes('ins:') ? '+' : '';
      };
      return ops.map(({ insert, attributes }) => (sign(attributes) ? `[${sign(attributes)}${insert}]` : insert)).join('');
    },
    [item, lang],
  );
const field = (person, name) => person.page.getByRole('textbox', { name }).or(person.page.getByRole('searchbox', { name }));
const said = (person) => person.page.locator('.find-replace [role="status"]');

/** Opens the bar by its key, and fills both fields. */
async function look(person, item, query, by) {
  await person.caret(item, 0);
  await person.press('Control+h');
  await field(person, 'Buscar en el texto').fill(query);
  await field(person, 'Reemplazar por').fill(by);
}

async function says(person, wanted) {
  await person
    .until((wanted) => document.querySelector('.find-replace [role="status"]')?.textContent === wanted, wanted, wanted)
    .catch(async () => assert.equal(await said(person).textContent(), wanted));
}

async function becomes(person, item, wanted) {
  const end = Date.now() + 20_000;
  while ((await words(person, item)) !== wanted && Date.now() < end) await person.page.waitForTimeout(20);
  assert.equal(await words(person, item), wanted);
}

let draft;
let chair;
let mexico;
let open;
let review;
let approved;
beforeEach(async () => {
  draft = await meeting.draft(['El país y otro País.', 'Cada país.', 'Un país aprobado.']);
  [open, review, approved] = draft.ids.slice(-3);
  [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
  await act(chair, [
    { type: 'item.status', item: review, status: 'review' },
    { type: 'item.status', item: approved, status: 'approved' },
  ]);
  await mexico.seesStatus(approved, 'approved');
});

const all = (person) => person.button('Reemplazar todo').click();
const one = (person) => person.button('Reemplazar').click();

describe('replace all', () => {
  it('replaces where one may write, proposes where one may propose, says what was left and why', async () => {
    await look(mexico, open, 'pais', 'Estado');
    await all(mexico);
    await says(mexico, '3 reemplazos, 1 como propuesta. Sin cambiar: 1 (el estado del punto no lo permite).');
    assert.equal(await words(mexico, open), 'El Estado y otro Estado.');
    assert.match(await words(mexico, review), /^Cada (\[-país\]\[\+Estado\]|\[\+Estado\]\[-país\])\.$/);
    assert.equal(await words(mexico, approved), 'Un país aprobado.');
    await agree(draft, [chair, mexico]);
  });

  it('is one undo', async () => {
    await look(mexico, open, 'país', 'Estado');
    await all(mexico);
    await says(mexico, '3 reemplazos, 1 como propuesta. Sin cambiar: 1 (el estado del punto no lo permite).');
    await mexico.caret(open, 0);
    await mexico.press('Control+z');
    assert.equal(await words(mexico, open), 'El país y otro País.');
    assert.equal(await words(mexico, review), 'Cada país.');
    assert.equal(await mexico.page.evaluate(() => window.plenaria.draft.canUndo.value), false);
    await agree(draft, [chair, mexico]);
  });

  it('does not propose once more what is proposed to go', async () => {
    await look(mexico, open, 'país', 'Estado');
    await all(mexico);
    await all(mexico);
    await says(mexico, 'Nada reemplazado. Sin cambiar: 1 (ya se propone suprimirlo) y 1 (el estado del punto no lo permite).');
    await agree(draft, [chair, mexico]);
  });

  it('takes words away where none come in their place, and keeps the format', async () => {
    await act(mexico, [
      { type: 'text', item: open, lang: 'es', delta: { ops: [{ retain: 3 }, { retain: 4, attributes: { bold: true } }] } },
    ]);
    await look(mexico, open, 'otro ', '');
    await all(mexico);
    await says(mexico, '1 reemplazo.');
    await field(mexico, 'Buscar en el texto').fill('país y');
    await field(mexico, 'Reemplazar por').fill('Estado y');
    await all(mexico);
    await becomes(mexico, open, 'El Estado y País.');
    assert.ok((await mexico.page.locator(`.editor [data-id="${open}"] strong`).textContent()).startsWith('Estado'));
  });

  it('reaches hundreds of items in one undo step', async () => {
    const long = await meeting.draft(Array.from({ length: 450 }, (_, i) => `Punto ${i} del país.`));
    await mexico.enter(long);
    const item = long.ids.at(-1);
    await look(mexico, item, 'país', 'Estado');
    await all(mexico);
    await says(mexico, '450 reemplazos.');
    await agree(long, [mexico]);
    await mexico.caret(item, 0);
    await mexico.press('Control+z');
    assert.equal(await words(mexico, item), 'Punto 449 del país.');
    assert.equal(await words(mexico, long.ids.at(-450)), 'Punto 0 del país.');
    await agree(long, [mexico]);
  });
});

describe('replace', () => {
  it('does one after the other, and says why one is left', async () => {
    await look(mexico, open, 'país', 'países');
    await one(mexico);
    await becomes(mexico, open, 'El países y otro País.');
    await field(mexico, 'Reemplazar por').press('Enter');
    await says(mexico, '1 reemplazo.');
    await becomes(mexico, open, 'El países y otro países.'); // not again the one that was put there
    await field(mexico, 'Reemplazar por').press('Enter');
    await says(mexico, '1 reemplazo como propuesta.');
    await field(mexico, 'Reemplazar por').press('Enter');
    await says(mexico, 'Nada reemplazado. Sin cambiar: 1 (el estado del punto no lo permite).');
  });

  it('works by keys alone, and for a screen reader', async () => {
    await look(mexico, open, 'país', 'Estado');
    assert.deepEqual(await seriousFindings(mexico.page, '.find-bar'), []);
    await mexico.press('Tab', 'Tab', 'Enter');
    await says(mexico, '3 reemplazos, 1 como propuesta. Sin cambiar: 1 (el estado del punto no lo permite).');
    await mexico.press('Escape');
    await counted(mexico.page.locator('.find-bar'), 0);
    assert.ok(await mexico.page.evaluate(() => document.activeElement.closest('.editor') !== null));
  });

  it('goes through both languages where both are shown', async () => {
    const draft = await meeting.draft(['Un total.'], { langs: ['es', 'en'] });
    await mexico.enter(draft);
    const item = draft.ids.at(-1);
    await act(mexico, [{ type: 'text', item, lang: 'en', delta: { ops: [{ insert: 'A total.' }] } }]);
    await mexico.page.evaluate(() => window.plenaria.show(['es', 'en']));
    await mexico.page.waitForSelector('.editor-pair .editor[lang="en"]');
    await look(mexico, item, 'total', 'final');
    await all(mexico);
    await says(mexico, '2 reemplazos.');
    assert.deepEqual([await words(mexico, item), await words(mexico, item, 'en')], ['Un final.', 'A final.']);
    await mexico.page.evaluate(() => window.plenaria.show(['es']));
  });
});

describe('characters that nobody sees', () => {
  it('are left out of what is typed', async () => {
    await mexico.caret(open, 0);
    await mexico.page.keyboard.insertText('Que\u202e \u200bno. ');
    assert.equal(await words(mexico, open), 'Que no. El país y otro País.');
    await mexico.page.keyboard.insertText('\u200b');
    await mexico.type('Y ');
    assert.equal(await words(mexico, open), 'Que no. Y El país y otro País.');
    await agree(draft, [chair, mexico]);
    assert.equal(await mexico.page.evaluate(() => window.plenaria.draft.tray.value.length), 0);
  });
});
