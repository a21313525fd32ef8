/** Going from bracket to bracket: stretches of words that proposals insert or strike, and whole items. */
import type { Node } from 'prosemirror-model';
import { TextSelection, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { itemAttrs, itemType, schema } from '../document/schema';

interface Stretch {
  from: number;
  to: number;
}

function isMarked(node: Node): boolean {
  return node.marks.some(({ type }) => type === schema.marks['ins'] || type === schema.marks['del']);
}

function isWhole(item: Node): boolean {
  const { adding, leaving } = itemAttrs(item);
  return adding !== '' || leaving !== '';
}

/** In order; what touches is one. */
function bracketsOf(doc: Node): readonly Stretch[] {
  const found: Stretch[] = [];
  doc.descendants((node, pos) => {
    if (node.type === itemType && isWhole(node))
      found.push({ from: pos + 1, to: pos + 1 + node.content.size });
    if (!node.isText || !isMarked(node)) return;
    const last = found.at(-1);
    if (last?.to === pos) last.to += node.nodeSize;
    else found.push({ from: pos, to: pos + node.nodeSize });
  });
  return found;
}

/** The next one from the selection on, round and round; null where there is none. */
function nextBracket({ doc, selection }: EditorState, step: 1 | -1): Stretch | null {
  const all = bracketsOf(doc);
  if (step > 0) return all.find(({ from }) => from > selection.from) ?? all[0] ?? null;
  return [...all].reverse().find(({ to }) => to < selection.to) ?? all.at(-1) ?? null;
}

export function goToBracket(view: EditorView, step: 1 | -1): void {
  const found = nextBracket(view.state, step);
  if (!found || view.isDestroyed) return;
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.create(doc, found.from, found.to)).scrollIntoView());
  view.focus();
}
