// Gestures of somebody who may only make proposals: what is proposed, and that it would be accepted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Delta from 'quill-delta';
import { applyChanges } from '../src/draft/apply';
import { freshId } from '../src/draft/id';
import { outline } from '../src/draft/numbering';
import { proposesIn } from '../src/draft/propose';
import { readyEdit } from '../src/draft/ready_edit';
import { fromSnapshot, textOf, type DraftState } from '../src/draft/state';
import {
  joinProposed,
  removeProposed,
  replaceProposed,
  splitProposed,
  type Proposing,
} from '../src/editor/edit/proposing';
import type { Plan } from '../src/editor/edit/plan';
import { pasteParagraphs } from '../src/editor/paste/paste_plan';
import { pasteProposed } from '../src/editor/paste/propose_paste';
import { paragraphsFromText } from '../src/editor/paste/paragraphs';
import type { Participant } from '../src/wire/types';
import { itemsOf, snapshotOf } from './support/drafts';

const mexico: Participant = { id: 'p2', role: 'delegation', name: 'Ana', delegation: 'MX' };
const point = (item: string, offset: number) => ({ item, offset });

const draft = (text: string) => fromSnapshot(snapshotOf(itemsOf(text)));
const proposing = (view: DraftState, who = mexico): Proposing => ({
  view,
  lang: 'es',
  who,
  proposes: (item) => proposesIn(view, who, item, 'es'),
});

/** What comes of a plan, once the rules have been asked. */
function made(view: DraftState, { changes }: Plan, who = mexico): DraftState {
  const ready = readyEdit(view, who, changes, freshId);
  assert.ok('after' in ready, JSON.stringify(ready));
  return ready.after;
}

/** `[+words]` inserted, `[-words]` struck; `+` in front of a proposed item, `-` of one that is proposed to go. */
function lines(view: DraftState): string[] {
  const open = [...view.negotiation.proposals.values()].filter(({ state }) => state === 'open');
  return outline(view).map(({ id }) => {
    const words = textOf(view.items.get(id)!, 'es')
      .ops.map(({ insert, attributes = {} }) => {
        const marks = Object.keys(attributes).map((name) => name.slice(0, 3));
        return marks.includes('ins') ? `[+${insert}]` : marks.includes('del') ? `[-${insert}]` : `${insert}`;
      })
      .join('');
    const act = open.find((one) => one.item === id && one.act !== 'text')?.act;
    return `${act === 'add' ? '+ ' : act === 'remove' ? '- ' : ''}${words}`.trim();
  });
}

test('Enter inside an item proposes its tail as an item, and strikes it where it was', () => {
  const view = draft('? Uno dos tres\nCuatro');
  const plan = splitProposed(proposing(view), point('i1', 4), point('i1', 4));
  assert.deepEqual(lines(made(view, plan)), ['Uno [-dos tres]', '+ dos tres', 'Cuatro']);
});

test('Enter at the end and at the start proposes an empty item, open to nobody else', () => {
  const view = draft('? Uno\n? Dos');
  const below = splitProposed(proposing(view), point('i1', 3), point('i1', 3));
  assert.deepEqual(lines(made(view, below)), ['Uno', '+', 'Dos']);
  const above = splitProposed(proposing(view), point('i2', 0), point('i2', 0));
  const state = made(view, above);
  assert.deepEqual(lines(state), ['Uno', '+', 'Dos']);
  assert.equal(state.items.get(outline(state)[1]!.id)!.status, 'review');
});

test('Enter over selected words strikes them too', () => {
  const view = draft('? Uno dos tres\nCuatro');
  const plan = splitProposed(proposing(view), point('i1', 4), point('i1', 8));
  assert.deepEqual(lines(made(view, plan)), ['Uno [-dos tres]', '+ tres', 'Cuatro']);
});

test('Enter over words of several items strikes them, and typing goes on in the last', () => {
  const view = draft('? Uno dos\n? Tres\n? Cuatro cinco');
  const plan = splitProposed(proposing(view), point('i1', 4), point('i3', 7));
  assert.deepEqual(lines(made(view, plan)), ['Uno [-dos]', '- Tres', '[-Cuatro ]cinco']);
  assert.deepEqual(plan.caret, point('i3', 0));
});

test('Enter over items to the end of the last proposes an item in their place', () => {
  const view = draft('? Uno dos\n? Tres\n? Cuatro');
  const plan = splitProposed(proposing(view), point('i1', 4), point('i2', 4));
  assert.deepEqual(lines(made(view, plan)), ['Uno [-dos]', '+', '- Tres', 'Cuatro']);
});

test('a deletion across items proposes all of it', () => {
  const view = draft('? Uno dos\n? Tres\nCuatro\n? Cinco seis');
  const plan = replaceProposed(proposing(view), point('i1', 4), point('i4', 6));
  assert.deepEqual(lines(made(view, plan)), ['Uno [-dos]', '- Tres', '[-Cinco ]seis']);
});

test('whole lines are proposed to go, and nothing of the item behind them', () => {
  const view = draft('? Uno\n? Dos\n? Tres');
  const plan = replaceProposed(proposing(view), point('i1', 0), point('i3', 0));
  assert.deepEqual(lines(made(view, plan)), ['- Uno', '- Dos', 'Tres']);
});

test('a deletion leaves what hangs below a struck item where it is', () => {
  const view = draft('? Uno\n? Dos\n  ? Tres\nCuatro');
  const plan = replaceProposed(proposing(view), point('i1', 1), point('i2', 3));
  assert.deepEqual(lines(made(view, plan)), ['U[-no]', '[-Dos]', 'Tres', 'Cuatro']);
});

test('joining proposes the words behind the upper and the lower to go', () => {
  const view = draft('? Uno\n? Dos');
  assert.deepEqual(lines(made(view, joinProposed(proposing(view), 'i1', 'i2'))), ['Uno[+Dos]', '- Dos']);
});

test('removing proposes the removal, once; what one proposed oneself is withdrawn', () => {
  const view = draft('? Uno\n? Dos');
  const removed = made(view, removeProposed(proposing(view), ['i2']));
  assert.deepEqual(lines(removed), ['Uno', '- Dos']);
  assert.deepEqual(removeProposed(proposing(removed), ['i2']).changes, []);
  const added = made(view, splitProposed(proposing(view), point('i1', 3), point('i1', 3)));
  const [, own] = outline(added);
  const [change] = removeProposed(proposing(added), [own!.id]).changes;
  assert.equal(change?.type, 'proposal.withdraw');
});

test('pasting several lines proposes several items, as deep as they are', () => {
  const view = draft('? Uno dos\nCuatro');
  const plan = pasteProposed(
    proposing(view),
    point('i1', 4),
    point('i1', 4),
    paragraphsFromText('1. A\n a. B\n2. C '),
  );
  assert.deepEqual(lines(made(view, plan)), ['Uno [-dos][+A]', '+ B', '+ Cdos', 'Cuatro']);
});

test('a list pasted at the end of an item stands as deep under review as it does when open', () => {
  const levels = (view: DraftState) => outline(view).map(({ depth }) => depth);
  const lists = ['1. A\n a. B\n b. C', '1. A\n a. B\n2. C\n a. D', ' a. A\n2. B\n a. C', '1. A\n2. B\n3. C'];
  const end = point('i1', 3);
  for (const below of ['', '\n  ? Dos\n    ? Tres']) {
    const view = draft(`? Uno${below}\nCuatro`);
    for (const list of lists) {
      const pasted = paragraphsFromText(list);
      const open = applyChanges(view, pasteParagraphs(view, 'es', end, end, pasted).changes);
      const review = made(view, pasteProposed(proposing(view), end, end, pasted));
      assert.deepEqual(levels(review), levels(open), list);
    }
  }
});

test('items that were cut are proposed with their translations', () => {
  const view = draft('? Uno');
  const cut = ['A', 'B'].map((words) => ({
    depth: 1,
    kind: 'item' as const,
    delta: new Delta().insert(words),
    translations: { texts: { en: new Delta().insert(`${words} in English`) }, aligned: [], stay: false },
  }));
  const after = made(view, pasteProposed(proposing(view), point('i1', 3), point('i1', 3), cut));
  assert.deepEqual(lines(after), ['Uno[+A]', '+ B']);
  const english = outline(after).map(({ id }) => textOf(after.items.get(id)!, 'en').ops);
  assert.equal(english[0]![0]!.insert, 'A in English');
  assert.ok(Object.keys(english[0]![0]!.attributes ?? {})[0]?.startsWith('ins:'), 'proposed');
  assert.equal(english[1]![0]!.insert, 'B in English');
});

test('what goes stands in front of what comes in its place, and bold is the same words written anew', () => {
  const view = draft('? Uno dos tres');
  const change = (delta: Delta): Plan => ({
    changes: [{ type: 'text', item: 'i1', lang: 'es', delta }],
    caret: null,
  });
  const replaced = made(view, change(new Delta().retain(4).insert('mil').delete(3)));
  assert.deepEqual(lines(replaced), ['Uno [-dos][+mil] tres']);
  const bold = made(view, change(new Delta().retain(4).retain(3, { bold: true })));
  assert.deepEqual(lines(bold), ['Uno [-dos][+dos] tres']);
  const [part] = textOf(bold.items.get('i1')!, 'es').ops.filter(({ attributes }) => attributes?.['bold']);
  assert.equal(part?.insert, 'dos');
  const own = made(replaced, change(new Delta().retain(7).retain(3, { bold: true })));
  assert.deepEqual(lines(own), ['Uno [-dos][+mil] tres']);
});

test('an undo takes back a proposed removal and a proposed item', () => {
  const view = draft('? Uno dos\n? Tres');
  for (const plan of [
    removeProposed(proposing(view), ['i2']),
    splitProposed(proposing(view), point('i1', 4), point('i1', 4)),
  ]) {
    const there = readyEdit(view, mexico, plan.changes, freshId);
    assert.ok('after' in there);
    const after = made(there.after, { changes: [...there.inverse], caret: null });
    assert.ok([...after.negotiation.proposals.values()].every(({ state }) => state === 'withdrawn'));
    assert.equal(lines(after)[0], 'Uno dos');
  }
});

test('where one may write, nothing is proposed', () => {
  const chair: Participant = { id: 'p1', role: 'chair', name: 'P' };
  assert.equal(proposing(draft('? Uno'), chair).proposes('i1'), false);
});
