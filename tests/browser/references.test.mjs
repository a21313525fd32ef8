// References and handles in the page: typed ones are offered, linked ones follow their item, and a handle leads to it for good.
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

const act = ({ page }, ...changes) => page.evaluate((changes) => window.plenaria.act(changes), changes);
const add = (item, after = null) => ({ type: 'item.add', item, parent: null, after, kind: 'item' });

/** The words of an item as they are seen: what is hidden is not, what is drawn is. */
const seen = ({ page }, item) =>
  page.evaluate((item) => {
    const element = document.querySelector(`.editor [data-id="${item}"]`);
    const flags = [...element.querySelectorAll('.peer-caret')];
    return flags.reduce((words, flag) => words.replace(flag.innerText, ''), element.innerText).replaceAll('\n', '');
  }, item);

/** Puts the caret to a place of the stored words: those of a reference are not on the screen. */
const caretAt = (person, item, offset) =>
  person.page.evaluate(
    ([item, offset]) => {
      const { view } = window.plenaria.editor.value.single[0];
      const { doc, selection, tr } = view.state;
      doc.forEach((node, pos) => {
        if (node.attrs.id !== item) return;
        view.dispatch(tr.setSelection(selection.constructor.create(doc, pos + 1 + offset)));
      });
      view.focus();
    },
    [item, offset],
  );

const sees = async (person, item, words) => {
  for (let tries = 0; tries < 80; tries++) {
    if ((await seen(person, item)).trim() === words) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal((await seen(person, item)).trim(), words);
};

const stored = ({ page }, item, lang = 'es') =>
  page.evaluate(
    ([item, lang]) => JSON.parse(JSON.stringify(window.plenaria.draft.view.items.get(item).texts[lang].ops)),
    [item, lang],
  );

const handleOf = async (draft, id) => {
  const response = await draft.request('chair', '/export?format=json');
  return (await response.json()).items.find((item) => item.id === id).handle;
};

const shot = async ({ page }, name) => {
  if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/${name}.png` });
};

const open = async ({ page }, name) => {
  await page.evaluate((name) => window.plenaria.open(name), name);
  await page.locator('dialog[open]').waitFor();
  return page.locator('dialog[open]');
};

describe('references', () => {
  let draft;
  let chair;
  let observer;
  let target;
  let last;
  before(async () => {
    draft = await meeting.draft('1. Uno.\n a. Primero.\n b. Segundo.\n2. Dos.\n3. Como dice el punto 1.b.');
    [chair, observer] = await meeting.sit(draft, 'chair', 'observer');
    target = draft.ids[1];
    last = draft.ids[4];
  });

  it('a number that is typed is offered, and Alt and Enter make it a link', async () => {
    await chair.caret(draft.ids[3]);
    await chair.type(' Véase el punto 1.a');
    const offer = chair.page.locator('.reference-offer');
    await offer.getByText('Enlazar con el punto 1.a').waitFor();
    assert.deepEqual(await seriousFindings(chair.page, '.reference-offer'), []);
    await shot(chair, 'offer');
    await chair.press('Alt+Enter');
    await offer.waitFor({ state: 'detached' });
    assert.deepEqual((await stored(chair, draft.ids[3])).at(-1), {
      insert: '1.a',
      attributes: { link: `#item:${target}` },
    });
    await chair.type(' y más');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 1.a y más');
  });

  it('a handle that is typed is offered as well; linked, it shows the number of its item', async () => {
    const handle = await handleOf(draft, target);
    await chair.caret(last);
    await chair.type(` Y §${handle}`);
    const offer = chair.page.locator('.reference-offer');
    await offer.getByText('Enlazar con el punto 1.a').waitFor();
    await chair.press('Alt+Enter');
    await offer.waitFor({ state: 'detached' });
    await sees(observer, last, 'Como dice el punto 1.b. Y 1.a');
    assert.deepEqual((await stored(chair, last)).at(-1), {
      insert: `§${handle}`,
      attributes: { link: `#item:${target}` },
    });
    await chair.page.evaluate(() => window.plenaria.draft.undo());
    await sees(observer, last, `Como dice el punto 1.b. Y §${handle}`);
    await chair.page.evaluate(() => window.plenaria.draft.undo());
    await sees(observer, last, 'Como dice el punto 1.b.');
  });

  it('Escape declines, and the same words are not offered again', async () => {
    await chair.caret(last, 23);
    await chair.page.locator('.reference-offer').getByText('Enlazar con el punto 1.b').waitFor();
    await chair.press('Escape');
    await chair.caret(last, 0);
    await chair.caret(last, 23);
    await chair.page.waitForTimeout(700);
    await counted(chair.page.locator('.reference-offer'), 0);
  });

  it('the number follows its item on every screen, and the stored words do not', async () => {
    await act(chair, add('n1'));
    for (const person of [chair, observer]) await sees(person, draft.ids[3], 'Dos. Véase el punto 2.a y más');
    assert.equal((await stored(chair, draft.ids[3]))[1].insert, '1.a');
    await shot(chair, 'follows');
    await act(chair, { type: 'draft.freeze', on: true }, add('n2'));
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 2.a y más');
    await act(chair, { type: 'draft.renumber' });
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 3.a y más');
  });

  it('Backspace and Delete take a reference as a whole, and undo brings it back', async () => {
    const behind = 'Dos. Véase el punto 1.a'.length;
    await caretAt(chair, draft.ids[3], behind);
    await chair.press('Backspace');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto  y más');
    await chair.press('Control+z');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 3.a y más');
    await caretAt(chair, draft.ids[3], behind - 3);
    await chair.press('Delete');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto  y más');
    await chair.press('Control+z');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 3.a y más');
  });

  it('arrows pass over it as one sign, and typing beside it stays outside', async () => {
    const behind = 'Dos. Véase el punto 1.a'.length;
    await caretAt(chair, draft.ids[3], behind + 1);
    await chair.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await chair.type('x');
    await sees(observer, draft.ids[3], 'Dos. Véase el puntox 3.a y más');
    await chair.press('Backspace', 'ArrowRight', 'ArrowRight');
    await chair.type('z');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 3.az y más');
    await chair.press('Backspace');
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 3.a y más');
    assert.deepEqual((await stored(chair, draft.ids[3]))[1], { insert: '1.a', attributes: { link: `#item:${target}` } });
  });

  it('a click goes to the item; pointing at it shows its words', async () => {
    const reference = observer.page.locator(`.editor [data-id="${draft.ids[3]}"] .reference`);
    await reference.hover();
    assert.equal(await reference.getAttribute('title'), 'Punto 3.a: Primero.');
    await reference.click();
    await observer.page.locator(`.editor [data-id="${target}"].flash`).waitFor();
  });

  it('it is the same in the text to read, and a link to the item', async () => {
    await observer.page.goto(`${observer.line.url}/d/${draft.id}?view=read`);
    const link = observer.page.locator(`#item-${draft.ids[3]} a.reference`);
    await link.waitFor();
    assert.equal(await link.innerText(), '3.a');
    assert.equal(await link.getAttribute('href'), `#item-${target}`);
    await act(chair, add('n3'));
    await observer.page.waitForFunction(
      (item) => document.querySelector(`#item-${item} a.reference`)?.textContent === '4.a',
      draft.ids[3],
    );
    await observer.page.goto(`${observer.line.url}/d/${draft.id}`);
    await observer.opened();
  });

  it('a reference to a removed item is struck, and listed; all that is typed is linked at once', async () => {
    await act(chair, { type: 'item.remove', item: target });
    await sees(observer, draft.ids[3], 'Dos. Véase el punto 1.a [suprimido] y más');
    const gone = chair.page.locator(`.editor [data-id="${draft.ids[3]}"] .reference.is-gone`);
    await gone.waitFor();
    await shot(chair, 'gone');
    const dialog = await open(chair, 'references');
    assert.match(await dialog.innerText(), /A puntos que ya no están\s+Punto 5 .*Véase el punto\s*1\.a \[suprimido\]/);
    assert.deepEqual(await seriousFindings(chair.page, 'dialog[open]'), []);
    await shot(chair, 'dialog');
    assert.equal(await dialog.getByRole('checkbox').count(), 0, 'the number in the last item is that of no item now');
    await act(chair, { type: 'item.restore', item: target });
    await dialog.getByText('Ninguna referencia lleva a un punto suprimido.').waitFor();
    await chair.press('Escape');
    await act(chair, ...['n1', 'n2', 'n3'].map((item) => ({ type: 'item.remove', item })));
    const again = await open(chair, 'references');
    await again.getByRole('button', { name: 'Enlazar 1', exact: true }).click();
    await chair.press('Escape');
    await act(chair, add('n4'));
    await sees(observer, last, 'Como dice el punto 2.b.');
    await chair.page.evaluate(() => window.plenaria.draft.undo());
    await chair.page.evaluate(() => window.plenaria.draft.undo());
    await sees(observer, last, 'Como dice el punto 1.b.');
  });

  it('is found by the number that it shows now, and replacing leaves it alone', async () => {
    await act(chair, add('n6'));
    await sees(chair, draft.ids[3], 'Dos. Véase el punto 2.a y más');
    await caretAt(chair, draft.ids[3], 0);
    await chair.press('Control+h');
    const bar = chair.page.locator('.find-bar');
    await bar.locator('input').first().fill('el punto 2.a y');
    await bar.getByText('1 de 1').waitFor();
    const background = () =>
      chair.page.evaluate(
        (item) => getComputedStyle(document.querySelector(`[data-id="${item}"] .reference`)).backgroundColor,
        draft.ids[3],
      );
    assert.notEqual(await background(), 'rgba(0, 0, 0, 0)');
    await shot(chair, 'found');
    await act(chair, add('n7'));
    await bar.getByText('Sin resultados').waitFor();
    assert.equal(await background(), 'rgba(0, 0, 0, 0)');
    await bar.locator('input').first().fill('3.a');
    await bar.getByText('1 de 1').waitFor();
    await chair.page.getByRole('textbox', { name: 'Reemplazar por' }).fill('9.z');
    await chair.page.getByRole('button', { name: 'Reemplazar todo', exact: true }).click();
    await chair.page.getByText('Sin cambiar: 1 (el número sigue a su punto).').waitFor();
    await bar.locator('input').first().fill('punto 1.a');
    await bar.getByText('Sin resultados').waitFor();
    await chair.press('Escape');
    await act(chair, ...['n6', 'n7'].map((item) => ({ type: 'item.remove', item })));
    await sees(chair, draft.ids[3], 'Dos. Véase el punto 1.a y más');
  });

  it('what is copied has the number that is seen', async () => {
    await act(chair, add('n5'));
    await sees(chair, draft.ids[3], 'Dos. Véase el punto 2.a y más');
    await caretAt(chair, draft.ids[3], 0);
    await chair.press('Shift+End');
    const copied = await chair.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
      return clipboardData.getData('text/plain');
    });
    assert.match(copied, /Véase el punto 2\.a y más/);
  });
});

describe('where one may only propose', () => {
  let draft;
  let chair;
  let mexico;
  before(async () => {
    draft = await meeting.draft(['Uno.', 'Como dice el punto 1, sin más.', 'Véase también el punto 1.']);
    [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    for (const item of draft.ids.slice(1)) {
      await chair.page.evaluate((item) => window.plenaria.act([{ type: 'item.status', item, status: 'review' }]), item);
      await mexico.seesStatus(item, 'review');
    }
  });

  it('a link is offered as a proposal, and the caret comes behind it', async () => {
    await mexico.caret(draft.ids[1], 'Como dice el punto 1'.length);
    const offer = mexico.page.locator('.reference-offer');
    await offer.getByText('Proponer el enlace con el punto 1').waitFor();
    assert.deepEqual(await seriousFindings(mexico.page, '.reference-offer'), []);
    await shot(mexico, 'offer_proposal');
    await mexico.press('Alt+Enter');
    await offer.waitFor({ state: 'detached' });
    await mexico.type(' y 1');
    const ops = await stored(mexico, draft.ids[1]);
    assert.deepEqual(
      ops.map(({ insert, attributes = {} }) => [
        insert,
        ...Object.keys(attributes)
          .map((name) => name.slice(0, 4))
          .sort(),
      ]),
      [['Como dice el punto '], ['1', 'del:'], ['1', 'ins:', 'link'], [' y 1', 'ins:'], [', sin más.']],
    );
    await chair.page.waitForFunction(
      () => [...window.plenaria.draft.view.negotiation.proposals.values()].filter(({ state }) => state === 'open').length === 1,
    );
  });

  it('own proposed words are linked as they stand', async () => {
    await mexico.type(' y el punto 1');
    const offer = mexico.page.locator('.reference-offer');
    await offer.getByText('Enlazar con el punto 1').waitFor();
    await mexico.press('Alt+Enter');
    await offer.waitFor({ state: 'detached' });
    const linked = (await stored(mexico, draft.ids[1])).filter(({ attributes }) => attributes?.link);
    assert.equal(linked.length, 2);
    assert.equal(
      (await stored(mexico, draft.ids[1])).filter(({ attributes = {} }) =>
        Object.keys(attributes).some((name) => name.startsWith('del:')),
      ).length,
      1,
    );
  });

  it('the list says what will be a proposal, and says that it was one', async () => {
    const dialog = await open(mexico, 'references');
    await dialog.getByText('como propuesta').first().waitFor();
    await shot(mexico, 'dialog_proposal');
    await dialog.getByRole('button', { name: /^Enlazar \d$/ }).click();
    await mexico.page
      .getByText(/enlaces? propuestos?\./)
      .first()
      .waitFor();
    await mexico.press('Escape');
    const ops = await stored(mexico, draft.ids[2]);
    assert.equal(
      ops.some(({ attributes = {} }) => attributes.link && Object.keys(attributes).some((name) => name.startsWith('ins:'))),
      true,
    );
  });

  it('fits a phone, in the dark', async () => {
    await mexico.page.setViewportSize({ width: 360, height: 640 });
    await mexico.page.emulateMedia({ colorScheme: 'dark' });
    await shot(mexico, 'references_phone_dark');
    assert.equal(await mexico.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    assert.deepEqual(await seriousFindings(mexico.page), []);
    const dialog = await open(mexico, 'references');
    await shot(mexico, 'dialog_phone_dark');
    assert.equal(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth), true);
    assert.deepEqual(await seriousFindings(mexico.page, 'dialog[open]'), []);
    await mexico.press('Escape');
  });
});

describe('permanent handles', () => {
  let draft;
  let chair;
  let handle;
  before(async () => {
    draft = await meeting.draft(['Uno.', 'Dos.', 'Tres.']);
    [chair] = await meeting.sit(draft, 'chair');
    handle = await handleOf(draft, draft.ids[1]);
  });

  it('stand behind the items when they are asked for, there and in the text to read', async () => {
    await chair.page.getByRole('button', { name: 'Menú', exact: true }).click();
    await chair.page.getByRole('menuitemradio', { name: 'Signos permanentes (§)' }).click();
    const sign = chair.page.locator(`.editor [data-id="${draft.ids[1]}"] .item-handle-sign`);
    await sign.waitFor();
    assert.equal((await sign.innerText()).trim(), `§${handle}`);
    await shot(chair, 'handles');
    await caretAt(chair, draft.ids[1], 4);
    await chair.type(' más');
    await sees(chair, draft.ids[1], `Dos. más §${handle}`);
  });

  it('lead to the item from the address, from “go to” and from the search in the text', async () => {
    await chair.page.goto('about:blank');
    await chair.page.goto(`${chair.line.url}/d/${draft.id}#${handle}`);
    await chair.opened();
    await chair.until((item) => window.plenaria.current.value === item, 'the item', draft.ids[1]);
    await caretAt(chair, draft.ids[0], 0);
    const dialog = await open(chair, 'goto');
    await dialog.getByRole('textbox').fill(`§${handle.toLowerCase()}`);
    await chair.press('Enter');
    await chair.until((item) => window.plenaria.current.value === item, 'the item', draft.ids[1]);
    await caretAt(chair, draft.ids[0], 0);
    await chair.press('Control+f');
    await chair.page.locator('.find-bar input').fill(handle);
    await chair.page
      .locator('.find-bar')
      .getByRole('button', { name: `§${handle}: Punto 2` })
      .click();
    await chair.until((item) => window.plenaria.current.value === item, 'the item', draft.ids[1]);
  });

  it('are in the menu of the item, whose link leads there', async () => {
    await chair.press('Escape');
    await caretAt(chair, draft.ids[1], 4);
    await chair.press('Control+.');
    await chair.page
      .getByRole('menuitem', { name: /Copiar/ })
      .getByText(`§${handle}`)
      .waitFor();
  });
});
