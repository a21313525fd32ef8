/** Characters that nobody sees are left out of what is typed, as they are of what is pasted: the server refuses them. */
import Delta from 'quill-delta';
import { typedWithoutUnseen } from '../../text/unseen';
import type { Change } from '../../wire/types';

/** The same change without them. */
export function withoutUnseenWords<Kind extends Change>(change: Kind): Kind {
  if (change.type !== 'text') return change;
  const delta = new Delta();
  for (const op of change.delta.ops) {
    if (typeof op.insert === 'string')
      delta.insert(typedWithoutUnseen(op.insert, change.lang), op.attributes);
    else delta.push({ ...op });
  }
  return { ...change, delta: delta.chop() };
}

/** Whether there are any. */
export function bringsUnseen(change: Change): boolean {
  if (change.type !== 'text') return false;
  const { delta, lang } = change;
  return delta.ops.some(
    ({ insert }) => typeof insert === 'string' && typedWithoutUnseen(insert, lang) !== insert,
  );
}
