/** Typing, pasting, dropping and copying, where the draft's rules differ from a browser's. */
import Delta from 'quill-delta';
import type { ResolvedPos } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import type { EditorProps } from 'prosemirror-view';
import { withGestures } from '../commands/commands';
import type { Point } from '../edit/plan';
import { readDomSelection } from '../document/dom_selection';
import type { EditorHost } from '../host';
import { fetchPart, partHere } from '../parts';
import { attributesFromMarks } from '../document/attributes';
import { isWholeItems, orderedPoints, pointAt } from '../document/points';

interface Range {
  from: Point;
  to: Point;
}

type InputProps = Pick<EditorProps, 'handleTextInput' | 'transformPastedHTML' | 'handlePaste' | 'handleDrop'>;

export function inputProps(host: EditorHost): InputProps {
  return {
    handleTextInput: (_view, from, to, text) => typeOver(host, from, to, text),
    // Pasted markup is read here, into an inert document, and by nobody else.
    transformPastedHTML: () => '',
    handlePaste(view, event) {
      readDomSelection(view);
      return paste(host, event.clipboardData, () => orderedPoints(view.state.selection));
    },
    handleDrop: (_view, event, _slice, moved) => drop(host, event, moved),
  };
}

/** True where there is nothing left for the editor to do: it is done as a replacement across items. */
export function typeOver(host: EditorHost, from: number, to: number, text: string): boolean {
  const { doc } = host.view.state;
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  if ($from.sameParent($to)) return from === to && typeBehindStruck(host, $from, text);
  const words = new Delta().insert(text, typingAttributes(host.view.state));
  withGestures(host, ({ replace }) => host.runPlan(replace(host, pointAt($from), pointAt($to), words)));
  return true;
}

/** Words at the selection, as the browser would put them there. */
export function write(host: EditorHost, words: string): void {
  const { selection, tr } = host.view.state;
  if (!typeOver(host, selection.from, selection.to, words)) host.view.dispatch(tr.insertText(words));
}

function typeBehindStruck(host: EditorHost, $at: ResolvedPos, text: string): boolean {
  const { view } = host;
  const place = host.writingPlace($at);
  if (place === $at.pos || view.composing) return false;
  view.dispatch(view.state.tr.insertText(text, place));
  return true;
}

function typingAttributes({ storedMarks, selection }: EditorState) {
  return attributesFromMarks(storedMarks ?? selection.$from.marks());
}

function paste(host: EditorHost, data: DataTransfer | null, place: () => Range): boolean {
  if (!data || !host.writable) return data !== null;
  const clip = { html: data.getData('text/html'), text: data.getData('text/plain') };
  const act = () => {
    const range = place();
    void fetchPart('pasting').then(({ pasteInto }) => pasteInto(host, clip, range));
  };
  if (host.early.waiting) host.early.wait(act);
  else act();
  return true;
}

/**
 * Drops words of one item; whole items are dragged by their handle. `drop` takes the words that the selection holds now, as
 * others may have changed them since they were picked up.
 */
function drop(host: EditorHost, event: DragEvent, moved: boolean): boolean {
  const { state, dragging } = host.view;
  const found = host.view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!found) return true;
  const at = pointAt(state.doc.resolve(found.pos));
  if (dragging) {
    const { from, to } = orderedPoints(state.selection);
    withGestures(host, ({ carry }) => host.runPlan(carry(host, from, to, at, !moved)));
    return true;
  }
  if (moved) return true;
  event.preventDefault();
  return paste(host, event.dataTransfer, () => ({ from: at, to: at }));
}

/** For copy and cut: puts numbered words on the clipboard. False where nothing is selected. */
export function copyTo(host: EditorHost, event: ClipboardEvent, cut: boolean): boolean {
  const { clipboardData } = event;
  if (!clipboardData) return false;
  if (host.early.waiting) host.early.wait(() => copySelection(host, null, cut));
  else if (!copySelection(host, clipboardData, cut)) return false;
  event.preventDefault();
  return true;
}

/** `data`: of the browser's event; null where that is over. */
function copySelection(host: EditorHost, data: DataTransfer | null, cut: boolean): boolean {
  readDomSelection(host.view);
  const cuts = cut && host.writable;
  const { view, draft, shown, names, lang } = host;
  const source = { state: view.state, view: draft.view, lang, shown, names, cuts: cuts ? lang : null };
  if (source.state.selection.empty) return false;
  const clipboard = partHere('clipboard');
  if (clipboard && data) clipboard.putOn(data, source);
  else void fetchPart('clipboard').then(({ write }) => write(source));
  if (cuts) cutSelection(host);
  return true;
}

function cutSelection(host: EditorHost): void {
  const { selection } = host.view.state;
  const { from, to } = orderedPoints(selection);
  if (!isWholeItems(selection)) return deleteSelection(host);
  withGestures(host, ({ cut }) => host.runPlan(cut(host, from, to)));
}

export function deleteSelection(host: EditorHost): void {
  const { from, to } = orderedPoints(host.view.state.selection);
  withGestures(host, ({ replace }) => host.runPlan(replace(host, from, to)));
}
