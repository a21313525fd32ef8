/** Typing, pasting, dropping and copying, where the draft's rules differ from a browser's. */
import Delta from 'quill-delta';
import type { ResolvedPos } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import type { EditorProps } from 'prosemirror-view';
import { replaceBetween, withGestures } from '../commands/commands';
import type { Point } from '../edit/plan';
import { readDomSelection } from '../document/dom_selection';
import type { EditorHost } from '../host';
import { partHere } from '../parts';
import { attributesFromMarks } from '../document/attributes';
import { orderedPoints, pointAt } from '../document/points';

export interface Range {
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
    handleDrop: (_view, event, _slice, moved) => (drop(host, event, moved), true),
  };
}

/** Words are dropped; whole items are dragged by their handle. */
function drop(host: EditorHost, event: DragEvent, moved: boolean): void {
  const place = host.early.pointedAt(event);
  if (!place) return;
  if (host.view.dragging) {
    withGestures(host, ({ carry }) => host.runPlan(carry(host, place(), !moved)));
  } else {
    paste(host, event.dataTransfer, () => {
      const point = place();
      return { from: point, to: point };
    });
  }
}

/** True where there is nothing left for the editor to do: it is done as a replacement across items. */
export function typeOver(host: EditorHost, from: number, to: number, text: string): boolean {
  const { doc } = host.view.state;
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  if (host.early.waiting && !host.early.composing) {
    host.early.wait(() => write(host, text));
    return true;
  }
  if ($from.sameParent($to)) return from === to && typeBehindStruck(host, $from, text);
  const words = new Delta().insert(text, typingAttributes(host.view.state));
  replaceBetween(host, pointAt($from), pointAt($to), words);
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

/** `place`: where, when its turn has come. */
export function paste(host: EditorHost, data: DataTransfer | null, place: () => Range): boolean {
  if (!data || !host.writable) return data !== null;
  const clip = { html: data.getData('text/html'), text: data.getData('text/plain') };
  host.early.by('pasting', ({ pasteInto }) => pasteInto(host, clip, place()));
  return true;
}

/** For copy and cut: puts numbered words on the clipboard. False where nothing is selected. */
export function copyTo(host: EditorHost, event: ClipboardEvent, cut: boolean): boolean {
  const { clipboardData } = event;
  if (!clipboardData) return false;
  const copying = host.early.waiting ? undefined : partHere('copying');
  if (copying?.copySelection(host, clipboardData, cut) === false) return false;
  if (!copying) host.early.by('copying', ({ copySelection }) => copySelection(host, null, cut));
  event.preventDefault();
  return true;
}

export function deleteSelection(host: EditorHost): void {
  const { from, to } = orderedPoints(host.view.state.selection);
  replaceBetween(host, from, to);
}
