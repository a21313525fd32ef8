/**
 * What the person did, as changes. Typing, deleting and formatting inside items come as steps, which say exactly
 * where ("aaa" + "a" has no guess in it). Anything else is read from the two documents (see local_diff).
 */
import Delta from 'quill-delta';
import type { Node, Slice } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Step } from 'prosemirror-transform';
import type { Lang, TextChange } from '../../wire/types';
import { attributeOf } from './attributes';
import { deltaOf } from './projection';
import { itemAttrs } from './schema';

interface Edit {
  item: string;
  delta: Delta;
}

/** Text changes, one for each item touched; null where a step does more than change text inside one item. */
export function textChangesOf(tr: Transaction, lang: Lang): TextChange[] | null {
  const byItem = new Map<string, Delta>();
  for (const [i, step] of tr.steps.entries()) {
    const edit = editOf(step, tr.docs[i]!);
    if (!edit) return null;
    const before = byItem.get(edit.item);
    byItem.set(edit.item, before ? before.compose(edit.delta) : edit.delta);
  }
  return [...byItem]
    .filter(([, delta]) => delta.ops.length > 0)
    .map(([item, delta]) => ({ type: 'text', item, lang, delta }));
}

function editOf(step: Step, doc: Node): Edit | null {
  if (step instanceof ReplaceStep) {
    return isInline(step.slice)
      ? within(doc, step.from, step.to, (delta, length) => {
          delta.delete(length);
          return delta.concat(deltaOf(step.slice.content));
        })
      : null;
  }
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
    const [name, value] = attributeOf(step.mark);
    const attributes = { [name]: step instanceof AddMarkStep ? value : null };
    return within(doc, step.from, step.to, (delta, length) => delta.retain(length, attributes));
  }
  return null;
}

function isInline(slice: Slice): boolean {
  return slice.openStart === 0 && slice.openEnd === 0 && (slice.content.firstChild?.isText ?? true);
}

function within(
  doc: Node,
  from: number,
  to: number,
  edit: (delta: Delta, length: number) => Delta,
): Edit | null {
  const $from = doc.resolve(from);
  if ($from.depth !== 1 || to > $from.end()) return null;
  return {
    item: itemAttrs($from.parent).id,
    delta: edit(new Delta().retain($from.parentOffset), to - from).chop(),
  };
}
