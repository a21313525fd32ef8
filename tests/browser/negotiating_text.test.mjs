// The words of an item under review, as three delegations amend them at once: what is drawn, what a key does, what undo takes
// back, and what becomes of words that are being typed while the chair decides.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { agree, END, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const act = (person, changes) => person.page.evaluate((changes) => window.plenaria.draft.submit(changes).ok, changes);

/** The text as diplomats write it, as far as the screen shows it: `uno [México: mil ] [Canadá: -dos-]`. */
const drawn = (person, item) => person.page.evaluate(drawnText, item);

function drawnText(item) {
  const write = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.classList.contains('peer-caret') || !node.checkVisibility()) return '';
    const words = [...node.childNodes].map(write).join('');
    const sign = (which) => {
      const { content } = getComputedStyle(node, which);
      return content.includes('[') ? `[${node.dataset.who}: ` : (/^"([^]*)"$/.exec(content)?.[1] ?? '');
    };
    if (node.localName !== 'ins' && node.localName !== 'del') return words;
    const struck = node.localName === 'del' && sign('::after') ? '-' : '';
    return sign('::before') + struck + words + struck + sign('::after');
  };
  return [...document.querySelector(`.editor [data-id="${item}"]`).childNodes].map(write).join('');
}

async function draws(person, item, wanted) {
  const end = Date.now() + 30_000;
  while ((await drawn(person, item)) !== wanted && Date.now() < end) await person.page.waitForTimeout(30);
  assert.equal(await drawn(person, item), wanted, `what ${person.who} sees`);
}

const view = async (person, filter) => {
  await person.page.evaluate((filter) => (window.plenaria.textFilter.value = filter), filter);
  await person.page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
};

/** The open proposal of a delegation. */
const proposalOf = (person, delegation) =>
  person.page.evaluate((delegation) => {
    const all = [...window.plenaria.draft.view.negotiation.proposals.values()];
    return all.find((one) => one.delegation === delegation && one.state === 'open')?.id;
  }, delegation);

let draft;
let chair;
let mexico;
let canada;
let costaRica;
let everybody;
let item;

async function underReview(words) {
  draft = await meeting.draft([words, 'Instar.']);
  everybody = await meeting.sit(draft, 'chair', 'mexico', 'canada', 'costaRica');
  [chair, mexico, canada, costaRica] = everybody;
  [item] = draft.ids.slice(-2);
  await act(chair, [{ type: 'item.status', item, status: 'review' }]);
  for (const person of everybody) await person.seesStatus(item, 'review');
}

describe('three delegations in one sentence', () => {
  before(() => underReview('uno dos tres'));

  it('write inside each other’s words, and the brackets nest', async () => {
    await mexico.caret(item, 4);
    await mexico.insert('mil cien ');
    await draws(canada, item, 'uno [México: mil cien ]dos tres');
    await canada.caret(item, 8);
    await canada.type('y');
    await draws(costaRica, item, 'uno [México: mil [Canadá: y]cien ]dos tres');
    await costaRica.caret(item, 0);
    await costaRica.insert('A ');
    for (const person of everybody) await draws(person, item, '[Costa Rica: A ]uno [México: mil [Canadá: y]cien ]dos tres');
  });

  it('take back their own letter inside somebody else’s words', async () => {
    await canada.type('e ');
    await draws(chair, item, '[Costa Rica: A ]uno [México: mil [Canadá: ye ]cien ]dos tres');
    await canada.press('Backspace', 'Backspace');
    await draws(chair, item, '[Costa Rica: A ]uno [México: mil [Canadá: y]cien ]dos tres');
  });

  it('strike the same words: once, in both names', async () => {
    await canada.caret(item, 16);
    await canada.press('Delete', 'Delete', 'Delete');
    await draws(mexico, item, '[Costa Rica: A ]uno [México: mil [Canadá: y]cien ][Canadá: -dos-] tres');
    await costaRica.caret(item, 19);
    await costaRica.page.evaluate(() => window.plenaria.draft.breakUndo());
    await costaRica.press('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Backspace');
    await draws(chair, item, '[Costa Rica: A ]uno [México: mil [Canadá: y]cien ][Canadá, Costa Rica: -dos-] tres');
    await agree(draft, everybody);
  });

  it('undo what is theirs and redo it, and nobody else’s words move', async () => {
    await costaRica.press('Control+z', 'Control+z');
    await draws(chair, item, 'uno [México: mil [Canadá: y]cien ][Canadá: -dos-] tres');
    await costaRica.press('Control+Shift+z');
    await draws(chair, item, '[Costa Rica: A ]uno [México: mil [Canadá: y]cien ][Canadá: -dos-] tres');
    await mexico.press('Control+z');
    await chair.until(() => !document.querySelector('.editor').textContent.includes('mil'), 'the undo');
    await draws(chair, item, '[Costa Rica: A ]uno [México, Canadá: y][Canadá: -dos-] tres');
    await agree(draft, everybody);
  });
});

describe('a decision while somebody types', () => {
  beforeEach(() => underReview('uno dos tres'));

  it('loses no letter: each is in the text or back with its author', async () => {
    await mexico.caret(item, 4);
    await mexico.type('a');
    await draws(chair, item, 'uno [México: a]dos tres');
    const typing = mexico.type('bcdefghijklmnopqrstuvwxyz', { delay: 15 });
    const proposal = await proposalOf(chair, 'MX');
    await chair.page.evaluate(() => new Promise((done) => setTimeout(done, 150)));
    assert.ok(await act(chair, [{ type: 'proposal.accept', proposal }]));
    await typing;
    await agree(draft, everybody);
    const back = (await mexico.tray()).map(({ words }) => words).join('');
    const all = (await mexico.words(item)) + back;
    for (const letter of 'abcdefghijklmnopqrstuvwxyz')
      assert.equal(all.split(letter).length, 'uno dos tres'.split(letter).length + 1, `how often “${letter}” is there`);
  });

  it('leaves standing what another delegation is typing inside the rejected words', async () => {
    await mexico.caret(item, 4);
    await mexico.type('mil ');
    await draws(canada, item, 'uno [México: mil ]dos tres');
    await canada.caret(item, 6);
    canada.line.cut();
    await canada.type('XY');
    assert.ok(await act(chair, [{ type: 'proposal.reject', proposal: await proposalOf(chair, 'MX') }]));
    canada.line.mend();
    await draws(chair, item, 'uno [Canadá: XY]dos tres');
    await agree(draft, everybody);
    assert.deepEqual(await canada.tray(), []);
  });
});

describe('the clean text', () => {
  beforeEach(async () => {
    await underReview('uno dos tres');
    await mexico.caret(item, 4);
    await mexico.press('Delete', 'Delete', 'Delete', 'Delete');
    await draws(canada, item, 'uno [México: -dos -]tres');
    await view(canada, { kind: 'clean' });
    await draws(canada, item, 'uno tres');
  });

  it('is written in as one sees it, and struck words are left to those who struck them', async () => {
    await canada.caret(item, 9);
    await canada.press('Backspace', 'Backspace', 'Backspace');
    await draws(mexico, item, 'un[Canadá: -o -][México: -dos -][Canadá: -t-]res');
    await draws(canada, item, 'unres');
    await canada.type('a ');
    await draws(canada, item, 'una res');
    await agree(draft, everybody);
  });

  it('is deleted forward over what is hidden', async () => {
    await canada.caret(item, 4);
    await canada.press('Delete', 'Delete');
    await draws(mexico, item, 'uno [México: -dos -][Canadá: -tr-]es');
    await canada.type('y ');
    await draws(canada, item, 'uno y es');
    await agree(draft, everybody);
  });

  it('is copied as one sees it', async () => {
    await canada.page.locator(`.editor [data-id="${item}"]`).click();
    await canada.press('Control+a');
    const copied = await canada.page.evaluate(() => {
      const clipboardData = new DataTransfer();
      const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.editor').dispatchEvent(event);
      return ['text/plain', 'text/html'].map((type) => clipboardData.getData(type));
    });
    assert.match(copied[0], /uno tres/);
    assert.doesNotMatch(copied.join(), /dos/);
  });

  it('does not let the chair delete unseen words', async () => {
    await view(chair, { kind: 'clean' });
    await chair.caret(item, 3);
    await chair.press('Shift+ArrowRight', 'Shift+ArrowRight', 'Backspace');
    await draws(chair, item, 'unores');
    await draws(mexico, item, 'uno[México: -dos -]res');
    await agree(draft, everybody);
    await view(chair, { kind: 'brackets' });
  });
});

describe('the text to be read', () => {
  it('says who proposes what, or is clean, or the base', async () => {
    await underReview('uno dos tres');
    await mexico.caret(item, 4);
    await mexico.type('mil ');
    await draws(canada, item, 'uno [México: mil ]dos tres');
    const { page } = canada;
    await page.goto(`${page.url().replace(/[?#].*$/, '')}?view=read`);
    const reads = (words) => page.locator('.document-line p', { hasText: words }).first().waitFor();
    await reads('uno [México: mil ]dos tres');
    await view(canada, { kind: 'clean' });
    await reads('uno mil dos tres');
    await view(canada, { kind: 'base' });
    await reads('uno dos tres');
  });
});

describe('after a night away', () => {
  const marked = (person) =>
    person.page.evaluate(() => [...(CSS.highlights.get('since') ?? [])].map((range) => range.toString()));

  it('one sees which words came since, and is told where none did', async () => {
    const draft = await meeting.draft(['uno dos tres', 'cuatro']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const chooseSince = async () => {
      await canada.page.getByRole('button', { name: 'Con corchetes' }).click();
      await canada.page.getByRole('menuitemradio', { name: 'Lo que cambió desde mi última visita' }).click();
    };
    await canada.until(() => document.adoptedStyleSheets.length > 0, 'the views of the text');
    await canada.page.goto('about:blank');
    await mexico.caret(draft.ids[0], 4);
    await mexico.type('y un ');
    await mexico.caret(draft.ids[0]);
    await mexico.type(' más');
    await mexico.settled();
    await meeting.seat(draft, 'canada');
    await chooseSince();
    await canada.until(() => CSS.highlights.get('since')?.size === 2, 'the words to be marked');
    assert.deepEqual(await marked(canada), ['y un ', ' más']);
    await mexico.type(' y más');
    await canada.until(() => [...CSS.highlights.get('since')].at(-1).toString() === ' más y más', 'more words');
    await view(canada, { kind: 'brackets' });
    assert.deepEqual(await marked(canada), []);
    await canada.page.goto('about:blank');
    await act(chair, [{ type: 'item.status', item: draft.ids[1], status: 'review' }]);
    await chair.settled();
    await meeting.seat(draft, 'canada');
    await chooseSince();
    await canada.page.getByText('Nada ha cambiado desde su última visita.').first().waitFor();
  });

  it('one sees which words went, struck, where they stood, and who took them away; nothing of them is copied or found', async () => {
    const draft = await meeting.draft(['uno dos tres', 'cuatro', 'cinco']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    await canada.until(() => document.adoptedStyleSheets.length > 0, 'the views of the text');
    await canada.page.goto('about:blank');
    await mexico.caret(draft.ids[0], 8);
    await mexico.press('Backspace', 'Backspace', 'Backspace', 'Backspace');
    await mexico.settled();
    await act(chair, [{ type: 'item.remove', item: draft.ids[1] }]);
    await chair.settled();
    await meeting.seat(draft, 'canada');
    await view(canada, { kind: 'since' });
    const gone = () =>
      canada.page.evaluate(() => [...document.querySelectorAll('.editor .since-gone')].map((one) => one.innerText.trim()));
    await canada.until(() => document.querySelectorAll('.editor .since-gone').length === 2, 'the words that went');
    const [words, whole] = await gone();
    if (process.env.PLENARIA_SHOTS) await canada.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/since.png` });
    assert.match(words, /^dos\s+México \(Ana López\)$/);
    assert.match(whole, /^cuatro\s+Presidencia$/);
    const before = () => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.editor .item'));
      range.setEndBefore(document.querySelector('.editor .since-gone'));
      const words = range.cloneContents();
      words.querySelectorAll('.peer-caret').forEach((one) => one.remove());
      return words.textContent;
    };
    assert.equal(await canada.page.evaluate(before), 'uno ');
    assert.match(
      await canada.page.locator('.editor .since-gone').first().getAttribute('title'),
      /^Quitado por México \(Ana López\), /,
    );
    await mexico.caret(draft.ids[0], 0);
    await mexico.type('Así, ');
    for (const end = Date.now() + 30_000; (await canada.page.evaluate(before)) !== 'Así, uno ';) assert.ok(Date.now() < end);
    assert.equal(await canada.page.evaluate(() => window.plenaria.draft.view.items.size), 3);
    await view(canada, { kind: 'brackets' });
    assert.deepEqual(await gone(), []);
  });

  it('one sees who wrote what while writing goes on: colours, names in the margin, a note by pointer, key and finger', async () => {
    const draft = await meeting.draft(['uno dos tres', 'cuatro']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    await mexico.caret(draft.ids[0], 4);
    await mexico.type('y medio ');
    await mexico.settled();
    await view(canada, { kind: 'who' });
    const painted = (person) =>
      person.page.evaluate(() =>
        [...CSS.highlights].filter(([name]) => name.startsWith('who-')).flatMap(([, all]) => [...all].map(String)),
      );
    const isPainted = (words) =>
      [...CSS.highlights].some(([name, all]) => name.startsWith('who-') && [...all].some((one) => String(one) === words));
    await canada.until(isPainted, 'the colours', 'y medio ');
    const margin = await canada.page.evaluate(() => getComputedStyle(document.querySelector('.editor .item'), '::after').content);
    assert.match(margin, /MX/);

    const note = canada.page.locator('.who-note');
    const spot = await canada.page.evaluate(() => {
      const range = [...CSS.highlights].flatMap(([, all]) => [...all]).find((one) => String(one) === 'y medio ');
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await canada.page.mouse.move(spot.x, spot.y);
    await note.filter({ hasText: /^México \(Ana López\), / }).waitFor();
    await canada.caret(draft.ids[1]);
    await canada.type('!');
    await note.waitFor({ state: 'hidden' });
    await canada.until(isPainted, 'one’s own words', '!');
    await canada.until(isPainted, 'those of others', 'y medio ');
    await canada.caret(draft.ids[0], 6);
    await note.filter({ hasText: /^México \(Ana López\), / }).waitFor();
    assert.equal(await note.getAttribute('role'), 'status');
    if (process.env.PLENARIA_SHOTS) await canada.page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/who.png` });
    await canada.press('Shift');
    await note.waitFor({ state: 'hidden' });
    await canada.page.evaluate(({ x, y }) => {
      const where = { pointerType: 'touch', clientX: x, clientY: y, bubbles: true };
      document.elementFromPoint(x, y).dispatchEvent(new PointerEvent('pointerdown', where));
    }, spot);
    await note.filter({ hasText: /^México \(Ana López\), / }).waitFor();
    assert.deepEqual(await seriousFindings(canada.page, '.workspace, main'), []);
    await view(canada, { kind: 'brackets' });
    assert.deepEqual(await painted(canada), []);
    await counted(note, 0);
  });
});

describe('comments on words', () => {
  /** An underline may be drawn in pieces, and is drawn anew while words come. */
  const seesCommented = (person, words) =>
    person.until(
      (words) => [...document.querySelectorAll('.editor .commented')].map((one) => one.textContent).join('') === words,
      `the underline of "${words}"`,
      words,
    );

  it('are asked for by a key, underlined, and follow their words into another item', async () => {
    await underReview('uno dos tres');
    await act(chair, [{ type: 'item.status', item, status: 'open' }]);
    await canada.seesStatus(item, 'open');
    await canada.caret(item, 4);
    await canada.press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'F2');
    await canada.page.getByLabel('Sobre «dos»').waitFor();
    await canada.until(() => document.activeElement.localName === 'textarea', 'the place to write');
    await canada.type('¿Dos?');
    await canada.page.locator('.panel').getByRole('button', { name: 'Comentar', exact: true }).click();
    // The caret of whoever comments stands among the words until it is told where it has gone.
    await seesCommented(mexico, 'dos');
    await mexico.caret(item, 2);
    await mexico.press(...Array(7).fill('Shift+ArrowRight'), 'Backspace');
    await mexico.until(() => !document.querySelector('.editor .commented'), 'words without a comment');
    await mexico.press('Control+z');
    for (const person of everybody) await seesCommented(person, 'dos');
    await mexico.caret(item, 6);
    await mexico.type('X');
    await seesCommented(mexico, 'doXs');
    await mexico.caret(item, 3);
    await mexico.press('Enter');
    await chair.until(() => document.querySelectorAll('.editor .item').length === 3, 'the new item');
    await agree(draft, everybody);
    for (const person of everybody) await seesCommented(person, 'doXs');
    const [comment] = (await draft.snapshot()).comments;
    assert.notEqual(comment.item, item);
  });
});

describe('brackets as they are drawn', () => {
  it('name the author of a replacement once, stand around proposed items too, and are never struck', async () => {
    await underReview('uno dos tres');
    const other = draft.ids.at(-1);
    await mexico.caret(item, 4);
    await mexico.press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
    await mexico.type('mil');
    await draws(chair, item, 'uno [México: -dos- →\u00a0mil] tres');
    await act(mexico, [{ type: 'proposal.add', proposal: 'gone', item: other, act: 'remove' }]);
    await mexico.settled(); // names stand in the order of the proposals
    await act(canada, [{ type: 'proposal.add', proposal: 'gone2', item: other, act: 'remove' }]);
    await draws(chair, other, '[México, Canadá: -Instar.-]');
    const margin = (id) =>
      chair.page.evaluate((id) => getComputedStyle(document.querySelector(`.editor [data-id="${id}"]`), '::after').content, id);
    assert.match(await margin(other), /^"\[−\]"/, 'the margin has the sign');
    assert.doesNotMatch(await margin(other), /México|Canadá/, 'and does not repeat the names');
    await view(chair, { kind: 'base' });
    await draws(chair, item, 'uno dos tres');
    await draws(chair, other, 'Instar.');
    await view(chair, { kind: 'brackets' });
    const signs = await chair.page.evaluate(() =>
      [...document.querySelectorAll('.editor :is(ins, del)')].map((mark) => getComputedStyle(mark, '::before').display),
    );
    assert.deepEqual([...new Set(signs)], ['inline-block'], 'a strike does not go through an inline block');
    await canada.page.goto(`${canada.page.url().split('?')[0]}?view=read`);
    await canada.page.locator('.document-line', { hasText: 'uno [México: dos → mil] tres' }).waitFor();
    await canada.page.locator('.document-line', { hasText: '[del. México, Canadá: Instar.]' }).waitFor();
    const status = canada.page.locator('.document-line', { hasText: 'uno [México' }).locator('.document-status');
    assert.equal(await status.innerText(), 'En revisión', 'a status is in no bracket, which a proposal would be');
    const names = await canada.page
      .locator('.document del .who')
      .evaluateAll((all) => all.map((name) => getComputedStyle(name).display));
    assert.deepEqual([...new Set(names)], ['inline-block']);
    await canada.page.goto(`${canada.page.url().split('?')[0]}?view=room`);
    await chair.caret(item, 0);
    await canada.page.getByText('uno [México: dos → mil] tres').first().waitFor();
    await chair.caret(other, 0);
    await canada.page.getByText('[del. México, Canadá: Instar.]').first().waitFor();
  });
});

describe('a draft in Arabic', () => {
  it('is laid out from right to left where it is written and read', async () => {
    const arabic = await meeting.draft('1. تشجع الدول الأعضاء\n   a. على التعاون\n', { lang: 'ar', langs: ['ar', 'en'] });
    const [chair, mexico] = await meeting.sit(arabic, 'chair', 'mexico');
    const [first, second] = arabic.ids;
    await act(chair, [{ type: 'item.status', item: first, status: 'review' }]);
    await mexico.seesStatus(first, 'review');
    await mexico.caret(first, 0, 'ar');
    for (let at = 0; at < 4; at++) await mexico.press('Shift+ArrowLeft');
    await mexico.type('تحث');
    await chair.until((item) => document.querySelector(`[data-id="${item}"] ins`), 'the replacement', first);
    const side = (person, selector) =>
      person.page.evaluate((selector) => {
        const words = document.createRange();
        words.selectNodeContents(document.querySelector(selector));
        const frame = document.querySelector('.paper, .document').getBoundingClientRect();
        const { left, right } = words.getBoundingClientRect();
        return left - frame.left > frame.right - right ? 'right' : 'left';
      }, selector);
    assert.equal(await side(chair, `.editor [data-id="${second}"]`), 'right');
    const clock = (item) =>
      getComputedStyle(document.querySelector(`.editor [data-id="${item}"]`), '::after').backgroundPositionX;
    assert.match(await chair.page.evaluate(clock, first), /right|100%/, 'the clock stands where its word begins');
    assert.equal(await chair.page.locator('.paper-title').getAttribute('dir'), 'rtl');
    const title = await chair.page.evaluate(() => {
      const words = document.createRange();
      words.selectNodeContents(document.querySelector('.bar-name'));
      return words.getBoundingClientRect().left - document.querySelector('.bar-title').getBoundingClientRect().left;
    });
    assert.ok(title < 1, `the title stands ${title} px away from where the bar begins`);
    await chair.page.locator(`.editor [data-id="${second}"]`).hover();
    await chair.page.locator('.item-handle[data-shown]').waitFor();
    const handle = await chair.page.locator('.item-handle').boundingBox();
    const item = await chair.page.locator(`.editor [data-id="${second}"]`).boundingBox();
    assert.ok(handle.x > item.x + item.width / 2, 'the handle stands where the item begins');
    await mexico.page.goto(`${mexico.page.url().split('?')[0]}?view=read`);
    await mexico.page.locator('.document del').waitFor();
    assert.equal(
      await mexico.page
        .locator('.document')
        .first()
        .evaluate((node) => getComputedStyle(node).direction),
      'rtl',
    );
    await mexico.page.goto(`${mexico.page.url().split('?')[0]}?view=room`);
    await chair.caret(first, 0, 'ar');
    await mexico.page.locator('.room-line').first().waitFor();
    assert.equal(
      await mexico.page
        .locator('.room-line')
        .first()
        .evaluate((node) => getComputedStyle(node).direction),
      'rtl',
    );
  });
});

describe('the bracket around a proposed item', () => {
  /** A delegation has added an item behind one that is under review. */
  async function proposedItem() {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    const [, second] = draft.ids;
    await act(chair, [{ type: 'item.status', item: second, status: 'review' }]);
    await mexico.seesStatus(second, 'review');
    await mexico.caret(second, END);
    await mexico.press('Enter');
    await mexico.type('Tres.');
    return { draft, chair, mexico };
  }

  const height = (item) => item.evaluate((element) => element.offsetHeight);

  it('closes on the line of its last word, also while somebody has the caret there', async () => {
    const { draft, chair, mexico } = await proposedItem();
    await mexico.press('ArrowLeft');
    await mexico.press('ArrowRight');
    const last = chair.page.locator('.editor .item').last();
    await last
      .locator('.peer-caret + .ProseMirror-separator, .peer-caret + .ProseMirror-trailingBreak')
      .waitFor({ state: 'attached' });
    assert.equal(await height(last), await height(chair.page.locator('.editor .item').first()));
    await agree(draft, [chair, mexico]);
  });

  it('closes on its line where nothing is written in the language yet', async () => {
    const { draft, chair, mexico } = await proposedItem();
    await chair.sees('Tres.');
    await chair.page.getByRole('button', { name: 'Inglés', exact: true }).click();
    const items = chair.page.locator('.editor[lang="en"] .item');
    await items.last().locator('.whole').waitFor({ state: 'attached' });
    assert.equal(await height(items.last()), await height(items.first()));
    await chair.caret(await items.last().getAttribute('data-id'), 0, 'en');
    await chair.type('Three.');
    await mexico.page.getByRole('button', { name: 'Inglés', exact: true }).click();
    await mexico.sees('Three.');
    await agree(draft, [chair, mexico], { langs: ['en'] });
    for (const { page } of [chair, mexico]) await page.getByRole('button', { name: 'Español', exact: true }).click();
  });
});

describe('going from bracket to bracket', () => {
  it('also stops at whole items', async () => {
    await underReview('uno dos tres');
    await mexico.caret(item, 4);
    await mexico.type('mil ');
    await act(mexico, [{ type: 'proposal.add', proposal: 'gone', item: draft.ids.at(-1), act: 'remove' }]);
    await canada.until(() => document.querySelector('.item[data-leaving]'), 'the proposal');
    await canada.caret(item, 0);
    const selects = (words) => canada.until((words) => getSelection().toString() === words, words, words);
    await canada.press('F8');
    await selects('mil ');
    await canada.press('F8');
    await selects('Instar.');
    await canada.press('Shift+F8');
    await selects('mil ');
  });
});
