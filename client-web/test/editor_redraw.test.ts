import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditorState, TextSelection } from 'prosemirror-state';
import { applyChanges } from '../src/draft/apply';
import { outline } from '../src/draft/numbering';
import { fromSnapshot, type DraftState } from '../src/draft/state';
import { redrawAll, redrawText, onlyText } from '../src/editor/document/redraw';
import { textChangesOf } from '../src/editor/document/local_changes';
import { planFromDocs } from '../src/editor/document/local_diff';
import { findItem, pointAt, selectionAt } from '../src/editor/document/points';
import { contentOf, deltaOf, Projection } from '../src/editor/document/projection';
import { itemAttrs, itemType, schema } from '../src/editor/document/schema';
import type { Change } from '../src/wire/types';
import { Delta } from '../src/text/delta';
import { forSeeds, type Random } from './random';
import { itemsOf, snapshotOf } from './support/drafts';
import { complete, mayAll } from './support/judge';

const chair = { id: 'p1', role: 'chair', name: 'Presidencia' } as const;

class Page {
  readonly projection = new Projection('es');
  view: DraftState;
  state: EditorState;

  constructor(text: string) {
    this.projection.setWritable(() => true);
    this.view = fromSnapshot(snapshotOf(itemsOf(text)));
    this.state = EditorState.create({ doc: schema.node('doc', null, this.projection.nodes(this.view)) });
  }

  caret(item: string, offset: number): void {
    const place = { item, offset };
    const selection = selectionAt(this.state.doc, { anchor: place, head: place });
    this.state = this.state.apply(this.state.tr.setSelection(selection));
  }

  follow(...changes: Change[]): void {
    const full = complete(this.view, changes);
    this.view = applyChanges(this.view, full);
    this.state = this.state.apply(
      onlyText(full)
        ? redrawText(this.state, this.projection, this.view, full)
        : redrawAll(this.state, this.projection, this.view, full),
    );
  }

  get place() {
    return pointAt(this.state.selection.$head);
  }

  check(message = ''): void {
    const wanted = schema.node('doc', null, this.projection.nodes(this.view));
    assert.ok(this.state.doc.eq(wanted), `the document is another than the draft ${message}`);
  }
}

const insert = (item: string, at: number, words: string): Change => ({
  type: 'text',
  item,
  lang: 'es',
  delta: new Delta().retain(at).insert(words),
});

test('an unchanged item yields the very same node', () => {
  const page = new Page('Uno\n  Dos\nTres');
  const before = page.state.doc;
  page.follow(insert('i2', 0, 'x'));
  assert.equal(page.state.doc.child(0), before.child(0));
  assert.equal(page.state.doc.child(2), before.child(2));
  assert.notEqual(page.state.doc.child(1), before.child(1));
});

test('words of others at the caret come to stand behind it, before it they push it on', () => {
  const page = new Page('Uno\nDos');
  page.caret('i2', 1);
  page.follow(insert('i2', 1, 'ZZ'));
  assert.deepEqual(page.place, { item: 'i2', offset: 1 });
  page.follow(insert('i2', 0, 'ZZ'));
  assert.deepEqual(page.place, { item: 'i2', offset: 3 });
});

test('the caret goes with its words through split, merge and move', () => {
  const page = new Page('Uno\nDos tres\nCuatro');
  page.caret('i2', 5);
  page.follow({ type: 'item.split', item: 'i2', new: 'n', at: { es: 4 } });
  assert.deepEqual(page.place, { item: 'n', offset: 1 });
  page.follow({ type: 'item.merge', item: 'n', into: 'i1' });
  assert.deepEqual(page.place, { item: 'i1', offset: 4 });
  page.follow({ type: 'item.move', item: 'i1', parent: null, after: 'i3' });
  assert.deepEqual(page.place, { item: 'i1', offset: 4 });
});

test('attributes that this page does not know survive the way there and back', () => {
  const text = new Delta()
    .insert('a', { bold: true, 'ins:p1': true, 'del:p2': true })
    .insert('b', { 'x:new': 'value', link: 'https://example.org/' })
    .insert('c', { link: 'javascript:alert(1)' });
  assert.deepEqual(deltaOf(contentOf(text)).ops, text.ops);
});

test('several proposals mark the same words', () => {
  const text = new Delta().insert('a', { 'del:p1': true, 'del:p2': true, 'ins:p3': true });
  assert.equal(contentOf(text).firstChild!.marks.length, 3);
});

test('formatting is read from its steps', () => {
  const page = new Page('Uno dos');
  const { tr } = page.state;
  tr.addMark(2, 4, schema.marks['bold']!.create());
  const [change] = textChangesOf(tr, 'es')!;
  assert.deepEqual(new Delta(change!.delta).ops, [{ retain: 1 }, { retain: 2, attributes: { bold: true } }]);
});

test('a browser that joins two items on its own has merged them', () => {
  const page = new Page('Uno\nDos\n  Tres');
  const { doc } = page.state;
  const second = findItem(doc, 'i2')!;
  const { tr } = page.state;
  tr.delete(second.pos - 1, second.pos + 1);
  assert.equal(textChangesOf(tr, 'es'), null);
  const plan = planFromDocs(page.view, 'es', doc, tr.doc, second.pos - 1);
  assert.deepEqual(plan.changes.at(-1), { type: 'item.merge', item: 'i2', into: 'i1' });
  assert.deepEqual(
    plan.changes.slice(0, -1),
    [{ type: 'item.move', item: 'i3', parent: 'i1', after: null }],
    'what hung below the second keeps its place',
  );
  assert.deepEqual(plan.caret, { item: 'i1', offset: 3 });
});

test('a browser that cuts an item in two on its own has split it', () => {
  const page = new Page('Uno dos');
  const { doc } = page.state;
  const halves = [doc.child(0).cut(0, 4), itemType.create({ id: 'i1' }, schema.text('dos'))];
  const { changes, caret } = planFromDocs(page.view, 'es', doc, schema.node('doc', null, halves), 8);
  const [split] = changes;
  assert.ok(split?.type === 'item.split' && changes.length === 1);
  assert.deepEqual(split.at, { es: 4 });
  assert.equal(caret!.item, split.new);
});

test('a browser that cuts an item at a space leaves no other space behind', () => {
  const page = new Page('Uno dos tres');
  const { doc } = page.state;
  const halves = [
    itemType.create({ id: 'i1' }, schema.text('Uno\u00a0')),
    itemType.create({ id: 'i1' }, schema.text('dos\u00a0tres')),
  ];
  const { changes } = planFromDocs(page.view, 'es', doc, schema.node('doc', null, halves), 8);
  assert.deepEqual(
    changes.map(({ type }) => type),
    ['item.split'],
  );
});

test('words that a browser puts into an item of their own are in no bracket', () => {
  const page = new Page('Uno');
  const { doc } = page.state;
  const mark = schema.marks['ins']!.create({ proposal: 'q' });
  const added = itemType.create(null, schema.text('Dos', [mark]));
  const { changes } = planFromDocs(page.view, 'es', doc, schema.node('doc', null, [doc.child(0), added]), 1);
  const [add] = changes;
  assert.ok(add?.type === 'item.add');
  assert.deepEqual(new Delta(add.texts!['es']).ops, [{ insert: 'Dos' }]);
});

test('items that an extension puts in become items of the draft', () => {
  const page = new Page('Uno');
  const { doc } = page.state;
  const added = itemType.create(null, schema.text('Dos'));
  const plan = planFromDocs(page.view, 'es', doc, schema.node('doc', null, [doc.child(0), added]), 1);
  const view = applyChanges(page.view, plan.changes);
  assert.equal(outline(view).length, 2);
});

test('the document equals the draft after any changes, in order or replaced as a whole', () => {
  forSeeds(60, (random, seed) => {
    const page = new Page('Uno 👍\n  Dos\n  # Tres\n    Cuatro\n  Cinco\nSeis');
    for (let i = 0; i < 60; i++) {
      const changes = Array.from({ length: 1 + random.int(3) }, (_, n) =>
        randomChange(page.view, random, `${i}-${n}`),
      );
      if (mayAll(page.view, chair, changes)) continue;
      page.follow(...changes);
      page.check(`after step ${i} of seed ${seed}`);
      const { $head } = page.state.selection;
      assert.ok(page.state.selection instanceof TextSelection && $head.depth === 1);
      if (random.chance(0.3)) page.caret(itemAttrs($head.parent).id, random.int(5));
    }
  });
});

function randomChange(view: DraftState, random: Random, name: string): Change {
  const rows = outline(view);
  const item = random.pick(rows).id;
  const other = random.pick(rows).id;
  const at = random.int(4);
  const choices: Change[] = [
    insert(item, at, random.pick(['a', 'aa', '👍'])),
    { type: 'text', item, lang: 'es', delta: new Delta().retain(at).delete(1 + random.int(2)) },
    {
      type: 'text',
      item,
      lang: 'es',
      delta: new Delta().retain(at).retain(1, { bold: random.pick([true, null]) }),
    },
    { type: 'text', item, lang: 'en', delta: new Delta().insert('x') },
    { type: 'item.split', item, new: `n${name}`, at: { es: at } },
    { type: 'item.merge', item, into: other },
    { type: 'item.move', item, parent: random.pick([null, other]), after: null },
    { type: 'item.add', item: `a${name}`, parent: null, after: null, kind: 'item' },
    { type: 'item.remove', item },
    { type: 'item.kind', item, kind: random.pick(['item', 'heading', 'paragraph']) },
    { type: 'item.status', item, status: random.pick(['open', 'review']), below: true },
  ];
  return random.pick(choices);
}
