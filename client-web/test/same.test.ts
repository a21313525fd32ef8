/** What keeps its identity from one state to the next is equal, not only the same on the screen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Delta } from '../src/text/delta';
import { applyChanges } from '../src/draft/apply';
import { DraftEdit } from '../src/draft/edit';
import { keepIdentity } from '../src/draft/same';
import { fromSnapshot, type DraftState, type Item } from '../src/draft/state';
import { itemsOf, snapshotOf } from './support/drafts';

const known = fromSnapshot(snapshotOf(itemsOf('A')));
const id = [...known.items.keys()][0]!;
const touch = [{ type: 'item.kind', item: id, kind: 'item' }] as const;

function withItem(state: DraftState, change: Partial<Item>): DraftState {
  const edit = new DraftEdit(state);
  edit.put({ ...edit.items.get(id)!, ...change });
  return edit.finish();
}

test('a text that is not there does not become an empty one', () => {
  const item = known.items.get(id)!;
  const empty = withItem(known, { texts: { ...item.texts, xx: new Delta() } });
  const kept = keepIdentity(empty, withItem(known, { texts: { ...item.texts } }), touch);
  assert.deepEqual(Object.keys(kept.items.get(id)!.texts), Object.keys(item.texts));
  const other = keepIdentity(known, empty, touch);
  assert.ok('xx' in other.items.get(id)!.texts);
});

test('who removed an item, and who passed over what stood against it, is not what it was before', () => {
  const removed = (by: string) => withItem(known, { removed: true, removal: { by, at: 1, seq: 2 } });
  assert.equal(keepIdentity(removed('a'), removed('b'), touch).items.get(id)!.removal!.by, 'b');
  const override = (by: string) => withItem(known, { override: { by, at: 1, reason: 'why' } });
  assert.equal(keepIdentity(override('a'), override('b'), touch).items.get(id)!.override!.by, 'b');
});

test('an item that is equal stays the same object', () => {
  const again = applyChanges(withItem(known, {}), []);
  assert.equal(keepIdentity(known, again, touch).items.get(id), known.items.get(id));
});
