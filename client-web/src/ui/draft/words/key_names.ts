/** Keys as they stand on the keyboard in front of the reader. */
import { editorCommands, type CommandId } from '../../../editor';
import { t } from '../../i18n';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const arrows = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
const macNames = {
  ...arrows,
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌦',
  Escape: 'esc',
  Backspace: '⌫',
};

function names(): Record<string, string> {
  return isMac ? macNames : { ...arrows, Mod: 'Ctrl', ...t.value.keys };
}

/** `Mod-Shift-b` as `Ctrl+Shift+B`. */
export function keysAsWritten(keys: string): string {
  return keys
    .split('-')
    .map((key) => names()[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? '' : '+');
}

/** The first key of a command of the editor. */
export function keyWords(command: CommandId): string {
  const found = editorCommands.find((one) => one.id === command);
  return found?.keys[0] ? keysAsWritten(found.keys[0]) : '';
}
