import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import Delta from 'quill-delta';
import { applyChanges } from '../src/draft/apply';
import { sameDraft } from '../src/draft/same';
import { outline } from '../src/draft/numbering';
import { textOf, type DraftState } from '../src/draft/state';
import { MemoryStore } from '../src/store/store';
import { insertedWords } from '../src/text/delta';
import type { Change, ItemStatus, Participant } from '../src/wire/types';
import { MemoryServer } from './memory_server';
import { Browser, FakeClock, settle } from './support/fake_world';

const chair: Participant = { id: 'chair', role: 'chair', name: 'Chair' };
const mexico: Participant = { id: 'mx', role: 'delegation', name: 'Ana', delegation: 'MX' };
const canada: Participant = { id: 'ca', role: 'delegation', name: 'Claire', delegation: 'CA' };
const observer: Participant = { id: 'ob', role: 'observer', name: 'OIM' };

const text = (item: string, delta: Delta, lang = 'es'): Change => ({ type: 'text', item, lang, delta });
const insert = (item: string, at: number, words: string) => text(item, new Delta().retain(at).insert(words));
const status = (item: string, to: ItemStatus): Change => ({ type: 'item.status', item, status: to });

const words = (state: DraftState, item = 'a') => insertedWords(textOf(state.items.get(item)!, 'es'));

let server: MemoryServer;
let clock: FakeClock;
let here: Browser;
let there: Browser;
let chairs: Browser;

beforeEach(() => {
  const add = (item: string, after: string | null, es: string): Change => ({
    type: 'item.add',
    item,
    parent: null,
    after,
    kind: 'item',
    texts: { es: new Delta().insert(es) },
  });
  server = new MemoryServer('d', [
    { type: 'draft.set', title: { es: 'T' }, langs: ['es', 'en'] },
    add('a', null, 'Aprobar'),
    add('b', 'a', 'Instar'),
  ]);
  clock = new FakeClock();
  server.now = () => clock.now();
  here = new Browser(server, mexico, clock);
  there = new Browser(server, canada, clock);
  chairs = new Browser(server, chair, clock);
});

describe('saved or not', () => {
  test('what is typed is shown at once and saved when it comes back', async () => {
    const { draft } = await here.open();
    assert.equal(draft.saved.value.state, 'saved');
    draft.submit([insert('a', 0, '¡')]);
    assert.equal(words(draft.view), '¡Aprobar');
    assert.deepEqual(draft.saved.value, { state: 'saving', count: 1 });
    await clock.pass(5);
    assert.equal(draft.saved.value.state, 'saved');
    assert.equal(words(server.state), '¡Aprobar');
  });

  test('what is typed while the line is broken is sent once it is back, and counts once', async () => {
    const tab = await here.open();
    tab.transport.down = true;
    tab.transport.cut();
    await clock.pass(2000);
    assert.equal(tab.draft.connection.value.state, 'reconnecting');
    tab.draft.submit([insert('a', 7, ' x')]);
    tab.draft.submit([insert('b', 6, ' y')]);
    assert.deepEqual(tab.draft.saved.value, { state: 'offline', count: 2 });
    tab.transport.down = false;
    await clock.pass(20_000);
    assert.equal(tab.draft.connection.value.state, 'live');
    assert.equal(words(server.state), 'Aprobar x');
    assert.equal(words(server.state, 'b'), 'Instar y');
    assert.equal(server.log.length, 2);
  });

  test('whoever has no line for ten seconds is told, an observer too, and not before', async () => {
    const watching = new Browser(server, observer, clock);
    const { draft, transport } = await watching.open();
    transport.down = true;
    transport.cut();
    await clock.pass(9_000);
    assert.equal(draft.cutOff.value, false);
    await clock.pass(3_000);
    assert.equal(draft.cutOff.value, true);
    transport.down = false;
    await clock.pass(20_000);
    assert.equal(draft.connection.value.state, 'live');
    assert.equal(draft.cutOff.value, false);
  });

  test('an op whose outcome was lost with the line is sent again and counts once', async () => {
    const tab = await here.open();
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    assert.equal(words(server.state), 'xAprobar');
    const lost = await here.open();
    lost.draft.submit([insert('a', 0, 'y')]);
    lost.transport.cut();
    await clock.pass(20_000);
    assert.equal(words(server.state), 'yxAprobar');
    assert.equal(words(lost.draft.view), 'yxAprobar');
  });

  test('a line that is dead without saying so is given up when no outcome comes', async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, 'x')]);
    await clock.pass(10_000);
    assert.equal(words(server.state), 'Aprobar');
    tab.transport.deaf = false;
    await clock.pass(15_000);
    assert.equal(words(server.state), 'xAprobar');
    assert.equal(tab.draft.saved.value.state, 'saved');
  });

  test('who only reads is told of a line that died without a word, and of none that is merely quiet', async () => {
    const { draft, transport } = await new Browser(server, observer, clock).open();
    const hellos = (of = transport) => of.sent.filter(({ t }) => t === 'hello').length;
    await clock.pass(120_000);
    assert.deepEqual([hellos(), draft.connection.value.state], [1, 'live']);
    const other = await new Browser(server, observer, clock).open();
    other.transport.deaf = true;
    await clock.pass(8000);
    assert.deepEqual([other.draft.connection.value.state, other.draft.cutOff.value], ['live', false]);
    await clock.pass(2500);
    assert.deepEqual([other.draft.connection.value.state, other.draft.cutOff.value], ['reconnecting', true]);
    assert.equal(hellos(other.transport), 1, 'a slow network is not asked for a new line yet');
    other.transport.deaf = false;
    other.transport.down = true;
    await clock.pass(15_000);
    other.transport.down = false;
    await clock.pass(20_000);
    assert.deepEqual([other.draft.connection.value.state, other.draft.cutOff.value], ['live', false]);
  });

  test('a line that was silent and speaks again is the same line, and nobody is told any more', async () => {
    const { draft, transport } = await new Browser(server, observer, clock).open();
    transport.deaf = true;
    await clock.pass(12_000);
    assert.equal(draft.cutOff.value, true);
    transport.deaf = false;
    const writer = await here.open();
    writer.draft.submit([insert('a', 0, 'x')]);
    await settle();
    assert.deepEqual(
      [draft.connection.value.state, draft.cutOff.value, words(draft.view)],
      ['live', false, 'xAprobar'],
    );
    assert.equal(transport.sent.filter(({ t }) => t === 'hello').length, 1);
  });

  test('a page that nobody sees hardly asks, and asks at once when it is seen', async () => {
    const browser = new Browser(server, observer, clock);
    const { transport } = await browser.open();
    const pings = () => transport.sent.filter(({ t }) => t === 'ping').length;
    browser.seen = false;
    await clock.pass(200_000);
    assert.equal(pings(), 0);
    browser.seen = true;
    await clock.pass(1000);
    assert.equal(pings(), 1);
    await clock.pass(60_000);
    assert.ok(pings() >= 9 && pings() <= 13, `${pings()} in a minute`);
  });

  test('waking up tries the line again at once', async () => {
    const tab = await here.open();
    const hellos = () => tab.transport.sent.filter(({ t }) => t === 'hello').length;
    assert.equal(hellos(), 1);
    here.signal('wake');
    await settle();
    assert.equal(hellos(), 2);
    assert.equal(tab.draft.connection.value.state, 'live');
  });

  test('a line that is back in a moment is not spoken of', async () => {
    const tab = await here.open();
    const states: string[] = [];
    const stop = tab.draft.connection.subscribe(({ state }) => states.push(state));
    tab.transport.cut();
    await clock.pass(1000);
    stop();
    assert.deepEqual([...new Set(states)], ['live']);
  });

  test('without network the browser is believed', async () => {
    const tab = await here.open();
    here.online = false;
    tab.transport.down = true;
    tab.transport.cut();
    await settle();
    assert.equal(tab.draft.connection.value.state, 'offline');
  });

  test('an observer only reads', async () => {
    const browser = new Browser(server, observer, clock);
    const { draft } = await browser.open();
    assert.deepEqual(draft.saved.value, { state: 'readonly', why: 'observer' });
    assert.deepEqual(draft.submit([insert('a', 0, 'x')]), { ok: false, code: 'forbidden', item: 'a' });
    assert.equal(words(draft.view), 'Aprobar');
  });

  test('a storage that the server lost for a moment costs nothing but time', async () => {
    const tab = await here.open();
    server.refuseWith = ['storage', 'storage'];
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    assert.deepEqual(tab.draft.saved.value, { state: 'saving', count: 1 });
    await clock.pass(5000);
    assert.equal(words(server.state), 'xAprobar');
    assert.equal(tab.draft.tray.value.length, 0);
  });
});

describe('kept on the device', () => {
  test('nothing is sent before it is kept', async () => {
    let keep: () => void = () => undefined;
    class SlowStore extends MemoryStore {
      override savePending(record: Parameters<MemoryStore['savePending']>[0]): Promise<void> {
        return new Promise((kept) => (keep = () => void super.savePending(record).then(kept)));
      }
    }
    here.store = new SlowStore();
    const tab = await here.open();
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    assert.equal(tab.ops.length, 0);
    for (let i = 0; i < 4; i++) {
      keep();
      await settle();
    }
    assert.equal(tab.ops.length, 1);
    assert.equal(words(server.state), 'xAprobar');
  });

  test('where nothing can be kept the person is told once, and work goes on', async () => {
    class BrokenStore extends MemoryStore {
      override savePending(): Promise<void> {
        return Promise.reject(new Error('no space'));
      }
    }
    here.store = new BrokenStore();
    const tab = await here.open();
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    tab.draft.submit([insert('a', 0, 'y')]);
    await settle();
    assert.equal(words(server.state), 'yxAprobar');
    assert.deepEqual(
      tab.notices.map(({ type }) => type),
      ['storage-unavailable'],
    );
  });

  test('a reload with pending work goes on as the same replica and sends it once', async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 7, ' x')]);
    await settle();
    const other = await there.open();
    other.draft.submit([insert('a', 0, '¡')]);
    await settle();
    const again = await here.reload(tab);
    assert.equal(again.draft.client, tab.draft.client);
    await clock.pass(1000);
    assert.equal(words(server.state), '¡Aprobar x');
    assert.equal(words(again.draft.view), '¡Aprobar x');
    assert.deepEqual(await here.store.listPending('d'), []);
  });

  test('work that had arrived before the reload is not applied twice', async () => {
    const tab = await here.open();
    tab.draft.submit([insert('a', 0, 'x')]);
    const record = { draft: 'd', client: tab.draft.client, participant: 'mx', at: 0 };
    const { pending } = tab.draft['replica']!.state;
    await settle();
    assert.equal(server.log.length, 2);
    await here.store.savePending({ ...record, seq: 1, head: server.hashes[0]!, pending });
    const again = await here.reload(tab);
    await clock.pass(1000);
    assert.equal(server.log.length, 2);
    assert.equal(words(again.draft.view), 'xAprobar');
    assert.equal(again.draft.saved.value.state, 'saved');
  });

  test("a crashed tab's work is sent by the next one, in its name", async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    await here.crash(tab);
    const next = await here.open();
    await clock.pass(100);
    assert.notEqual(next.draft.client, tab.draft.client);
    assert.equal(server.log[1]!.client, tab.draft.client);
    assert.equal(words(next.draft.view), 'xAprobar');
    assert.deepEqual(next.notices, [{ type: 'recovered', count: 1 }]);
    assert.deepEqual(await here.store.listPending('d'), []);
  });

  test('work of a tab that is open is left to it', async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    const next = await here.open();
    await clock.pass(100);
    assert.equal(server.log.length, 1);
    assert.deepEqual(next.notices, []);
  });

  test('work of another participant in this browser is not sent', async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    await here.crash(tab);
    there.store = here.store;
    await there.open();
    await clock.pass(20_000);
    assert.equal(server.log.length, 1);
    assert.equal((await here.store.listPending('d')).length, 1);
  });

  test('a copied tab becomes a replica of its own', async () => {
    const tab = await here.open();
    const copy = await here.open(new Map(tab.memory));
    assert.notEqual(copy.draft.client, tab.draft.client);
    assert.equal(tab.draft.connection.value.state, 'live');
  });

  for (const snapshotByUrl of [false, true]) {
    test(`words typed on a state that is newer than the server's snapshot stay (${snapshotByUrl ? 'by URL' : 'within'})`, async () => {
      Object.assign(server, { snapshotByUrl, snapshotAge: 2 });
      const tab = await here.open();
      const other = await here.open();
      other.draft.submit([insert('a', 0, '1')]);
      await settle();
      other.draft.submit([insert('a', 0, '2')]);
      await settle();
      tab.transport.deaf = true;
      tab.draft.submit([insert('a', 9, ' entero')]);
      await settle();
      await here.crash(tab);
      const again = await here.open(tab.memory);
      await clock.pass(100);
      assert.deepEqual(again.draft.tray.value, []);
      assert.equal(words(server.state), '21Aprobar entero');
    });
  }

  test('words typed on a log that the server has lost come back to their author', async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 7, ' entero')]);
    await settle();
    await here.crash(tab);
    server.hashes[0] = 'another log';
    const again = await here.open(tab.memory);
    await clock.pass(100);
    assert.equal(again.draft.saved.value.state, 'saved');
    assert.deepEqual(
      again.draft.tray.value.map(({ words, code }) => [words, code]),
      [[' entero', 'stale']],
    );
  });
});

describe('refused', () => {
  test('words typed in an item that is being locked come back with where and why', async () => {
    const tab = await here.open();
    const lead = await chairs.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('b', 6, ' a todos')]);
    tab.draft.submit([insert('a', 7, '!')]);
    lead.draft.submit([status('b', 'approved')]);
    await settle();
    tab.transport.deaf = false;
    tab.transport.cut();
    await clock.pass(5000);
    assert.equal(words(tab.draft.view, 'b'), 'Instar');
    assert.equal(words(server.state), 'Aprobar!');
    const [entry] = tab.draft.tray.value;
    assert.equal(tab.draft.tray.value.length, 1);
    assert.equal(entry!.words, ' a todos');
    assert.equal(entry!.item, 'b');
    assert.equal(entry!.label, '2');
    assert.equal(entry!.code, 'locked');
    assert.deepEqual(
      tab.notices.map(({ type, code, count }) => [type, code, count]),
      [['refused', 'locked', 1]],
    );
    assert.deepEqual(tab.draft.retryRefused(entry!.id), { ok: false, code: 'locked', item: 'b' });
    lead.draft.submit([status('b', 'open')]);
    await settle();
    assert.deepEqual(tab.draft.retryRefused(entry!.id), { ok: true });
    await settle();
    assert.equal(words(server.state, 'b'), 'Instar a todos');
    assert.equal(tab.draft.tray.value.length, 0);
  });

  test('what was typed quickly comes back in one piece', async () => {
    const tab = await here.open();
    const lead = await chairs.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('b', 6, ' p')], { coalesce: true });
    for (const [at, letter] of [...'alabras'].entries())
      tab.draft.submit([insert('b', 8 + at, letter)], { coalesce: true });
    tab.draft.submit([insert('a', 7, '!')]);
    lead.draft.submit([status('b', 'approved')]);
    await settle();
    tab.transport.deaf = false;
    tab.transport.cut();
    await clock.pass(5000);
    assert.deepEqual(
      tab.draft.tray.value.map((entry) => entry.words),
      [' palabras'],
    );
    assert.equal(tab.notices.length, 1);
    assert.equal(words(server.state), 'Aprobar!');
  });

  test('the tray outlives the page', async () => {
    const tab = await here.open();
    server.refuseWith = ['locked'];
    tab.draft.submit([insert('b', 6, ' x')]);
    await settle();
    assert.equal(tab.draft.tray.value.length, 1);
    const again = await here.reload(tab);
    assert.equal(again.draft.tray.value[0]!.words, ' x');
    again.draft.discardRefused(again.draft.tray.value[0]!.id);
    assert.equal((await here.reload(again)).draft.tray.value.length, 0);
  });

  test('one refused change among many does not take the others along', async () => {
    const tab = await here.open();
    const lead = await chairs.open();
    tab.transport.deaf = true;
    for (const [at, item] of ['a', 'b', 'a', 'b', 'a'].entries())
      tab.draft.submit([insert(item, 0, String(at))]);
    lead.draft.submit([status('b', 'agreed')]);
    await settle();
    tab.transport.deaf = false;
    tab.transport.cut();
    await clock.pass(30_000);
    assert.equal(words(server.state), '420Aprobar');
    assert.equal(words(tab.draft.view, 'b'), 'Instar');
    assert.deepEqual(
      tab.draft.tray.value.map((entry) => entry.words),
      ['1', '3'],
    );
  });

  test('a refused act without words is only told', async () => {
    const tab = await here.open();
    server.refuseWith = ['cycle'];
    tab.draft.submit([{ type: 'item.move', item: 'b', parent: 'a', after: null }]);
    await settle();
    assert.equal(tab.draft.view.items.get('b')!.parent, null);
    assert.deepEqual(tab.notices, [{ type: 'dropped', code: 'cycle', count: 1, item: 'b' }]);
    assert.equal(tab.draft.tray.value.length, 0);
  });

  test('words that a full draft has no room for are in the tray at once, and those behind them are sent', async () => {
    const tab = await here.open();
    server.refuseWith = ['limit'];
    tab.draft.submit([insert('a', 0, 'de más ')]);
    tab.draft.submit([insert('b', 0, 'bien ')]);
    await settle();
    assert.deepEqual(
      tab.draft.tray.value.map((entry) => entry.words),
      ['de más '],
    );
    assert.equal(words(server.state), 'Aprobar');
    assert.equal(words(tab.draft.view), 'Aprobar');
    assert.equal(words(server.state, 'b'), 'bien Instar');
    assert.deepEqual(tab.notices, [{ type: 'refused', code: 'limit', count: 1, item: 'a' }]);
  });

  test('what the server has no time for now is sent again until it has', async () => {
    const tab = await here.open();
    server.refuseWith = ['wait', 'wait', 'wait'];
    tab.draft.submit([insert('a', 0, 'luego ')]);
    await settle();
    assert.equal(words(server.state), 'Aprobar');
    await clock.pass(10_000);
    assert.equal(words(server.state), 'luego Aprobar');
    assert.deepEqual(tab.draft.tray.value, []);
  });

  test('what was typed behind a refused split goes on where the words are', async () => {
    const tab = await here.open();
    server.refuseWith = ['wait', 'wait', 'wait', 'wait', 'wait', 'locked'];
    tab.draft.submit([{ type: 'item.split', item: 'a', new: 'a2', at: { es: 3 } }]);
    await settle();
    tab.draft.submit([insert('a2', 4, '!')]);
    await clock.pass(120_000);
    assert.equal(words(server.state), 'Aprobar!');
    assert.deepEqual(
      outline(tab.draft.view).map(({ id }) => id),
      ['a', 'b'],
    );
  });
});

describe('undo', () => {
  test("takes one's own words back and leaves another's inside them", async () => {
    const tab = await here.open();
    const other = await there.open();
    tab.draft.submit([insert('a', 7, 'AAAA')]);
    await settle();
    other.draft.submit([insert('a', 9, 'bb')]);
    await settle();
    assert.equal(words(tab.draft.view), 'AprobarAAbbAA');
    assert.ok(tab.draft.undo());
    assert.equal(words(tab.draft.view), 'Aprobarbb');
    assert.ok(tab.draft.redo());
    await settle();
    assert.equal(words(server.state), words(tab.draft.view));
    assert.match(words(server.state), /bb/);
    assert.equal(words(server.state).length, 'AprobarAAbbAA'.length);
  });

  const replace = (item: string, from: number, length: number, by = '') =>
    text(item, new Delta().retain(from).insert(by).delete(length));

  test('brings a deleted word back in front of what somebody wrote behind the one that stood in for it', async () => {
    const tab = await here.open();
    const other = await there.open();
    tab.draft.submit([replace('a', 0, 7, 'uno dos tres')]);
    await clock.pass(1000);
    tab.draft.submit([replace('a', 4, 3)]);
    await clock.pass(1000);
    tab.draft.submit([insert('a', 4, 'mil')], { coalesce: true });
    await settle();
    other.draft.submit([insert('a', 7, 'X')]);
    await settle();
    assert.equal(words(tab.draft.view), 'uno milX tres');
    tab.draft.undo();
    tab.draft.undo();
    await settle();
    assert.equal(words(server.state), 'uno dosX tres');
  });

  const left = [4, 9] as const; // "dos tres "
  const right = [8, 12] as const; // "tres cuatro "
  for (const [first, mine, theirs] of [
    ['the one who was first', left, right],
    ['the one who was second', left, right],
    ['both at once', left, right],
    ['the one who was first, of the words behind,', right, left],
    ['the one who was second, of the words in front,', right, left],
  ] as const) {
    test(`what two people deleted at once comes back once, undone by ${first} first`, async () => {
      const tab = await here.open();
      const other = await there.open();
      tab.draft.submit([replace('a', 0, 7, 'uno dos tres cuatro cinco')]);
      await settle();
      await clock.pass(1000);
      tab.draft.submit([replace('a', mine[0], mine[1])]);
      other.draft.submit([replace('a', theirs[0], theirs[1])]);
      await settle();
      assert.equal(words(server.state), 'uno cinco');
      const [one, two] = first.includes('second') ? [other, tab] : [tab, other];
      one.draft.undo();
      if (!first.includes('both')) await settle();
      two.draft.undo();
      await settle();
      assert.equal(words(server.state), 'uno dos tres cuatro cinco');
      assert.equal(words(tab.draft.view), words(server.state));
      assert.equal(words(other.draft.view), words(server.state));
    });
  }

  test('typing on is one step, a pause starts another', async () => {
    const { draft } = await here.open();
    draft.submit([insert('a', 7, 'x')], { coalesce: true });
    draft.submit([insert('a', 8, 'y')], { coalesce: true });
    await clock.pass(1000);
    draft.submit([insert('a', 9, 'z')], { coalesce: true });
    draft.undo();
    assert.equal(words(draft.view), 'Aprobarxy');
    draft.undo();
    assert.equal(words(draft.view), 'Aprobar');
    assert.equal(draft.canUndo.value, false);
    draft.redo();
    draft.redo();
    assert.equal(words(draft.view), 'Aprobarxyz');
    assert.equal(draft.canRedo.value, false);
  });

  test('brings a merged item back, with what was written in it meanwhile', async () => {
    const tab = await here.open();
    const other = await there.open();
    tab.draft.submit([{ type: 'item.merge', item: 'b', into: 'a' }]);
    await settle();
    other.draft.submit([insert('a', 13, ' ya')]);
    await settle();
    assert.equal(words(tab.draft.view), 'AprobarInstar ya');
    tab.draft.undo();
    await settle();
    const rows = outline(server.state).map(({ id }) => words(server.state, id));
    assert.deepEqual(rows, ['Aprobar', 'Instar ya']);
  });

  test('skips what was locked meanwhile, says so, and goes on below', async () => {
    const tab = await here.open();
    const lead = await chairs.open();
    tab.draft.submit([insert('b', 0, 'y')]);
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    lead.draft.submit([status('a', 'approved')]);
    await settle();
    assert.equal(tab.draft.undo(), false);
    assert.deepEqual(tab.notices, [{ type: 'undo-blocked', count: 1, code: 'locked', item: 'a' }]);
    assert.equal(tab.draft.undo(), true);
    assert.equal(words(tab.draft.view, 'b'), 'Instar');
    assert.equal(words(tab.draft.view), 'xAprobar');
  });

  test('a decision is not taken back, nor what was typed before it in its place: it says so, once', async () => {
    const lead = await chairs.open();
    const tab = await here.open();
    lead.draft.submit([status('a', 'review')]);
    await settle();
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    lead.draft.submit([insert('b', 0, 'y')]);
    const [proposal] = lead.draft.view.negotiation.proposals.keys();
    assert.ok(lead.draft.submit([{ type: 'proposal.reject', proposal: proposal! }]).ok);
    await settle();
    tab.draft.submit([insert('a', 0, 'z')]);
    await settle();
    assert.equal(lead.draft.undo(), false);
    assert.deepEqual(lead.notices, [{ type: 'undo-decision', count: 1 }]);
    assert.equal(words(lead.draft.view, 'b'), 'yInstar');
    assert.equal(lead.draft.undo(), true);
    assert.equal(words(lead.draft.view, 'b'), 'Instar');
    assert.equal(lead.draft.redo(), true);
    assert.equal(words(lead.draft.view, 'b'), 'yInstar');
  });
});

describe('together', () => {
  test("a foreign op comes as changes from the view before, past one's own pending words", async () => {
    const tab = await here.open();
    const other = await there.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, 'mine ')]);
    other.draft.submit([insert('a', 7, '!')]);
    await settle();
    assert.equal(words(tab.draft.view), 'mine Aprobar!');
    const last = tab.events[tab.events.length - 1]!;
    assert.equal(last.type, 'changes');
    assert.deepEqual(last.type === 'changes' && [last.origin, last.from, last.by], [
      'remote',
      other.draft.client,
      'ca',
    ]);
    const changes = last.type === 'changes' ? last.changes : [];
    assert.deepEqual(JSON.parse(JSON.stringify(changes)), [
      { type: 'text', item: 'a', lang: 'es', delta: { ops: [{ retain: 12 }, { insert: '!' }] } },
    ]);
    assert.deepEqual(tab.draft.lastRemote.value!.items, ['a']);
  });

  test('every event tells exactly what happened between the views that its listeners see', async () => {
    const tab = await here.open();
    const other = await there.open();
    let known = tab.draft.view;
    tab.draft.onView((event) => {
      if (event.type === 'changes') assert.ok(sameDraft(applyChanges(known, event.changes), tab.draft.view));
      known = tab.draft.view;
    });
    const release = tab.draft.hold();
    tab.draft.submit([insert('a', 0, '>> ')]);
    for (let i = 0; i < 5; i++) other.draft.submit([insert('a', 7, String(i))]);
    await settle();
    release();
    await settle();
    tab.transport.down = true;
    tab.transport.cut();
    for (let i = 0; i < 5; i++) {
      other.draft.submit([insert('b', 0, String(i))]);
      await settle();
    }
    tab.transport.down = false;
    await clock.pass(5000);
    assert.equal(words(tab.draft.view, 'b'), '43210Instar');
    assert.equal(words(known, 'b'), '43210Instar');
    assert.equal(tab.draft.heals.value, 0);
  });

  test('while somebody composes nothing changes under their hands', async () => {
    const tab = await here.open();
    const other = await there.open();
    const release = tab.draft.hold();
    other.draft.submit([insert('a', 0, 'x')]);
    await settle();
    assert.equal(words(tab.draft.view), 'Aprobar');
    release();
    await settle();
    assert.equal(words(tab.draft.view), 'xAprobar');
  });

  test('a caret is told in the words that the server has, and shown in those of the view', async () => {
    const tab = await here.open();
    const other = await there.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, '>> ')]);
    other.draft.setPresence({ item: 'a', lang: 'es', anchor: 2, head: 7 });
    await clock.pass(500);
    const [caret] = tab.draft.carets.value;
    assert.deepEqual([caret!.participant, caret!.anchor, caret!.head], ['ca', 5, 10]);
    tab.draft.setPresence({ item: 'a', lang: 'es', anchor: 3, head: 3 });
    await clock.pass(500);
    const told = tab.transport.sent.filter(({ t }) => t === 'presence').pop();
    assert.deepEqual(told, { t: 'presence', item: 'a', lang: 'es', base: 1, anchor: 0, head: 0 });
  });

  test('a caret goes with its words through a split and is gone with its owner', async () => {
    const tab = await here.open();
    const other = await there.open();
    other.draft.setPresence({ item: 'a', lang: 'es', anchor: 5, head: 5 });
    await clock.pass(500);
    tab.draft.submit([{ type: 'item.split', item: 'a', new: 'a2', at: { es: 3 } }]);
    assert.deepEqual(
      tab.draft.carets.value.map(({ item, head }) => [item, head]),
      [['a2', 2]],
    );
    await settle();
    assert.deepEqual(
      tab.draft.carets.value.map(({ item, head }) => [item, head]),
      [['a2', 2]],
    );
    other.draft.close();
    await settle();
    assert.deepEqual(tab.draft.carets.value, []);
  });

  test('presence is not sent more often than others are told', async () => {
    const tab = await here.open();
    for (let i = 0; i < 50; i++) {
      tab.draft.setPresence({ item: 'a', lang: 'es', anchor: i % 7, head: i % 7 });
      await clock.pass(20);
    }
    const told = tab.transport.sent.filter(({ t }) => t === 'presence').length;
    assert.ok(told <= 10, `${told} in one second`);
  });

  test('unchanged items stay the same objects', async () => {
    const tab = await here.open();
    const other = await there.open();
    const b = tab.draft.view.items.get('b');
    const rows = outline(tab.draft.view);
    tab.draft.submit([insert('a', 0, 'x')]);
    other.draft.submit([insert('a', 7, 'y')]);
    await settle();
    assert.equal(tab.draft.view.items.get('b'), b);
    assert.equal(outline(tab.draft.view), rows);
  });

  test('unchanged texts stay the same objects over a snapshot', async () => {
    const tab = await here.open();
    const before = textOf(tab.draft.view.items.get('a')!, 'es');
    server.neverResume = true;
    tab.transport.cut();
    await clock.pass(1000);
    assert.equal(textOf(tab.draft.view.items.get('a')!, 'es'), before);
    assert.equal(tab.draft.connection.value.state, 'live');
  });

  test('a snapshot is fetched from where the welcome says', async () => {
    server.snapshotByUrl = true;
    const tab = await here.open();
    assert.equal(words(tab.draft.view), 'Aprobar');
  });

  test('a resume says how far this replica is', async () => {
    const tab = await here.open();
    tab.transport.cut();
    await clock.pass(1000);
    const hello = tab.transport.sent.filter(({ t }) => t === 'hello').pop()!;
    assert.deepEqual(hello.t === 'hello' && [hello.since, hello.head], [1, server.head]);
  });
});

describe('closed', () => {
  test('a server without a place for one more connection is told about at once, and tried again', async () => {
    const tab = await here.open();
    tab.transport.cut(4429);
    await settle();
    assert.equal(tab.draft.crowded.value, true);
    assert.equal(tab.draft.cutOff.value, true);
    assert.equal(tab.draft.connection.value.state, 'reconnecting');
    tab.draft.submit([insert('a', 0, '!')]);
    await clock.pass(15_000);
    assert.equal(tab.draft.crowded.value, false);
    assert.equal(tab.draft.cutOff.value, false);
    assert.equal(words(server.state), '!Aprobar');
  });

  for (const [code, why] of [
    [4401, 'unauthorized'],
    [4404, 'no-access'],
    [4409, 'elsewhere'],
  ] as const) {
    test(`${code} says ${why} and is not tried again`, async () => {
      const tab = await here.open();
      tab.transport.cut(code);
      await clock.pass(60_000);
      assert.deepEqual(tab.draft.connection.value, { state: 'closed', why });
      assert.deepEqual(tab.draft.saved.value, { state: 'readonly', why });
      assert.deepEqual(tab.draft.submit([insert('a', 0, 'x')]), { ok: false, code: 'readonly' });
      assert.equal(tab.transport.sent.filter(({ t }) => t === 'hello').length, 1);
    });
  }

  test('reconnecting by hand opens again, with what was kept', async () => {
    const tab = await here.open();
    tab.transport.deaf = true;
    tab.draft.submit([insert('a', 0, 'x')]);
    await settle();
    tab.transport.cut(4401);
    await settle();
    assert.equal(tab.draft.connection.value.state, 'closed');
    tab.transport.deaf = false;
    tab.draft.reconnect();
    await clock.pass(100);
    assert.equal(tab.draft.connection.value.state, 'live');
    assert.equal(words(server.state), 'xAprobar');
  });

  test("a replica id that is another participant's is changed", async () => {
    const tab = await here.open();
    const { client } = tab.draft;
    tab.transport.cut(4403);
    await clock.pass(100);
    assert.notEqual(tab.draft.client, client);
    assert.equal(tab.draft.connection.value.state, 'live');
  });

  test('nothing can be changed once the draft is adopted', async () => {
    const lead = await chairs.open();
    lead.draft.submit([status('a', 'approved'), status('b', 'approved'), { type: 'draft.adopt' }]);
    await settle();
    assert.equal(lead.draft.adopted.value, true);
    assert.deepEqual(lead.draft.saved.value, { state: 'readonly', why: 'adopted' });
    assert.deepEqual(lead.draft.submit([status('a', 'open')]), { ok: false, code: 'adopted' });
  });
});
