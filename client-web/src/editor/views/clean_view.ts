/**
 * Writing in the clean text: struck words are there, but not shown. The caret does not stay among them, where a browser
 * has no place for it, and what is deleted around them leaves them alone: that they go is somebody else's proposal.
 */
import Delta from 'quill-delta';
import type { Node, ResolvedPos } from 'prosemirror-model';
import { Plugin, TextSelection } from 'prosemirror-state';
import { marksIn } from '../../draft/marks';
import { textOf, type DraftState } from '../../draft/state';
import { resultLength } from '../../text/delta';
import type { AttributeMap, Change } from '../../wire/types';
import { schema } from '../document/schema';

export function cleanViewPlugin(): Plugin {
  return new Plugin({
    appendTransaction(_transactions, _before, { selection, tr }) {
      const seen = selection.empty ? placeSeen(selection.$head) : selection.head;
      return seen === selection.head ? null : tr.setSelection(TextSelection.create(tr.doc, seen));
    },
  });
}

/** In front of the struck words that it stands in or behind. */
function placeSeen({ parent, parentOffset, pos }: ResolvedPos): number {
  let start = 0;
  let hidden = 0;
  parent.forEach((node, offset) => {
    if (offset >= parentOffset) return;
    const struck = isStruckNode(node);
    if (!struck) start = offset + node.nodeSize;
    hidden = struck ? Math.max(0, parentOffset - start) : 0;
  });
  return pos - hidden;
}

const isStruckNode = ({ marks }: Node) => schema.marks['del']!.isInSet(marks) !== undefined;

const isStruck = (attributes: AttributeMap | undefined) =>
  marksIn(attributes).some(({ kind }) => kind === 'del');

/** The same change as somebody means it who does not see what is struck. */
export function passOverStruck(view: DraftState, change: Change): Change {
  const item = change.type === 'text' && view.items.get(change.item);
  if (!item || change.type !== 'text') return change;
  const text = textOf(item, change.lang);
  const delta = new Delta();
  let at = 0;
  for (const part of change.delta.ops) {
    if (part.delete === undefined) delta.push({ ...part });
    for (const { insert, attributes } of part.delete ? text.slice(at, at + part.delete).ops : []) {
      const length = resultLength({ ops: [{ insert: insert! }] });
      if (isStruck(attributes)) delta.retain(length);
      else delta.delete(length);
    }
    at += typeof part.retain === 'number' ? part.retain : (part.delete ?? 0);
  }
  return { ...change, delta: delta.chop() };
}
