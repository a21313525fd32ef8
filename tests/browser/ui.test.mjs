// The views around the text: getting in, the board, people, reading, the room, print, languages, access.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { part } from '../support/zip.mjs';
import { counted } from './counted.mjs';
import { DemoDraft } from './demo_draft.mjs';
import { asText, inOneLine, printed } from './printed.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
let order;

before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
  order = await demo.negotiate();
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });
const enter = (who, options) => pages.enter(demo.link(who), options);
const draftUrl = (view) => `${pages.server.url}/d/${demo.id}?view=${view}`;
const statusOf = (page, item) => page.locator(`.editor [data-id="${item}"]`).first().getAttribute('data-status');

/** Chooses in the menu at the top right. */
async function choose(page, name) {
  await button(page, /^(Menú|Menu)$/)
    .last()
    .click();
  await page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })).click();
}

async function eventually(check, what) {
  for (let rounds = 0; rounds < 100; rounds++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`waited in vain for ${what}`);
}

describe('the bar', () => {
  for (const width of [1360, 1280, 1100, 1024, 390, 360]) {
    for (const locale of ['es', 'en', 'fr', 'pt']) {
      it(`cuts nothing off at ${width} px in ${locale}`, async () => {
        const page = await enter('chair', { viewport: { width, height: 800 }, locale });
        await page.waitForTimeout(400);
        const outside = await page.evaluate(() => {
          const edge = document.documentElement.clientWidth;
          const shown = [...document.querySelectorAll('.bar button, .bar a')].filter((one) => one.checkVisibility());
          return shown.filter((one) => one.getBoundingClientRect().right > edge + 0.5).map((one) => one.textContent);
        });
        assert.deepEqual(outside, []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        if (width >= 1024) assert.equal(await page.evaluate(isTitleCut), false, 'the title');
        await leave(page);
      });
    }
  }

  it('says who one is, in the window’s title too', async () => {
    const page = await enter('canada');
    await page
      .locator('.bar-you', { hasText: 'CA' })
      .and(page.locator('.bar-you', { hasText: 'Delegación' }))
      .waitFor();
    assert.match(await page.title(), /^(\(\d+\) )?CA · /); // what is unread stands in front
    await leave(page);
  });

  it('keeps what does not fit in a menu that works', async () => {
    const page = await enter('canada', { viewport: { width: 390, height: 800 } });
    await button(page, 'Más herramientas').click();
    await page.getByRole('menuitem', { name: /Ir a un punto/ }).click();
    await page.getByRole('dialog').getByRole('textbox').and(page.locator(':focus')).waitFor();
    await leave(page);
  });

  it('offers the languages and who takes part in its menus where they have no room', async () => {
    const page = await enter('canada', { viewport: { width: 250, height: 780 } });
    await button(page, 'Más herramientas').click();
    await page.getByRole('menuitemradio', { name: 'Inglés' }).click();
    await page.locator('.editor[lang="en"]').waitFor();
    await choose(page, 'Participantes');
    await page.locator('aside').getByRole('heading', { name: 'Participantes' }).waitFor();
    await leave(page);
  });
});

describe('getting in', () => {
  it('opens the draft in one step and takes the token out of the address', async () => {
    const page = await enter('canada');
    assert.equal(new URL(page.url()).pathname, `/d/${demo.id}`);
    assert.equal(new URL(page.url()).hash, '');
    assert.ok(!(await page.evaluate(() => JSON.stringify(history.state) ?? '')).includes(demo.tokens.canada));
    await page.reload();
    await page.waitForSelector('.editor .item');
    await leave(page);
  });

  it('says kindly that a link opens nothing, and forgets it', async () => {
    const page = await pages.open(`${pages.server.url}/join#no-such-token`);
    await page.getByRole('heading', { name: 'Este enlace no abre ningún texto' }).waitFor();
    assert.equal(new URL(page.url()).hash, '');
    await leave(page);
  });

  it('shows whoever has no seat how to get one', async () => {
    const page = await pages.open(pages.server.url);
    await page.getByRole('heading', { name: 'Todavía no tiene acceso a ningún texto' }).waitFor();
    assert.deepEqual(await seriousFindings(page), []);
    await leave(page);
  });

  it('lists the drafts that one may see, and opens one', async () => {
    const page = await enter('belize');
    await page.goto(pages.server.url);
    await page.getByRole('link', { name: /Conclusiones y Recomendaciones/ }).click();
    await page.waitForSelector('.editor .item');
    await counted(button(page, 'Nuevo texto…'), 0);
    await leave(page);
  });

  it('says what a meeting is to whoever has none and may make one, and that the list could not be read', async () => {
    const page = await enter('secretariat');
    await page.goto(pages.server.url);
    await page.getByText('Una reunión lleva los textos, las delegaciones y las personas').waitFor();
    await counted(page.getByRole('heading', { level: 1 }), 1);
    assert.deepEqual(await seriousFindings(page), []);
    await page.route('**/api/meetings', (route) => route.fulfill({ status: 500, body: '' }));
    await page.reload();
    await page.getByText('No se pudo leer la lista de reuniones.').waitFor();
    await page.close();
  });

  it('makes a draft from a pasted text after showing how it was understood', async () => {
    const page = await enter('secretariat');
    await page.goto(pages.server.url);
    await button(page, 'Nuevo texto…').click();
    await page.getByLabel('Título', { exact: true }).fill('Declaración de prueba');
    await page.getByLabel('Texto de base').fill('1. Aprobar el informe.\n   a. Instar a las partes.\n2. Tomar nota.');
    const outline = page.getByRole('region', { name: 'Así se ha entendido' });
    await outline.locator('.preview-words').getByText('Instar a las partes.').waitFor();
    assert.deepEqual(await outline.locator('.outline-number').allTextContents(), ['1.', 'a.', '2.']);
    assert.deepEqual(await seriousFindings(page), []);
    await button(page, 'Crear el texto').click();
    await page.waitForURL(/\/d\//);
    await page.waitForSelector('.editor .item');
    await counted(page.locator('.editor .item'), 3);
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Declaración de prueba');
    await leave(page);
  });

  it('takes a text file as if its words were pasted, whatever wrote it', async () => {
    const page = await enter('secretariat');
    await page.goto(pages.server.url);
    await button(page, 'Nuevo texto…').click();
    const coming = page.waitForEvent('filechooser');
    await button(page, 'Elegir un archivo (.docx, .txt, .md)…').click();
    const buffer = Buffer.from('1. Celebrar la cooperación \x93Sur-Sur\x94.\r\n2. Tomar nota.\r\n', 'latin1');
    await (await coming).setFiles({ name: 'acta.TXT', mimeType: 'text/plain', buffer });
    await page.locator('.preview-words').getByText('Celebrar la cooperación “Sur-Sur”.').waitFor();
    await page.close();
  });
});

describe('the chair', () => {
  it('sets a status from the board, and everybody sees and hears it', async () => {
    const chair = await enter('chair');
    const canada = await enter('canada');
    const item = order[30];
    await button(chair, 'Tablero').click();
    const name = await chair.locator('.board-row').nth(30).locator('.board-number').textContent();
    await chair.getByLabel(`Estado del punto ${name}`, { exact: true }).selectOption('approved');
    await eventually(async () => (await statusOf(canada, item)) === 'approved', 'the lock at the other delegation');
    await eventually(
      async () => (await canada.locator('[aria-live]').first().textContent()).includes(`Punto ${name}: Aprobado`),
      'the announcement',
    );
    await leave(chair);
    await leave(canada);
  });

  it('sets a status by keyboard alone, with everything below', async () => {
    const page = await enter('chair');
    const parent = order.find((id) => demo.clients[0].model.item(id).status === 'open' && hasChildren(id));
    await caretInto(page, parent);
    await page.keyboard.press('Control+.');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('0');
    await page.keyboard.press('2');
    await eventually(async () => (await statusOf(page, parent)) === 'review', 'the parent');
    for (const child of childrenOf(parent)) assert.equal(await statusOf(page, child), 'review');
    await leave(page);
  });

  it('opens the menu of an item at its present status, and the arrows go on from there', async () => {
    const page = await enter('chair');
    await caretInto(
      page,
      order.find((id) => demo.clients[0].model.item(id).status === 'agreed'),
    );
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-keyshortcuts'));
    await page.keyboard.press('Control+.');
    await page.getByRole('menu').waitFor();
    assert.equal(await focused(), '3');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), '4');
    await page.keyboard.press('Escape');
    await leave(page);
  });

  it('sees on the board what is left, and goes there', async () => {
    const page = await enter('chair');
    await button(page, 'Tablero').click();
    await page.getByText(/Faltan \d+ puntos por aprobar/).waitFor();
    await page.getByLabel('Mostrar').selectOption('agreed');
    await page.locator('.board-go').first().click();
    await eventually(() => page.locator(`.editor [data-id="${order[9]}"]`).first().evaluate(isOnScreen), 'the item on screen');
    assert.ok(await button(page, 'Adoptar el texto…').isDisabled());
    assert.deepEqual(await seriousFindings(page), []);
    await leave(page);
  });

  it('invites somebody with a link that is shown once, and withdraws another', async () => {
    const page = await enter('chair');
    await button(page, 'Participantes').click();
    await button(page, 'Invitar…').click();
    await page.getByRole('textbox', { name: /^Nombre/ }).fill('Rosa Méndez');
    await page.getByRole('combobox', { name: /^Delegación/ }).fill('Guatemala');
    assert.deepEqual(await seriousFindings(page), []);
    await button(page, 'Crear el enlace').click();
    const link = await page.locator('.once code').textContent();
    await button(page, 'Cerrar').last().click();
    const guest = await pages.enter(link);
    await button(page, 'Retirar: Rosa Méndez').click();
    await button(page, 'Retirar').last().click();
    await guest.getByText('Su invitación fue retirada', { exact: false }).waitFor();
    assert.deepEqual(await seriousFindings(guest), []);
    await leave(guest);
    const record = page.getByRole('region', { name: 'Registro de lugares' });
    await record.getByText('Rosa Méndez').first().waitFor();
    assert.match(await record.locator('li').first().textContent(), /Otorgado por .*Enlace abierto por primera vez.*Retirado por/);
    const observer = await enter('observer');
    await button(observer, 'Participantes').click();
    await observer.getByRole('region', { name: 'Registro de lugares' }).getByText('Rosa Méndez').first().waitFor();
    await leave(observer);
    await leave(page);
  });

  it('invites many from a pasted list, with a preview, and shows the links as a list', async () => {
    const page = await enter('chair');
    await button(page, 'Participantes').click();
    const [one, many] = await Promise.all(['Invitar…', 'Invitar a varios…'].map((name) => button(page, name).boundingBox()));
    assert.ok(many.x - (one.x + one.width) >= 4 || many.y >= one.y + one.height + 4, 'the buttons stand apart');
    await button(page, 'Invitar a varios…').click();
    const list = page.getByRole('textbox', { name: /^Papel, nombre y delegación/ });
    await list.fill('delegación, Luis Peña, Guatemala\ndelegación, Sin país');
    await page.getByText(/falta la delegación/).waitFor();
    assert.ok(await button(page, 'Crear 1 enlace').isDisabled());
    await list.fill('delegación, Luis Peña, Guatemala\nOIM, observador');
    assert.deepEqual(await seriousFindings(page), []);
    await button(page, 'Crear 2 enlaces').click();
    const links = await page.getByRole('textbox', { name: 'Enlace de invitación' }).inputValue();
    assert.match(links, /"delegation","GT","Luis Peña","http[^"]*\/join#[\w-]{22}"\r?\n"observer","","OIM","http/);
    await leave(page);
  });

  it('asks for the name of a chair before it ends their seat', async () => {
    const page = await enter('chair');
    await button(page, 'Participantes').click();
    await page
      .getByRole('button', { name: /^Retirar: María Ortiz/ })
      .first()
      .click();
    const sure = button(page, 'Retirar').last();
    assert.ok(await sure.isDisabled());
    const field = page.getByRole('textbox', { name: /^Es una presidencia/ });
    await field.fill((await page.locator('dialog .field-label').textContent()).split(': ').pop());
    await sure.click();
    await page.getByText('Siempre debe haber una presidencia', { exact: false }).first().waitFor();
    await leave(page);
  });

  it('leaves nothing on the device after signing out', async () => {
    const page = await enter('mexico');
    await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('plenaria');
          opening.onerror = reject;
          opening.onsuccess = () => {
            const change = opening.result.transaction('kept', 'readwrite');
            change.objectStore('kept').put([{ id: 'x', text: 'palabras guardadas' }], 'tray/another');
            change.oncomplete = () => (opening.result.close(), resolve());
          };
        }),
    );
    await choose(page, /^Cerrar la sesión/);
    assert.equal(await page.getByRole('textbox', { name: /no han llegado al servidor/ }).inputValue(), 'palabras guardadas');
    await button(page, 'Cerrar la sesión').last().click();
    await page.waitForURL((url) => url.pathname === '/');
    const left = await page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.open('plenaria').onsuccess = ({ target }) => {
            const asked = target.result.transaction('kept').objectStore('kept').getAllKeys();
            asked.onsuccess = () => resolve(asked.result);
          };
        }),
    );
    assert.deepEqual(left, []);
    assert.deepEqual(await page.context().cookies(), []);
    await leave(page);
  });
});

describe('reading', () => {
  it('lets an observer follow the chair and write nothing', async () => {
    const chair = await enter('chair');
    const observer = await enter('observer');
    await observer.getByText('Solo lectura: participa como observador').waitFor();
    assert.equal(await observer.locator('.editor').getAttribute('aria-readonly'), 'true');
    await caretInto(chair, order[60]);
    await button(observer, 'Seguir a la presidencia').click();
    await eventually(
      () => observer.locator(`.editor [data-id="${order[60]}"]`).evaluate(isOnScreen),
      'the item of the chair on the observer’s screen',
    );
    assert.deepEqual(await seriousFindings(observer), []);
    await leave(observer);
    await leave(chair);
  });

  it('shows on the room screen the item that the chair is at', async () => {
    const chair = await enter('chair');
    const room = await enter('observer', { viewport: { width: 1920, height: 1080 } });
    await room.goto(draftUrl('room'));
    await caretInto(chair, order[12]);
    const words = (await chair.locator(`.editor [data-id="${order[12]}"]`).innerText()).slice(0, 40);
    await room.locator('.room-texts', { hasText: words }).waitFor();
    assert.ok(await room.locator('.room-item').evaluate((item) => item.scrollHeight <= item.clientHeight));
    assert.deepEqual(await seriousFindings(room), []);
    await leave(room);
    await leave(chair);
  });

  it('offers the text as headings and nested lists, with numbers as text', async () => {
    const page = await enter('canada');
    await choose(page, 'Modo de lectura');
    await page.waitForSelector('.document');
    await counted(page.locator('.editor'), 0);
    assert.equal(await page.locator('.document > ol > li > .document-line .document-number').first().textContent(), '1.');
    assert.equal(await page.locator('.document ol ol .document-number').first().textContent(), 'a.');
    assert.ok((await page.locator('.document h2, .document h3').count()) > 3);
    assert.deepEqual(await seriousFindings(page), []);
    await leave(page);
  });

  it('shows what changed in the original since the translation', async () => {
    const page = await enter('secretariat');
    await button(page, 'Lado a lado').click();
    await page.locator('.editor-pair').waitFor();
    await button(page, 'Tablero').click();
    await page.getByLabel('Mostrar').selectOption('stale');
    await page.locator('.board-row').getByRole('button', { name: 'Por alinear' }).click();
    const added = page.locator('.compare ins');
    assert.match(await added.textContent(), /Con espíritu de consenso/);
    assert.deepEqual(await seriousFindings(page), []);
    await button(page, 'Dar por alineada').click();
    await page.getByText('Todas las traducciones están al día.').waitFor();
    await leave(page);
  });

  it('prints a numbered document with page x of y, in one language or two', async () => {
    const page = await enter('canada');
    for (const [choice, sample] of [
      [/^Español/, 'Aprobar los informes'],
      [/^Inglés/, 'To approve the progress'],
      [/Dos columnas/, 'To approve the progress'],
    ]) {
      await choose(page, 'Imprimir o descargar…');
      await page.getByRole('radio', { name: choice }).check();
      const paper = await printed(page);
      await counted(page.locator('.print-only'), 0);
      assert.match(paper, /(Página 2 de|Page 2 of) \d/);
      assert.ok(inOneLine(paper).includes(sample), `${sample} is not in the PDF`);
      assert.ok(!paper.includes('Tablero'), 'the page around the text was printed');
    }
    await leave(page);
  });

  it('the key of the browser opens the same dialog; what its menu prints is the text that the page shows', async () => {
    const page = await enter('canada');
    await page.keyboard.press('Control+p');
    await page.getByRole('dialog', { name: 'Imprimir o descargar' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator(`.editor [data-id="${order[12]}"]`).click();
    await page.keyboard.press('Control+p');
    await page.getByRole('dialog', { name: 'Imprimir o descargar' }).waitFor();
    await page.keyboard.press('Escape');
    const paper = inOneLine(asText(await page.pdf()));
    assert.ok(paper.includes('Aprobar los informes'), 'the text is not printed');
    assert.ok(!paper.includes('Tablero'), 'the page around the text was printed');
    await leave(page);
  });

  it('downloads the text in each format, and Word files with both languages beside each other', async () => {
    const page = await enter('observer');
    await choose(page, 'Imprimir o descargar…');
    const saved = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
      return download;
    };
    for (const name of ['Texto (.txt)', 'Markdown (.md)', 'Página web (.html)', 'Datos (.json)', 'Word (.docx)']) {
      assert.match((await saved(name)).suggestedFilename(), /-es\.(txt|md|html|json|docx)$/);
    }
    const akn = await saved('Akoma Ntoso (.xml)');
    assert.match(akn.suggestedFilename(), /-es\.akn\.xml$/);
    assert.match(readFileSync(await akn.path(), 'utf8'), /<akomaNtoso .*FRBRlanguage language="spa"/s);
    await page.getByRole('radio', { name: 'Dos columnas' }).first().check();
    const both = await saved('Word con control de cambios (.docx)');
    assert.match(both.suggestedFilename(), /-es-en\.docx$/);
    const page2 = readFileSync(await (await saved('Página web (.html)')).path(), 'utf8');
    assert.match(page2, /<td lang="es">.*<td lang="en">/s);
    const body = part(readFileSync(await both.path()), 'word/document.xml');
    assert.equal(body.match(/<w:gridCol /g).length, 2);
    await leave(page);
  });
});

describe('work that is not safe yet', () => {
  /** Enters with a line on which ops to the server wait until `release`. */
  async function enterHolding(who) {
    const held = [];
    let send = null;
    const page = await pages.open('about:blank');
    await page.routeWebSocket(/\/ws\?/, (socket) => {
      const server = socket.connectToServer();
      send = (message) => server.send(message);
      socket.onMessage((message) => (JSON.parse(message).t === 'op' && page.holding ? held.push(message) : send(message)));
    });
    page.holding = true;
    page.release = () => {
      page.holding = false;
      held.splice(0).forEach((message) => send(message));
    };
    await page.goto(demo.link(who));
    await page.waitForSelector('.editor .item');
    return page;
  }

  const isSaid = (page, words) => page.locator('.bar-state', { hasText: words }).waitFor();

  it('is said in words, and leaving is warned of', async () => {
    const page = await enterHolding('mexico');
    await caretInto(page, order[66]);
    await page.keyboard.type('México: ');
    await isSaid(page, /Guardando \d+ cambios?…/);
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    page.release();
    await isSaid(page, /Guardado a las \d\d:\d\d:\d\d/);
    await leave(page);
  });

  it('waits in the tray where the server refused it, to be copied, tried again or thrown away', async () => {
    const page = await enterHolding('mexico');
    const chair = await demo.join('chair');
    const item = order[67];
    await caretInto(page, item);
    await page.keyboard.insertText('palabras tardías ');
    await isSaid(page, /Guardando/);
    await chair.edit({ type: 'item.status', item, status: 'approved' });
    await eventually(async () => (await statusOf(page, item)) === 'approved', 'the lock');
    page.release();
    await page.getByRole('button', { name: '1 texto no aceptado' }).click();
    const kept = async () => (await page.locator('.refused blockquote').allTextContents()).join('');
    await eventually(async () => (await kept()) === 'palabras tardías ', 'every word in the tray');
    assert.deepEqual(await seriousFindings(page), []);

    await button(page, 'Volver a intentar').click();
    await page.locator('.toast', { hasText: 'Tampoco se puede ahora.' }).waitFor();
    await chair.edit({ type: 'item.status', item, status: 'open' });
    await eventually(async () => (await statusOf(page, item)) === 'open', 'the item to be open again');
    await button(page, 'Volver a intentar').click();
    await page.getByText('El servidor ha aceptado todo lo que usted ha escrito.').waitFor();
    await isSaid(page, 'Guardado a las');
    assert.match(await page.locator(`.editor [data-id="${item}"]`).innerText(), /palabras tardías/);
    await leave(page);
  });

  it('stays out of sight of those who may not write: the lock says why', async () => {
    const page = await enter('canada');
    await caretInto(page, order[0]);
    await page.keyboard.type('x');
    await page.locator('.toast', { hasText: 'está «Aprobado»: su papel no permite cambiarlo ahora' }).waitFor();
    await leave(page);
  });
});

describe('settings and access', () => {
  it('switches the interface to English and remembers it', async () => {
    const page = await enter('canada');
    await choose(page, 'English');
    await button(page, 'Board').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.reload();
    await button(page, 'Board').waitFor();
    await page.getByRole('textbox', { name: /^Text in Spanish/ }).waitFor();
    await leave(page);
  });

  it('turns dark by choice, and axe finds nothing serious there', async () => {
    const page = await enter('chair');
    await choose(page, 'Oscura');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    await button(page, 'Tablero').click();
    await page.waitForSelector('.board-row');
    assert.deepEqual(await seriousFindings(page), []);
    await leave(page);
  });

  it('opens the sheet of keys with a question mark and closes it with Escape', async () => {
    const page = await enter('canada');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Atajos de teclado' });
    await sheet.waitFor();
    assert.deepEqual(await seriousFindings(page), []);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await leave(page);
  });

  it('goes to an item by its number', async () => {
    const page = await enter('canada');
    await button(page, 'Ir a un punto…').click();
    await page.getByLabel(/Número del punto/).fill('99');
    await page.keyboard.press('Enter');
    await page.getByText('No hay ningún punto con ese número.').waitFor();
    await page.getByLabel(/Número del punto/).fill('7 c');
    await page.keyboard.press('Enter');
    await eventually(
      () => page.evaluate(() => document.activeElement?.classList.contains('editor') ?? false),
      'the caret in the text',
    );
    await leave(page);
  });

  for (const [who, width] of [
    ['canada', 360],
    ['chair', 390],
    ['chair', 768],
  ]) {
    it(`has buttons that a finger hits in its bars and panels, on ${width} pixels, for ${who}`, async () => {
      const page = await enter(who, { viewport: { width, height: 780 }, hasTouch: true, isMobile: true });
      await page.waitForTimeout(500); // what fits into the bars is measured once all of it is there
      assert.deepEqual(await page.evaluate(tooSmallForFingers), [], 'the bars');
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'the bars');
      for (const panel of ['board', 'item', 'people']) {
        await page.evaluate(
          ([name, item]) => {
            window.plenaria.lastItem.value = item;
            window.plenaria.panel.value = name;
          },
          [panel, order[9]],
        );
        await page.locator('aside .icon-button').first().waitFor();
        await page.waitForTimeout(300); // the panel's own part comes a moment later
        assert.deepEqual(await page.evaluate(tooSmallForFingers), [], panel);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, panel);
      }
      await leave(page);
    });
  }

  for (const width of [320, 390]) {
    it(`fits a telephone of ${width} pixels without scrolling sideways`, async () => {
      const page = await enter('chair', { viewport: { width, height: 780 } });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok((await overflow()) <= 0, 'the text');
      await button(page, 'Tablero').click();
      await page.waitForSelector('.board-row');
      assert.ok((await overflow()) <= 0, 'the board');
      assert.deepEqual(await seriousFindings(page), []);
      await leave(page);
    });
  }
});

/** Last: nothing changes after it. */
describe('adoption', () => {
  it('is offered when all is approved, asks once, and closes the text for everybody', async () => {
    const chair = await enter('chair');
    const canada = await enter('canada');
    const client = demo.clients[demo.clients.length - 1];
    await client.edit(...order.map((item) => ({ type: 'item.status', item, status: 'approved' })));
    await button(chair, 'Tablero').click();
    await chair.getByText('Todo está aprobado: el texto puede adoptarse.').waitFor();
    await button(chair, 'Adoptar el texto…').click();
    await button(chair, 'Adoptar').click();
    await canada.getByText('Solo lectura: el texto está adoptado').waitFor();
    await canada.locator('.stamp').waitFor();
    await leave(chair);
    await leave(canada);
  });
});

function isTitleCut() {
  const title = document.querySelector('.bar-name');
  const line = parseFloat(getComputedStyle(title).lineHeight); // letters reach a little beyond their line
  return title.scrollHeight > title.clientHeight + line / 2 || title.scrollWidth > title.clientWidth + 1;
}

function tooSmallForFingers() {
  const least = 44; // px
  return [...document.querySelectorAll(':is(aside, .bar) :is(button, a, select, summary)')]
    .filter((element) => element.checkVisibility())
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (height < least || width < least))
    .map(([element, { width, height }]) => `${element.ariaLabel ?? element.textContent}: ${width}x${height}`);
}

function isOnScreen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 100 && top < innerHeight;
}

async function caretInto(page, item) {
  await page.evaluate((id) => {
    const element = document.querySelector(`.editor [data-id="${id}"]`);
    element.scrollIntoView({ block: 'center' });
    element.closest('.editor').focus();
    getSelection().collapse(element.firstChild, 1);
  }, item);
  await page.waitForTimeout(100); // the browser tells of a selection a moment later
}

function childrenOf(item) {
  const { model } = demo.clients[0];
  return order.filter((id) => model.item(id).parent === item);
}

function hasChildren(item) {
  return childrenOf(item).length > 0;
}
