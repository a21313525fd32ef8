// Several people write in the same items at once, each in a browser of their own, through the real server.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { agree, END, Meeting } from './together_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const everybody = ['chair', 'mexico', 'canada', 'observer'];

/** Whether the letters of `part` come in `whole` in this order, others between them or not. */
function isWithin(part, whole) {
  let at = 0;
  for (const letter of whole) if (letter === part[at]) at++;
  return at === part.length;
}

describe('in one item', () => {
  it('three type at three places at once, and each finds their words whole', async () => {
    const draft = await meeting.draft(['Aprobar los informes.']);
    const [chair, mexico, canada, observer] = await meeting.sit(draft, ...everybody);
    const [item] = draft.ids;
    await chair.caret(item, 0);
    await mexico.caret(item, 7);
    await canada.caret(item, END);
    await Promise.all([
      chair.type('Tomar nota y '),
      mexico.type(', con satisfacción,'),
      canada.type(' Agradecer a la Secretaría.'),
    ]);
    await agree(draft, [chair, mexico, canada, observer]);
    const whole = 'Tomar nota y Aprobar, con satisfacción, los informes. Agradecer a la Secretaría.';
    assert.equal(await observer.words(item), whole);
  });

  it('two type at the same place at once, and no letter is lost or doubled', async () => {
    const draft = await meeting.draft(['Texto']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    await Promise.all([mexico.caret(item), canada.caret(item)]);
    await Promise.all([mexico.type(' 0123456789'), canada.type(' ABCDEFGHIJ')]);
    await agree(draft, [mexico, canada]);
    const words = await mexico.words(item);
    assert.equal(words.length, 'Texto'.length + 22);
    assert.ok(isWithin('0123456789', words) && isWithin('ABCDEFGHIJ', words), words);
  });

  it('a caret that was moved this moment stays where it is, though others write', async () => {
    const draft = await meeting.draft(['uno y dos', 'tres y cuatro', 'cinco']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [first, second, third] = draft.ids;
    await canada.caret(third);
    let writes = true;
    const writing = (async () => {
      while (writes) await canada.type(' y seis', { delay: 8 });
    })();
    const letters = 40;
    for (let at = 0; at < letters; at++) {
      await mexico.page.locator(`.editor [data-id="${at % 2 ? second : first}"]`).click();
      await mexico.press('Home', 'ArrowRight', 'ArrowRight');
      await mexico.type('Z');
    }
    writes = false;
    await writing;
    await agree(draft, [mexico, canada]);
    const many = 'Z'.repeat(letters / 2);
    assert.deepEqual((await canada.lines()).slice(0, 2), [`un${many}o y dos`, `tr${many}es y cuatro`]);
  });

  it('one splits it and joins it again while another types at its end', async () => {
    const draft = await meeting.draft(['Primera parte. Segunda parte']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    await mexico.caret(item);
    await canada.caret(item, 15);
    const more = ' con las palabras de quien sigue escribiendo sin parar';
    const typing = mexico.type(more, { delay: 15 });
    await canada.press('Enter');
    await mexico.until(() => document.querySelectorAll('.editor .item').length === 2, 'two items');
    await canada.press('Backspace');
    await typing;
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await canada.lines(), [`Primera parte. Segunda parte${more}`]);
  });

  it('one splits it while others type in both halves, and each stays in theirs', async () => {
    const draft = await meeting.draft(['Uno. Dos.']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const [item] = draft.ids;
    await chair.caret(item, 0);
    await mexico.caret(item);
    await canada.caret(item, 5);
    await Promise.all([chair.type('Aquí el principio: '), mexico.type(' Y aquí el final.'), canada.press('Enter')]);
    await agree(draft, [chair, mexico, canada]);
    assert.deepEqual(await chair.lines(), ['Aquí el principio: Uno. ', 'Dos. Y aquí el final.']);
  });

  it('keeps the caret in the second half where the split comes together with words before it', async () => {
    const draft = await meeting.draft(['Uno. Dos.']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    await mexico.caret(item);
    mexico.line.cut();
    await mexico.until(() => window.plenaria.draft.connection.value.state !== 'live', 'the line to be gone');
    await canada.caret(item, 0);
    await canada.type('Aquí. ');
    await canada.settled();
    await canada.caret(item, 11);
    await canada.press('Enter');
    await canada.settled();
    mexico.line.mend();
    await mexico.sees('Aquí. Uno.');
    await mexico.type(' Y fin.');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await canada.lines(), ['Aquí. Uno. ', 'Dos. Y fin.']);
  });
});

describe('undo', () => {
  it('takes back one’s own words and leaves those that another wrote inside them', async () => {
    const draft = await meeting.draft(['[]']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    await mexico.caret(item, 1);
    await mexico.insert('AAAA');
    await canada.sees('[AAAA]');
    await canada.caret(item, 3);
    await canada.type('bb');
    await mexico.sees('[AAbbAA]');
    await mexico.press('Control+z');
    await canada.sees('[bb]');
    await mexico.press('Control+y');
    await canada.until(() => document.querySelector('.editor .item').textContent.includes('A'), 'the words again');
    await agree(draft, [mexico, canada]);
    const again = await canada.words(item);
    assert.ok(isWithin('[AAAA]', again) && again.includes('bb') && again.length === 8, again);
  });

  it('takes back a split and keeps what another has written in the second half since', async () => {
    const draft = await meeting.draft(['UnoDos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    await mexico.caret(draft.ids[0], 3);
    await mexico.press('Enter');
    await canada.until(() => document.querySelectorAll('.editor .item').length === 2, 'two items');
    const [, second] = await canada.shown();
    await canada.caret(second.id);
    await canada.type(' y medio');
    await mexico.sees('Dos y medio');
    await mexico.press('Control+z');
    await canada.until(() => document.querySelectorAll('.editor .item').length === 1, 'one item');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await canada.lines(), ['UnoDos y medio']);
  });

  it('brings back an item that one removed, with what stands below it', async () => {
    const draft = await meeting.draft('1. Uno\n   a. Dos\n2. Tres');
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    await mexico.caret(draft.ids[0]);
    await mexico.press('Control+Shift+Backspace');
    await canada.until(() => document.querySelectorAll('.editor .item').length === 1, 'one item');
    await canada.caret(draft.ids[2]);
    await canada.type('!');
    await mexico.sees('Tres!');
    await mexico.press('Control+z');
    await canada.until(() => document.querySelectorAll('.editor .item').length === 3, 'three items');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await canada.lines(), ['Uno', 'Dos', 'Tres!']);
  });
});

describe('an input method', () => {
  it('ends with the word once, while others write before it, behind it and split the item', async () => {
    const draft = await meeting.draft(['Uno dos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    await canada.caret(item);
    const method = await canada.inputMethod();
    for (const text of ['k', 'ka', 'kan']) await method.composes(text);
    await mexico.caret(item);
    await mexico.type(' detrás');
    await mexico.caret(item, 4);
    await mexico.type('y ');
    await mexico.press('Enter');
    await mexico.until(() => document.querySelectorAll('.editor .item').length === 2, 'two items');
    await method.composes('kanji');
    await method.commits('漢字');
    await agree(draft, [mexico, canada]);
    const [first, second] = await mexico.lines();
    assert.equal(first, 'Uno y ');
    // While somebody composes, what the input method shows is already theirs and goes out; others may write behind it.
    assert.ok(second === 'dos漢字 detrás' || second === 'dos detrás漢字', second);
  });

  it('puts an accented letter of a dead key in once, while another types in the same item', async () => {
    const draft = await meeting.draft(['Caf']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [item] = draft.ids;
    await canada.caret(item);
    await mexico.caret(item, 0);
    const method = await canada.inputMethod();
    const typing = mexico.type('Un buen rato de ', { delay: 10 });
    await method.composes('´');
    await method.commits('é');
    await canada.type(' con leche');
    await typing;
    await agree(draft, [mexico, canada]);
    assert.equal(await mexico.words(item), 'Un buen rato de Café con leche');
  });
});

describe('at once', () => {
  it('one pastes thirty paragraphs while another writes below, and takes them back in one step', async () => {
    const draft = await meeting.draft(['Primero', 'Último']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [first, last] = draft.ids;
    const paragraphs = Array.from({ length: 30 }, (_, at) => `Párrafo número ${at + 1} con ñandúes y 👍🏽`);
    await mexico.caret(first);
    await mexico.press('Enter');
    await canada.caret(last);
    await Promise.all([mexico.paste(paragraphs.join('\n')), canada.type(', y algo más', { delay: 10 })]);
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await canada.lines(), ['Primero', ...paragraphs, 'Último, y algo más']);
    await mexico.press('Control+z');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await canada.lines(), ['Primero', '', 'Último, y algo más']);
  });

  it('one person writes in two tabs, which are two replicas with one name', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const tab = await mexico.anotherTab();
    const [here, there] = await Promise.all(
      [mexico, tab].map(({ page }) =>
        page.evaluate(() => ({
          client: window.plenaria.draft.client,
          id: window.plenaria.draft.you.value.id,
        })),
      ),
    );
    assert.notEqual(here.client, there.client);
    assert.equal(here.id, there.id);
    await mexico.caret(draft.ids[0]);
    await tab.caret(draft.ids[0], 0);
    await Promise.all([mexico.type(' por aquí'), tab.insert('Por allá ')]);
    await agree(draft, [mexico, tab, canada]);
    assert.equal(await canada.words(draft.ids[0]), 'Por allá Uno por aquí');
    await tab.press('Control+z');
    await agree(draft, [mexico, tab, canada]);
    assert.equal(await canada.words(draft.ids[0]), 'Uno por aquí');
    await tab.page.close();
  });

  it('everybody sees the caret of another with code and name, and where it is, until it leaves', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, canada, observer] = await meeting.sit(draft, ...everybody);
    await mexico.caret(draft.ids[1]);
    for (const person of [chair, canada, observer]) {
      const caret = person.page.locator('.peer-caret', { hasText: 'MX' });
      await caret.waitFor({ state: 'attached' });
      assert.match(await caret.textContent(), /Ana López/);
      assert.equal(await person.page.locator(`[data-id="${draft.ids[1]}"]`).getAttribute('data-here'), 'MX');
    }
    await chair.page.getByText('1 observador', { exact: true }).waitFor();
    await mexico.page.goto('about:blank');
    await canada.page.locator('.peer-caret').waitFor({ state: 'detached' });
  });
});
