/**
 * What keyboards of phones, menus of the browser and assistants ask for comes as `beforeinput`, and is judged before
 * the browser does it. Read from the text afterwards, an Enter looks like words that were deleted here and written
 * there, and the caret is in a place that the draft does not have.
 */
import { replaceBetween, runCommand, runKey } from '../commands/commands';
import { readDomSelection } from '../document/dom_selection';
import type { Point } from '../edit/plan';
import type { CommandId } from '../commands/command_list';
import type { EditorHost } from '../host';
import { typeOver } from './input';
import { pointAt } from '../document/points';

const COMMANDS: Readonly<Record<string, CommandId | undefined>> = {
  historyUndo: 'undo',
  historyRedo: 'redo',
  formatBold: 'bold',
  formatItalic: 'italic',
  formatUnderline: 'underline',
};

/** Layout that a draft does not have. */
const NOT_HERE = /^(format|insert(Ordered|Unordered|Horizontal|Link))/;

/**
 * A virtual keyboard's Enter is left to its `beforeinput`: the key event comes too early, in the middle of a word that
 * is being composed, or is taken for a hint only.
 */
const VIRTUAL_KEYBOARD = /Android|iPhone|iPad|iPod/.test(navigator.userAgent) || navigator.maxTouchPoints > 2;

export function isLeftToInput({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return VIRTUAL_KEYBOARD && key === 'Enter' && !ctrlKey && !altKey && !metaKey;
}

/** True where it is done, or is not to be done. */
export function beforeInput(host: EditorHost, event: InputEvent): boolean {
  const act = event.cancelable ? actOf(host, event) : null;
  if (host.early.takesInput(event, act)) {
    event.preventDefault();
    return true;
  }
  if (!act) return false;
  event.preventDefault();
  act();
  return true;
}

function actOf(host: EditorHost, event: InputEvent): (() => void) | null {
  const { inputType, data } = event;
  const command = COMMANDS[inputType];
  if (command) return () => runCommand(host, command);
  if (inputType === 'insertParagraph' || inputType === 'insertLineBreak') {
    return () => {
      host.endComposing();
      runKey(host, 'split');
    };
  }
  if (NOT_HERE.test(inputType)) return () => undefined;
  if (inputType.startsWith('delete')) return deletionOf(host, event);
  if (inputType === 'insertText' && data !== null) return typingOf(host, data);
  return null;
}

/** A deletion within an item is the browser's; across items it is a join or a replacement. */
function deletionOf(host: EditorHost, event: InputEvent): (() => void) | null {
  const range = event.getTargetRanges()[0];
  const { dom } = host.view;
  if (!range || !dom.contains(range.startContainer) || !dom.contains(range.endContainer)) return null;
  const from = pointIn(host, range.startContainer, range.startOffset);
  const to = pointIn(host, range.endContainer, range.endOffset);
  if (from.item === to.item) return null;
  readDomSelection(host.view);
  if (host.view.state.selection.empty) {
    return () => runKey(host, event.inputType.endsWith('Forward') ? 'joinBelow' : 'joinAbove');
  }
  return () => replaceBetween(host, from, to);
}

function pointIn({ view }: EditorHost, node: Node, offset: number): Point {
  return pointAt(view.state.doc.resolve(view.posAtDOM(node, offset)));
}

function typingOf(host: EditorHost, text: string): (() => void) | null {
  readDomSelection(host.view);
  const { $from, $to, from, to } = host.view.state.selection;
  return $from.sameParent($to) ? null : () => typeOver(host, from, to, text);
}
