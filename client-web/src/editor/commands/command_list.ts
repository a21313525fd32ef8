/**
 * Every command of the editor with its keys: what the keymap binds, the shortcut sheet lists and menus run.
 * Keys are in ProseMirror's notation; `Mod` is Cmd on a Mac and Ctrl elsewhere. None needs AltGr, which Spanish
 * keyboards use for brackets and @, and none is a key that a browser keeps for itself.
 */

export type CommandGroup = 'text' | 'items' | 'history' | 'move';

export interface CommandInfo {
  id: CommandId;
  group: CommandGroup;
  /** The first is the one to show. */
  keys: readonly string[];
}

const COMMANDS = {
  bold: { group: 'text', keys: ['Mod-b'] },
  italic: { group: 'text', keys: ['Mod-i'] },
  underline: { group: 'text', keys: ['Mod-u'] },
  link: { group: 'text', keys: ['Mod-k'] },

  split: { group: 'items', keys: ['Enter'] },
  joinAbove: { group: 'items', keys: ['Backspace'] },
  joinBelow: { group: 'items', keys: ['Delete'] },
  indent: { group: 'items', keys: ['Tab', 'Alt-Shift-ArrowRight'] },
  outdent: { group: 'items', keys: ['Shift-Tab', 'Alt-Shift-ArrowLeft'] },
  moveUp: { group: 'items', keys: ['Alt-ArrowUp'] },
  moveDown: { group: 'items', keys: ['Alt-ArrowDown'] },
  addBelow: { group: 'items', keys: ['Mod-Enter'] },
  kindItem: { group: 'items', keys: ['Mod-Shift-7'] },
  kindHeading: { group: 'items', keys: ['Mod-Shift-8'] },
  kindParagraph: { group: 'items', keys: ['Mod-Shift-9'] },
  remove: { group: 'items', keys: ['Mod-Shift-Backspace'] },
  itemMenu: { group: 'items', keys: ['Mod-.'] },

  undo: { group: 'history', keys: ['Mod-z'] },
  redo: { group: 'history', keys: ['Mod-Shift-z', 'Mod-y'] },

  find: { group: 'move', keys: ['Mod-f'] },
  replace: { group: 'move', keys: ['Mod-h'] },
  findNext: { group: 'move', keys: ['F3', 'Mod-g'] },
  findPrevious: { group: 'move', keys: ['Shift-F3', 'Mod-Shift-g'] },
  goTo: { group: 'move', keys: ['Mod-j'] },
  comment: { group: 'move', keys: ['F2'] },
  nextBracket: { group: 'move', keys: ['F8'] },
  previousBracket: { group: 'move', keys: ['Shift-F8'] },
  print: { group: 'move', keys: ['Mod-p'] },
  shortcuts: { group: 'move', keys: ['Mod-/'] },
  /** Leaves the text, so that Tab goes on to what comes after it. */
  leave: { group: 'move', keys: ['Escape'] },
} as const satisfies Record<string, { group: CommandGroup; keys: readonly string[] }>;

export type CommandId = keyof typeof COMMANDS;

export const editorCommands: readonly CommandInfo[] = (Object.keys(COMMANDS) as CommandId[]).map((id) => ({
  id,
  ...COMMANDS[id],
}));
