import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Delta from 'quill-delta';
import { applyChanges } from '../src/draft/apply';
import { sameDraft } from '../src/draft/same';
import { followChange, placeBefore } from '../src/draft/caret';
import { invertChanges } from '../src/draft/invert';
import { itemCalled } from '../src/draft/item_called';
import { outline } from '../src/draft/numbering';
import { countIn } from '../src/draft/numbering_scheme';
import { permission, type Action } from '../src/draft/policy/rights';
import { emptyDraft, isStale, textOf, type DraftState } from '../src/draft/state';
import { cross, pushComposed } from '../src/draft/transform';
import { insertedWords } from '../src/text/delta';
import type { Change, ItemKind, ItemStatus, Participant, Role } from '../src/wire/types';
import { forSeeds } from './random';
import { nextId, randomChanges, randomText } from './random_edits';
import { complete, mayAll } from './support/judge';

const chair: Participant = { id: 'c', role: 'chair', name: 'C' };
const as = (role: Role): Participant => ({ id: role, role, name: role });

const add = (
  item: string,
  parent: string | null,
  after: string | null,
  es = item,
  kind: ItemKind = 'item',
): Change => ({
  type: 'item.add',
  item,
  parent,
  after,
  kind,
  texts: { es: new Delta().insert(es), en: new Delta().insert(`en ${es}`) },
});

const start = (...changes: Change[]): DraftState =>
  applyChanges(emptyDraft('d'), [{ type: 'draft.set', title: { es: 'T' }, langs: ['es', 'en'] }, ...changes]);

const base = start(
  add('a', null, null, 'Aprobar'),
  add('b', null, 'a', 'Instar'),
  add('b1', 'b', null, 'uno'),
  add('b2', 'b', 'b1', 'dos'),
  add('c', null, 'b', 'Reiterar'),
);

const ids = (state: DraftState) => outline(state).map(({ id }) => id);
const es = (state: DraftState, id: string) => insertedWords(textOf(state.items.get(id)!, 'es'));
const insert = (item: string, at: number, words: string): Change => ({
  type: 'text',
  item,
  lang: 'es',
  delta: new Delta().retain(at).insert(words),
});

describe('the fold', () => {
  test('a split makes the next sibling, with the tail and the items below', () => {
    const state = applyChanges(base, [{ type: 'item.split', item: 'b', new: 'n', at: { es: 3 } }]);
    assert.deepEqual(ids(state), ['a', 'b', 'n', 'b1', 'b2', 'c']);
    assert.deepEqual([es(state, 'b'), es(state, 'n')], ['Ins', 'tar']);
    assert.equal(insertedWords(textOf(state.items.get('b')!, 'en')), 'en Instar');
    assert.equal(state.items.get('b1')!.parent, 'n');
  });

  test('a merge joins all languages and leaves a tombstone in its place', () => {
    const state = applyChanges(base, [{ type: 'item.merge', item: 'b', into: 'a' }]);
    assert.deepEqual(ids(state), ['a', 'b1', 'b2', 'c']);
    assert.equal(es(state, 'a'), 'AprobarInstar');
    assert.equal(insertedWords(textOf(state.items.get('a')!, 'en')), 'en Aprobaren Instar');
    assert.deepEqual(state.children.get(''), ['a', 'b', 'c']);
  });

  test('an item comes after a sibling that was just removed', () => {
    const state = applyChanges(base, [{ type: 'item.remove', item: 'a' }, add('n', null, 'a')]);
    assert.deepEqual(ids(state), ['n', 'b', 'b1', 'b2', 'c']);
  });

  test('a sibling that has gone elsewhere stands for the last one', () => {
    const state = applyChanges(base, [
      { type: 'item.move', item: 'a', parent: 'b', after: null },
      add('n', null, 'a'),
    ]);
    assert.deepEqual(ids(state), ['b', 'a', 'b1', 'b2', 'c', 'n']);
  });

  test('a move that would make a cycle does nothing to the view', () => {
    const state = applyChanges(base, [{ type: 'item.move', item: 'b', parent: 'b1', after: null }]);
    assert.ok(sameDraft(state, base));
  });

  test('what is below goes and comes back along', () => {
    const gone = applyChanges(base, [{ type: 'item.remove', item: 'b' }]);
    assert.deepEqual(ids(gone), ['a', 'c']);
    assert.deepEqual(ids(applyChanges(gone, [{ type: 'item.restore', item: 'b' }])), ids(base));
  });

  test('a change of the original makes the translation stale until it is aligned', () => {
    const aligned = applyChanges(base, [{ type: 'item.align', item: 'a', lang: 'en' }]);
    assert.equal(isStale(aligned, aligned.items.get('a')!, 'en'), false);
    const changed = applyChanges({ ...aligned, seq: 5 }, [insert('a', 0, 'x')]);
    assert.equal(isStale(changed, changed.items.get('a')!, 'en'), true);
    assert.equal(isStale(changed, changed.items.get('a')!, 'es'), false);
    const back: Change = { type: 'text', item: 'a', lang: 'es', delta: new Delta().delete(1) };
    const undone = applyChanges({ ...changed, seq: 6 }, [back]);
    assert.equal(isStale(undone, undone.items.get('a')!, 'en'), false);
  });

  test('the state before stays as it was, and what is untouched stays the same object', () => {
    const before = JSON.stringify([...base.items, ...base.children]);
    const state = applyChanges(base, [
      insert('a', 0, 'x'),
      { type: 'item.remove', item: 'c' },
      add('n', 'b', 'b1'),
    ]);
    assert.equal(JSON.stringify([...base.items, ...base.children]), before);
    assert.equal(state.items.get('b1'), base.items.get('b1'));
  });

  test('a kind of change from a later version changes nothing that is shown', () => {
    const later = { type: 'proposal.add', proposal: 'p', item: 'a' } as unknown as Change;
    assert.ok(sameDraft(applyChanges(base, [later]), base));
  });
});

describe('numbers', () => {
  test('run on through sub-headings and start anew below another parent', () => {
    const state = start(
      add('t', null, null),
      add('x', 't', null),
      add('h', 't', 'x', 'Sub', 'heading'),
      add('y', 't', 'h'),
      add('z', 'y', null),
      add('u', null, 't'),
      add('v', 'u', null),
    );
    assert.deepEqual(
      outline(state).map(({ label }) => label),
      ['1.', 'a.', '', 'b.', 'i.', '2.', 'a.'],
    );
    assert.equal(itemCalled(state, '1 B)'), 'y');
    assert.equal(itemCalled(state, '1.b.i.'), 'z');
    assert.equal(itemCalled(state, '3'), undefined);
    for (const written of ['1b', '1(b)', '1.2', '1 (B)'])
      assert.equal(itemCalled(state, written), 'y', written);
    for (const written of ['1.b.1', '1b1', '1(b)(i)', '1bi']) {
      assert.equal(itemCalled(state, written), written === '1bi' ? undefined : 'z', written);
    }
  });

  test('go on behind z and in Roman', () => {
    assert.deepEqual(
      [1, 26, 27, 52, 53, 261].map((n) => countIn('lower-letter', n)),
      ['a', 'z', 'aa', 'zz', 'aaa', '261'],
    );
    assert.deepEqual(
      [4, 9, 14, 40, 90].map((n) => countIn('upper-roman', n)),
      ['IV', 'IX', 'XIV', 'XL', 'XC'],
    );
  });
});

describe('rights', () => {
  const rows: [Action, ItemStatus, string][] = [
    ['text', 'open', 'NYYY'],
    ['text', 'review', 'NPYY'],
    ['text', 'agreed', 'NNNN'],
    ['text', 'approved', 'NNNN'],
    ['translate', 'open', 'NYYY'],
    ['translate', 'review', 'NPYY'],
    ['translate', 'agreed', 'NNYY'],
    ['translate', 'approved', 'NNNN'],
    ['structure', 'open', 'NYYY'],
    ['structure', 'review', 'NNYY'],
    ['structure', 'agreed', 'NNNN'],
    ['structure', 'approved', 'NNNN'],
    ['carry', 'agreed', 'NNYY'],
    ['carry', 'approved', 'NNYY'],
    ['status', 'approved', 'NNNY'],
    ['draft', 'approved', 'NNYY'],
  ];
  const letter = { never: 'N', allowed: 'Y', proposal: 'P' } as const;

  for (const [action, status, wanted] of rows) {
    test(`${action} at ${status} is ${wanted}`, () => {
      const roles: Role[] = ['observer', 'delegation', 'secretariat', 'chair'];
      assert.equal(roles.map((role) => letter[permission(role, action, status)]).join(''), wanted);
    });
  }

  const refused = (who: Participant, changes: Change[], state = base) =>
    mayAll(state, who, changes)?.code ?? 'ok';
  const set = (item: string, status: ItemStatus): Change => ({ type: 'item.status', item, status });

  test('structure below a locked item is refused for delegations, and carried along for the secretariat', () => {
    const locked = applyChanges(base, [set('b1', 'approved')]);
    const move: Change = { type: 'item.move', item: 'b', parent: null, after: null };
    assert.equal(refused(as('delegation'), [move], locked), 'locked');
    assert.equal(refused(as('secretariat'), [move], locked), 'ok');
    assert.equal(refused(as('secretariat'), [{ type: 'item.remove', item: 'b' }], locked), 'locked');
  });

  test('each change is judged on what the ones before it made', () => {
    assert.equal(refused(chair, [add('n', null, null), insert('n', 1, 'x')]), 'ok');
    assert.equal(refused(chair, [set('a', 'approved'), insert('a', 0, 'x')]), 'locked');
  });

  test('what does not fit is refused with its code', () => {
    const cases: [string, Change[]][] = [
      ['no-item', [insert('nowhere', 0, 'x')]],
      ['bad-op', [insert('a', 99, 'x')]],
      ['bad-op', [insert('a', 0, 'x\ny')]],
      ['bad-op', [insert('a', 0, '\ud83d')]],
      ['exists', [add('a', null, null)]],
      ['cycle', [{ type: 'item.move', item: 'b', parent: 'b1', after: null }]],
      ['cycle', [{ type: 'item.merge', item: 'b', into: 'b1' }]],
      ['bad-op', [{ type: 'item.merge', item: 'b', into: 'b' }]],
      ['bad-op', [{ type: 'item.split', item: 'a', new: 'n', at: { es: 99 } }]],
      ['too-large', [insert('a', 0, 'x'.repeat(65_536))]],
      ['bad-op', [{ type: 'item.align', item: 'a', lang: 'es' }]],
      ['bad-op', [{ type: 'draft.adopt' }]],
      ['bad-op', [{ type: 'draft.set', langs: ['en', 'es'] }]],
      ['forbidden', [{ type: 'participant.set', participant: chair }]],
      ['bad-op', ['a', 'b', 'c'].map((item): Change => ({ type: 'item.remove', item }))],
    ];
    for (const [code, changes] of cases)
      assert.equal(refused(chair, changes), code, JSON.stringify(changes).slice(0, 90));
  });

  test('the ninth level is one too deep', () => {
    const deep: Change[] = [];
    for (let i = 1; i <= 9; i++) deep.push(add(`d${i}`, i === 1 ? null : `d${i - 1}`, null));
    assert.equal(refused(chair, deep.slice(0, 8)), 'ok');
    assert.equal(refused(chair, deep), 'limit');
  });
});

describe('transformation', () => {
  const split: Change = { type: 'item.split', item: 'a', new: 'n', at: { es: 3 } };

  test('a text change over a split lands on both sides of the cut, what stands at it left', () => {
    const text: Change = {
      type: 'text',
      item: 'a',
      lang: 'es',
      delta: new Delta().retain(3).insert('x').retain(1).insert('y'),
    };
    const [, incoming] = cross([split], [text]);
    const state = applyChanges(applyChanges(base, [split]), incoming);
    assert.deepEqual([es(state, 'a'), es(state, 'n')], ['Aprx', 'oybar']);
  });

  test('two splits of one item give three', () => {
    const other: Change = { type: 'item.split', item: 'a', new: 'm', at: { es: 5 } };
    const [, incoming] = cross([split], [other]);
    const state = applyChanges(applyChanges(base, [split]), incoming);
    assert.deepEqual(
      ids(state)
        .slice(0, 3)
        .map((id) => es(state, id)),
      ['Apr', 'ob', 'ar'],
    );
  });

  test('what is put below an item that was split or merged goes where the items below went', () => {
    const child = add('k', 'a', null);
    assert.equal((cross([split], [child])[1][0] as { parent: string }).parent, 'n');
    const merge: Change = { type: 'item.merge', item: 'a', into: 'b', at: { es: 6 } };
    assert.equal((cross([merge], [child])[1][0] as { parent: string }).parent, 'b');
  });

  test('text against text, split and merge is exact', () => {
    forSeeds(4000, (random) => {
      const pick = () => random.pick(['a', 'b']);
      const one = (): Change => {
        const kind = random.int(4);
        const item = pick();
        const length = es(base, item).length;
        if (kind === 0)
          return { type: 'item.split', item, new: nextId(), at: { es: random.int(length + 1) } };
        if (kind === 1)
          return complete(base, [{ type: 'item.merge', item, into: item === 'a' ? 'b' : 'a' }])[0]!;
        return randomText(random, base, item, { langs: ['es'] });
      };
      const texts = [1, 2].map(() => randomText(random, base, pick(), { langs: ['es'] }));
      const incoming: Change[] = [];
      for (const change of texts) pushComposed(incoming, change);
      const fits = mayAll(base, chair, incoming) === null;
      const applied = [one()];
      if (!fits || mayAll(base, chair, applied)) return;
      const [left, right] = cross(applied, incoming);
      const there = applyChanges(applyChanges(base, applied), right);
      const here = applyChanges(applyChanges(base, incoming), left);
      assert.ok(sameDraft(here, there), `${JSON.stringify(applied)} × ${JSON.stringify(incoming)}`);
    });
  });
});

describe('inverses', () => {
  test('take back whatever was done, as far as it shows', () => {
    forSeeds(6000, (random) => {
      const changes: Change[] = [];
      let state = base;
      for (let i = 0; i < 1 + random.int(3); i++) {
        const more = randomChanges(random, state, true);
        if (mayAll(state, chair, more)) continue;
        const full = complete(state, more);
        changes.push(...full);
        state = applyChanges(state, full);
      }
      const shape = (draft: DraftState) =>
        outline(draft).map(({ id, depth, kind }) => [
          depth,
          kind,
          JSON.stringify(draft.items.get(id)!.texts),
        ]);
      const inverse = invertChanges(base, changes, nextId);
      const back = applyChanges(state, inverse);
      if (changes.some((change) => change.type === 'item.align')) return;
      assert.deepEqual(shape(back).map(withoutEmpty), shape(base).map(withoutEmpty), JSON.stringify(changes));
    });
  });
});

/** A language with an empty text shows as one without any. */
function withoutEmpty([depth, kind, texts]: unknown[]): unknown[] {
  const parsed = JSON.parse(texts as string) as Record<string, { ops: unknown[] }>;
  const filled = Object.entries(parsed).filter(([, { ops }]) => ops.length > 0);
  return [depth, kind, filled.sort(([a], [b]) => (a < b ? -1 : 1))];
}

describe('composing', () => {
  test('changes of one text become one where nothing between matters', () => {
    const list: Change[] = [];
    assert.ok(pushComposed(list, insert('a', 0, 'x')));
    assert.ok(pushComposed(list, insert('b', 0, 'y')));
    assert.ok(pushComposed(list, insert('a', 1, 'z')));
    assert.equal(list.length, 2);
    assert.ok(pushComposed(list, { type: 'item.split', item: 'a', new: 'n', at: { es: 1 } }));
    assert.equal(pushComposed(list, insert('a', 0, 'w')), false);
    assert.equal(list.length, 3);
  });
});

describe('places', () => {
  const place = { item: 'a', lang: 'es', anchor: 3, head: 3 };

  test('what others insert at a caret stays right of it, what its owner inserts left', () => {
    assert.equal(followChange(place, insert('a', 3, 'xx')).head, 3);
    assert.equal(followChange(place, insert('a', 3, 'xx'), true).head, 5);
  });

  test('go with their words through split and merge, and back', () => {
    const split: Change = { type: 'item.split', item: 'a', new: 'n', at: { es: 2 } };
    const after = followChange(place, split);
    assert.deepEqual([after.item, after.head], ['n', 1]);
    assert.deepEqual(placeBefore(after, split), place);
    const merge: Change = { type: 'item.merge', item: 'a', into: 'b', at: { es: 6 } };
    assert.deepEqual(placeBefore(followChange(place, merge), merge), place);
  });
});
