// The editor in a real browser, with a draft that has no server behind it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { caret, END, lines, notices, paste, remote, showsTheDraft } from './editor_acts.mjs';
import { startEditorPages } from './editor_page.mjs';

let pages;
before(async () => {
  pages = await startEditorPages();
});
after(() => pages.close());

/** Opens a draft, runs the body, and checks that the page shows what the draft says and nothing went wrong. */
async function withPage(parameters, body) {
  const page = await pages.open(parameters);
  await body(page);
  await showsTheDraft(page, (parameters.langs ?? 'es').split(','));
}

describe('typing', () => {
  it('puts words where the caret is', () =>
    withPage({}, async (page) => {
      await caret(page, 'i1', END);
      await page.keyboard.type(' y más');
      await caret(page, 'i2', 1);
      await page.keyboard.type('xyz');
      assert.deepEqual(await lines(page), ['1. Uno y más', '  a. Dxyzos', '  b. Tres', '2. Cuatro']);
    }));

  it('says exactly where among equal letters', () =>
    withPage({ draft: 'aaa' }, async (page) => {
      await caret(page, 'i1', 1);
      await page.keyboard.type('a');
      const changes = await page.evaluate(() => window.harness.draft.submitted);
      assert.deepEqual(changes[0][0].delta.ops, [{ retain: 1 }, { insert: 'a' }]);
    }));

  it('deletes backwards and forwards, whole emoji at a time', () =>
    withPage({ draft: 'a👍🏽b' }, async (page) => {
      await caret(page, 'i1', END);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Delete');
      assert.deepEqual(await lines(page), ['1. a']);
    }));

  it('keeps the caret before words that somebody else inserts exactly there', () =>
    withPage({}, async (page) => {
      await caret(page, 'i1', 3);
      await remote(page, {
        type: 'text',
        item: 'i1',
        lang: 'es',
        delta: { ops: [{ retain: 3 }, { insert: 'ZZ' }] },
      });
      await page.keyboard.type('me');
      assert.equal((await lines(page))[0], '1. UnomeZZ');
    }));

  it('keeps its place while others edit, move and split around it', () =>
    withPage({}, async (page) => {
      await caret(page, 'i3', 2);
      await remote(page, {
        type: 'text',
        item: 'i1',
        lang: 'es',
        delta: { ops: [{ insert: '👍 ' }] },
      });
      await page.keyboard.type('1');
      await remote(page, {
        type: 'item.move',
        item: 'i3',
        parent: null,
        after: 'i4',
      });
      await page.keyboard.type('2');
      await remote(page, {
        type: 'item.split',
        item: 'i3',
        new: 'n',
        at: { es: 1 },
      });
      await page.keyboard.type('3');
      await remote(page, { type: 'item.merge', item: 'n', into: 'i4' });
      await page.keyboard.type('4');
      assert.deepEqual(await lines(page), ['1. 👍 Uno', '  a. Dos', '2. Cuatror1234es', '3. T']);
    }));

  it('leaves the caret where it was just put while something is drawn', () =>
    withPage({}, async (page) => {
      await caret(page, 'i1', 1);
      await page.evaluate(() => {
        getSelection().collapse(document.querySelector('[data-id="i3"]').firstChild, 4);
        window.harness.editor.goToItem('i4', { focus: false });
      });
      await page.keyboard.type('x');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '  b. Tresx', '2. Cuatro']);
    }));

  it('says why nothing happens in an approved item, and changes nothing', () =>
    withPage({ draft: 'Uno\n! Dos' }, async (page) => {
      await caret(page, 'i2', 1);
      await page.keyboard.type('x');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Enter');
      assert.deepEqual(await lines(page), ['1. Uno', '2. Dos']);
      assert.deepEqual(await notices(page), [
        { code: 'locked', item: 'i2' },
        { code: 'locked', item: 'i2' },
        { code: 'locked', item: 'i2' },
      ]);
    }));

  it('refuses the whole of a deletion that reaches into an approved item', () =>
    withPage({ draft: 'Uno\n! Dos\nTres' }, async (page) => {
      await caret(page, 'i1', 1);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      assert.deepEqual(await lines(page), ['1. Uno', '2. Dos', '3. Tres']);
      assert.equal((await notices(page)).length, 1);
    }));

  it('is not possible for an observer, who can still put a caret and copy', () =>
    withPage({ role: 'observer' }, async (page) => {
      const editor = page.locator('.editor');
      assert.equal(await editor.getAttribute('aria-readonly'), 'true');
      assert.equal(await editor.getAttribute('contenteditable'), 'false');
      await editor.focus();
      await page.keyboard.type('x');
      await page.keyboard.press('Enter');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '  b. Tres', '2. Cuatro']);
    }));
});

describe('items', () => {
  it('are split by Enter in the middle', () =>
    withPage({}, async (page) => {
      await caret(page, 'i4', 2);
      await page.keyboard.press('Enter');
      await page.keyboard.type('x');
      assert.deepEqual((await lines(page)).slice(3), ['2. Cu', '3. xatro']);
    }));

  it('are added by Enter at the end: below one that has items below it, as the first of them', () =>
    withPage({}, async (page) => {
      await caret(page, 'i4', END);
      await page.keyboard.press('Enter');
      await page.keyboard.type('Cinco');
      await caret(page, 'i1', END);
      await page.keyboard.press('Enter');
      await page.keyboard.type('Nuevo');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Nuevo', '  b. Dos', '  c. Tres', '2. Cuatro', '3. Cinco']);
    }));

  it('keep their identity when Enter at their start makes room above', () =>
    withPage({}, async (page) => {
      await caret(page, 'i2', 0);
      await page.keyboard.press('Enter');
      await page.keyboard.type('x');
      assert.deepEqual((await lines(page)).slice(0, 3), ['1. Uno', '  a.', '  b. xDos']);
      assert.equal((await page.evaluate(() => window.harness.shown()))[2].id, 'i2');
    }));

  it('come out a level by Enter in an empty last one', () =>
    withPage({ draft: 'Uno\n  Dos\n  -' }, async (page) => {
      await caret(page, 'i3');
      await page.keyboard.press('Enter');
      await page.keyboard.type('Tres');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '2. Tres']);
    }));

  it('are joined by Backspace at the start and Delete at the end', () =>
    withPage({}, async (page) => {
      await caret(page, 'i3', 0);
      await page.keyboard.press('Backspace');
      await page.keyboard.type('-');
      await caret(page, 'i2', END);
      await page.keyboard.press('Delete');
      await page.keyboard.type('+');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos-Tres+Cuatro']);
    }));

  it('go deeper with Tab and back with Shift-Tab, and what followed stays where it was', () =>
    withPage({}, async (page) => {
      await caret(page, 'i3', 2);
      await page.keyboard.press('Tab');
      assert.deepEqual((await lines(page)).slice(0, 3), ['1. Uno', '  a. Dos', '    i. Tres']);
      await caret(page, 'i2', 1);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.type('x');
      assert.deepEqual(await lines(page), ['1. Uno', '2. Dxos', '  a. Tres', '3. Cuatro']);
    }));

  it('let Tab leave the text after Escape', () =>
    withPage({}, async (page) => {
      await page.evaluate(() => document.body.append(document.createElement('button')));
      await caret(page, 'i2', 1);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => document.activeElement.className), 'editor');
      assert.equal((await lines(page))[1], '  a. Dos');
    }));

  it('move with everything below them', () =>
    withPage({ draft: 'Uno\n  Dos\nTres\n  Cuatro' }, async (page) => {
      await caret(page, 'i1', 1);
      await page.keyboard.press('Alt+ArrowDown');
      await page.keyboard.type('x');
      assert.deepEqual(await lines(page), ['1. Tres', '  a. Cuatro', '2. Uxno', '  a. Dos']);
      await page.keyboard.press('Alt+ArrowUp');
      assert.deepEqual(await lines(page), ['1. Uxno', '  a. Dos', '2. Tres', '  a. Cuatro']);
    }));

  it('change their kind, and running letters run through a heading', () =>
    withPage({ draft: 'Uno\n  Dos\n  Tres\n  Cuatro' }, async (page) => {
      await caret(page, 'i3', 1);
      await page.keyboard.press('Control+Shift+Digit8');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '  # Tres', '  b. Cuatro']);
    }));

  it('are deleted across, keeping what hangs below the last of them', () =>
    withPage({ draft: 'Uno\n  Dos\n  Tres\nCuatro\n  Cinco' }, async (page) => {
      await caret(page, 'i2', 1);
      await page.keyboard.down('Shift');
      for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.up('Shift');
      await page.keyboard.press('Backspace');
      const result = await lines(page);
      assert.equal(result.length, 3);
      assert.match(result[1], /^ {2}a\. D/);
      assert.equal(result[2], '  b. Cinco');
    }));

  it('are replaced by what is typed over a selection of several', () =>
    withPage({}, async (page) => {
      await caret(page, 'i1', 1);
      await page.keyboard.press('Control+a');
      await page.keyboard.type('Z');
      await page.keyboard.type('!');
      assert.deepEqual(await lines(page), ['1. Z!']);
    }));

  it('move by their handle to where it is dropped, as deep as it is dropped', () =>
    withPage({}, async (page) => {
      await page.hover('[data-id=i4]');
      const box = await page.locator('.item-handle button').boundingBox();
      const target = await page.locator('[data-id=i2]').boundingBox();
      await page.mouse.move(box.x + 8, box.y + 8);
      await page.mouse.down();
      await page.mouse.move(target.x + 80, target.y + target.height - 4, {
        steps: 5,
      });
      await page.mouse.up();
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '    i. Cuatro', '  b. Tres']);
    }));

  it('open their menu from the handle, from the margin and from the keyboard', () =>
    withPage({}, async (page) => {
      await page.hover('[data-id=i2]');
      await page.click('.item-handle button');
      const box = await page.locator('[data-id=i3]').boundingBox();
      await page.mouse.click(box.x + box.width - 40, box.y + 10);
      await caret(page, 'i4', 1);
      await page.keyboard.press('Control+.');
      assert.deepEqual(await page.evaluate(() => window.harness.menus), [
        { item: 'i2', source: 'handle' },
        { item: 'i3', source: 'margin' },
        { item: 'i4', source: 'keyboard' },
      ]);
    }));

  it('keep their handle when the text moves under a pointer that rests on it', () =>
    withPage({}, async (page) => {
      await page.hover('[data-id=i4]');
      const box = await page.locator('.item-handle button').boundingBox();
      await page.mouse.move(box.x + 8, box.y + 8);
      const add = (item) => ({
        type: 'item.add',
        item,
        parent: null,
        after: null,
        kind: 'item',
        texts: { es: { ops: [{ insert: 'Nuevo' }] } },
      });
      await remote(page, add('n1'), add('n2'));
      await page.waitForTimeout(300);
      const moved = await page.locator('.item-handle button').boundingBox();
      const item = await page.locator('[data-id=i4]').boundingBox();
      assert.ok(moved.y > box.y + 20 && Math.abs(moved.y - item.y) < 30, `handle ${moved.y}, item ${item.y}`);
      await page.mouse.click(box.x + 8, box.y + 8);
      const menus = await page.evaluate(() => window.harness.menus);
      assert.deepEqual(menus, [], 'what is under the pointer now has not been pointed at');
      await page.hover('[data-id=i4]');
      await page.click('.item-handle button');
      assert.deepEqual(await page.evaluate(() => window.harness.menus), [{ item: 'i4', source: 'handle' }]);
    }));

  it('wear the numbers that the outline gives them', () =>
    withPage(
      {
        draft:
          'A\n  B\n  # H\n  C\n    D\n      E\n        F\n          G\n            H\n              I\n  ~ P\n  J\nK\n  L\n    M\n  N\n    O\nQ\n  R',
      },
      async (page) => {
        const cdp = await page.context().newCDPSession(page);
        const { nodes } = await cdp.send('Accessibility.getFullAXTree');
        const spoken = wordsInOrder(nodes, nodes[0]).join('');
        const numbered = (await lines(page)).map((line) => line.trim().replace(/^[#~] /, ''));
        assert.equal(spoken, numbered.join('').replaceAll(' ', ''));
      },
    ));
});

/** What a screen reader says, numbers drawn by the style sheet included. */
function wordsInOrder(nodes, node) {
  if (node.role?.value === 'StaticText') return [node.name.value.trim()];
  const children = node.childIds.map((id) => nodes.find(({ nodeId }) => nodeId === id)).filter(Boolean);
  return children.flatMap((child) => wordsInOrder(nodes, child));
}

describe('marks', () => {
  it('are set and cleared over a selection, across items', () =>
    withPage({}, async (page) => {
      await caret(page, 'i2', 1);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+b');
      await counted(page.locator('.editor strong'), 4);
      await page.keyboard.press('Control+b');
      await counted(page.locator('.editor strong'), 0);
    }));

  it('apply to what is typed next at a caret', () =>
    withPage({}, async (page) => {
      await caret(page, 'i4', END);
      await page.keyboard.press('Control+i');
      await page.keyboard.type(' ya');
      assert.equal(await page.locator('[data-id=i4] em').textContent(), ' ya');
    }));

  it('link what is selected, only to an address that is safe', () =>
    withPage({}, async (page) => {
      await caret(page, 'i1', 0);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Control+k');
      assert.equal(await page.evaluate(() => window.harness.link.apply('javascript:alert(1)')), false);
      assert.equal(await page.evaluate(() => window.harness.link.apply('https://example.org/')), true);
      assert.equal(await page.getAttribute('[data-id=i1] a', 'href'), 'https://example.org/');
    }));
});

describe('pasting', () => {
  it('makes items of numbered lines, as deep as their markers say', () =>
    withPage({ draft: '-' }, async (page) => {
      await caret(page, 'i1');
      await paste(page, {
        'text/plain': '1. Uno\n a. Dos\n b. Tres\n  i. Cuatro\n2. Cinco',
      });
      assert.deepEqual(await lines(page), ['1. Uno', '  a. Dos', '  b. Tres', '    i. Cuatro', '2. Cinco']);
    }));

  it('puts a single line where the caret is, as it stands', () =>
    withPage({}, async (page) => {
      await caret(page, 'i2', 1);
      await paste(page, { 'text/plain': ' 1. x ' });
      assert.equal((await lines(page))[1], '  a. D 1. x os');
    }));

  it('keeps the words after the caret behind the last paragraph', () =>
    withPage({}, async (page) => {
      await caret(page, 'i2', 1);
      await paste(page, { 'text/plain': 'A\nB\nC' });
      await page.keyboard.type('!');
      assert.deepEqual((await lines(page)).slice(1, 5), ['  a. DA', '  b. B', '  c. C!os', '  d. Tres']);
    }));

  it('reads lists and formatting from HTML, and nothing else', () =>
    withPage({ draft: '-' }, async (page) => {
      await caret(page, 'i1');
      const html =
        '<script>alert(1)</script><ol><li>Uno <b>fuerte</b><ul><li><a href="javascript:x">Dos</a></li></ul></li>' +
        '<li onclick="x()"><a href="https://example.org/">Tres</a><img src=x onerror=alert(1)></li></ol>';
      await paste(page, { 'text/html': html, 'text/plain': 'x\ny' });
      assert.deepEqual(await lines(page), ['1. Uno fuerte', '  a. Dos', '2. Tres']);
      assert.equal(await page.locator('.editor strong').textContent(), 'fuerte');
      await counted(page.locator('.editor a'), 1);
    }));

  it('makes links of addresses, and Ctrl and a click open one beside the draft', () =>
    withPage({ draft: 'Uno' }, async (page) => {
      await caret(page, 'i1', END);
      await paste(page, { 'text/plain': ' Véase www.iom.int.' });
      await page.locator('.editor a[href="https://www.iom.int"]', { hasText: /^www\.iom\.int$/ }).waitFor();
      await page.evaluate(() => (window.open = (...opened) => void (window.opened = opened)));
      await page.locator('.editor a').click();
      assert.equal(await page.evaluate(() => window.opened), undefined);
      await page.locator('.editor a').click({ modifiers: ['Control'] });
      assert.deepEqual(await page.evaluate(() => window.opened), ['https://www.iom.int', '_blank', 'noopener,noreferrer']);
    }));

  it('makes a link of an address that is typed, at the space or the Enter behind it, and one undo takes the link alone', () =>
    withPage({ draft: 'Uno' }, async (page) => {
      const links = () => page.locator('.editor a').evaluateAll((all) => all.map((a) => [a.textContent, a.getAttribute('href')]));
      await page.waitForTimeout(700); // what makes links comes a little after the text
      await caret(page, 'i1', END);
      await page.keyboard.type(' (véase www.iom.int), y más');
      assert.deepEqual(await links(), [['www.iom.int', 'https://www.iom.int']]);
      await page.keyboard.type(' https://example.org/a?b=1');
      await page.keyboard.press('Enter');
      await page.keyboard.type('Dos');
      assert.deepEqual((await links())[1], ['https://example.org/a?b=1', 'https://example.org/a?b=1']);
      assert.deepEqual(await lines(page), ['1. Uno (véase www.iom.int), y más https://example.org/a?b=1', '2. Dos']);
      await page.keyboard.type(' www.unhcr.org ');
      await page.keyboard.press('Control+z');
      assert.equal((await links()).length, 2);
      assert.match((await lines(page))[1], /www\.unhcr\.org/);
    }));

  it('leaves out what is struck, hidden or a comment, and says so', () =>
    withPage({ draft: '-' }, async (page) => {
      await caret(page, 'i1');
      const html =
        '<p>Se <del>exige</del><ins>insta</ins> a <s>todos</s> los <strike>x</strike> ' +
        '<span style="text-decoration:line-through">Estados</span>Países<span style="mso-hide:all">oculto</span>' +
        '<a class="msocomanchor">[A1]</a><span class="MsoCommentReference">[A2]</span> Miembros</p>' +
        '<div style="mso-element:comment-list"><p class="MsoCommentText">¿De acuerdo?</p></div>';
      await paste(page, { 'text/html': html, 'text/plain': 'Se exigeinsta a todos los x EstadosPaísesoculto' });
      assert.deepEqual(await lines(page), ['1. Se insta a los Países Miembros']);
      await caret(page, 'i1', END);
      await paste(page, { 'text/html': '<del>no</del>', 'text/plain': 'no' });
      assert.deepEqual(await lines(page), ['1. Se insta a los Países Miembros']);
      assert.equal(await page.evaluate(() => window.harness.leftOut), 2);
      await caret(page, 'i1', 3);
      await paste(page, { 'text/html': 'hoy <s>no</s> ', 'text/plain': 'hoy no ' });
      assert.deepEqual(await lines(page), ['1. Se hoy insta a los Países Miembros']);
    }));

  it('keeps a soft return and a second paragraph with their list item', () =>
    withPage({ draft: '-' }, async (page) => {
      await caret(page, 'i1');
      const html =
        '<ol><li><p>Uno<br>sigue</p><p>Más de uno</p><ol><li>Dos</li></ol></li><li>Tres</li></ol>' +
        '<p>1. Cuatro<br>2. Cinco</p>';
      await paste(page, { 'text/html': html, 'text/plain': 'x\ny' });
      assert.deepEqual((await lines(page)).slice(0, 4), ['1. Uno sigue', '  ~ Más de uno', '  a. Dos', '2. Tres']);
      const word =
        '<p class=MsoListParagraphCxSpFirst style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.</span>A</p>' +
        '<p class=MsoListParagraphCxSpMiddle>B</p><p class=MsoListParagraphCxSpLast style="mso-list:l0 level1 lfo1">C</p>';
      await page.keyboard.press('Control+a');
      await paste(page, { 'text/html': word, 'text/plain': 'x\ny' });
      assert.deepEqual(await lines(page), ['1. A', '  ~ B', '2. C']);
    }));

  it('takes what Word puts on the clipboard: numbers, levels, continuations and looks, without changes that were struck and comments', () =>
    withPage({ draft: '-' }, async (page) => {
      await caret(page, 'i1');
      const html = readFileSync(new URL('../fixtures/paste/word.html', import.meta.url), 'utf8');
      await paste(page, { 'text/html': html, 'text/plain': 'x\ny' });
      assert.deepEqual(await lines(page), [
        '# Compromisos',
        '1. Los Estados deben cooperar en la región.',
        '  a. Con plazos y metas;',
        '    ~ que revisarán cada año.',
        '2. Informar cada año.',
      ]);
      assert.deepEqual(await page.locator('.editor strong').allTextContents(), ['plazos']);
      assert.deepEqual(await page.locator('.editor em').allTextContents(), ['metas']);
      assert.equal(await page.evaluate(() => window.harness.leftOut), 1);
    }));

  it('joins lines that a PDF broke by width', () =>
    withPage({ draft: '-' }, async (page) => {
      await caret(page, 'i1');
      const text =
        '7. Instar a los Países Miembros a aportar la información requerida para cada\n' +
        'Grupo de Trabajo en tiempo y forma, para cumplir con las actividades que se\n' +
        'consignan en el Plan Estratégico de la Conferencia Regional sobre Migra-\n' +
        'ción.\n8. Agradecer a la Presidencia Pro-Témpore la organización de esta reunión y a la\n' +
        'Secretaría Ejecutiva su apoyo.';
      await paste(page, { 'text/plain': text });
      assert.deepEqual(await lines(page), [
        '1. Instar a los Países Miembros a aportar la información requerida para cada Grupo de Trabajo en tiempo y forma, para cumplir con las actividades que se consignan en el Plan Estratégico de la Conferencia Regional sobre Migra-ción.',
        '2. Agradecer a la Presidencia Pro-Témpore la organización de esta reunión y a la Secretaría Ejecutiva su apoyo.',
      ]);
    }));

  it('takes thirty paragraphs at once', () =>
    withPage({}, async (page) => {
      await caret(page, 'i4', END);
      const text = Array.from({ length: 30 }, (_, i) => `Párrafo ${i} con ñandúes y 👍`).join('\n');
      await paste(page, { 'text/plain': text });
      assert.equal((await lines(page)).length, 33);
    }));

  it('gives back what was copied here, with its levels and kinds', () =>
    withPage({ draft: 'Uno\n  # Dos\n  Tres\n-' }, async (page) => {
      await caret(page, 'i1', 0);
      await page.keyboard.down('Shift');
      for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.up('Shift');
      await page.keyboard.press('Control+c');
      await caret(page, 'i4', 0);
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(50);
      const copied = ['Uno', '  # Dos', '  a. Tres'];
      assert.deepEqual(await lines(page), [`1. ${copied[0]}`, ...copied.slice(1), `2. ${copied[0]}`, ...copied.slice(1)]);
    }));

  it('cuts over several items', () =>
    withPage({}, async (page) => {
      await caret(page, 'i1', 1);
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+x');
      assert.deepEqual(await lines(page), ['1.']);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '1. Uno\n   a. Dos\n   b. Tres\n2. Cuatro');
    }));
});

describe('cutting items', () => {
  /** Each item, in both languages. */
  const both = async (page) => {
    const [es, en] = [await lines(page, 'es'), await lines(page, 'en')];
    return es.map((line, at) => `${line} = ${en[at].replace(/^ *\S+ ?/, '')}`);
  };
  const translate = (page, words) =>
    remote(
      page,
      ...Object.entries(words).flatMap(([item, insert]) => [
        { type: 'text', item, lang: 'en', delta: { ops: [{ insert }] } },
        { type: 'item.align', item, lang: 'en' },
      ]),
    );

  it('takes their translations along to where they are pasted', () =>
    withPage({ langs: 'es,en', draft: 'Uno\nDos\nTres\nCuatro\n-' }, async (page) => {
      await translate(page, { i1: 'One', i2: 'Two', i3: 'Three', i4: 'Four' });
      await caret(page, 'i2', 0);
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Control+x');
      assert.deepEqual(await both(page), ['1. Uno = One', '2. = ', '3. Cuatro = Four', '4. = ']);
      await caret(page, 'i5', 0);
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(100);
      const moved = ['1. Uno = One', '2. = ', '3. Cuatro = Four', '4. Dos = Two', '5. Tres = Three'];
      assert.deepEqual(await both(page), moved);
      assert.equal(await page.locator('[data-stale]').count(), 0, 'what matched the original still does');
      await showsTheDraft(page);
    }));

  it('that are one line takes the translation along, and nothing of the item behind it', () =>
    withPage({ langs: 'es,en', draft: 'Uno\nDos\nTres\n-' }, async (page) => {
      await translate(page, { i1: 'One', i2: 'Two', i3: 'Three' });
      await caret(page, 'i1', 0);
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+x');
      assert.deepEqual(await both(page), ['1. Dos = Two', '2. Tres = Three', '3. = ']);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '1. Uno');
      await caret(page, 'i4', 0);
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(100);
      assert.deepEqual(await both(page), ['1. Dos = Two', '2. Tres = Three', '3. Uno = One']);
      assert.equal(await page.locator('[data-stale]').count(), 0, 'what matched the original still does');
      await showsTheDraft(page);
    }));

  it('leaves the translation of an item whose words are cut, seen as behind, and brings a copy to an empty one', () =>
    withPage({ langs: 'es,en', draft: 'Uno\nDos\n-' }, async (page) => {
      await translate(page, { i1: 'One', i2: 'Two' });
      await caret(page, 'i1', 0);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Control+x');
      assert.deepEqual(await both(page), ['1. = One', '2. Dos = Two', '3. = ']);
      assert.equal(await page.locator('[data-id=i1][data-stale]').count(), 1, 'the translation is behind');
      await caret(page, 'i3', 0);
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(100);
      assert.deepEqual(await both(page), ['1. = One', '2. Dos = Two', '3. Uno = One']);
      assert.equal(await page.locator('[data-id=i3][data-stale]').count(), 0, 'what matched the original still does');
      await caret(page, 'i1', 0);
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(100);
      assert.deepEqual(await both(page), ['1. Uno = One', '2. Dos = Two', '3. Uno = One']);
      assert.equal(await page.locator('[data-stale]').count(), 0, 'it matches what it was made of');
      await showsTheDraft(page);
    }));

  it('leaves the translation of what is only cut in part', () =>
    withPage({ langs: 'es,en', draft: 'Uno\nDos\nTres\n-' }, async (page) => {
      await translate(page, { i1: 'One', i2: 'Two', i3: 'Three' });
      await caret(page, 'i1', 1);
      for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+x');
      const left = await both(page);
      assert.match(left[0], /One.*Three/);
      await caret(page, 'i4', 0);
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(100);
      assert.equal((await both(page)).filter((line) => line.endsWith(' Dos = Two')).length, 1);
      await showsTheDraft(page);
    }));
});

describe('dragging words', () => {
  /** Drags the first three letters of an item to behind the last letter of another item; `meanwhile` in between. */
  async function drag(page, from, to, meanwhile) {
    await caret(page, from, 0);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    const start = await rect(page, from, 1);
    await page.mouse.move(start.x + 2, start.y);
    await page.mouse.down();
    await page.mouse.move(start.x + 12, start.y, { steps: 2 });
    const towards = await rect(page, to, 2);
    await page.mouse.move(towards.x, towards.y, { steps: 4 });
    await meanwhile();
    const end = await rect(page, to, -1);
    await page.mouse.move(end.x, end.y, { steps: 3 });
    await page.mouse.up();
  }
  const rect = (page, item, at) =>
    page.evaluate(
      ([item, at]) => {
        const text = document.querySelector(`[data-id="${item}"]`).firstChild;
        const range = document.createRange();
        range.setStart(text, at < 0 ? text.length : at);
        const { x, y, height } = range.getBoundingClientRect();
        return { x, y: y + height / 2 };
      },
      [item, at],
    );

  it('takes along what others typed into them meanwhile', () =>
    withPage({}, async (page) => {
      const insert = { type: 'text', item: 'i2', lang: 'es', delta: { ops: [{ retain: 2 }, { insert: 'XX' }] } };
      await drag(page, 'i2', 'i4', () => remote(page, insert));
      assert.deepEqual(await lines(page), ['1. Uno', '  a.', '  b. Tres', '2. CuatroDoXXs']);
      await showsTheDraft(page);
    }));

  it('moves them within their item', () =>
    withPage({ draft: 'Uno dos tres' }, async (page) => {
      const insert = { type: 'text', item: 'i1', lang: 'es', delta: { ops: [{ retain: 5 }, { insert: 'X' }] } };
      await drag(page, 'i1', 'i1', () => remote(page, insert));
      assert.deepEqual(await lines(page), ['1.  dXos tresUno']);
      await showsTheDraft(page);
    }));
});

describe('the ends of the text', () => {
  it('are where Ctrl+End and Ctrl+Home go, selecting all of it with Shift, however far off the screen', () =>
    withPage({ items: '300' }, async (page) => {
      await caret(page, 'i1', 3);
      await page.keyboard.press('Control+End');
      await page.keyboard.type('!');
      const last = await page.evaluate(() => window.harness.lines().at(-1));
      assert.match(last, /!$/);
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('Control+Shift+End');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('Z');
      assert.deepEqual(await lines(page), ['1. Z']);
    }));
});

describe('under review', () => {
  it('struck words stand in front of what is typed in their place, whichever way they were struck', () =>
    withPage({ draft: '? Uno dos tres\n? Cinco seis' }, async (page) => {
      const shown = (item) =>
        page.evaluate(
          (item) =>
            window.harness.draft.view.items.get(item).texts.es.ops.map(({ insert, attributes = {} }) => {
              const mark = Object.keys(attributes)
                .find((name) => /^(ins|del)/.test(name))
                ?.slice(0, 3);
              return mark ? `${mark}:${insert}` : insert;
            }),
          item,
        );
      await caret(page, 'i1', 4);
      for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.type('mil');
      assert.deepEqual(await shown('i1'), ['Uno ', 'del:dos', 'ins:mil', ' tres']);
      await caret(page, 'i2', 5);
      for (let i = 0; i < 5; i++) await page.keyboard.press('Backspace');
      await page.keyboard.type('Cien');
      assert.deepEqual(await shown('i2'), ['del:Cinco', 'ins:Cien', ' seis']);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('!');
      assert.deepEqual(await shown('i2'), ['del:Cinco', 'ins:Cien', 'del: seis', 'ins:!']);
    }));

  it('Enter over selected words, Remove and Backspace at the start propose', () =>
    withPage({ draft: '? Uno dos\n? Tres\n? Cuatro' }, async (page) => {
      await caret(page, 'i1', 4);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('nuevo');
      await caret(page, 'i2', 0);
      await page.keyboard.press('Backspace');
      await caret(page, 'i3', 1);
      await page.keyboard.press('Control+Shift+Backspace');
      const acts = await page.evaluate(() =>
        [...window.harness.draft.view.negotiation.proposals.values()].map(({ act, item }) => `${act} ${item}`),
      );
      assert.deepEqual(acts.map((act) => act.replace(/add .*/, 'add')).sort(), ['add', 'remove i2', 'remove i3', 'text i1']);
      assert.deepEqual(await notices(page), []);
    }));
});

describe('copying brackets', () => {
  const BRACKETED = [
    { insert: 'Se ' },
    { insert: 'exige', attributes: { 'del:q1': true } },
    { insert: 'insta', attributes: { 'ins:q1': true } },
    { insert: ' a todos' },
  ];
  const bracketed = (page) =>
    remote(
      page,
      { type: 'proposal.add', proposal: 'q1', item: 'i1' },
      { type: 'text', item: 'i1', lang: 'es', delta: { ops: BRACKETED } },
    );
  const clipboard = (page) =>
    page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType('text/html')).text();
    });

  it('says who proposes what, in words and in HTML, and pasted here nothing struck comes back', () =>
    withPage({ draft: '-\n-' }, async (page) => {
      await bracketed(page);
      await caret(page, 'i1', 0);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Control+c');
      await page.waitForTimeout(100);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Se [MX: exige → insta] a todos');
      const html = await clipboard(page);
      assert.match(html, /\[MX: <\/span><del>exige<\/del>/);
      assert.match(html, / → <\/span><ins>insta<\/ins>/);
      await caret(page, 'i2');
      await page.keyboard.press('Control+v');
      await page.waitForTimeout(300);
      assert.equal((await lines(page))[1], '2. Se insta a todos');
    }));

  it('copies what is seen where the text is shown clean, and finds it', () =>
    withPage({ draft: '-\nDos' }, async (page) => {
      await bracketed(page);
      await page.evaluate(() => window.harness.editor.setShown(() => true));
      await caret(page, 'i1', 0);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Control+c');
      await page.waitForTimeout(100);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'Se insta a todos');
      assert.doesNotMatch(await clipboard(page), /exige|MX|<ins/);
      const found = async (query) => {
        await page.evaluate((query) => window.harness.editor.find(query), query);
        await page.waitForTimeout(200); // finding comes when it is first asked for
        return page.evaluate((query) => window.harness.editor.find(query).count, query);
      };
      assert.equal(await found('se insta a'), 1);
      assert.equal(await found('exige'), 0);
      await page.evaluate(() => window.harness.editor.setShown(() => false));
      assert.equal(await found('se exige a'), 1);
      assert.equal(await found('insta'), 0);
      await page.evaluate(() => window.harness.editor.setShown(null));
      assert.equal(await found('exige'), 1);
    }));
});

describe('composing', () => {
  it('keeps composed words whole while others write beside them and split the item', () =>
    withPage({}, async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await caret(page, 'i1', END);
      for (const text of ['k', 'ka', 'kan']) {
        await cdp.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
      }
      await remote(page, {
        type: 'text',
        item: 'i1',
        lang: 'es',
        delta: { ops: [{ retain: 3 }, { insert: 'ZZ' }] },
      });
      await remote(page, {
        type: 'item.split',
        item: 'i1',
        new: 'n',
        at: { es: 2 },
      });
      await cdp.send('Input.imeSetComposition', {
        text: 'kanji',
        selectionStart: 5,
        selectionEnd: 5,
      });
      await cdp.send('Input.insertText', { text: '漢字' });
      await page.waitForTimeout(100);
      const [one] = await lines(page);
      const all = (await lines(page)).join(' ');
      assert.match(all, /漢字/);
      assert.match(all, /ZZ/);
      assert.doesNotMatch(all, /k/);
      assert.equal(one, '1. Un');
    }));

  it('puts an accented letter in once', () =>
    withPage({}, async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await caret(page, 'i1', END);
      await cdp.send('Input.imeSetComposition', {
        text: '´',
        selectionStart: 1,
        selectionEnd: 1,
      });
      await cdp.send('Input.insertText', { text: 'é' });
      await page.waitForTimeout(100);
      assert.equal((await lines(page))[0], '1. Unoé');
    }));

  it('leaves an approved item as it is', () =>
    withPage({ draft: 'Uno\n! Dos' }, async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await caret(page, 'i2', 1);
      await cdp.send('Input.imeSetComposition', {
        text: 'ka',
        selectionStart: 2,
        selectionEnd: 2,
      });
      await cdp.send('Input.insertText', { text: '漢' });
      await page.waitForTimeout(100);
      assert.deepEqual(await lines(page), ['1. Uno', '2. Dos']);
      assert.equal((await notices(page))[0].code, 'locked');
    }));

  it('does not draw carets anew beside the words being composed', () =>
    withPage({}, async (page) => {
      const cdp = await page.context().newCDPSession(page);
      await caret(page, 'i1', END);
      await cdp.send('Input.imeSetComposition', {
        text: 'ka',
        selectionStart: 2,
        selectionEnd: 2,
      });
      await page.evaluate(() => {
        const peer = {
          client: 'c',
          participant: 'p3',
          item: 'i1',
          lang: 'es',
          anchor: 3,
          head: 3,
        };
        window.harness.draft.carets.value = [peer];
      });
      await page.waitForTimeout(50);
      await counted(page.locator('.peer-caret'), 0);
      await cdp.send('Input.insertText', { text: 'カ' });
      await page.waitForTimeout(100);
      await counted(page.locator('.peer-caret'), 1);
      assert.equal((await lines(page))[0], '1. Unoカ');
    }));
});

describe('others', () => {
  it('have a caret with code and name, which is no part of the text', () =>
    withPage({}, async (page) => {
      await page.evaluate(() => {
        const peer = {
          client: 'c',
          participant: 'p3',
          item: 'i2',
          lang: 'es',
          anchor: 0,
          head: 3,
        };
        window.harness.draft.carets.value = [peer];
      });
      await page.waitForSelector('.peer-caret');
      assert.match(await page.locator('.peer-caret').textContent(), /CA.*Luc/);
      assert.equal(await page.getAttribute('[data-id=i2]', 'data-here'), 'CA');
      await caret(page, 'i2', END);
      await page.keyboard.type('x');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      assert.equal((await lines(page))[1], '  a. Do');
    }));

  it('have a name at their caret that soon goes, whether things may move or not', () =>
    withPage({}, async (page) => {
      for (const reducedMotion of ['no-preference', 'reduce']) {
        await page.emulateMedia({ reducedMotion });
        await page.evaluate(() => (window.harness.draft.carets.value = []));
        await counted(page.locator('.peer-caret'), 0);
        await page.evaluate(() => {
          const peer = { client: 'c', participant: 'p3', item: 'i2', lang: 'es', anchor: 0, head: 3 };
          window.harness.draft.carets.value = [peer];
        });
        const wide = (is) =>
          page.waitForFunction((is) => document.querySelector('.peer-caret i')?.offsetWidth > 0 === is, is, { timeout: 20_000 });
        await wide(true);
        await wide(false);
        assert.match(await page.locator('.peer-caret').innerText(), /CA/, reducedMotion);
      }
    }));

  it('are told where the caret is', () =>
    withPage({}, async (page) => {
      await caret(page, 'i3', 2);
      await page.keyboard.press('Shift+ArrowRight');
      await page.waitForFunction(() => window.harness.draft.presence.head === 3);
      assert.deepEqual(await page.evaluate(() => window.harness.draft.presence), {
        item: 'i3',
        lang: 'es',
        anchor: 2,
        head: 3,
      });
    }));

  it('take the caret to the end of what stood above when they remove its item', () =>
    withPage({}, async (page) => {
      await caret(page, 'i3', 2);
      await remote(page, { type: 'item.remove', item: 'i3' });
      await page.keyboard.type('x');
      assert.equal((await lines(page))[1], '  a. Dosx');
    }));

  it('lock an item under the caret: shown in the margin, and typing is refused', () =>
    withPage({}, async (page) => {
      await caret(page, 'i3', 2);
      await remote(page, {
        type: 'item.status',
        item: 'i3',
        status: 'approved',
      });
      await page.keyboard.type('x');
      assert.equal((await notices(page))[0].code, 'locked');
      const note = await page.evaluate(() => getComputedStyle(document.querySelector('[data-id=i3]'), '::after').content);
      assert.match(note, /Aprobado/);
    }));
});

describe('finding', () => {
  it('highlights every match whatever its accents, and goes round', () =>
    withPage({ draft: 'Migración\nnada\nmigracion y MIGRACIÓN' }, async (page) => {
      await page.evaluate(() => window.harness.editor.find('migración'));
      await page.waitForSelector('.found');
      const found = await page.evaluate(() => window.harness.found);
      assert.deepEqual(found, { query: 'migración', count: 3, current: 1 });
      await counted(page.locator('.found'), 3);
      const steps = await page.evaluate(() => [1, 1, 1].map((step) => window.harness.editor.findNext(step).current));
      assert.deepEqual(steps, [2, 3, 1]);
      await page.evaluate(() => window.harness.editor.endFind());
      await counted(page.locator('.found'), 0);
    }));

  it('goes to an item by its number, far down a long draft', () =>
    withPage({ items: 700 }, async (page) => {
      assert.equal(await page.evaluate(() => window.harness.goTo('90.c')), true);
      await page.waitForTimeout(200);
      const item = await page.evaluate(() => window.harness.editor.selection.value.item);
      const top = (await page.locator(`[data-id=${item}]`).boundingBox()).y;
      assert.ok(top > 0 && top < 900, `the item is at ${top}`);
      assert.equal(await page.evaluate(() => window.harness.goTo('999')), false);
    }));
});

describe('two languages', () => {
  const parameters = { langs: 'es,en', draft: 'Uno\n  Dos\n  Tres\nCuatro' };

  it('share structure, not words', () =>
    withPage(parameters, async (page) => {
      await caret(page, 'i2', 0, 'en');
      await page.keyboard.type('Two');
      await caret(page, 'i2', 1);
      await page.keyboard.press('Enter');
      await caret(page, 'i3', 0, 'en');
      await page.keyboard.type('Three');
      await page.keyboard.press('Tab');
      assert.deepEqual(await lines(page), ['1. Uno', '  a. D', '  b. os', '    i. Tres', '2. Cuatro']);
      assert.deepEqual(await lines(page, 'en'), ['1.', '  a. Two', '  b.', '    i. Three', '2.']);
    }));

  it('stand side by side at the same height', () =>
    withPage(parameters, async (page) => {
      await caret(page, 'i1', END);
      await page.keyboard.type(' y mucho más texto que llena varias líneas'.repeat(6));
      const [left, right] = await page.evaluate(() =>
        ['es', 'en'].map((lang) =>
          [...document.querySelectorAll(`.editor[lang=${lang}] .item`)].map((item) => item.getBoundingClientRect().top),
        ),
      );
      assert.deepEqual(left, right);
    }));

  it('mark a translation whose original changed', () =>
    withPage({ langs: 'es,en', items: 3 }, async (page) => {
      await caret(page, 'i1', END);
      await page.keyboard.type('x');
      assert.notEqual(await page.getAttribute('.editor[lang=en] [data-id=i1]', 'data-stale'), null);
      assert.equal(await page.getAttribute('.editor[lang=es] [data-id=i1]', 'data-stale'), null);
    }));
});

describe('anything at all', () => {
  it('leaves the page equal to the draft after 300 random keys and changes of others', () =>
    withPage(
      {
        langs: 'es,en',
        draft: 'Uno dos\n  Tres 👍\n  # Cuatro\n  Cinco\nSeis\n  Siete',
      },
      async (page) => {
        const seed = Number(process.env.PLENARIA_SEED ?? 20211201);
        console.log(`seed ${seed}`);
        await randomActions(page, seed, 300);
      },
    ));
});

const KEYS =
  'a b Space Enter Backspace Delete Tab Shift+Tab Alt+ArrowUp Alt+ArrowDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift+ArrowDown Shift+ArrowRight Home End Control+b Control+Shift+Digit8 Control+z Control+y Control+Enter'.split(
    ' ',
  );

async function randomActions(page, seed, count) {
  const random = randomFrom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  await caret(page, 'i1', 1);
  for (let i = 0; i < count; i++) {
    const draw = random();
    if (draw < 0.7) await page.keyboard.press(pick(KEYS));
    else if (draw < 0.72) await page.keyboard.insertText(pick(['ñ', '👍🏽', 'é']));
    else if (draw < 0.75)
      await paste(page, {
        'text/plain': pick(['x', '1. a\n2. b', 'uno\n  dos\ntres']),
      });
    else if (draw < 0.8) await page.locator(`.editor[lang=${pick(['es', 'en'])}]`).focus();
    else await remoteAction(page, Math.floor(random() * 2 ** 31));
    const differs = await page.evaluate(() =>
      ['es', 'en'].some((lang) => JSON.stringify(window.harness.shown(lang)) !== JSON.stringify(window.harness.expected(lang))),
    );
    assert.ok(!differs, `after action ${i} of seed ${seed} the page differs from the draft`);
  }
}

function remoteAction(page, seed) {
  return page.evaluate((seed) => {
    const { draft } = window.harness;
    const ids = window.harness.expected().map(({ id }) => id);
    const id = ids[seed % ids.length];
    const other = ids[(seed >> 8) % ids.length];
    const lang = seed & 64 ? 'es' : 'en';
    const text = draft.view.items.get(id).texts[lang];
    const length = text ? text.length() : 0;
    const at = length ? (seed >> 4) % (length + 1) : 0;
    const changes = [
      {
        type: 'text',
        item: id,
        lang,
        delta: { ops: [{ retain: at }, { insert: 'R' }].slice(at ? 0 : 1) },
      },
      { type: 'item.split', item: id, new: `r${seed}`, at: { [lang]: at } },
      { type: 'item.merge', item: id, into: other },
      {
        type: 'item.move',
        item: id,
        parent: null,
        after: other === id ? null : other,
      },
      { type: 'item.kind', item: id, kind: 'paragraph' },
    ];
    const change = changes[seed % changes.length];
    if (draft.check([change]).ok) window.harness.remote(change);
  }, seed);
}

function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
