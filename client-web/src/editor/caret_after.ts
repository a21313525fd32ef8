/** Where the caret goes after what was typed. */
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import type { Change, TextChange } from '../wire/types';
import type { Point } from './edit/plan';
import { resultLength } from '../text/delta';

/**
 * What was typed became a proposal: struck words stay where they are, so the caret steps over them.
 * `typed`: what the person did; `made`: what became of it; `from`: where the caret was.
 */
export function caretAfterProposal(
  typed: TextChange,
  made: readonly Change[],
  from: Point,
  wasEmpty: boolean,
): Point {
  const [first] = typed.delta.ops;
  const start = typeof first?.retain === 'number' && !first.attributes ? first.retain : 0;
  const inserted = typed.delta.ops.reduce(
    (sum, part) => sum + (part.insert === undefined ? 0 : resultLength({ ops: [part] })),
    0,
  );
  const deleted = typed.delta.ops.reduce((sum, part) => sum + (part.delete ?? 0), 0);
  const forward = wasEmpty && inserted === 0 && deleted > 0 && from.offset === start;
  if (!forward) return { item: typed.item, offset: start + inserted };
  return { item: typed.item, offset: start + deleted - reallyDeleted(typed, made) };
}

function reallyDeleted({ item, lang }: TextChange, made: readonly Change[]): number {
  let sum = 0;
  for (const change of made) {
    if (change.type !== 'text' || change.item !== item || change.lang !== lang) continue;
    for (const part of change.delta.ops) sum += part.delete ?? 0;
  }
  return sum;
}

/**
 * When somebody types right after Enter, Chromium may put the letter in and still say that the caret stands before it:
 * the word would come out backwards.
 */
export function caretAfterTyping(tr: Transaction, { selection }: EditorState): Transaction {
  const [step] = tr.steps;
  const typed = step instanceof ReplaceStep && tr.steps.length === 1 ? step.slice.content.size : 0;
  const left = selection.empty && tr.selection.empty && tr.selection.head === selection.head;
  if (typed === 0 || !left || (step as ReplaceStep).from !== selection.head) return tr;
  return tr.setSelection(TextSelection.create(tr.doc, selection.head + typed));
}
