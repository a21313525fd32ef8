/**
 * Keys that work wherever the focus is on the page of a draft. In the text the editor takes them first; in a dialog they are the
 * dialog's or the browser's.
 */
import { keydownHandler } from 'prosemirror-keymap';
import type { EditorView } from 'prosemirror-view';
import { editorCommands, type CommandId } from '../../editor';
import type { Workspace } from './workspace';

/** False: not here and now, so that the browser does what it always does. */
type Act = (ws: Workspace) => boolean;

const open =
  (what: (ws: Workspace) => void): Act =>
  (ws) => {
    what(ws);
    return true;
  };

const step =
  (by: 1 | -1): Act =>
  (ws) => {
    const text = ws.finding.value ? ws.finder.value : null;
    if (text) ws.found.value = text.findNext(by);
    return text !== null;
  };

const inText =
  (command: CommandId): Act =>
  (ws) =>
    ws.editor.value?.run(command) ?? false;

const ACTS: Partial<Record<CommandId, Act>> = {
  find: open((ws) => ws.startFinding()),
  replace: open((ws) => ws.startFinding(true)),
  findNext: step(1),
  findPrevious: step(-1),
  goTo: open((ws) => ws.open('goto')),
  print: open((ws) => ws.open('print')),
  shortcuts: open((ws) => ws.open('shortcuts')),
  nextBracket: inText('nextBracket'),
  previousBracket: inText('previousBracket'),
};

export function listenForPageKeys(ws: Workspace): () => void {
  const bindings: Record<string, () => boolean> = {};
  for (const { id, keys } of editorCommands) {
    const act = ACTS[id];
    if (act) for (const key of keys) bindings[key] = () => act(ws);
  }
  const keys = keydownHandler(bindings);
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || ws.mode.value === 'room' || document.querySelector('dialog[open]')) return;
    const view = {} as EditorView; // none of these asks for it
    if (isHelp(event) ? ACTS.shortcuts!(ws) : keys(view, event)) event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

/** `?` opens the sheet of keys, except where it is a letter. */
function isHelp({ key, target }: KeyboardEvent): boolean {
  return key === '?' && !(target as Element).closest('input, textarea, select, [contenteditable="true"]');
}
