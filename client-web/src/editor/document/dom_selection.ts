/**
 * Browsers tell of a new selection a moment after it is there. A command that follows at once (select all, cut) must
 * not work on the old one, and what others do in that moment must not put the old one back.
 */
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

export function readDomSelection(view: EditorView): void {
  const selection = view.dom.ownerDocument.getSelection();
  if (!selection?.anchorNode || !selection.focusNode || view.composing) return;
  if (!view.dom.contains(selection.anchorNode) || !view.dom.contains(selection.focusNode)) return;
  const { doc } = view.state;
  const place = (node: Node, offset: number) => doc.resolve(view.posAtDOM(node, offset));
  const now = TextSelection.between(
    place(selection.anchorNode, selection.anchorOffset),
    place(selection.focusNode, selection.focusOffset),
  );
  if (!now.eq(view.state.selection)) view.dispatch(view.state.tr.setSelection(now));
}

/** What the browser has put into the text and not told yet. ProseMirror does this itself before keys that it handles. */
export function flushDom(view: EditorView): void {
  const { domObserver } = view as unknown as { domObserver: { forceFlush(): void; flush(): void } };
  domObserver.forceFlush(); // what it has put off
  domObserver.flush();
}
