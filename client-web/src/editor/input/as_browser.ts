/**
 * What a browser does by itself with a key or a click in the text, for those that had to wait for something before them
 * (early_keys): moving the caret, selecting, erasing a letter or a word; and where a browser does not find what it looks for.
 */
import { Selection, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { readDomSelection } from '../document/dom_selection';
import { scrollToElement } from '../scrolling';
import { selectionAt, pointAt } from '../document/points';
import type { Point } from '../edit/plan';

const MAC = /Mac|iP/.test(navigator.platform);

/** What Backspace and Delete take: before the caret, behind it. */
const LETTER = [/.$/su, /^./su] as const;
const WORD = [
  /([\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+)?\s*$/u,
  /^\s*([\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+)?/u,
] as const;

/** As `Selection.modify` says it. */
interface Motion {
  direction: 'left' | 'right' | 'forward' | 'backward';
  by: 'character' | 'word' | 'line' | 'lineboundary' | 'paragraph';
  times: number;
}

export function press(view: EditorView, event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (key === 'Backspace' || key === 'Delete') return erase(view, key, ctrlKey || metaKey || altKey);
  const motion = motionOf(view, event);
  if (motion) move(view, motion, shiftKey);
  else if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) selectAll(view);
}

/** `key`: Backspace or Delete; `word`: a whole one. */
export function erase(view: EditorView, key: string, word: boolean): void {
  const { selection, tr } = view.state;
  const { $head, head, empty } = selection;
  const [unitBefore, unitBehind] = word ? WORD : LETTER;
  const words = $head.parent.textBetween(0, $head.parent.content.size);
  const before = unitBefore.exec(words.slice(0, $head.parentOffset))?.[0].length ?? 0;
  const behind = unitBehind.exec(words.slice($head.parentOffset))?.[0].length ?? 0;
  if (!empty) tr.deleteSelection();
  else if (key === 'Backspace') tr.delete(head - before, head);
  else tr.delete(head, head + behind);
  view.dispatch(tr);
}

/** Puts the caret at a place, or draws the selection up to it. */
export function click(view: EditorView, head: Point, extend: boolean): void {
  const { tr, selection, doc } = view.state;
  const anchor = extend ? pointAt(selection.$anchor) : head;
  view.dispatch(tr.setSelection(selectionAt(doc, { anchor, head })));
}

/** Browsers do not find the end of an item that is not laid out because it is off the screen. */
export function goToEnd(view: EditorView, toEnd: boolean, selecting: boolean): void {
  readDomSelection(view);
  const { doc, selection, tr } = view.state;
  const head = (toEnd ? Selection.atEnd(doc) : Selection.atStart(doc)).head;
  view.dispatch(tr.setSelection(TextSelection.create(doc, selecting ? selection.anchor : head, head)));
  const element = view.nodeDOM(doc.resolve(head).before(1));
  if (element instanceof Element) scrollToElement(element, 'nearest');
}

function selectAll(view: EditorView): void {
  const { tr, doc } = view.state;
  view.dispatch(
    tr.setSelection(TextSelection.create(doc, Selection.atStart(doc).from, Selection.atEnd(doc).to)),
  );
}

function motionOf(view: EditorView, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): Motion | null {
  const once = (direction: Motion['direction'], by: Motion['by']): Motion => ({ direction, by, times: 1 });
  const far = MAC ? altKey : ctrlKey;
  const sideways = MAC && metaKey ? 'lineboundary' : far ? 'word' : 'character';
  switch (key) {
    case 'ArrowLeft':
      return once('left', sideways);
    case 'ArrowRight':
      return once('right', sideways);
    case 'ArrowUp':
      return once('backward', far ? 'paragraph' : 'line');
    case 'ArrowDown':
      return once('forward', far ? 'paragraph' : 'line');
    case 'Home':
      return once('backward', 'lineboundary');
    case 'End':
      return once('forward', 'lineboundary');
    case 'PageUp':
      return { direction: 'backward', by: 'line', times: linesOnScreen(view) };
    case 'PageDown':
      return { direction: 'forward', by: 'line', times: linesOnScreen(view) };
    default:
      return MAC && ctrlKey && key === 'a' ? once('backward', 'lineboundary') : null;
  }
}

function linesOnScreen({ dom }: EditorView): number {
  return Math.max(1, Math.floor(innerHeight / parseFloat(getComputedStyle(dom).lineHeight)));
}

/** The focus may be elsewhere by now, and goes back there. */
function move(view: EditorView, { direction, by, times }: Motion, extend: boolean): void {
  const focused = document.activeElement;
  if (!view.hasFocus()) view.focus();
  const selection = document.getSelection();
  for (let time = 0; time < times; time++) selection?.modify(extend ? 'extend' : 'move', direction, by);
  readDomSelection(view);
  if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
}
