// Every dialog and panel of the page, of a draft and outside of one, holds what `opened` looks for.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { deleted, inserted, paragraph, run, wordFile, zip } from '../support/word_file.mjs';
import { unzip } from '../support/word_words.mjs';
import { faultsFromOpenToClose } from './opened.mjs';
import { chooseFile, leave, Pages } from './ui_page.mjs';

let pages;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-dialogs-'));
before(async () => {
  pages = await Pages.start();
});
after(async () => {
  await pages?.close();
  rmSync(folder, { recursive: true, force: true });
});

const TEXT = `1. Aprobar el informe de la reunión.
2. Agradecer a la Secretaría.
3. Convocar la próxima reunión.
4. Invitar a los observadores.
5. Tomar nota del avance.
6. Publicar el informe.
`;

/** The first item is under review and amended, the translation of the second is behind. Returns the ids of all. */
async function negotiate(draft) {
  const ids = (await draft.snapshot()).items.map(({ id }) => id);
  const [amended, behind] = ids;
  const secretariat = await draft.join('secretariat');
  const text = (item, lang, ...ops) => ({ type: 'text', item, lang, delta: { ops } });
  await secretariat.edit(text(behind, 'en', { insert: 'Thank the Secretariat.' }));
  await secretariat.edit({ type: 'item.align', item: behind, lang: 'en' });
  const { seq } = await secretariat.edit(text(behind, 'es', { insert: 'Bien: ' }));
  const chair = await draft.join('chair');
  await chair.reach(seq);
  const { seq: now } = await chair.edit({ type: 'item.status', item: amended, status: 'review' });
  const mexico = await draft.join('mexico');
  await mexico.reach(now);
  await mexico.edit(
    { type: 'proposal.add', proposal: 'm1', item: amended, note: 'Como se acordó.' },
    text(amended, 'es', { retain: 8 }, { insert: 'ya ', attributes: { 'ins:m1': true } }),
  );
  await Promise.all([secretariat, chair, mexico].map((client) => client.close()));
  return ids;
}

/** Canada, whose words came when the item was locked already. */
async function enterWithRefused(draft, item) {
  const { token } = await draft.seat('canada');
  const page = await pages.open('about:blank');
  page.setDefaultTimeout(15_000);
  const held = [];
  await page.routeWebSocket(/\/ws\?/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) =>
      JSON.parse(message).t === 'op' ? held.push(() => server.send(message)) : server.send(message),
    );
  });
  await page.goto(`${pages.server.url}/join#${token}`);
  await page.waitForSelector('.editor .item');
  await page.evaluate((item) => window.plenaria.textView.goTo(item), item);
  await page.waitForFunction((item) => window.plenaria.current.value === item, item);
  await page.keyboard.insertText('palabras tardías ');
  await page.locator('.bar-state', { hasText: 'Guardando' }).waitFor();
  const chair = await draft.join('chair');
  await chair.edit({ type: 'item.status', item, status: 'approved' });
  await chair.close();
  await page.waitForFunction((item) => document.querySelector(`[data-id="${item}"]`)?.dataset.status === 'approved', item);
  for (const send of held) send();
  await page.waitForFunction(() => window.plenaria.draft.tray.value.length > 0);
  return page;
}

function pasteIntoFocused(text) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}

/** The draft as a Word file in which somebody has written. */
async function returnedFile(draft) {
  const response = await draft.request('chair', '/export?format=docx&lang=es');
  const parts = Object.fromEntries(unzip(Buffer.from(await response.arrayBuffer())));
  parts['word/document.xml'] = parts['word/document.xml'].toString().replace('Publicar', 'Imprimir');
  const file = path.join(folder, 'returned.docx');
  writeFileSync(file, zip(parts));
  return file;
}

/** A Word file with what somebody has changed in it. */
function fileWithChanges() {
  const file = path.join(folder, 'changed.docx');
  const words = [run('1. Los Estados '), deleted('Ana López', 'pueden'), inserted('Ana López', 'deben'), run(' ir.')];
  writeFileSync(file, wordFile(paragraph(...words) + paragraph(run('2. Aprobar.'))));
  return file;
}

/** Of the dialog that this button opens. */
const faultsOfDialogOf = (page, button) => faultsFromOpenToClose(page, () => button.click(), 'dialog[open]', button);

describe('on the page of a draft', () => {
  let draft;
  let items;
  let amended;
  let behind;
  let page;
  before(async () => {
    const place = { server: pages.server, folder };
    draft = await Place.prototype.draft.call(place, { text: TEXT });
    items = await negotiate(draft);
    [amended, behind] = items;
    const { token } = await draft.seat('chair');
    page = await pages.enter(`${pages.server.url}/join#${token}`);
    page.setDefaultTimeout(15_000);
  });
  after(() => page && leave(page));

  /** The caret in the item that is under review. */
  async function inText() {
    await page.evaluate((item) => window.plenaria.textView.goTo(item), amended);
    await page.waitForFunction((item) => window.plenaria.current.value === item, amended);
  }

  const named = (name) => (page) => page.evaluate((name) => window.plenaria.open(name), name);
  const DIALOGS = {
    ...Object.fromEntries(
      [
        'help shortcuts goto adopt title print proof word invite inviteMany end removed numbers itemNumber references',
        'followUp matrix consult',
      ]
        .join(' ')
        .split(' ')
        .map((name) => [name, named(name)]),
    ),
    link: (page) => page.evaluate(() => window.plenaria.run('link')),
    blocked: (page) =>
      page.evaluate((item) => {
        window.plenaria.blocked = { item, status: 'approved', below: false };
        window.plenaria.open('blocked');
      }, amended),
    removeMany: (page) => page.evaluate((items) => window.plenaria.askRemoval({ items, done() {} }), items),
    stale: (page) => page.evaluate((item) => window.plenaria.showStale(item), behind),
    ...Object.fromEntries(
      ['time', 'versions', 'item', 'search', 'minutes'].map((part) => [
        `past: ${part}`,
        (page) => page.evaluate((past) => (window.plenaria.past.value = past), { part, item: amended }),
      ]),
    ),
  };
  for (const [name, open] of Object.entries(DIALOGS)) {
    it(`the dialog “${name}”`, async () => {
      await inText();
      assert.deepEqual(await faultsFromOpenToClose(page, open, 'dialog[open]', page.locator('.editor')), []);
    });
  }

  it('two versions compared, with what was changed between them', async () => {
    await inText();
    const compare = async (page) => {
      await DIALOGS['past: versions'](page);
      await page.getByRole('button', { name: 'Comparar', exact: true }).click();
      await page.locator('.past-compare ins').first().waitFor();
    };
    assert.deepEqual(await faultsFromOpenToClose(page, compare, 'dialog[open]', page.locator('.editor')), []);
  });

  it('a Word file that comes back, looked over before it is added', async () => {
    await inText();
    const file = await returnedFile(draft);
    const look = async (page) => {
      await DIALOGS.word(page);
      const dialog = page.locator('dialog[open]');
      await chooseFile(page, dialog, file);
      await dialog.locator('.wish ins').first().waitFor();
    };
    assert.deepEqual(await faultsFromOpenToClose(page, look, 'dialog[open]', page.locator('.editor')), []);
  });

  it('the preview of a translation that is pasted', async () => {
    await page.evaluate(() => window.plenaria.show(['en']));
    const english = page.locator('.editor[lang="en"]');
    await english.waitFor();
    await inText();
    const pasteLines = (page) =>
      page.evaluate(pasteIntoFocused, '1. Approve the report.\n2. Thank the Secretariat.\n3. Convene.\n');
    assert.deepEqual(await faultsFromOpenToClose(page, pasteLines, 'dialog[open]', english), []);
    await page.evaluate(() => window.plenaria.show(['es']));
    await page.locator('.editor[lang="es"]').waitFor();
  });

  for (const panel of ['outline', 'board', 'people', 'item', 'proposals']) {
    it(`the panel “${panel}”`, async () => {
      await inText();
      const open = (page) => page.evaluate((panel) => window.plenaria.toggle(panel), panel);
      assert.deepEqual(await faultsFromOpenToClose(page, open, '.panel', page.locator('.editor')), []);
    });
  }

  it('what came back, and the question before it is thrown away', async () => {
    const canada = await enterWithRefused(draft, items.at(-1));
    try {
      const open = (page) => page.evaluate(() => window.plenaria.toggle('tray'));
      assert.deepEqual(await faultsFromOpenToClose(canada, open, '.panel', canada.locator('.editor')), []);
      await open(canada);
      const discard = canada.getByRole('button', { name: 'Descartar' });
      assert.deepEqual(await faultsOfDialogOf(canada, discard), []);
    } finally {
      await leave(canada);
    }
  });

  it('the questions before a seat ends, a delegation’s and a chair’s', async () => {
    await page.evaluate(() => window.plenaria.toggle('people'));
    for (const name of ['Ana López', 'Presidencia']) {
      const revoke = page.getByRole('button', { name: `Retirar: ${name}` });
      assert.deepEqual(await faultsOfDialogOf(page, revoke), [], name);
    }
    await page.evaluate(() => window.plenaria.toggle('people'));
  });
});

/** Each of these buttons of a page opens a dialog. */
function itOpensDialogs(pageOf, names) {
  for (const name of names) {
    it(`the dialog of “${name}”`, async () => {
      const button = pageOf().getByRole('button', { name }).first();
      assert.deepEqual(await faultsOfDialogOf(pageOf(), button), []);
    });
  }
}

describe('on the page of a meeting', () => {
  let meeting;
  let page;
  before(async () => {
    meeting = await Meeting.open({ server: pages.server, folder });
    await meeting.draft('Declaración reservada');
    page = await pages.open(`${pages.server.url}/join#${meeting.people.get('secretariat').token}`);
    page.setDefaultTimeout(15_000);
    await page.getByRole('button', { name: 'Editar la reunión' }).waitFor();
  });
  after(() => page && leave(page));

  itOpensDialogs(() => page, ['Editar la reunión', 'Agregar un texto', 'Cambiar: Ana López', 'Cambiar la delegación: México']);

  it('what is new, under the bell, with what is mailed', async () => {
    const bell = page.locator('.bell > button');
    const open = async (page) => {
      await bell.click();
      await page.locator('.bell-panel').getByText('Correo', { exact: true }).click();
    };
    assert.deepEqual(await faultsFromOpenToClose(page, open, '.bell-panel', bell), []);
  });

  it('a list of people that is looked over before they are invited, and their links', async () => {
    const list = 'Nombre;Delegación;Correo;Función\nEva Ruiz;DO;eva@example.org;delegada\n;MX;nadie@example.org;delegado\n';
    const read = async (page) => {
      await page.getByRole('button', { name: 'Invitar', exact: true }).click();
      await page.getByLabel('Lista de personas').fill(list);
      await page.getByRole('button', { name: 'Revisar la lista' }).click();
      await page.getByRole('cell', { name: 'Eva Ruiz' }).waitFor();
    };
    const home = page.getByRole('button', { name: 'Invitar', exact: true });
    assert.deepEqual(await faultsFromOpenToClose(page, read, 'dialog[open]', home), [], 'the list');
    const invite = async (page) => {
      await read(page);
      await page.getByRole('button', { name: 'Invitar a 1 persona' }).click();
      await page.locator('.meeting-link').waitFor();
    };
    assert.deepEqual(await faultsFromOpenToClose(page, invite, 'dialog[open]', home), [], 'the links');
  });
});

describe('on the list of texts', () => {
  let page;
  before(async () => {
    const draft = await Place.prototype.draft.call({ server: pages.server, folder }, { text: TEXT });
    const { token } = await draft.seat('secretariat');
    page = await pages.enter(`${pages.server.url}/join#${token}`);
    page.setDefaultTimeout(15_000);
    await page.goto(pages.server.url);
    await page.getByRole('button', { name: 'Nuevo texto…' }).waitFor();
  });
  after(() => page && leave(page));

  itOpensDialogs(() => page, ['Nuevo texto…', 'Nueva reunión…']);

  it('a new text from a Word file, looked over before it is made', async () => {
    const home = page.getByRole('button', { name: 'Nuevo texto…' });
    const open = async (page) => {
      await home.click();
      const dialog = page.locator('dialog[open]');
      await chooseFile(page, dialog, fileWithChanges());
      await dialog.locator('.preview-words ins').waitFor();
    };
    assert.deepEqual(await faultsFromOpenToClose(page, open, 'dialog[open]', home), []);
  });

  it('a new text that is looked over before it is made, with an entry being changed', async () => {
    const open = async (page) => {
      await page.getByRole('button', { name: 'Nuevo texto…' }).click();
      await page
        .locator('.new-draft textarea')
        .fill(`Conclusiones\n\n1. Los Estados [Canadá: deberán] cooperar.\n\n2. Segundo.\n`);
      await page.getByRole('button', { name: /^Cambiar: Los Estados/ }).click();
      await page.getByLabel('Leer el corchete como').check();
    };
    const home = page.getByRole('button', { name: 'Nuevo texto…' });
    assert.deepEqual(await faultsFromOpenToClose(page, open, 'dialog[open]', home), []);
  });
});

describe('on the page of whoever runs the server', () => {
  let page;
  before(async () => {
    const { token } = JSON.parse(await cli.succeed(['admin', 'token', '--data', pages.server.data, '--name', 'ana']));
    page = await pages.open(`${pages.server.url}/admin`);
    page.setDefaultTimeout(15_000);
    await page.getByLabel('Clave de administración').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('#admin-log').waitFor();
  });
  after(() => page && leave(page));

  itOpensDialogs(() => page, [/^Archivar: /, /^Borrar: /]);
});
