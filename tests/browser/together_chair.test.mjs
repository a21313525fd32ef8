// The chair locks, opens and adopts; delegations and observers find out, also those who write messages by hand.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inOneLine, printed } from './printed.mjs';
import { agree, Meeting } from './together_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const everybody = ['chair', 'mexico', 'canada', 'observer'];

/** Sets a status from the keyboard: the menu of the item, 0 for everything below, then the status by its place. */
async function setStatus(chair, item, place, { below = false } = {}) {
  await chair.caret(item, 0);
  await chair.press('Control+.');
  await chair.page.getByRole('menu').waitFor();
  await chair.press(...(below ? ['0'] : []), String(place));
  await chair.page.getByRole('menu').waitFor({ state: 'detached' });
}

const OPEN = 1;
const REVIEW = 2;
const APPROVED = 4;

/** A connection of its own, made in the page with the page's cookie: sends each op and gives what came back. */
function byHand(person, draft, ...ops) {
  return person.page.evaluate(
    async ([draft, ops]) => {
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws`, 'plenaria.v1');
      const inbox = [];
      const readers = [];
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (readers.length > 0) readers.shift()(message);
        else inbox.push(message);
      };
      const next = async (...kinds) => {
        for (;;) {
          const message = inbox.shift() ?? (await new Promise((resolve) => readers.push(resolve)));
          if (kinds.includes(message.t)) return message;
        }
      };
      await new Promise((resolve) => (socket.onopen = resolve));
      const client = `byhand${Math.random().toString(36).slice(2)}`;
      socket.send(JSON.stringify({ t: 'hello', v: 1, draft, client }));
      const { seq } = await next('welcome');
      const answers = [];
      let n = 1;
      for (const changes of ops) {
        socket.send(JSON.stringify({ t: 'op', n, base: seq, changes }));
        const answer = await next('reject', 'error', 'ops');
        answers.push(answer.t === 'ops' ? 'accepted' : answer.code);
        if (answer.t === 'ops') n++;
      }
      socket.close();
      return answers;
    },
    [draft.id, ops],
  );
}

/* Runs in the page: opens the board as soon as the page has its first item, and keeps whatever the board says from then on. */
function listenToBoard() {
  window.boardSaid = [];
  let opened = false;
  const look = () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Tablero'));
    if (!opened && button && document.querySelector('.editor .item')) {
      opened = true;
      button.click();
    }
    const lead = document.querySelector('.board-lead')?.textContent;
    if (lead && lead !== window.boardSaid.at(-1)) window.boardSaid.push(lead);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

const write = (item, words = 'x') => [{ type: 'text', item, lang: 'es', delta: { ops: [{ insert: words }] } }];

describe('a lock', () => {
  it('is seen by all at once, and typing in the item says why it cannot be', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, canada, observer] = await meeting.sit(draft, ...everybody);
    const [item] = draft.ids;
    await mexico.caret(item);
    await setStatus(chair, item, APPROVED);
    await Promise.all([mexico, canada, observer].map((person) => person.seesStatus(item, 'approved')));
    await mexico.type('no');
    await mexico.page.getByText('Punto 1 está «Aprobado»', { exact: false }).first().waitFor();
    await agree(draft, [chair, mexico, canada, observer]);
    assert.equal(await mexico.words(item), 'Uno');
  });

  it('keeps the caret where the person clicked: no letter of what is refused lands elsewhere', async () => {
    const long = 'palabras que nadie tiene prisa por leer '.repeat(8).trim();
    const draft = await meeting.draft([long, long, long]);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const [first, second, third] = draft.ids;
    await setStatus(chair, second, APPROVED);
    await setStatus(chair, third, APPROVED);
    await Promise.all([mexico, canada].map((person) => person.seesStatus(third, 'approved')));
    for (const closed of [second, third, second, third]) {
      await mexico.caret(first, 5);
      await mexico.page.locator(`.editor [data-id="${closed}"]`).click();
      await mexico.type('NO');
      assert.deepEqual(await mexico.lines(), [long, long, long]);
    }
    await agree(draft, [chair, mexico, canada]);
  });

  it('that comes while one types leaves no word nowhere: it is in the text or with its author', async () => {
    const draft = await meeting.draft(['Uno:']);
    const [chair, mexico, observer] = await meeting.sit(draft, 'chair', 'mexico', 'observer');
    const [item] = draft.ids;
    const words = ' palabras que se escriben mientras la presidencia cierra el punto';
    await mexico.caret(item);
    const typing = mexico.type(words, { delay: 10 });
    await observer.sees('palabras');
    await chair.page.evaluate((item) => window.plenaria.act([{ type: 'item.status', item, status: 'approved' }]), item);
    await typing;
    await agree(draft, [chair, mexico, observer]);
    const kept = (await observer.words(item)).slice('Uno:'.length);
    const returned = (await mexico.tray()).map((entry) => entry.words).join('');
    assert.ok(words.startsWith(kept + returned), `“${kept}” and “${returned}”`);
    assert.ok(kept.includes('palabras'));
  });

  it('gives words that came too late back, and takes them once the item is open again', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const [item] = draft.ids;
    canada.line.cut();
    await canada.until(() => window.plenaria.draft.connection.value.state !== 'live', 'the line to be gone');
    await canada.caret(item);
    await canada.type(', demasiado tarde');
    await setStatus(chair, item, APPROVED);
    await chair.settled();
    canada.line.mend();
    await canada.page.getByText('Palabras no aceptadas', { exact: false }).first().waitFor();
    assert.deepEqual(await canada.tray(), [{ item, words: ', demasiado tarde', code: 'locked' }]);
    assert.equal(await canada.words(item), 'Uno');
    await canada.page.getByTitle('1 texto no aceptado').click();
    await canada.page.locator('.refused blockquote', { hasText: ', demasiado tarde' }).waitFor();
    await canada.button('Volver a intentar').click();
    await canada.page.getByText('Tampoco se puede ahora.', { exact: false }).first().waitFor();
    await setStatus(chair, item, OPEN);
    await canada.seesStatus(item, 'open');
    await canada.button('Volver a intentar').click();
    await agree(draft, [chair, mexico, canada]);
    assert.equal(await mexico.words(item), 'Uno, demasiado tarde');
    assert.deepEqual(await canada.tray(), []);
  });

  it('offers words that came too late for an open item as a proposal once it is under review', async () => {
    const draft = await meeting.draft(['Uno']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const [item] = draft.ids;
    canada.line.cut();
    await canada.until(() => window.plenaria.draft.connection.value.state !== 'live', 'the line to be gone');
    await canada.caret(item);
    await canada.type(' tarde');
    await setStatus(chair, item, REVIEW);
    await chair.settled();
    canada.line.mend();
    await canada.page.getByTitle('1 texto no aceptado').click();
    await canada.button('Volver a intentar').click();
    const model = await agree(draft, [chair, mexico, canada]);
    assert.equal(await mexico.words(item), 'Uno tarde');
    assert.equal(model.negotiation.proposals.length, 1);
    assert.deepEqual(await canada.tray(), []);
  });
});

describe('the chair', () => {
  it('sets an item and everything below it, and the board of everybody counts', async () => {
    const draft = await meeting.draft('1. Uno\n   a. Dos\n   b. Tres\n2. Cuatro');
    const [chair, mexico, observer] = await meeting.sit(draft, 'chair', 'mexico', 'observer');
    await setStatus(chair, draft.ids[0], APPROVED, { below: true });
    await setStatus(chair, draft.ids[3], REVIEW);
    await mexico.seesStatus(draft.ids[3], 'review');
    for (const person of [chair, mexico, observer]) {
      await person.button('Tablero').click();
      await person.page.getByText('Falta 1 punto por aprobar').waitFor();
      await person.page.locator('.tally-line', { hasText: /^\s*1\s*En revisión/ }).waitFor();
      const counts = await person.page.locator('.tally-line').allInnerTexts();
      assert.deepEqual(
        counts.slice(0, 4).map((line) => line.replace(/\s+/g, ' ').trim()),
        ['3 Aprobado', '0 Acordado', '1 En revisión', '0 Abierto'],
      );
    }
    await agree(draft, [chair, mexico, observer]);
  });

  it('is never told that all is approved while the text is still coming in', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair] = await meeting.sit(draft, 'chair');
    const tab = await chair.anotherTab();
    await tab.page.addInitScript(listenToBoard);
    await tab.page.reload();
    await tab.page.getByText('Faltan 2 puntos por aprobar').waitFor();
    assert.deepEqual(await tab.page.evaluate(() => window.boardSaid), ['Faltan 2 puntos por aprobar']);
    await tab.page.close();
  });

  it('adopts when all is approved, and then nothing changes, not even by hand', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, observer] = await meeting.sit(draft, 'chair', 'mexico', 'observer');
    const [item] = draft.ids;
    await chair.button('Tablero').click();
    assert.ok(await chair.button('Adoptar el texto…').isDisabled());
    for (const id of draft.ids) await setStatus(chair, id, APPROVED);
    await chair.button('Adoptar el texto…').click();
    await chair.button('Adoptar').click();
    for (const person of [chair, mexico, observer]) await person.page.locator('.stamp').waitFor();
    await mexico.page.getByText('Solo lectura: el texto está adoptado').waitFor();
    const before = await draft.snapshot();
    await chair.page.locator('.editor').focus();
    await chair.type('x');
    await chair.press('Control+z');
    const refused = await byHand(
      chair,
      draft,
      write(item),
      [{ type: 'item.status', item, status: 'open' }],
      [{ type: 'item.remove', item }],
    );
    assert.deepEqual(refused, ['adopted', 'adopted', 'adopted']);
    await agree(draft, [chair, mexico, observer]);
    assert.deepEqual(await draft.snapshot(), before);
  });
});

describe('messages by hand', () => {
  it('let an observer change nothing', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [mexico, observer] = await meeting.sit(draft, 'mexico', 'observer');
    const [item, other] = draft.ids;
    await observer.page.locator('.editor').focus();
    await observer.type('x');
    await observer.press('Enter', 'Delete', 'Control+Shift+Backspace');
    const answers = await byHand(
      observer,
      draft,
      write(item),
      [{ type: 'item.add', item: 'fresh', parent: null, after: null, kind: 'item' }],
      [{ type: 'item.move', item, parent: null, after: other }],
      [{ type: 'item.remove', item }],
      [{ type: 'item.split', item, new: 'fresh', at: { es: 1 } }],
      [{ type: 'item.merge', item: other, into: item }],
      [{ type: 'item.kind', item, kind: 'heading' }],
      [{ type: 'item.status', item, status: 'approved' }],
      [{ type: 'item.align', item, lang: 'en' }],
      [{ type: 'draft.set', title: { es: 'Otro' } }],
      [{ type: 'draft.adopt' }],
      [{ type: 'participant.set', participant: { id: 'me', role: 'chair', name: 'Me' } }],
    );
    assert.equal(answers.length, 12);
    assert.deepEqual([...new Set(answers)], ['forbidden']);
    await agree(draft, [mexico, observer]);
    assert.deepEqual(await mexico.lines(), ['Uno', 'Dos']);
  });

  it('let a delegation write where it may, and neither lock, adopt nor write where it may not', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    const [item, other] = draft.ids;
    await setStatus(chair, other, REVIEW);
    await mexico.seesStatus(other, 'review');
    const answers = await byHand(
      mexico,
      draft,
      write(other),
      [{ type: 'item.status', item, status: 'approved' }],
      [{ type: 'draft.adopt' }],
      [{ type: 'draft.set', title: { es: 'Otro' } }],
      [...write(item), { type: 'item.remove', item: other }],
      write(item, 'Bien: '),
    );
    assert.deepEqual(answers, ['locked', 'forbidden', 'forbidden', 'forbidden', 'locked', 'accepted']);
    await agree(draft, [chair, mexico]);
    assert.deepEqual(await chair.lines(), ['Bien: Uno', 'Dos']);
  });
});

describe('two languages', () => {
  it('stand side by side; a change of the original marks the translation until it is aligned', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    for (const person of [mexico, canada]) {
      await person.button('Lado a lado').click();
      await person.page.locator('.editor[lang="en"] .item').first().waitFor();
    }
    const stale = (person) => person.page.locator(`.editor[lang="en"] [data-id="${item}"][data-stale]`);
    await canada.caret(item, 0, 'en');
    await canada.type('One');
    await canada.page.evaluate((item) => window.plenaria.align(item, 'en'), item);
    await stale(mexico).waitFor({ state: 'detached' });
    await mexico.caret(item);
    await mexico.insert(' o no');
    await stale(canada).waitFor();
    await mexico.press('Control+z');
    for (const person of [mexico, canada]) await stale(person).waitFor({ state: 'detached' });
    await Promise.all([mexico.type(' y medio'), canada.type('!')]);
    await stale(canada).waitFor();
    await stale(mexico).waitFor();
    await agree(draft, [mexico, canada], { langs: ['es', 'en'] });
    await canada.press('Control+.');
    await canada.page.getByRole('menuitem', { name: 'Ver qué cambió desde la traducción' }).click();
    assert.match(await canada.page.locator('.compare ins').textContent(), / y medio\]?$/);
    await canada.button('Dar por alineada').click();
    await stale(mexico).waitFor({ state: 'detached' });
    const model = await agree(draft, [mexico, canada], { langs: ['es', 'en'] });
    assert.equal(model.words(item, 'en'), 'One!');
    assert.equal(model.words(item, 'es'), 'Uno y medio');
  });

  it('are split and joined together, whichever of the two one writes in', async () => {
    const draft = await meeting.draft(['UnoDos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    for (const person of [mexico, canada]) {
      if ((await person.page.locator('.editor').count()) < 2) await person.button('Lado a lado').click();
      await person.page.locator('.editor[lang="en"] .item').first().waitFor();
    }
    await canada.caret(item, 0, 'en');
    await canada.type('OneTwo');
    await mexico.caret(item, 3);
    await mexico.press('Enter');
    await canada.until(() => document.querySelectorAll('.editor[lang="en"] .item').length === 2, 'two rows');
    await agree(draft, [mexico, canada], { langs: ['es', 'en'] });
    assert.deepEqual(await canada.lines('es'), ['Uno', 'Dos']);
    assert.equal((await canada.lines('en')).join(''), 'OneTwo');
    await mexico.press('Backspace');
    await agree(draft, [mexico, canada], { langs: ['es', 'en'] });
    assert.deepEqual([await canada.lines('es'), await canada.lines('en')], [['UnoDos'], ['OneTwo']]);
  });
});

describe('a translation that is pasted', () => {
  const TEXT = ['1. Uno', '   a. Dos', '   b. Tres', '2. Cuatro'].join('\n');
  const rows = (page) =>
    page.locator('.fill tbody tr').evaluateAll((rows) => rows.map((row) => row.innerText.replace(/\s+/g, ' ')));

  it('fills the items of its language after a preview, and adds none', async () => {
    const draft = await meeting.draft(TEXT);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    if ((await mexico.page.locator('.editor').count()) < 2) await mexico.button('Lado a lado').click();
    await mexico.page.locator('.editor[lang="en"] .item').first().waitFor();
    await mexico.caret(draft.ids[0], 0, 'en');
    await mexico.paste('1. One\n  a. Two\n  b. Three\n2. Four\n3. Five');
    await mexico.page.locator('.fill').waitFor();
    assert.deepEqual(await rows(mexico.page), ['1 Uno One', '1.a Dos Two', '1.b Tres Three', '2 Cuatro Four']);
    assert.deepEqual(await mexico.page.locator('.fill-left li').allTextContents(), ['3. Five']);
    await mexico.button('Cancelar').click();
    assert.deepEqual(await mexico.lines('en'), ['', '', '', ''], 'nothing is written before it is said so');
    await mexico.until(() => document.activeElement?.closest('.editor[lang="en"]'), 'the focus to be back in the text');
    await mexico.paste('1. One\n  a. Two\n  b. Three\n2. Four\n3. Five');
    await mexico.button('Llenar 4 puntos').click();
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await mexico.lines('es'), ['Uno', 'Dos', 'Tres', 'Cuatro']);
    assert.deepEqual(await mexico.lines('en'), ['One', 'Two', 'Three', 'Four']);
    await mexico.page.locator('.editor[lang="en"]').focus();
    await mexico.press('Control+z');
    await agree(draft, [mexico, canada], { langs: ['es'] });
    assert.deepEqual(await mexico.lines('en'), ['', '', '', ''], 'it is one act');
  });

  it('leaves words that are there, in one language too, unless they are to be replaced', async () => {
    const draft = await meeting.draft(TEXT);
    const [mexico] = await meeting.sit(draft, 'mexico');
    await mexico.page.evaluate(
      (item) => window.plenaria.draft.submit([{ type: 'text', item, lang: 'en', delta: { ops: [{ insert: 'Mine' }] } }]),
      draft.ids[1],
    );
    await mexico.page.evaluate(() => window.plenaria.show(['en']));
    await mexico.page.locator('.editor[lang="en"] .item').first().waitFor();
    await mexico.caret(draft.ids[0], 0, 'en');
    await mexico.paste('1. One\n  a. Two\n  b. Three');
    await mexico.page.locator('.fill').waitFor();
    assert.match((await rows(mexico.page))[1], /Two .*Mine/);
    await mexico.button('Llenar 2 puntos').click();
    assert.deepEqual(await mexico.lines('en'), ['One', 'Mine', 'Three', '']);
    await mexico.caret(draft.ids[0], 0, 'en');
    await mexico.paste('1. One!\n  a. Two\n  b. Three');
    await mexico.page.getByRole('checkbox').check();
    await mexico.button('Llenar 3 puntos').click();
    await agree(draft, [mexico], { langs: ['en'] });
    assert.deepEqual(await mexico.lines('en'), ['One!', 'Two', 'Three', '']);
  });
});

describe('on paper', () => {
  it('stands what stands on the screen, numbered, with the page of the pages', async () => {
    const many = Array.from({ length: 60 }, (_, at) => `Recomendación número ${at + 1}: ${'instar a las partes '.repeat(8)}`);
    const draft = await meeting.draft(many);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    await mexico.caret(draft.ids[59]);
    await mexico.type('y esto se acaba de escribir');
    await canada.sees('y esto se acaba de escribir');
    await canada.page.evaluate(() => window.plenaria.open('print'));
    const text = inOneLine(await printed(canada.page));
    const pages = Number(/Página 1 de (\d+)/.exec(text)?.[1]);
    assert.ok(pages > 1, text.slice(0, 500));
    for (let page = 2; page <= pages; page++) assert.ok(text.includes(`Página ${page} de ${pages}`), `page ${page}`);
    assert.match(text, / 1\. Recomendación número 1:/);
    assert.match(text, / 60\. Recomendación número 60:/);
    assert.ok(text.includes('y esto se acaba de escribir'));
  });
});
