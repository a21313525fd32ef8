/** What each command does. Keys and groups are in editor_commands. */
import type Delta from 'quill-delta';
import { keydownHandler } from 'prosemirror-keymap';
import type { Command } from 'prosemirror-state';
import { outlineRow, rowsBetween } from '../../draft/numbering';
import type { Point } from '../edit/plan';
import { textLength } from '../../draft/state';
import { editorCommands, type CommandId } from './command_list';
import type { FormatName } from '../editor_types';
import { readDomSelection } from '../document/dom_selection';
import type { EditorHost } from '../host';
import { partHere } from '../parts';
import { orderedPoints } from '../document/points';

/** What a command works on: the selection, or one item that a menu was opened for. */
export interface Target {
  items: readonly string[];
  from: Point;
  to: Point;
  empty: boolean;
}

export function selectionTarget(host: EditorHost): Target {
  const { selection } = host.view.state;
  const { from, to } = orderedPoints(selection);
  const items = rowsBetween(host.draft.view, from.item, to.item).map(({ id }) => id);
  return { items, from, to, empty: selection.empty };
}

export function itemTarget(item: string): Target {
  const point = { item, offset: 0 };
  return { items: [item], from: point, to: point, empty: true };
}

/** Commands that change nothing in the draft. */
const ACTIONS: Partial<Record<CommandId, (host: EditorHost, target: Target) => boolean>> = {
  undo: (host) => host.draft.undo(),
  redo: (host) => host.draft.redo(),
  link: (host, target) => withGestures(host, ({ askLink }) => askLink(host, target)),
  itemMenu: (host, target) => withGestures(host, ({ askItemMenu }) => askItemMenu(host, target)),
  find: ({ handlers }) => ask(handlers.onFindRequest),
  replace: ({ handlers }) => ask(handlers.onReplaceRequest),
  findNext: (host) => host.findNext(1).count > 0,
  findPrevious: (host) => host.findNext(-1).count > 0,
  nextBracket: (host) => goToBracket(host, 1),
  previousBracket: (host) => goToBracket(host, -1),
  comment: ({ handlers }) => ask(handlers.onCommentRequest),
  goTo: ({ handlers }) => ask(handlers.onGoToRequest),
  print: ({ handlers }) => ask(handlers.onPrintRequest),
  shortcuts: ({ handlers }) => ask(handlers.onShortcutsRequest),
  leave(host) {
    host.endFind();
    host.tabLeaves = true;
    return false;
  },
};

const READS: ReadonlySet<CommandId> = new Set<CommandId>([
  'itemMenu',
  'find',
  'replace',
  'findNext',
  'findPrevious',
  'comment',
  'nextBracket',
  'previousBracket',
  'goTo',
  'print',
  'shortcuts',
  'leave',
]);

export function runCommand(host: EditorHost, id: CommandId, target = selectionTarget(host)): boolean {
  const action = ACTIONS[id];
  if (!READS.has(id) && !host.writable) {
    host.refuse('readonly', target.from.item);
    return false;
  }
  if (action) return action(host, target);
  return withGestures(host, ({ planOf }) => host.runPlan(planOf(host, id, target)));
}

export function commandEnabled(host: EditorHost, id: CommandId, target = selectionTarget(host)): boolean {
  if (READS.has(id)) return true;
  if (!host.writable) return false;
  if (id === 'undo') return host.draft.canUndo.value;
  if (id === 'redo') return host.draft.canRedo.value;
  if (id === 'link') return outlineRow(host.draft.view, target.from.item) !== undefined;
  const changes = partHere('gestures')?.planOf(host, id, target).changes ?? [];
  if (changes.length > 0) return host.draft.check(changes).ok;
  return target.empty && isFormat(id);
}

function isFormat(id: CommandId): id is FormatName {
  return id === 'bold' || id === 'italic' || id === 'underline';
}

/** They come right behind the page itself; a key that is faster waits for them, and what is pressed next waits behind it. */
export function withGestures(
  { early }: EditorHost,
  run: (gestures: typeof import('./gestures')) => boolean,
): boolean {
  const gestures = partHere('gestures');
  if (gestures && !early.waiting) return run(gestures);
  early.wait(() => run(partHere('gestures')!));
  return true;
}

/** Puts words (none: just deletes) in the place of what lies between. */
export function replaceBetween(host: EditorHost, from: Point, to: Point, words?: Delta): boolean {
  return withGestures(host, ({ replace }) => host.runPlan(replace(host, from, to, words)));
}

function ask(handler: (() => void) | undefined): boolean {
  handler?.();
  return handler !== undefined;
}

/** Keys that are a command only at certain places; elsewhere the browser does what it always does. */
const CONDITIONS: Partial<Record<CommandId, (host: EditorHost, target: Target) => boolean>> = {
  joinAbove: (_host, { empty, from }) => empty && from.offset === 0,
  joinBelow: (host, { empty, to }) => empty && to.offset === textLength(...draftOf(host, to.item)),
};

const draftOf = ({ draft, lang }: EditorHost, item: string) => [draft.view, item, lang] as const;

/** Backspace and Delete over several items delete them before anything else. */
function deletesSelection(host: EditorHost, { from, to }: Target): boolean {
  if (from.item === to.item) return false;
  replaceBetween(host, from, to);
  return true;
}

export function runKey(host: EditorHost, id: CommandId): boolean {
  if (!host.writable && !READS.has(id)) return false;
  if (host.early.waiting && !READS.has(id)) {
    host.early.wait(() => runKey(host, id));
    return true;
  }
  readDomSelection(host.view);
  const target = selectionTarget(host);
  if (id !== 'leave' && id !== 'indent' && id !== 'outdent') host.tabLeaves = false;
  if (host.tabLeaves && id !== 'leave') return false;
  if ((id === 'joinAbove' || id === 'joinBelow') && deletesSelection(host, target)) return true;
  const condition = CONDITIONS[id];
  if (condition && !condition(host, target)) return false;
  if (isFormat(id) && target.empty)
    return withGestures(host, ({ toggleStoredFormat }) => toggleStoredFormat(host, id));
  const done = runCommand(host, id, target);
  return done || !READS.has(id);
}

const ENDS = [
  ['Ctrl-End', true],
  ['Ctrl-Home', false],
  ...(/Mac|iP/.test(navigator.platform)
    ? ([
        ['Cmd-ArrowDown', true],
        ['Cmd-ArrowUp', false],
      ] as const)
    : []),
] as const;

export function editorKeys(host: EditorHost): ReturnType<typeof keydownHandler> {
  const bindings: Record<string, Command> = {};
  for (const { id, keys } of editorCommands) {
    for (const key of keys) bindings[key] = () => runKey(host, id);
  }
  for (const modifier of ['Mod-', 'Shift-', 'Alt-', 'Ctrl-']) {
    bindings[`${modifier}Backspace`] ??= () => runKey(host, 'joinAbove');
    bindings[`${modifier}Delete`] ??= () => runKey(host, 'joinBelow');
  }
  bindings['Shift-Enter'] = () => runKey(host, 'split');
  for (const [key, toEnd] of ENDS) {
    const goes = (selecting: boolean) => () => {
      host.early.by('asBrowser', ({ goToEnd }) => goToEnd(host.view, toEnd, selecting));
      return true;
    };
    bindings[key] = goes(false);
    bindings[`Shift-${key}`] = goes(true);
  }
  return keydownHandler(bindings);
}

function goToBracket({ view }: EditorHost, step: 1 | -1): boolean {
  void import('../views/brackets').then(({ goToBracket }) => goToBracket(view, step));
  return true;
}
