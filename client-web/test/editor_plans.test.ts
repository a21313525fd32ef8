import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Delta } from '../src/text/delta';
import { outline } from '../src/draft/numbering';
import { MAX_DEPTH } from '../src/draft/limits';
import { applyChanges } from '../src/draft/apply';
import { fromSnapshot, textOf, type DraftState } from '../src/draft/state';
import { dropAt, indent, moveBy, outdent, remove, setKind } from '../src/editor/edit/levels';
import { moveWords } from '../src/editor/edit/move_words';
import { pasteParagraphs } from '../src/editor/paste/paste_plan';
import type { Plan } from '../src/editor/edit/plan';
import { replaceItems, replaceRange } from '../src/editor/edit/range';
import { joinAbove, joinBelow, splitAt, splitOver } from '../src/editor/edit/split_join';
import { paragraphsFromText } from '../src/editor/paste/paragraphs';
import type { Change } from '../src/wire/types';
import { forSeeds, type Random } from './random';
import { itemsOf, snapshotOf } from './support/drafts';

const draft = (text: string) => fromSnapshot(snapshotOf(itemsOf(text)));

const lines = (view: DraftState) =>
  outline(view).map(({ id, depth, label, kind }) => {
    const words = textOf(view.items.get(id)!, 'es')
      .ops.map(({ insert }) => insert)
      .join('');
    return `${' '.repeat(depth - 1)}${label || (kind === 'heading' ? '#' : '~')} ${words}`.trimEnd();
  });

const after = (view: DraftState, plan: Plan) => lines(applyChanges(view, plan.changes));
const point = (item: string, offset: number) => ({ item, offset });

test('deleting across items keeps what hangs below the last of them', () => {
  const view = draft('Uno\n  Dos\n    Tres\n    Cuatro\n  Cinco\nSeis');
  assert.deepEqual(after(view, replaceRange(view, 'es', point('i1', 1), point('i3', 2))), [
    '1. Ues',
    ' a. Cuatro',
    ' b. Cinco',
    '2. Seis',
  ]);
});

test('deleting across whole items removes them', () => {
  const view = draft('Uno\n  Dos\nTres\nCuatro');
  const plan = replaceRange(view, 'es', point('i1', 1), point('i4', 1));
  assert.deepEqual(after(view, plan), ['1. Uuatro']);
  assert.ok(plan.changes.some(({ type }) => type === 'item.remove'));
});

test('where an item is joined to the one above, other languages keep their words, a blank between them', () => {
  const langs = ['es', 'en', 'fr', 'pt', 'zh'];
  const view = fromSnapshot(
    snapshotOf(
      [
        { texts: { es: 'Uno', en: 'One.', fr: 'Un. ', zh: '一。' } },
        { texts: { es: 'Dos', en: 'Two.', fr: 'Deux.', pt: 'Dois.', zh: '二。' } },
      ],
      langs,
    ),
  );
  const joined = applyChanges(view, joinAbove(view, 'es', 'i2').changes);
  const words = langs.map((lang) => textOf(joined.items.get('i1')!, lang).ops[0]!.insert);
  assert.deepEqual(words, ['UnoDos', 'One. Two.', 'Un. Deux.', 'Dois.', '一。二。']);
});

test('an empty item is removed rather than joined, so that the words keep their item', () => {
  const view = draft('-\nDos\n-');
  assert.deepEqual(joinAbove(view, 'es', 'i2').changes, [{ type: 'item.remove', item: 'i1' }]);
  assert.deepEqual(joinBelow(view, 'es', 'i2').changes, [{ type: 'item.remove', item: 'i3' }]);
});

test('there is nothing to join above the first item and below the last', () => {
  const view = draft('Uno');
  assert.deepEqual(joinAbove(view, 'es', 'i1').changes, []);
  assert.deepEqual(joinBelow(view, 'es', 'i1').changes, []);
});

test('several items go deeper together and come back together', () => {
  const view = draft('Uno\nDos\n  Tres\nCuatro');
  const deeper = applyChanges(view, indent(view, 'es', ['i2', 'i3', 'i4']).changes);
  assert.deepEqual(lines(deeper), ['1. Uno', ' a. Dos', '  i. Tres', ' b. Cuatro']);
  const back = applyChanges(deeper, outdent(deeper, 'es', ['i2', 'i3', 'i4']).changes);
  assert.deepEqual(lines(back), lines(view));
});

test('the first item of a level cannot go deeper', () => {
  const view = draft('Uno\n  Dos');
  assert.deepEqual(indent(view, 'es', ['i2']).changes, []);
});

test('beyond the last sibling the way goes on below the neighbour of the parent', () => {
  const view = draft('Uno\n  Dos\nTres\n  Cuatro');
  assert.deepEqual(after(view, moveBy(view, 'es', ['i2'], 1)), [
    '1. Uno',
    '2. Tres',
    ' a. Dos',
    ' b. Cuatro',
  ]);
  assert.deepEqual(after(view, moveBy(view, 'es', ['i4'], -1)), [
    '1. Uno',
    ' a. Dos',
    ' b. Cuatro',
    '2. Tres',
  ]);
});

test('an item is not dropped into what it carries, and dropping it where it stands does nothing', () => {
  const view = draft('Uno\n  Dos\nTres');
  assert.deepEqual(dropAt(view, 'es', 'i1', 'i2', 3).changes, []);
  assert.deepEqual(dropAt(view, 'es', 'i3', 'i2', 1).changes, []);
  assert.deepEqual(after(view, dropAt(view, 'es', 'i3', 'i3', 2)), ['1. Uno', ' a. Dos', ' b. Tres']);
});

test('pasting into the middle puts the rest behind the last paragraph and keeps the items below it', () => {
  const view = draft('Uno dos\n  Tres');
  const plan = pasteParagraphs(view, 'es', point('i1', 4), point('i1', 4), paragraphsFromText('A\nB'));
  assert.deepEqual(after(view, plan), ['1. Uno A', '2. Bdos', ' a. Tres']);
  assert.equal(plan.caret!.offset, 1);
});

test('a plan never changes one text twice, leaves no half characters and knows where the caret is', () => {
  forSeeds(30, (random) => {
    let view = draft('Uno 👍\n  Dos\n  # Tres\n    Cuatro\n  Cinco\nSeis\n  Siete\n  Ocho');
    for (let i = 0; i < 100; i++) {
      const plan = randomPlan(view, random);
      for (const change of plan.changes) assert.equal(timesChanged(plan.changes, change), 1);
      const next = applyChanges(view, plan.changes);
      if (outline(next).length === 0 || outline(next).length > 40) continue;
      view = next;
      for (const { depth } of outline(view)) assert.ok(depth <= MAX_DEPTH, `depth ${depth} after plan ${i}`);
      for (const line of lines(view)) assert.doesNotMatch(line, /[\ud800-\udbff](?![\udc00-\udfff])/);
      if (plan.caret)
        assert.ok(
          outline(view).some(({ id }) => id === plan.caret!.item),
          `caret after plan ${i}`,
        );
    }
  });
});

/** The words of the whole draft in reading order. */
const words = (view: DraftState) =>
  outline(view)
    .map(({ id }) => wordsOf(view, id))
    .join('');

const wordsOf = (view: DraftState, id: string) =>
  textOf(view.items.get(id)!, 'es')
    .ops.map(({ insert }) => insert as string)
    .join('');

const order = (view: DraftState) => outline(view).map(({ id }) => id);

/** Where a place is in `words`. */
const position = (view: DraftState, { item, offset }: { item: string; offset: number }) =>
  order(view)
    .slice(0, order(view).indexOf(item))
    .reduce((sum, id) => sum + wordsOf(view, id).length, offset);

function forRandomTrees(run: (view: DraftState, random: Random, label: string) => void): void {
  forSeeds(400, (random, seed) => {
    let depth = 0;
    const rows = Array.from({ length: 2 + random.int(9) }, (_, i) => {
      depth = i === 0 ? 0 : random.int(Math.min(depth + 1, 5) + 1);
      return `${'  '.repeat(depth)}${'abcdefghijk'[i]!.repeat(1 + random.int(3))}`;
    });
    run(draft(rows.join('\n')), random, `seed ${seed}`);
  });
}

function randomRange(view: DraftState, random: Random) {
  const rows = outline(view);
  const first = random.int(rows.length);
  const last = first + random.int(rows.length - first);
  const at = (index: number) => point(rows[index]!.id, random.int(wordsOf(view, rows[index]!.id).length + 1));
  const ends = [at(first), at(last)].sort((a, b) => position(view, a) - position(view, b));
  return { from: first === last ? ends[0]! : at(first), to: first === last ? ends[1]! : at(last) };
}

test('replacing a range takes away the words in it and nothing else, and leaves the rest in order', () => {
  forRandomTrees((view, random, label) => {
    const { from, to } = randomRange(view, random);
    const next = applyChanges(view, replaceRange(view, 'es', from, to, new Delta().insert('!')).changes);
    const all = words(view);
    assert.equal(
      words(next),
      `${all.slice(0, position(view, from))}!${all.slice(position(view, to))}`,
      label,
    );
    const rows = order(view).slice(order(view).indexOf(from.item), order(view).indexOf(to.item) + 1);
    const taken = rows.length > 1 && from.offset === 0 && to.offset === wordsOf(view, to.item).length;
    const areLines = rows.length > 1 && from.offset === 0 && to.offset === 0;
    const gone = areLines ? rows.slice(1, -1) : rows.slice(1);
    const isNew = taken || (areLines && gone.length > 0);
    const stays = (id: string) => (id === from.item && isNew ? 'a new one' : id);
    assert.deepEqual(
      order(next).map((id) => (view.items.has(id) ? id : 'a new one')),
      order(view)
        .filter((id) => !gone.includes(id))
        .map(stays),
      label,
    );
    if (taken)
      assert.equal(wordsOf(next, from.item), wordsOf(view, from.item), 'what is removed keeps its words');
  });
});

test('splitting and joining neither lose nor reorder a word', () => {
  forRandomTrees((view, random, label) => {
    const { from } = randomRange(view, random);
    for (const plan of [
      splitAt(view, 'es', from),
      joinAbove(view, 'es', from.item),
      joinBelow(view, 'es', from.item),
    ]) {
      assert.equal(words(applyChanges(view, plan.changes)), words(view), label);
    }
  });
});

test('changing depth leaves every item where it is on the page', () => {
  forRandomTrees((view, random, label) => {
    const { from, to } = randomRange(view, random);
    const ids = order(view).slice(order(view).indexOf(from.item), order(view).indexOf(to.item) + 1);
    for (const plan of [indent(view, 'es', ids), outdent(view, 'es', ids)]) {
      assert.deepEqual(order(applyChanges(view, plan.changes)), order(view), label);
    }
  });
});

test('pasted paragraphs stand together where the caret was', () => {
  forRandomTrees((view, random, label) => {
    const { from } = randomRange(view, random);
    const plan = pasteParagraphs(view, 'es', from, from, paragraphsFromText('1. X\n a. Y\n2. Z'));
    const all = words(view);
    const at = position(view, from);
    assert.equal(words(applyChanges(view, plan.changes)), `${all.slice(0, at)}XYZ${all.slice(at)}`, label);
  });
});

function timesChanged(changes: readonly Change[], wanted: Change): number {
  if (wanted.type !== 'text') return 1;
  return changes.filter(
    (change) => change.type === 'text' && change.item === wanted.item && change.lang === wanted.lang,
  ).length;
}

function randomPlan(view: DraftState, random: Random): Plan {
  const { int } = random;
  const rows = outline(view);
  const first = int(rows.length);
  const last = Math.min(rows.length - 1, first + int(4));
  const at = (index: number) => point(rows[index]!.id, wholePlace(view, rows[index]!.id, int(8)));
  const a = at(first);
  const b = first === last ? a : at(last);
  const ids = rows.slice(first, last + 1).map(({ id }) => id);
  switch (int(11)) {
    case 0:
      return replaceRange(view, 'es', a, b);
    case 1:
      return splitAt(view, 'es', a);
    case 2:
      return joinAbove(view, 'es', a.item);
    case 3:
      return joinBelow(view, 'es', a.item);
    case 4:
      return indent(view, 'es', ids);
    case 5:
      return outdent(view, 'es', ids);
    case 6:
      return moveBy(view, 'es', ids, random.chance(0.5) ? -1 : 1);
    case 7:
      return dropAt(view, 'es', a.item, b.item, 1 + int(4));
    case 8:
      return setKind(view, 'es', ids, 'heading');
    case 9:
      return remove(view, 'es', ids);
    default:
      return pasteParagraphs(
        view,
        'es',
        a,
        a,
        paragraphsFromText(random.chance(0.5) ? 'x👍' : '1. u\n a. v\n2. w'),
      );
  }
}

/** At most `wanted`, and not inside a character. */
function wholePlace(view: DraftState, id: string, wanted: number): number {
  const text = wordsOf(view, id);
  const at = Math.min(wanted, text.length);
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at;
}

test('coming out a level and going back in gives everything its place back', () => {
  const view = draft('Uno\n  Dos\n    Dos a\n  Tres\n    Tres a\n  Cuatro\nCinco');
  const outdented = new Map<string, readonly string[]>();
  const out = applyChanges(view, outdent(view, 'es', ['i2'], outdented).changes);
  assert.deepEqual(lines(out).slice(0, 3), ['1. Uno', '2. Dos', ' a. Dos a']);
  const back = applyChanges(out, indent(out, 'es', ['i2'], outdented).changes);
  assert.deepEqual(lines(back), lines(view));
});

test('a list pasted at the end of an item stands in front of the items below it, which stay below it', () => {
  const view = draft('Uno\n  Dos\n    Tres\nCuatro');
  const end = point('i1', 3);
  const pasted = (text: string) =>
    after(view, pasteParagraphs(view, 'es', end, end, paragraphsFromText(text)));
  const rest = ['  i. Tres', '2. Cuatro'];
  assert.deepEqual(pasted('1. A\n a. B\n b. C'), ['1. UnoA', ' a. B', ' b. C', ' c. Dos', ...rest]);
  assert.deepEqual(pasted('1. A\n a. B\n b. C\n2. D\n a. E'), [
    '1. UnoA',
    ' a. B',
    ' b. C',
    ' c. D',
    '  i. E',
    ' d. Dos',
    ...rest,
  ]);
});

test('a list pasted into the middle of an item keeps its levels; what stood behind takes the items below along', () => {
  const view = draft('Uno\n  Dos\n    Tres\nCuatro');
  const pasted = paragraphsFromText('1. A\n a. B\n2. C');
  const middle = point('i1', 1);
  assert.deepEqual(after(view, pasteParagraphs(view, 'es', middle, middle, pasted)), [
    '1. UA',
    ' a. B',
    '2. Cno',
    ' a. Dos',
    '  i. Tres',
    '3. Cuatro',
  ]);
});

test('Enter over selected words puts an item in their place', () => {
  const view = draft('Uno dos tres\nCuatro');
  const plan = splitOver(view, 'es', point('i1', 4), point('i1', 8));
  assert.deepEqual(after(view, plan), ['1. Uno', '2. tres', '3. Cuatro']);
});

const english = (view: DraftState) =>
  outline(view).map(({ id }) =>
    textOf(view.items.get(id)!, 'en')
      .ops.map(({ insert }) => insert)
      .join(''),
  );

test('Enter over words of several items leaves the last its own item, with its translation and what hangs below it', () => {
  const view = fromSnapshot(
    snapshotOf([
      { texts: { es: 'Uno dos', en: 'One two' } },
      { texts: { es: 'Tres', en: 'Three' } },
      { texts: { es: 'Cuatro cinco', en: 'Four five' } },
    ]),
  );
  const plan = splitOver(view, 'es', point('i1', 4), point('i3', 7));
  const split = applyChanges(view, plan.changes);
  assert.deepEqual(lines(split), ['1. Uno', '2. cinco']);
  assert.deepEqual(english(split), ['One two', 'Four five']);
  assert.deepEqual(plan.caret, point('i3', 0));
  const deep = draft('Uno\n  Dos\n    Tres\n      Cuatro\n  Cinco');
  assert.deepEqual(after(deep, splitOver(deep, 'es', point('i1', 1), point('i3', 1))), [
    '1. U',
    ' a. res',
    '  i. Cuatro',
    ' b. Cinco',
  ]);
});

test('whole lines go in all languages, and the item behind them stays what it is', () => {
  const both = (es: string, en: string, depth = 1) => ({ depth, texts: { es, en } });
  const view = fromSnapshot(
    snapshotOf([both('Uno', 'One'), both('Dos', 'Two'), both('Tres', 'Three', 2), both('Cuatro', 'Four', 2)]),
  );
  const one = replaceRange(view, 'es', point('i1', 0), point('i2', 0));
  assert.deepEqual(one.changes, [{ type: 'item.remove', item: 'i1' }]);
  assert.deepEqual(one.caret, point('i2', 0));
  const above = applyChanges(view, replaceRange(view, 'es', point('i2', 0), point('i3', 0)).changes);
  assert.deepEqual(
    [lines(above), english(above)],
    [
      ['1. Uno', '2. Tres', ' a. Cuatro'],
      ['One', 'Three', 'Four'],
    ],
  );
  const typed = replaceRange(view, 'es', point('i1', 0), point('i2', 0), new Delta().insert('X'));
  const after = applyChanges(view, typed.changes);
  assert.deepEqual([lines(after)[0], english(after)[0]], ['1. X', 'One']);
});

test('an item that was cut as a line is pasted with its translation', () => {
  const view = fromSnapshot(snapshotOf([{ texts: { es: '' } }]));
  const cut = {
    depth: 1,
    kind: 'item' as const,
    delta: new Delta().insert('Uno'),
    translations: { texts: { en: new Delta().insert('One') }, aligned: ['en'], stay: false },
  };
  const plan = pasteParagraphs(view, 'es', point('i1', 0), point('i1', 0), [cut]);
  const pasted = applyChanges(view, plan.changes);
  assert.deepEqual([lines(pasted), english(pasted)], [['1. Uno'], ['One']]);
  assert.deepEqual(plan.changes.at(-1), { type: 'item.align', item: 'i1', lang: 'en' });
});

test('the words of an item that stays bring a copy of its translation to an item that says nothing', () => {
  const view = fromSnapshot(
    snapshotOf([{ texts: { es: '' } }, { texts: { es: '', en: 'Two' } }, { texts: { es: 'Tres' } }]),
  );
  const cut = {
    depth: 1,
    kind: 'item' as const,
    delta: new Delta().insert('Uno'),
    translations: { texts: { en: new Delta().insert('One') }, aligned: ['en'], stay: true },
  };
  const pastedInto = (item: string) => {
    const place = point(item, 0);
    return english(applyChanges(view, pasteParagraphs(view, 'es', place, place, [cut]).changes));
  };
  assert.deepEqual(pastedInto('i1'), ['One', 'Two', '']);
  assert.deepEqual(pastedInto('i2'), ['', 'Two', '']);
  assert.deepEqual(pastedInto('i3'), ['', 'Two', '']);
});

test('Enter over items to the end of the last makes an empty one in their place', () => {
  const view = draft('Uno\nDos\nTres');
  assert.deepEqual(after(view, splitOver(view, 'es', point('i1', 1), point('i2', 3))), [
    '1. U',
    '2.',
    '3. Tres',
  ]);
});

test('cutting whole items leaves nothing of them in any language, pasting gives all of it back', () => {
  const view = fromSnapshot(
    snapshotOf([
      { texts: { es: 'Uno', en: 'One' } },
      { texts: { es: 'Dos', en: 'Two' } },
      { texts: { es: 'Tres', en: 'Three' } },
    ]),
  );
  const cut = applyChanges(view, replaceItems(view, 'es', point('i1', 0), point('i2', 3)).changes);
  assert.deepEqual(
    [lines(cut), english(cut)],
    [
      ['1.', '2. Tres'],
      ['', 'Three'],
    ],
  );
  const pasted = [
    ['Uno', 'One'],
    ['Dos', 'Two'],
  ].map(([es, en]) => ({
    depth: 1,
    kind: 'item' as const,
    delta: new Delta().insert(es!),
    translations: { texts: { en: new Delta().insert(en!) }, aligned: ['en'], stay: false },
  }));
  const end = point('i3', 4);
  const back = applyChanges(cut, pasteParagraphs(cut, 'es', end, end, pasted).changes);
  assert.deepEqual(
    [lines(back), english(back)],
    [
      ['1.', '2. TresUno', '3. Dos'],
      ['', 'ThreeOne', 'Two'],
    ],
  );
});

test('words are moved as they stand; into themselves they do not go', () => {
  const view = draft('Uno dos\nTres');
  const [from, to] = [point('i1', 0), point('i1', 4)];
  assert.deepEqual(after(view, moveWords(view, 'es', from, to, point('i2', 0), false)), [
    '1. dos',
    '2. Uno Tres',
  ]);
  assert.deepEqual(after(view, moveWords(view, 'es', from, to, point('i2', 0), true)), [
    '1. Uno dos',
    '2. Uno Tres',
  ]);
  assert.deepEqual(after(view, moveWords(view, 'es', from, to, point('i1', 7), false)), [
    '1. dosUno',
    '2. Tres',
  ]);
  const behind = moveWords(view, 'es', point('i1', 3), point('i1', 7), point('i1', 0), false);
  assert.deepEqual([after(view, behind)[0], behind.caret?.offset], ['1.  dosUno', 4]);
  assert.deepEqual(moveWords(view, 'es', from, to, point('i1', 2), false).changes, []);
});
