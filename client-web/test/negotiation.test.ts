// What changes do to proposals, positions, comments and consultations, who may make them, and how brackets nest.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Delta from 'quill-delta';
import { applyChange, applyChanges } from '../src/draft/apply';
import { asIf } from '../src/draft/as_if';
import { DraftEdit } from '../src/draft/edit';
import { blockersOf, countBlockers, openProposalsIn } from '../src/draft/blockers';
import { isOutdated, positionOf } from '../src/draft/positions';
import { bracketsOf, type Piece } from '../src/draft/nesting';
import { outline } from '../src/draft/numbering';
import { fromSnapshot, itemsOf as itemsBelow, type DraftState } from '../src/draft/state';
import { invertOne } from '../src/draft/invert';
import { cross } from '../src/draft/transform';
import { passOverStruck } from '../src/editor/views/clean_view';
import { insertedWords } from '../src/text/delta';
import type { Change, Participant } from '../src/wire/types';
import { itemsOf, snapshotOf } from './support/drafts';
import { mayAll } from './support/judge';

const [chair, mexico, canada, observer] = snapshotOf([]).participants as [
  Participant,
  Participant,
  Participant,
  Participant,
];
const start = () => fromSnapshot(snapshotOf(itemsOf('uno dos tres\nInstar\n  Exhortar')));

/** As confirmed ops, one after the other. */
function happen(state: DraftState, ...ops: [Participant, ...Change[]][]): DraftState {
  for (const [{ id: by }, ...changes] of ops) {
    const edit = new DraftEdit(state);
    for (const change of changes) applyChange(edit, change, state.seq + 1, { by, at: 0 });
    edit.seq = state.seq + 1;
    state = edit.finish();
  }
  return state;
}

const text = (item: string, delta: Delta): Change => ({ type: 'text', item, lang: 'es', delta });
const propose = (proposal: string, item = 'i1'): Change => ({ type: 'proposal.add', proposal, item });
const review: Change = { type: 'item.status', item: 'i1', status: 'review' };
const comment = (anchor: number, head: number): Change => ({
  type: 'comment.add',
  comment: 'c',
  item: 'i1',
  parent: null,
  text: '?',
  lang: 'es',
  anchor,
  head,
});
const range = ({ negotiation }: DraftState) => {
  const { item, anchor, head } = negotiation.comments.get('c')!;
  return [item, anchor, head];
};

describe('proposals', () => {
  test('are in the item they are for, and in every item whose words carry their marks', () => {
    const marked = text('i2', new Delta().retain(2, { 'del:q': true }));
    const state = happen(start(), [mexico, review, propose('q'), marked]);
    const ids = (item: string) =>
      openProposalsIn(state.negotiation, state.items.get(item)!).map(({ id }) => id);
    assert.deepEqual([ids('i1'), ids('i2'), ids('i3')], [['q'], ['q'], []]);
  });

  test('go where their item is merged to', () => {
    const state = happen(
      start(),
      [mexico, propose('q')],
      [chair, { type: 'item.merge', item: 'i1', into: 'i2' }],
    );
    assert.equal(state.negotiation.proposals.get('q')!.item, 'i2');
  });

  test('made while their item is merged go there too', () => {
    const merge: Change = { type: 'item.merge', item: 'i1', into: 'i2', at: { es: 6 } };
    const [, late] = cross([merge], [propose('q'), comment(4, 7)]);
    assert.deepEqual(late, [
      { ...propose('q'), item: 'i2' },
      { ...comment(10, 13), item: 'i2' },
    ]);
  });

  test('are supported by others only, and decided by the chair only', () => {
    const state = happen(start(), [mexico, propose('q')]);
    const verdict = (who: Participant, change: Change) => mayAll(state, who, [change])?.code ?? null;
    const support: Change = { type: 'proposal.support', proposal: 'q', support: true };
    const accept: Change = { type: 'proposal.accept', proposal: 'q' };
    assert.deepEqual(
      [mexico, canada, chair, observer].map((who) => verdict(who, support)),
      ['bad-op', null, 'forbidden', 'forbidden'],
    );
    assert.deepEqual(
      [mexico, canada, chair, observer].map((who) => verdict(who, accept)),
      ['forbidden', 'forbidden', null, 'forbidden'],
    );
  });

  test('for whole items have numbers between those of the others', () => {
    const add = (item: string, after: string | null): Change[] => [
      { type: 'proposal.add', proposal: `q${item}`, item, act: 'add' },
      { type: 'item.add', item, parent: null, after, kind: 'item' },
    ];
    const state = happen(start(), [mexico, ...add('x', 'i1'), ...add('y', 'x'), ...add('z', null)]);
    assert.deepEqual(
      outline(state).map(({ label }) => label),
      ['0 bis.', '1.', '1 bis.', '1 ter.', '2.', 'a.'],
    );
  });
});

describe('positions', () => {
  test('are outdated once the words have changed', () => {
    const object: Change = { type: 'position.set', item: 'i1', position: 'object', note: 'No.' };
    let state = happen(start(), [mexico, object]);
    const entry = () => positionOf(state.negotiation, 'i1', 'MX')!;
    assert.deepEqual([entry().note, isOutdated(entry(), state.items.get('i1')!)], ['No.', false]);
    state = happen(state, [chair, text('i1', new Delta().insert('!'))]);
    assert.equal(isOutdated(entry(), state.items.get('i1')!), true);
  });
});

describe('comments', () => {
  test('move with their words through typing, splitting and joining', () => {
    let state = happen(start(), [canada, comment(4, 7)]);
    state = happen(state, [chair, text('i1', new Delta().insert('A ').retain(5).insert('X'))]);
    assert.deepEqual(range(state), ['i1', 6, 10]);
    state = happen(state, [chair, { type: 'item.split', item: 'i1', new: 'n', at: { es: 6 } }]);
    assert.deepEqual(range(state), ['n', 0, 4]);
    state = happen(state, [chair, { type: 'item.merge', item: 'n', into: 'i2', at: { es: 6 } }]);
    assert.deepEqual(range(state), ['i2', 6, 10]);
    state = happen(state, [chair, text('i2', new Delta().retain(2).delete(9))]);
    assert.deepEqual(range(state), ['i2', 2, 2]);
  });

  test('come back to their words when the deletion is undone, whatever else it took', () => {
    const given = happen(start(), [canada, comment(4, 7)]);
    for (const [from, length] of [
      [0, 9],
      [4, 3],
      [5, 1],
      [2, 4],
      [6, 3],
    ] as const) {
      const gone = text('i1', new Delta().retain(from).delete(length));
      const back = invertOne(given, gone, () => 'n');
      const state = happen(happen(given, [chair, gone]), [mexico, ...back]);
      assert.deepEqual(range(state), ['i1', 4, 7], `${from} ${length}`);
    }
  });

  test('take their answers along', () => {
    const answer: Change = { type: 'comment.add', comment: 'd', item: 'i1', parent: 'c', text: '!' };
    const state = happen(
      start(),
      [canada, comment(4, 7)],
      [mexico, answer],
      [chair, { type: 'item.split', item: 'i1', new: 'n', at: { es: 4 } }],
    );
    assert.equal(state.negotiation.comments.get('d')!.item, 'n');
  });

  test('are edited and removed by their author, and resolved by anybody but observers', () => {
    const state = happen(start(), [canada, comment(4, 7)]);
    const edit: Change = { type: 'comment.edit', comment: 'c', text: 'So?' };
    const resolve: Change = { type: 'comment.resolve', comment: 'c', resolved: true };
    const codes = (change: Change) =>
      [canada, mexico, chair, observer].map((who) => mayAll(state, who, [change])?.code ?? null);
    assert.deepEqual(codes(edit), [null, 'forbidden', 'forbidden', 'forbidden']);
    assert.deepEqual(codes(resolve), [null, null, null, 'forbidden']);
  });

  test('answer a first comment of the same item, or stand within its words', () => {
    const state = happen(start(), [canada, comment(4, 7)]);
    const add = { type: 'comment.add', comment: 'd', item: 'i1', parent: null, text: '!' } as const;
    const code = (change: Change) => mayAll(state, mexico, [change])?.code ?? null;
    assert.equal(code(add), null);
    assert.equal(code({ ...add, parent: 'c' }), null);
    assert.equal(code({ ...add, item: 'i2', parent: 'c' }), 'bad-op');
    assert.equal(code({ ...add, parent: 'nobody' }), 'bad-op');
    assert.equal(code({ ...add, comment: 'c' }), 'exists');
    assert.equal(code({ ...add, lang: 'es', anchor: 4, head: 99 }), 'bad-op');
  });
});

describe('the gavel', () => {
  test('waits for proposals, objections and consultations, also below, unless there is a reason', () => {
    const state = happen(
      start(),
      [mexico, propose('q', 'i3'), { type: 'position.set', item: 'i2', position: 'object' }],
      [chair, { type: 'consult.open', item: 'i2', delegations: ['CA'], until: 9e15 }],
    );
    const agree = (below: boolean): Change => ({ type: 'item.status', item: 'i2', status: 'agreed', below });
    const count = (below: boolean) =>
      countBlockers(blockersOf(state.negotiation, itemsBelow(state, 'i2', below)));
    assert.deepEqual([count(false), count(true)], [2, 3]);
    assert.equal(mayAll(state, chair, [agree(true)])?.code, 'locked');
    assert.equal(mayAll(state, chair, [{ ...agree(true), reason: 'Later.' } as Change]), null);
  });

  test('falls by itself when silence is kept, and not when somebody objects', () => {
    const open: Change = {
      type: 'consult.open',
      item: 'i1',
      delegations: ['CA'],
      until: 9e15,
      silence: true,
    };
    const close: Change = { type: 'consult.close', item: 'i1' };
    const system: Participant = { ...chair, id: 'system' };
    const ended = (...ops: [Participant, ...Change[]][]) =>
      happen(start(), [chair, open], ...ops).negotiation.consultations[0]!.state;
    const object: Change = { type: 'position.set', item: 'i1', position: 'object' };
    assert.equal(ended([system, close]), 'kept');
    assert.equal(ended([canada, object, close]), 'broken');
    assert.equal(ended([chair, close]), 'closed');
  });
});

describe('brackets', () => {
  const drawn = (text: Delta, around?: string[]) => bracketsOf(text, around).map(write(text));
  const write =
    (text: Delta) =>
    (piece: Piece): string => {
      if (typeof piece === 'number') return String(text.ops[piece]?.insert ?? '');
      const { kind, half, proposals, inner } = piece;
      const words = inner.map(write(text)).join('');
      const open = half === 'instead' ? '' : `[${proposals.join(', ')}: `;
      return `${open}${kind === 'del' ? `-${words}-` : words}${half === 'struck' ? ' → ' : ']'}`;
    };

  test('stand inside those that reach further', () => {
    const words = new Delta()
      .insert('mi', { 'ins:z': true })
      .insert('X', { 'ins:a': true, 'ins:z': true, bold: true })
      .insert('l', { 'ins:z': true })
      .insert(' y', { 'ins:a': true });
    assert.deepEqual(drawn(words), ['[z: mi[a: X]l]', '[a:  y]']);
  });

  test('that are equal are one, under all names', () => {
    const words = new Delta()
      .insert('uno ')
      .insert('dos', { 'del:a': true, 'del:b': true, bold: true })
      .insert(' tres', { 'del:a': true, 'del:b': true })
      .insert(' y', { 'del:b': true, 'del:c': true });
    assert.deepEqual(drawn(words), ['uno ', '[b: -[a: -dos tres-][c: - y-]-]']);
    const equal = new Delta().insert('x', { 'del:a': true, 'del:b': true, 'ins:q': true });
    assert.deepEqual(drawn(equal), ['[q: [a, b: -x-]]']);
  });

  test('name the author of a replacement once', () => {
    const replaced = new Delta()
      .insert('Se ')
      .insert('exhorta', { 'del:a': true })
      .insert('insta', { 'ins:a': true })
      .insert(' a', { 'ins:b': true });
    assert.deepEqual(drawn(replaced), ['Se ', '[a: -exhorta- → ', 'insta]', '[b:  a]']);
  });

  test('of a replacement have their own names where the halves are not the same authors’, or another strike reaches over both', () => {
    const two = new Delta().insert('x', { 'del:a': true, 'del:b': true }).insert('y', { 'ins:a': true });
    assert.deepEqual(drawn(two), ['[a, b: -x-]', '[a: y]']);
    const over = new Delta()
      .insert('x', { 'del:a': true, 'del:b': true })
      .insert('y', { 'ins:a': true, 'del:b': true });
    assert.deepEqual(drawn(over), ['[b: -[a: -x-][a: y]-]']);
  });

  test('around a whole item take in those that reach as far, and are there without words', () => {
    const words = new Delta().insert('x', { 'ins:b': true });
    assert.deepEqual(drawn(words, ['ins:a']), ['[a, b: x]']);
    assert.deepEqual(drawn(words, ['del:c', 'del:d', 'ins:a']), ['[c, d: -[a, b: x]-]']);
    assert.deepEqual(drawn(new Delta(), ['ins:a']), ['[a: ]']);
  });

  test('fall away in the clean text and in the base', () => {
    const words = new Delta().retain(4).insert('mil ', { 'ins:q': true }).retain(3, { 'del:q': true });
    const state = happen(start(), [mexico, propose('q'), text('i1', words)]);
    const shown = (accepted: boolean) =>
      insertedWords(asIf(state, () => accepted).items.get('i1')!.texts['es']!);
    assert.deepEqual([shown(true), shown(false)], ['uno mil  tres', 'uno dos tres']);
  });

  test('that are hidden are passed over by what is deleted around them', () => {
    const state = happen(start(), [
      mexico,
      propose('q'),
      text('i1', new Delta().retain(4).retain(4, { 'del:q': true })),
    ]);
    const meant = passOverStruck(state, text('i1', new Delta().retain(3).insert('y').delete(6)));
    const after = applyChanges(state, [meant]).items.get('i1')!.texts['es']!;
    assert.deepEqual(after.ops, [
      { insert: 'unoy' },
      { insert: 'dos ', attributes: { 'del:q': true } },
      { insert: 'res' },
    ]);
  });
});

describe('a part of a proposal', () => {
  const marked = () =>
    happen(start(), [
      mexico,
      propose('p'),
      propose('q', 'i2'),
      text('i1', new Delta().retain(4).insert('y medio ', { 'ins:p': true }).retain(3, { 'del:p': true })),
    ]);
  const part = (ops: Delta['ops'], fields: object = {}): Change =>
    ({
      type: 'proposal.part',
      proposal: 'p',
      item: 'i1',
      lang: 'es',
      accept: true,
      delta: { ops },
      ...fields,
    }) as Change;
  const off = (at: number, length: number, mark = 'ins:p') => [
    { retain: at },
    { retain: length, attributes: { [mark]: null } },
  ];
  const codeOf = (state: DraftState, change: Change, who = chair) => mayAll(state, who, [change])?.code;

  test('is decided where the words are the proposal’s', () => {
    assert.equal(codeOf(marked(), part(off(4, 2))), undefined);
    assert.equal(codeOf(marked(), part(off(12, 3, 'del:p'), { accept: false })), undefined);
    assert.equal(codeOf(marked(), part(off(4, 2)), mexico), 'forbidden');
  });

  test('is not decided where the server would say no, and for the same reason', () => {
    const state = marked();
    assert.equal(codeOf(state, part(off(0, 2))), 'bad-op', 'none of the words is the proposal’s');
    assert.equal(codeOf(state, part(off(4, 2, 'ins:q'))), 'bad-op', 'another’s marks');
    assert.equal(codeOf(state, part([{ insert: 'x' }])), 'bad-op', 'words are written');
    assert.equal(codeOf(state, part([{ retain: 4 }, { delete: 1 }])), 'bad-op', 'words are struck');
    assert.equal(codeOf(state, part([{ retain: 4, attributes: { bold: true } }])), 'bad-op', 'a format');
    assert.equal(codeOf(state, part(off(4, 2000))), 'bad-op', 'beyond the end');
    assert.equal(codeOf(state, part(off(4, 2), { lang: 'en' })), 'bad-op', 'no words in that language');
    assert.equal(codeOf(state, part(off(4, 2), { item: 'nobody' })), 'no-item');
    assert.equal(codeOf(state, part(off(4, 2), { proposal: 'z' })), 'bad-op', 'no such proposal');
  });

  test('is not accepted out of several alternatives, but may be rejected', () => {
    const group = (proposal: string): Change => ({ type: 'proposal.group', proposal, group: 'g' });
    const state = happen(marked(), [mexico, propose('r'), group('p'), group('r')]);
    assert.equal(codeOf(state, part(off(4, 2))), 'locked');
    assert.equal(codeOf(state, part(off(4, 2), { accept: false })), undefined);
  });

  test('is not one of a whole item that is proposed, nor the hundred and first', () => {
    const whole = happen(start(), [
      mexico,
      { type: 'proposal.add', proposal: 'p', item: 'i1', act: 'remove' } as Change,
    ]);
    assert.equal(codeOf(whole, part(off(0, 2))), 'bad-op');
    const long = new Delta().insert('y'.repeat(150), { 'ins:p': true });
    let state = happen(start(), [mexico, propose('p'), text('i1', long)]);
    for (let i = 0; i < 100; i++) state = happen(state, [chair, part(off(i, 1), { accept: false })]);
    assert.equal(codeOf(state, part(off(120, 1), { accept: false })), 'limit');
  });
});
