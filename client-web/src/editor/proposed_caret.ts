/** Where the caret goes when what was typed became a proposal: struck words stay where they are, so it steps over them. */
import type { Change, TextChange } from '../wire/types';
import type { Point } from './edit/plan';
import { resultLength } from '../text/delta';

/** `typed`: what the person did; `made`: what became of it; `from`: where the caret was. */
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
