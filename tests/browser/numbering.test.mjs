// Numbering in the page: a scheme is chosen with its preview, the chair freezes and renumbers, everybody sees the same numbers.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const open = async ({ page }, name) => {
  await page.evaluate((name) => window.plenaria.open(name), name);
  await page.locator('dialog[open]').waitFor();
  return page.locator('dialog[open]');
};

/** What stands in front of each item on screen, as the style sheet draws it. */
const drawn = ({ page }) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.editor .item')].map((item) => {
      const { content } = getComputedStyle(item, '::before');
      return content.includes('counter(')
        ? 'counted'
        : content.replace(/^"|"$/g, '').replaceAll('\\a ', '\n').replaceAll('" "', '');
    }),
  );

const seesNumbers = async (person, expected) => {
  const numbers = JSON.stringify(expected);
  for (let tries = 0; tries < 100; tries++) {
    if (JSON.stringify(await drawn(person)) === numbers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(await drawn(person), expected);
};

/** Where somebody comes who goes to a number. */
const placeOf = async (person, number) => {
  const dialog = await open(person, 'goto');
  await dialog.getByRole('textbox').fill(number);
  await person.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await person.page.waitForTimeout(100);
  return person.page.evaluate(() => window.plenaria.current.value);
};

const act = ({ page }, ...changes) => page.evaluate((changes) => window.plenaria.act(changes), changes);

describe('numbering', () => {
  let draft;
  let chair;
  let secretariat;
  let observer;
  before(async () => {
    draft = await meeting.draft('1. Uno.\n a. Primero.\n b. Segundo.\n2. Dos.\n3. Tres.');
    [chair, secretariat, observer] = await meeting.sit(draft, 'chair', 'secretariat', 'observer');
  });

  it('the secretariat chooses a preset by its first numbers, and everybody sees it', async () => {
    const dialog = await open(secretariat, 'numbers');
    assert.match(await dialog.innerText(), /PP1\s+PP2\s+OP1\s+a\)\s+b\)/);
    assert.deepEqual(await seriousFindings(secretariat.page, 'dialog[open]'), []);
    await dialog.getByLabel('Párrafos PP y OP').check();
    await dialog.getByRole('button', { name: 'Numerar así' }).click();
    await seesNumbers(observer, ['OP1', 'a)', 'b)', 'OP2', 'OP3']);
  });

  it('a scheme of one’s own is described level by level', async () => {
    const dialog = await open(secretariat, 'numbers');
    await dialog.getByLabel('Otra').check();
    const first = dialog.getByRole('group', { name: 'Nivel 1' });
    await first.getByLabel('Antes', { exact: true }).fill('Recomendación ');
    await first.getByLabel('Después', { exact: true }).fill('.');
    const start = first.getByLabel('Desde');
    await start.press('End');
    await start.press('Backspace');
    await start.pressSequentially('30');
    assert.equal(await start.inputValue(), '30');
    await dialog.getByRole('button', { name: 'Numerar así' }).click();
    await seesNumbers(chair, ['Recomendación 30.', 'a)', 'b)', 'Recomendación 31.', 'Recomendación 32.']);
    await act(secretariat, { type: 'draft.set', numbering: 'conference' });
    await seesNumbers(chair, Array(5).fill('counted'));
  });

  it('what differs by language is said level by level, and shown in each while it is changed', async () => {
    const { page } = secretariat;
    await page.setViewportSize({ width: 360, height: 720 });
    const dialog = await open(secretariat, 'numbers');
    await dialog.getByLabel('Otra').check();
    const second = dialog.getByRole('group', { name: 'Nivel 2' });
    await second.getByText('Distinto según el idioma').click();
    const english = second.getByRole('group', { name: 'en', exact: true });
    await english.getByLabel('Antes (en)').fill('(');
    await english.getByLabel('Después (en)').fill(')');
    await dialog.getByLabel('Los párrafos empiezan en cursiva').check();
    const shown = dialog.getByRole('list', { name: 'Así se numera' }).getByRole('listitem');
    await shown.filter({ hasText: /^en 1\. {2}\(a\) {2}\(b\)/ }).waitFor();
    await shown.filter({ hasText: /^es 1\. {2}a\. {2}b\./ }).waitFor();
    assert.deepEqual(await seriousFindings(page, 'dialog[open]'), []);
    assert.ok(await dialog.evaluate((one) => one.scrollWidth <= one.clientWidth), 'nothing is cut off on a phone');
    if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/scheme_phone.png` });
    await dialog.getByRole('button', { name: 'Numerar así' }).click();
    await page.setViewportSize({ width: 1280, height: 800 });
    const { numbering } = await draft.snapshot();
    assert.deepEqual(numbering.levels[1].langs, { en: { before: '(', after: ')' } });
    assert.equal(numbering.leads, true);
    await act(secretariat, { type: 'draft.set', numbering: 'conference' });
    await seesNumbers(chair, Array(5).fill('counted'));
  });

  it('one item has a number of its own, from its menu', async () => {
    await chair.page.evaluate((item) => (window.plenaria.lastItem.value = item), draft.ids[3]);
    const dialog = await open(chair, 'itemNumber');
    await dialog.getByLabel('La lista sigue desde').check();
    await dialog.getByRole('textbox').fill('7');
    await dialog.getByRole('button', { name: 'Aplicar' }).click();
    await seesNumbers(observer, ['1.', 'a.', 'b.', '7.', '8.']);
    await act(chair, { type: 'item.number', item: draft.ids[3] });
    await seesNumbers(observer, Array(5).fill('counted'));
  });

  it('the chair freezes; what comes, goes and moves has its own number, and a strip says that they stay', async () => {
    const dialog = await open(chair, 'numbers');
    await dialog.getByRole('button', { name: 'Fijar los números' }).click();
    await observer.page.getByText('Los números están fijos.').waitFor();
    const [one, first, second, two] = draft.ids;
    await act(secretariat, { type: 'item.add', item: 'nuevo', parent: null, after: one, kind: 'item' });
    await act(secretariat, { type: 'item.remove', item: first });
    await act(secretariat, { type: 'item.move', item: two, parent: null, after: null });
    await seesNumbers(observer, ['0 bis. (antes 2)', '1.', 'a. [suprimido]\nb.', '1 bis.', '3.']);
    await act(secretariat, { type: 'item.add', item: 'aparte', parent: null, after: draft.ids[4], kind: 'paragraph' });
    await secretariat.page.evaluate(() => (window.plenaria.lastItem.value = 'aparte'));
    const number = await open(secretariat, 'itemNumber');
    await number.getByText('Los números están fijos: renumere antes de cambiar la numeración.').waitFor();
    await secretariat.press('Escape');
    await act(secretariat, { type: 'item.remove', item: 'aparte' });
    await seesNumbers(observer, ['0 bis. (antes 2)', '1.', 'a. [suprimido]\nb.', '1 bis.', '3.']);
    assert.equal(await placeOf(secretariat, '2'), two);
    assert.equal(await placeOf(secretariat, '1 bis'), 'nuevo');
    assert.equal(await placeOf(secretariat, '1.b'), second);
    if (process.env.PLENARIA_SHOTS) await chair.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/frozen.png` });
  });

  it('a number that the last item leaves behind stands at the end of the text', async () => {
    await act(secretariat, { type: 'item.remove', item: draft.ids[4] });
    const gaps = observer.page.locator('.editor .last-gaps');
    await gaps.waitFor();
    assert.equal(await gaps.innerText(), '3. [suprimido]');
    if (process.env.PLENARIA_SHOTS) await chair.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/last_gap.png` });
    await act(secretariat, { type: 'item.restore', item: draft.ids[4] });
    await gaps.waitFor({ state: 'detached' });
  });

  it('a number of a lower level stands as far in as it stood, also in front of a higher one', async () => {
    const [, , second] = draft.ids;
    await act(secretariat, { type: 'item.remove', item: second });
    const left = '\u2003\u2003a. [suprimido]\n\u2003\u2003b. [suprimido]\n1 bis.';
    await seesNumbers(observer, ['0 bis. (antes 2)', '1.', left, '3.']);
    await act(secretariat, { type: 'item.restore', item: second });
    await seesNumbers(observer, ['0 bis. (antes 2)', '1.', 'a. [suprimido]\nb.', '1 bis.', '3.']);
  });

  it('the history of the text shows them as they were, on a phone too', async () => {
    const { page } = observer;
    await page.setViewportSize({ width: 360, height: 720 });
    await page.evaluate(() => (window.plenaria.past.value = { part: 'time' }));
    const numbers = page.locator('.past-text .past-number');
    await numbers.getByText('0 bis. (antes 2)').waitFor();
    const rows = await page.locator('.past-text .past-row').allInnerTexts();
    assert.ok(rows.map((row) => row.replace(/\s+/g, ' ')).includes('a. [suprimido]'), rows.join('; '));
    const cut = await numbers.evaluateAll((all) => all.filter((number) => number.scrollWidth > number.clientWidth).length);
    assert.equal(cut, 0, 'numbers that run into the words');
    if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/frozen_past.png` });
    await page.evaluate(() => (window.plenaria.past.value = null));
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('the chair sees what becomes of what before renumbering', async () => {
    const dialog = await open(chair, 'numbers');
    assert.deepEqual(await dialog.locator('tbody tr').allInnerTexts(), [
      '0 bis\t1',
      '1\t2',
      '1.a\tsuprimido',
      '1.b\t2.a',
      '1 bis\t3',
      '3\t4',
    ]);
    if (process.env.PLENARIA_SHOTS) await chair.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/renumber.png` });
    assert.deepEqual(await seriousFindings(chair.page, 'dialog[open]'), []);
    await dialog.getByRole('button', { name: 'Renumerar' }).click();
    await seesNumbers(observer, Array(5).fill('counted'));
    await observer.page.getByText('Los números están fijos.').waitFor({ state: 'detached' });
  });

  it('the table stays in the history of the text, for everybody, at the moment of renumbering', async () => {
    await observer.page.evaluate(() => (window.plenaria.past.value = { part: 'time' }));
    const table = observer.page.getByRole('region', { name: 'Renumerar' });
    await table.waitFor();
    assert.deepEqual((await table.locator('tr').allInnerTexts()).slice(0, 4), [
      'Número anterior\tNúmero nuevo',
      '0 bis\t1',
      '1\t2',
      '1.a\tsuprimido',
    ]);
    if (process.env.PLENARIA_SHOTS) await observer.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/renumbered.png` });
    assert.deepEqual(await seriousFindings(observer.page, '.past'), []);
  });
});

describe('numbers of each language', () => {
  let draft;
  let chair;
  let observer;
  before(async () => {
    draft = await meeting.draft('1. Uno.\n a. Primero.\n  i. En cada región.\n2. Dos.');
    [chair, observer] = await meeting.sit(draft, 'chair', 'observer');
    const words = ['One.', 'First.', 'In each region.', 'Two.'];
    const text = (item, at) => ({ type: 'text', item, lang: 'en', delta: { ops: [{ insert: words[at] }] } });
    await act(chair, ...draft.ids.map(text));
  });

  it('stand in front of what is copied in that language', async () => {
    await act(chair, { type: 'draft.set', numbering: 'un-resolution' });
    await chair.page.getByRole('button', { name: 'Inglés', exact: true }).click();
    await chair.page.locator('.editor[lang="en"] .item').first().waitFor();
    const copied = await chair.page.evaluate(() => {
      const { view } = window.plenaria.editor.value.single[0];
      const { doc, selection, tr } = view.state;
      view.focus();
      view.dispatch(tr.setSelection(selection.constructor.create(doc, 1, doc.content.size - 1)));
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
      view.dom.dispatchEvent(event);
      return event.clipboardData.getData('text/plain');
    });
    assert.equal(copied, '1. One.\n   (a) First.\n      (i) In each region.\n2. Two.');
    await chair.page.getByRole('button', { name: 'Español', exact: true }).click();
    await chair.page.locator('.editor[lang="es"] .item').first().waitFor();
  });

  it('stand in the room, the words beside a long one are whole, and one that has moved says from where', async () => {
    const { page } = observer;
    await act(chair, { type: 'draft.set', numbering: 'articles' });
    await page.getByRole('button', { name: 'Lado a lado' }).click();
    await page.goto(`${page.url()}?view=room`);
    await page.waitForSelector('.room-item');
    await chair.caret(draft.ids[2], 0);
    const numbers = () => page.locator('.room-line > span').allInnerTexts();
    await page.locator('.room-line').getByText('En cada región.').waitFor();
    assert.deepEqual(await numbers(), ['Artículo 1.1.a.', 'Article 1.1.a.']);
    const cut = await page.locator('.room-line > p').evaluateAll(
      (all) =>
        all.filter((words) => {
          words.style.overflowWrap = 'normal';
          const isCut = words.scrollWidth > words.clientWidth;
          words.style.overflowWrap = '';
          return isCut;
        }).length,
    );
    assert.equal(cut, 0, 'words that are broken to fit beside their number');
    await act(chair, { type: 'draft.freeze', on: true }, { type: 'item.move', item: draft.ids[3], parent: null, after: null });
    await chair.caret(draft.ids[3], 0);
    await page.getByText('Artículo 0 bis').waitFor();
    assert.deepEqual(await numbers(), ['Artículo 0 bis. (antes Artículo 2)', 'Article 0 bis. (formerly Artículo 2)']);
    if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/room_numbers.png` });
  });
});
