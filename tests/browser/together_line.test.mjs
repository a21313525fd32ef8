// The line breaks, the server dies, the page is loaded again, an invitation is withdrawn: nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { agree, Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

/** Until the page has noticed that its line is gone. */
const alone = (person) => person.until(() => window.plenaria.draft.connection.value.state !== 'live', 'the line to be gone');

/** Whether words of pending work lie on the device. */
function isKept(words) {
  const opening = indexedDB.open('plenaria');
  return new Promise((resolve) => {
    opening.onsuccess = () => {
      const { result: db } = opening;
      const all = db.transaction('kept').objectStore('kept').getAll();
      all.onsuccess = () => (db.close(), resolve(JSON.stringify(all.result).includes(words)));
    };
  });
}

/** A disk that does not come to an end of anything: transactions go on until the page is gone, and then never were. */
function stopWriting() {
  const { transaction } = IDBDatabase.prototype;
  IDBTransaction.prototype.commit = () => {};
  IDBDatabase.prototype.transaction = function (stores, ...rest) {
    const begun = transaction.call(this, stores, ...rest);
    const goOn = () => (begun.objectStore([stores].flat()[0]).get('nothing').onsuccess = goOn);
    if (begun.mode === 'readwrite') goOn();
    return begun;
  };
}

/** The mouse, at a place in the words of an item. */
async function clickBehind({ page }, words, offset) {
  const { x, y } = await page.evaluate(
    ([words, offset]) => {
      const item = [...document.querySelectorAll('.editor .item')].find(({ textContent }) => textContent === words);
      const range = document.createRange();
      range.setStart(document.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode(), offset);
      const { left, top, height } = range.getBoundingClientRect();
      return { x: left, y: top + height / 2 };
    },
    [words, offset],
  );
  await page.mouse.click(x, y);
}

const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

describe('on the line', () => {
  it('comes what is long in binary messages, and what is short in the order in which it was said', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [mexico, observer] = await meeting.sit(draft, 'mexico', 'observer');
    const kinds = new Set();
    observer.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => kinds.add(typeof payload)));
    await observer.page.reload();
    await observer.opened();
    for (let count = 0; count < 6; count++) {
      await mexico.caret(draft.ids[count % 2]);
      await mexico.type(` ${count}`);
      await mexico.paste('palabras largas '.repeat(count * 8));
    }
    await agree(draft, [mexico, observer]);
    assert.ok(kinds.has('object'), 'binary messages came');
  });

  it('comes text where the browser cannot inflate', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, observer] = await meeting.sit(draft, 'mexico', 'observer');
    const kinds = new Set();
    observer.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => kinds.add(typeof payload)));
    await observer.page.addInitScript(() => delete window.DecompressionStream);
    await observer.page.reload();
    await observer.opened();
    await mexico.caret(draft.ids[0]);
    await mexico.paste('palabras largas '.repeat(40));
    await agree(draft, [mexico, observer]);
    assert.deepEqual([...kinds], ['string']);
  });
});

describe('the rest of the page', () => {
  /** Opens the draft once more, while what comes behind the page is kept back by `hold`. */
  async function openHeld(person, hold) {
    await person.page.route('**/assets/company-*.js', hold);
    await person.page.reload({ waitUntil: 'commit' });
    await person.page.waitForSelector('.editor .item');
    // What Enter does comes in the first moments, too; it is not what is held back here.
    await person.until(
      () => performance.getEntriesByType('resource').some(({ name }) => /gestures-\w+\.js$/.test(name)),
      'the keys',
    );
    await later(100);
  }

  it('comes late: the text is there, one can type, and what others did meanwhile is taken then', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, canada] = await meeting.sit(draft, 'chair', 'canada');
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await openHeld(canada, (route) => held.then(() => route.continue()));
    await canada.caret(draft.ids[0]);
    await canada.type(' y medio');
    await canada.press('Enter');
    await canada.type('más');
    await chair.page.evaluate((item) => window.plenaria.act([{ type: 'item.status', item, status: 'review' }]), draft.ids[1]);
    await chair.sees('Uno '); // the first letter goes at once, the others when the server's word about it is taken
    assert.deepEqual(await canada.lines(), ['Uno y medio', 'más', 'Dos']);
    release();
    await canada.seesStatus(draft.ids[1], 'review');
    await agree(draft, [chair, canada]);
    await canada.page.unroute('**/assets/company-*.js');
    assert.deepEqual(await chair.lines(), ['Uno y medio', 'más', 'Dos']);
  });

  it('comes after the first keys: they wait for what they do, in order, while others go on', async () => {
    const keys = {
      Enter: async (canada) => {
        await canada.type(' y');
        await canada.press('Enter');
        await canada.type('más');
        await canada.press('Enter');
        await canada.type('fim');
        await canada.press('Backspace');
        await canada.type('n');
      },
      'typing over all': async (canada) => {
        await canada.press('Control+a');
        await canada.type('Otro');
      },
      Backspace: async (canada) => {
        await canada.press('Enter');
        await canada.press('Backspace');
        await canada.type('s');
      },
      Undo: async (canada) => {
        await canada.press('Enter');
        await canada.press('Control+z');
        await canada.type('!');
      },
      Bold: async (canada) => {
        await canada.press('Enter');
        await canada.type('más');
        await canada.press('Control+b');
        await canada.type(' bien');
      },
      'Backspace over a word': async (canada) => {
        await canada.press('Enter');
        await canada.type('uno dos');
        await canada.press('Control+Backspace');
        await canada.type('tres');
      },
      'All behind Enter': async (canada) => {
        await canada.press('Enter', 'Backspace', 'Control+a');
        await canada.type('Todo');
      },
      'Cut behind Enter': async (canada) => {
        await canada.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await canada.press('Enter');
        await canada.type('más');
        await canada.press('Shift+Home', 'Control+x');
        await canada.type('nada');
      },
      Arrows: async (canada) => {
        await canada.press('Enter');
        await canada.type('más');
        await canada.press('ArrowLeft', 'ArrowLeft');
        await canada.type('x');
        await canada.press('Home');
        await canada.type('y');
        await canada.press('End');
        await canada.type('!');
        await canada.press('Shift+ArrowLeft');
        await canada.type('z');
        await canada.press('Control+ArrowLeft');
        await canada.type('a');
        await canada.press('ArrowUp', 'End');
        await canada.type('.');
        await canada.press('Control+End');
        await canada.type('fin');
      },
      'A click': async (canada) => {
        await canada.press('Enter');
        await canada.type('más');
        await canada.page.getByText('Dos', { exact: true }).click({ position: { x: 400, y: 20 } });
        await canada.type(' y tres');
      },
      'A click behind what waits': async (canada) => {
        await canada.press('Home', 'ArrowRight', 'Enter');
        await clickBehind(canada, 'Uno', 2);
        await canada.type('n');
      },
      'A word that is composed': async (canada) => {
        await canada.press('Enter');
        const input = await canada.inputMethod();
        await input.composes('´');
        await input.composes('é');
        await input.commits('é');
        await canada.type('l');
        await input.composes('´');
        await input.commits('ú');
        await canada.press('Enter');
        await canada.type('fin');
      },
      'A drop of words from elsewhere': async (canada) => {
        await canada.drop(' y más', 'Uno');
        await canada.press('Enter');
        await canada.type('fin');
      },
      'A paste': async (canada) => {
        await canada.paste(' y más');
        await canada.type('!');
        await canada.press('Enter');
        await canada.type('fin');
      },
    };
    const becomes = {
      Enter: ['Uno y', 'más', 'fin', 'Dos'],
      'typing over all': ['Otro'],
      Backspace: ['Unos', 'Dos'],
      Undo: ['Uno!', 'Dos'],
      Bold: ['Uno', 'más bien', 'Dos'],
      'Backspace over a word': ['Uno', 'uno tres', 'Dos'],
      'All behind Enter': ['Todo'],
      'Cut behind Enter': ['Uno', 'nada', 'Dos'],
      Arrows: ['Uno.', 'aymxász', 'Dosfin'],
      'A click': ['Uno', 'más', 'Dos y tres'],
      'A click behind what waits': ['U', 'nno', 'Dos'],
      'A word that is composed': ['Uno', 'élú', 'fin', 'Dos'],
      'A drop of words from elsewhere': ['Uno y más', 'fin', 'Dos'],
      'A paste': ['Uno y más!', 'fin', 'Dos'],
    };
    const last = {
      Enter: 'fin',
      'typing over all': 'Otro',
      Backspace: 'Unos',
      Undo: '!',
      Bold: 'bien',
      'Backspace over a word': 'tres',
      'All behind Enter': 'Todo',
      'Cut behind Enter': 'nada',
      Arrows: 'fin',
      'A click': 'y tres',
      'A click behind what waits': 'nno',
      'A word that is composed': 'fin',
      'A drop of words from elsewhere': 'fin',
      'A paste': 'fin',
    };
    const part = /\/(gestures|pasting|copying)-\w+\.js$/;
    for (const [name, press] of Object.entries(keys)) {
      const draft = await meeting.draft(['Uno', 'Dos']);
      const [chair, canada] = await meeting.sit(draft, 'chair', 'canada');
      let release;
      const held = new Promise((resolve) => (release = resolve));
      await canada.page.route(part, (route) => held.then(() => route.continue()));
      await canada.page.reload({ waitUntil: 'commit' });
      await canada.opened();
      await canada.caret(draft.ids[0]);
      await press(canada);
      if (becomes[name].length > 1) {
        await chair.caret(draft.ids[0], 0);
        await chair.type('Y ');
        becomes[name][0] = `Y ${becomes[name][0]}`;
      }
      release();
      await canada.sees(last[name]);
      await agree(draft, [chair, canada]);
      assert.deepEqual(await chair.lines(), becomes[name], name);
      if (name === 'Bold') {
        const bold = await canada.page.locator('.editor .item strong').allTextContents();
        assert.deepEqual(bold, [' bien'], 'only what was typed behind Ctrl+B is bold');
      }
      await canada.page.unroute(part);
    }
  });

  it('does not come at first: the page tries again by itself', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    let tries = 0;
    await openHeld(canada, (route) => (++tries <= 2 ? route.abort() : route.continue()));
    await canada.opened();
    await mexico.caret(draft.ids[0]);
    await mexico.type(' y dos');
    await canada.sees('Uno y dos');
    canada.page.failures = [];
    await agree(draft, [mexico, canada]);
    await canada.page.unroute('**/assets/company-*.js');
  });
});

describe('a line that is dead without a word', () => {
  it('is said to who only reads after ten seconds, and to the room; words of others bring it back', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, observer] = await meeting.sit(draft, 'mexico', 'observer');
    const strip = observer.page.locator('.strip', { hasText: 'Sin conexión con el servidor desde' });
    for (const view of ['', '?view=room']) {
      await observer.page.goto(`${observer.line.url}/d/${draft.id}${view}`);
      await observer.until(() => window.plenaria?.draft.connection.value.state === 'live', 'the line');
      const began = Date.now();
      observer.line.deafen();
      await strip.waitFor();
      const seconds = (Date.now() - began) / 1000;
      assert.ok(seconds > 4 && seconds < 14, `${seconds} s`);
      observer.line.mend();
      await mexico.caret(draft.ids[0]);
      await mexico.type('y ');
      await strip.waitFor({ state: 'detached' });
    }
  });
});

describe('without a line', () => {
  it('work goes on, says that it is kept here, and joins what others did meanwhile', async () => {
    const draft = await meeting.draft(['Uno dos', 'Tres']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [first, second] = draft.ids;
    canada.line.cut();
    await alone(canada);
    await canada.caret(first);
    await canada.type(' y medio');
    await canada.press('Enter');
    await canada.type('Nuevo');
    await canada.page.getByText(/\d+ cambios? (guardados? )?en este equipo/).waitFor();
    await mexico.caret(first, 4);
    await mexico.type('y ');
    await mexico.caret(second);
    await mexico.type(' y cuatro');
    await mexico.settled();
    canada.line.mend();
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await mexico.lines(), ['Uno y dos y medio', 'Nuevo', 'Tres y cuatro']);
    await canada.page.getByText(/Guardado a las \d/).waitFor();
  });

  it('the browser says so and the page does too; it comes back by itself', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    await canada.page.context().setOffline(true);
    canada.line.cut();
    await canada.page.getByText(/^Sin conexión/).waitFor();
    await canada.caret(draft.ids[0]);
    await canada.type(', sin red');
    await canada.page.getByText(/cambios? guardados? en este equipo/).waitFor();
    canada.line.mend();
    await canada.page.context().setOffline(false);
    await agree(draft, [mexico, canada]);
    assert.equal(await mexico.words(draft.ids[0]), 'Uno, sin red');
  });

  for (const view of ['', '?view=read', '?view=room']) {
    it(`an observer is told across the page that the line is dead (${view || 'editing view'})`, async () => {
      const draft = await meeting.draft(['Uno']);
      const [observer, mexico] = await meeting.sit(draft, 'observer', 'mexico');
      await mexico.caret(draft.ids[0]);
      if (view) {
        await observer.page.goto(`${observer.page.url().split('?')[0]}${view}`);
        await observer.until(() => window.plenaria?.draft.connection.value.state === 'live', 'the line');
      }
      observer.line.cut();
      await observer.page
        .getByRole('alert')
        .getByText(/^Sin conexión con el servidor desde las/)
        .waitFor();
      if (view === '')
        await observer.page
          .getByRole('group', { name: 'Quién estaba aquí cuando se cortó la conexión' })
          .getByText('MX')
          .waitFor();
      assert.deepEqual(await seriousFindings(observer.page), []);
      observer.line.mend();
      await observer.until(() => window.plenaria.draft.connection.value.state === 'live', 'the line again');
      await observer.page.getByRole('alert').waitFor({ state: 'detached' });
    });
  }

  it('what one does to an item that another removed comes back to its author', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const [, second] = draft.ids;
    canada.line.cut();
    await alone(canada);
    await canada.caret(second);
    await canada.type(' palabras');
    await mexico.caret(second);
    await mexico.press('Control+Shift+Backspace');
    await mexico.settled();
    canada.line.mend();
    await canada.until(() => window.plenaria.draft.tray.value.length > 0, 'the words in the tray');
    assert.deepEqual(await canada.tray(), [{ item: second, words: ' palabras', code: 'no-item' }]);
    await agree(draft, [mexico, canada]);
    await canada.page.evaluate(() => window.plenaria.draft.discardRefused(window.plenaria.draft.tray.value[0].id));
  });
});

describe('the server', () => {
  it('is killed and comes back while two write: nothing is lost and nothing is there twice', async () => {
    const draft = await meeting.draft(['De México:', 'De Canadá:']);
    const [mexico, canada, observer] = await meeting.sit(draft, 'mexico', 'canada', 'observer');
    const sentence = ' cada palabra llega una vez y solo una, aunque el servidor muera mientras se escribe,';
    await mexico.caret(draft.ids[0]);
    await canada.caret(draft.ids[1]);
    const typing = Promise.all([mexico.type(sentence.repeat(2), { delay: 10 }), canada.type(sentence.repeat(2), { delay: 12 })]);
    for (let times = 0; times < 2; times++) {
      await observer.sees(times === 0 ? 'cada palabra' : 'aunque');
      await meeting.server.kill();
      await later(150);
      await meeting.server.start();
      await Promise.all([observer.opened(), mexico.opened()]);
    }
    await typing;
    await agree(draft, [mexico, canada, observer]);
    assert.deepEqual(await observer.lines(), [`De México:${sentence.repeat(2)}`, `De Canadá:${sentence.repeat(2)}`]);
  });

  it('heard an op, and its answer got lost: sent again, it counts once', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    canada.line.deafen();
    await canada.caret(draft.ids[0]);
    await canada.type(' y otra vez');
    await mexico.until(() => document.querySelector('.editor .item').textContent.length > 4, 'some of the words');
    canada.line.cut();
    await alone(canada);
    await canada.press('Enter');
    await canada.type('dos');
    canada.line.mend();
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await mexico.lines(), ['Uno y otra vez', 'dos']);
  });
});

describe('pending work', () => {
  it('survives loading the page again, which warns first', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    canada.line.cut();
    await alone(canada);
    await canada.caret(draft.ids[0]);
    await canada.type(' y lo que aún no está allí');
    await canada.press('Enter');
    await canada.type('ni esto');
    canada.warnings = 0;
    await canada.page.reload({ waitUntil: 'commit' });
    assert.equal(canada.warnings, 1);
    canada.line.mend();
    await canada.page.waitForSelector('.editor .item');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await mexico.lines(), ['Uno y lo que aún no está allí', 'ni esto']);
  });

  it('survives loading the page again when the device had no time to keep it', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    canada.line.cut();
    await alone(canada);
    await canada.page.evaluate(() => {
      IDBObjectStore.prototype.put = function () {
        this.transaction.abort(); // as the browser does where the page goes away before a write has begun
      };
    });
    await canada.caret(draft.ids[0]);
    await canada.type(' y la última palabra');
    await canada.page.reload({ waitUntil: 'commit' });
    canada.line.mend();
    await canada.page.waitForSelector('.editor .item');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await mexico.lines(), ['Uno y la última palabra']);
  });

  for (const [when, words] of [
    ['while the device is busy', 'esto lo escribí justo antes'],
    ['in the same instant', 'z'],
  ]) {
    it(`is all there after loading the page again ${when}, to the last letter, and once`, async () => {
      const draft = await meeting.draft(['Uno']);
      const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
      canada.line.cut();
      await alone(canada);
      await canada.caret(draft.ids[0]);
      await canada.type(', ');
      await later(300);
      await canada.page.evaluate(stopWriting);
      await canada.type(words.slice(0, -1));
      const gone = canada.page.waitForEvent('framenavigated');
      await canada.page.evaluate((last) => {
        document.execCommand('insertText', false, last);
        location.reload();
      }, words.at(-1));
      await gone;
      canada.line.mend();
      await canada.page.waitForSelector('.editor .item');
      await agree(draft, [mexico, canada]);
      assert.deepEqual(await mexico.lines(), [`Uno, ${words}`]);
      await canada.page.reload();
      await canada.opened();
      await agree(draft, [mexico, canada]);
      assert.deepEqual(await mexico.lines(), [`Uno, ${words}`]);
      const left = await canada.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('shadow')));
      assert.deepEqual(left, [], 'nothing stays behind');
    });
  }

  it('that had arrived already is not there twice after loading the page again', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    canada.line.deafen();
    await canada.caret(draft.ids[0]);
    await canada.type('!');
    await mexico.sees('Uno!');
    await canada.type(' y más');
    await canada.page.reload({ waitUntil: 'commit' });
    canada.line.cut();
    canada.line.mend();
    await canada.page.waitForSelector('.editor .item');
    await agree(draft, [mexico, canada]);
    assert.deepEqual(await mexico.lines(), ['Uno! y más']);
  });

  it('of a tab that is gone is brought by the next one of the same person', async () => {
    const draft = await meeting.draft(['Uno']);
    const [mexico, canada] = await meeting.sit(draft, 'mexico', 'canada');
    const tab = await canada.anotherTab();
    tab.line.cut();
    await alone(tab);
    await tab.caret(draft.ids[0]);
    await tab.type(' y lo de la otra pestaña');
    await tab.until(isKept, 'the words to be kept', 'y lo de la otra pestaña');
    await tab.page.close({ runBeforeUnload: false });
    canada.line.mend();
    const next = await canada.anotherTab();
    await mexico.sees('y lo de la otra pestaña');
    await agree(draft, [mexico, next]);
    assert.deepEqual(await mexico.lines(), ['Uno y lo de la otra pestaña']);
    await next.page.close();
  });
});

describe('an invitation', () => {
  it('that is withdrawn closes the text at once, says so, and leaves what was written', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const { id } = await draft.seat('canada');
    await canada.caret(draft.ids[0]);
    await canada.type(' hasta aquí');
    await canada.settled();
    const { status } = await draft.request('chair', `/invitations/${id}`, { method: 'DELETE' });
    assert.ok(status < 300, `status ${status}`);
    await canada.page.getByText('Su invitación fue retirada o ha caducado', { exact: false }).waitFor();
    await canada.type(' y no más');
    await agree(draft, [chair, mexico]);
    assert.deepEqual(await chair.lines(), ['Uno hasta aquí', 'Dos']);
    assert.equal(await canada.words(draft.ids[0]), 'Uno hasta aquí');
    await canada.page.reload();
    await canada.page
      .getByText('Este documento no existe o su invitación no da acceso a él.')
      .or(canada.page.getByText('Este navegador no tiene un lugar en este documento', { exact: false }))
      .waitFor();
    await counted(canada.page.locator('.editor'), 0);
  });
});

describe('behind a proxy that lets no WebSocket through', () => {
  /** A page of its own in which WebSockets fail in one of the ways in which proxies make them fail. */
  async function open(draft, who, breakSocket, options = {}) {
    const { token } = await draft.seat(who);
    const context = await meeting.pages.browser.newContext({ locale: 'es', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(breakSocket);
    if (options.route) await page.route('**/api/line*', options.route);
    await page.goto(`${meeting.server.url}/join#${token}`);
    return page;
  }

  const refused = () => {
    window.WebSocket = class extends EventTarget {
      readyState = 3;
      constructor() {
        super();
        setTimeout(() => this.onclose?.({ code: 1006 }), 20);
      }
      send() {}
      close() {}
    };
    window.WebSocket.OPEN = 1;
  };
  const silent = () => {
    window.WebSocket = class extends EventTarget {
      readyState = 1;
      constructor() {
        super();
        setTimeout(() => this.onopen?.({}), 20);
      }
      send() {}
      close() {}
    };
    window.WebSocket.OPEN = 1;
  };

  for (const [how, breakSocket] of Object.entries({ refused, silent })) {
    it(`the text comes over HTTP, and one can write (${how})`, { timeout: 90_000 }, async () => {
      const draft = await meeting.draft(['Uno']);
      const [mexico] = await meeting.sit(draft, 'mexico');
      const page = await open(draft, 'canada', breakSocket);
      await page.getByText('Esta red no deja pasar WebSockets').waitFor({ timeout: 60_000 });
      await page.locator('.editor .item').first().click();
      await page.keyboard.press('End');
      await page.keyboard.type(' y dos');
      await mexico.sees('Uno y dos');
      await mexico.caret(draft.ids[0]);
      await mexico.type(' y tres');
      await page.locator('.editor', { hasText: 'Uno y dos y tres' }).waitFor();
      await page.getByText(/Guardado a las \d/).waitFor();
      await page.context().close();
    });
  }

  it('where that fails too, the text can at least be read, and the page says what is blocked', { timeout: 90_000 }, async () => {
    const draft = await meeting.draft(['Uno']);
    const page = await open(draft, 'canada', refused, { route: (route) => route.abort() });
    await page
      .getByRole('alert')
      .getByText(/solo para leer. Esta red no deja pasar la conexión en vivo/)
      .waitFor({ timeout: 60_000 });
    await page.locator('.document', { hasText: 'Uno' }).waitFor();
    await page.context().close();
  });
});
