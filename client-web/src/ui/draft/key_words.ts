/** Keys as they stand on the keyboard in front of the reader. */
import { editorCommands, type CommandId } from '../../editor';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const names: Record<string, string> = isMac
  ? {
      Mod: '⌘',
      Shift: '⇧',
      Alt: '⌥',
      ArrowUp: '↑',
      ArrowDown: '↓',
      ArrowLeft: '←',
      ArrowRight: '→',
      Backspace: '⌫',
    }
  : { Mod: 'Ctrl', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫' };

/** `Mod-Shift-b` as `Ctrl+Shift+B`. */
export function keysAsWritten(keys: string): string {
  return keys
    .split('-')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? '' : '+');
}

/** The first key of a command of the editor. */
export function keyWords(command: CommandId): string {
  const found = editorCommands.find((one) => one.id === command);
  return found?.keys[0] ? keysAsWritten(found.keys[0]) : '';
}
