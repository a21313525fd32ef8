/** Where the caret goes after what was typed. */
import type { ResolvedPos } from 'prosemirror-model';
import { parseMark } from '../../draft/marks';
import type { AttributeMap, Change, Lang, TextChange } from '../../wire/types';
import type { Point } from '../edit/plan';
import { resultLength } from '../../text/delta';

/**
 * What was typed became a proposal: struck words stay where they are, and the caret stands behind them and what came in
 * their place. Only after Backspace it stands in front of them, so that the next one goes on.
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
  const meant = { item: typed.item, offset: start + inserted };
  return wasEmpty && inserted === 0 && from.offset > start ? meant : placeAsMade(meant, made, typed.lang);
}

/** Where a place is that was meant in a text without what is struck now. */
export function placeAsMade(meant: Point, made: readonly Change[], lang: Lang): Point {
  const text = made.find(
    (change) => change.type === 'text' && change.item === meant.item && change.lang === lang,
  ) as TextChange | undefined;
  let at = 0;
  let left = meant.offset;
  for (const part of text?.delta.ops ?? []) {
    if (part.delete !== undefined) continue;
    const length = typeof part.retain === 'number' ? part.retain : resultLength({ ops: [part] });
    if (part.retain !== undefined && strikes(part.attributes)) at += length;
    else if (left === 0) break;
    else {
      const step = Math.min(length, left);
      at += step;
      left -= step;
    }
  }
  return { item: meant.item, offset: at + left };
}

function strikes(attributes: AttributeMap | undefined): boolean {
  return Object.entries(attributes ?? {}).some(
    ([name, value]) => parseMark(name)?.kind === 'del' && value === true,
  );
}

/** The end of the words that this person has struck and the caret stands in front of: what they write comes behind. */
export function behindOwnStruck(
  { parent, parentOffset, pos }: ResolvedPos,
  isOwn: (proposal: string) => boolean,
): number {
  let end = parentOffset;
  parent.forEach((node, offset) => {
    const by = (name: string) =>
      node.marks.some(({ type, attrs }) => type.name === name && isOwn(String(attrs['proposal'])));
    if (offset === end && by('del')) end += node.nodeSize;
    // In the middle of words of their own they go on with them.
    if (offset < parentOffset && offset + node.nodeSize >= parentOffset && by('ins')) end = -1;
  });
  return end < 0 ? pos : pos + end - parentOffset;
}
