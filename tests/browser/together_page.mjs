// People at one table: each has a browser context and a line to the server of their own. What the page shows, what
// it thinks, and what the server has are compared by `agree`.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Line } from '../support/line.mjs';
import { Model, plainText } from '../support/model.mjs';
import { Place } from '../support/place.mjs';
import { Pages } from './ui_page.mjs';

export const END = -1;
const WAIT_MS = 30_000;

export class Meeting {
  static async open() {
    const meeting = new Meeting();
    meeting.pages = await Pages.start();
    meeting.place = new Place();
    meeting.place.folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-texts-'));
    meeting.place.server = meeting.pages.server;
    meeting.people = new Map();
    return meeting;
  }

  get server() {
    return this.place.server;
  }

  async close() {
    for (const person of this.people.values()) await person.line.close();
    await this.pages.browser.close();
    await this.place.close();
  }

  /** A draft of one item for each line; `ids` names them in order. */
  async draft(text, options = {}) {
    const lines = Array.isArray(text) ? text.map((words, at) => `${at + 1}. ${words}`).join('\n') : text;
    const draft = await this.place.draft({ text: `${lines}\n`, ...options });
    draft.ids = (await draft.snapshot()).items.map(({ id }) => id);
    return draft;
  }

  /** Each of them, by invitation, in the draft. Everybody keeps their browser from one draft to the next. */
  async sit(draft, ...names) {
    return Promise.all(names.map((who) => this.seat(draft, who)));
  }

  async seat(draft, who) {
    const person = this.people.get(who) ?? (await Person.arrive(this, who));
    this.people.set(who, person);
    await person.enter(draft);
    return person;
  }
}

export class Person {
  static async arrive(meeting, who) {
    const person = new Person();
    person.who = who;
    person.line = await Line.open(meeting.server);
    person.page = await meeting.pages.open('about:blank');
    person.watch(person.page);
    return person;
  }

  watch(page) {
    page.setDefaultTimeout(WAIT_MS);
    this.warnings = 0;
    page.on('dialog', (dialog) => {
      if (dialog.type() === 'beforeunload') this.warnings++;
      dialog.accept().catch(() => {});
    });
  }

  async enter(draft) {
    const { token } = await draft.seat(this.who);
    this.line.mend();
    this.page.failures = [];
    await this.page.goto(`${this.line.url}/join#${token}`);
    await this.page.waitForURL(`**/d/${draft.id}`);
    await this.opened();
  }

  async opened() {
    await this.page.waitForSelector('.editor .item');
    await this.until(() => window.plenaria.draft.connection.value.state === 'live', 'the line');
  }

  /** The same person in another tab. */
  async anotherTab() {
    const tab = new Person();
    tab.who = this.who;
    tab.line = this.line;
    tab.page = await this.page.context().newPage();
    tab.page.failures = [];
    tab.watch(tab.page);
    await tab.page.goto(this.page.url());
    await tab.opened();
    return tab;
  }

  async until(condition, what, argument) {
    try {
      await this.page.waitForFunction(condition, argument, { timeout: WAIT_MS, polling: 20 });
    } catch (error) {
      assert.fail(`${this.who} waited in vain for ${what}; sees ${JSON.stringify(await this.shown())}: ${error.message}`);
    }
  }

  // --- hands ----------------------------------------------------------------------------------------------------------

  /** Puts the caret into an item, `offset` from its start, or at its END. */
  async caret(item, offset = END, lang = 'es') {
    await this.page.evaluate(putCaret, [item, offset, lang]);
  }

  type(words, options) {
    return this.page.keyboard.type(words, options);
  }

  /** Words at once, which are one step to undo: letters that a busy machine types a while apart are several. */
  insert(words) {
    return this.page.keyboard.insertText(words);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async paste(text) {
    await this.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    }, text);
  }

  /** Words from another window, let go behind those of an item. */
  async drop(text, behind) {
    await this.page.evaluate(
      ([text, behind]) => {
        const item = [...document.querySelectorAll('.editor .item')].find(({ textContent }) => textContent.includes(behind));
        const words = document.createRange();
        words.selectNodeContents(item);
        const { right, top, bottom } = words.getBoundingClientRect();
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/plain', text);
        const at = { clientX: right - 1, clientY: (top + bottom) / 2, bubbles: true, cancelable: true };
        item.dispatchEvent(new DragEvent('drop', { ...at, dataTransfer }));
      },
      [text, behind],
    );
  }

  /** An input method: `composes(text)` shows what is being composed, `commits(text)` ends it. */
  async inputMethod() {
    const cdp = await this.page.context().newCDPSession(this.page);
    return {
      composes: (text) => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
      commits: (text) => cdp.send('Input.insertText', { text }),
    };
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  // --- eyes -----------------------------------------------------------------------------------------------------------

  /** The items on the screen, as { id, depth, status, words }. */
  shown(lang = 'es') {
    return this.page.evaluate(shownItems, lang);
  }

  async words(item, lang = 'es') {
    return (await this.shown(lang)).find(({ id }) => id === item)?.words;
  }

  /** The words of every item, in order. */
  async lines(lang = 'es') {
    return (await this.shown(lang)).map(({ words }) => words);
  }

  sees(words) {
    const there = (words) => {
      const copy = document.querySelector('.editor').cloneNode(true);
      for (const caret of copy.querySelectorAll('.peer-caret, .item-handle-sign')) caret.remove();
      return copy.textContent.includes(words);
    };
    return this.until(there, `“${words}”`, words);
  }

  seesStatus(item, status) {
    const there = ([item, status]) => document.querySelector(`[data-id="${item}"]`)?.dataset.status === status;
    return this.until(there, `${item} ${status}`, [item, status]);
  }

  saved() {
    return this.page.locator('.bar-state');
  }

  settled() {
    return this.until(
      () => window.plenaria.draft.connection.value.state === 'live' && !(window.plenaria.draft.saved.value.count > 0),
      'their work to be with the server',
    );
  }

  tray() {
    return this.page.evaluate(() => window.plenaria.draft.tray.value.map(({ item, words, code }) => ({ item, words, code })));
  }

  /** Replicas and pending work as this device keeps them, however it does. */
  pending() {
    return this.page.evaluate(() => window.plenaria.draft.saved.value.count ?? 0);
  }
}

/** Everybody's screen, everybody's model and the server say the same; nobody's console complained. Gives the model. */
export async function agree(draft, people, { langs = ['es'] } = {}) {
  for (const person of people) await person.settled();
  const snapshot = await draft.snapshot();
  const model = Model.fromSnapshot(snapshot);
  for (const person of people) {
    await person.until((seq) => window.plenaria.draft.view.seq >= seq, `seq ${snapshot.seq}`, snapshot.seq);
    const told = await person.page.evaluate(modelOfPage);
    assert.equal(told.seq, snapshot.seq, `${person.who} is further than the server was`);
    assert.deepEqual(told.items, itemsOf(model), `what the page of ${person.who} thinks`);
    assert.ok(told.checked, `the page of ${person.who} had to heal at rest`);
    for (const lang of langs) {
      assert.deepEqual(await person.shown(lang), screenOf(model, lang), `what ${person.who} sees in ${lang}`);
    }
    // The browser says by itself when a line cannot be opened.
    const complaints = person.page.failures.filter((words) => !words.startsWith('WebSocket connection to'));
    assert.deepEqual(complaints, [], `the console of ${person.who}`);
  }
  return model;
}

function itemsOf(model) {
  return [...model.order()].map((id) => {
    const { parent, kind, status, removed, texts } = model.item(id);
    const written = Object.entries(texts).filter(([, delta]) => delta.ops.length > 0);
    const sorted = written.sort(([a], [b]) => (a < b ? -1 : 1)).map(([lang, { ops }]) => [lang, ops]);
    return { id, parent, kind, status, removed, texts: structuredClone(sorted) };
  });
}

function screenOf(model, lang) {
  return model.visible().map((id) => {
    const { status, texts } = model.item(id);
    return { id, depth: model.depth(id), status, words: texts[lang] ? plainText(texts[lang]) : '' };
  });
}

// --- what runs in the page ----------------------------------------------------------------------------------------------

function modelOfPage() {
  const { draft } = window.plenaria;
  const checked = draft.selfCheck();
  const { items, children, seq } = draft.view;
  const list = [];
  const walk = (parent) => {
    for (const id of children.get(parent) ?? []) {
      const { kind, status, removed, texts } = items.get(id);
      const written = Object.entries(texts).filter(([, delta]) => delta.ops.length > 0);
      const sorted = written.sort(([a], [b]) => (a < b ? -1 : 1)).map(([lang, { ops }]) => [lang, ops]);
      list.push({
        id,
        parent: items.get(id).parent,
        kind,
        status,
        removed,
        texts: JSON.parse(JSON.stringify(sorted)),
      });
      walk(id);
    }
  };
  walk('');
  return { seq, items: list, checked };
}

function shownItems(lang) {
  const elements = document.querySelectorAll(`.editor[lang="${lang}"] > .item`);
  return [...elements].map((element) => {
    const copy = element.cloneNode(true);
    for (const caret of copy.querySelectorAll('.peer-caret, .item-handle-sign')) caret.remove();
    const { id, depth, status = 'open' } = element.dataset;
    return { id, depth: Number(depth), status, words: copy.textContent };
  });
}

/* The browser tells the editor of a new selection a moment later, and while it is busy the editor may put its own one back. */
async function putCaret([item, offset, lang]) {
  const element = () => document.querySelector(`.editor[lang="${lang}"] [data-id="${item}"]`);
  const textNodes = () => {
    const walk = document.createTreeWalker(element(), NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest('.peer-caret, .item-handle-sign') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    while (walk.nextNode()) nodes.push(walk.currentNode);
    return nodes;
  };
  const offsetNow = () => {
    const range = document.createRange();
    range.setStart(element(), 0);
    range.setEnd(getSelection().focusNode, getSelection().focusOffset);
    const copy = range.cloneContents();
    for (const caret of copy.querySelectorAll('.peer-caret, .item-handle-sign')) caret.remove();
    return copy.textContent.length;
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 40));
  element().closest('.editor').focus();
  element().scrollIntoView({ block: 'center' });
  await pause();
  const length = textNodes().reduce((sum, node) => sum + node.length, 0);
  const wanted = offset < 0 ? length + 1 + offset : offset;
  for (let tries = 0; tries < 25; tries++) {
    let rest = wanted;
    const node = textNodes().find((node) => rest <= node.length || ((rest -= node.length), false));
    getSelection().collapse(node ?? element(), node ? rest : 0);
    await pause();
    const told = window.plenaria.editor.value.selection.value;
    if (told.item === item && element().contains(getSelection().focusNode) && offsetNow() === wanted) return;
  }
  throw new Error(`the caret does not stay at ${item} ${wanted}`);
}
