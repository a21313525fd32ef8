/** What each command does. Keys and groups are in editor_commands. */
import { keydownHandler } from 'prosemirror-keymap';
import Delta from 'quill-delta';
import type { Command } from 'prosemirror-state';
import { outlineRow } from '../draft/numbering';
import { hasAttribute, linkAround, setAttribute, stretchesBetween } from './edit/format';
import { indent, moveBy, outdent, remove, setKind } from './edit/levels';
import { textLength, type Plan, type Point } from './edit/plan';
import { replaceRange } from './edit/range';
import { addBelow, joinAbove, joinBelow, splitAt } from './edit/split_join';
import { editorCommands, type CommandId } from './editor_commands';
import type { MarkName } from './editor_types';
import { readDomSelection } from './dom_selection';
import type { EditorHost } from './host';
import { isSafeLink } from './link';
import { rowsBetween } from './outline';
import { findItem, orderedPoints } from './points';
import { finding } from './plugins/find';
import { schema } from './schema';

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
  const items = rowsBetween(host.session.view, from.item, to.item).map(({ id }) => id);
  return { items, from, to, empty: selection.empty };
}

export function itemTarget(item: string): Target {
  const point = { item, offset: 0 };
  return { items: [item], from: point, to: point, empty: true };
}

type Planning = (host: EditorHost, target: Target) => Plan;

const draft = (host: EditorHost) => [host.session.view, host.lang] as const;

/** Commands that come down to changes. */
const PLANS: Partial<Record<CommandId, Planning>> = {
  bold: markPlan('bold'),
  italic: markPlan('italic'),
  underline: markPlan('underline'),
  split: (host, { from }) => splitAt(...draft(host), from),
  joinAbove: (host, { from }) => joinAbove(...draft(host), from.item),
  joinBelow: (host, { to }) => joinBelow(...draft(host), to.item),
  indent: (host, { items }) => indent(...draft(host), items),
  outdent: (host, { items }) => outdent(...draft(host), items),
  moveUp: (host, { items }) => moveBy(...draft(host), items, -1),
  moveDown: (host, { items }) => moveBy(...draft(host), items, 1),
  addBelow: (host, { to }) => addBelow(...draft(host), to.item),
  kindItem: (host, { items }) => setKind(...draft(host), items, 'item'),
  kindHeading: (host, { items }) => setKind(...draft(host), items, 'heading'),
  kindParagraph: (host, { items }) => setKind(...draft(host), items, 'paragraph'),
  remove: (host, { items }) => remove(...draft(host), items),
};

/** Commands that change nothing in the draft. */
const ACTIONS: Partial<Record<CommandId, (host: EditorHost, target: Target) => boolean>> = {
  undo: (host) => host.session.undo(),
  redo: (host) => host.session.redo(),
  link: askLink,
  itemMenu: askItemMenu,
  find: ({ handlers }) => ask(handlers.onFindRequest),
  findNext: (host) => host.findNext(1).count > 0,
  findPrevious: (host) => host.findNext(-1).count > 0,
  nextBracket: (host) => goToBracket(host, 1),
  previousBracket: (host) => goToBracket(host, -1),
  comment: ({ handlers }) => ask(handlers.onCommentRequest),
  goTo: ({ handlers }) => ask(handlers.onGoToRequest),
  shortcuts: ({ handlers }) => ask(handlers.onShortcutsRequest),
  leave(host) {
    if (finding(host.view.state).query) host.endFind();
    host.tabLeaves = true;
    return false;
  },
};

const READS: ReadonlySet<CommandId> = new Set<CommandId>([
  'itemMenu',
  'find',
  'findNext',
  'findPrevious',
  'comment',
  'nextBracket',
  'previousBracket',
  'goTo',
  'shortcuts',
  'leave',
]);

export function runCommand(host: EditorHost, id: CommandId, target = selectionTarget(host)): boolean {
  const action = ACTIONS[id];
  if (!READS.has(id) && !host.writable) {
    host.refuse('readonly', target.from.item);
    return false;
  }
  return action ? action(host, target) : host.runPlan(PLANS[id]!(host, target));
}

export function commandEnabled(host: EditorHost, id: CommandId, target = selectionTarget(host)): boolean {
  if (READS.has(id)) return true;
  if (!host.writable) return false;
  if (id === 'undo') return host.session.canUndo.value;
  if (id === 'redo') return host.session.canRedo.value;
  if (id === 'link') return outlineRow(host.session.view, target.from.item) !== undefined;
  const { changes } = PLANS[id]!(host, target);
  if (changes.length > 0) return host.session.check(changes).ok;
  return target.empty && isMark(id);
}

function isMark(id: CommandId): id is MarkName {
  return id === 'bold' || id === 'italic' || id === 'underline';
}

function markPlan(name: MarkName): Planning {
  return (host, { from, to }) => {
    const [view, lang] = draft(host);
    const stretches = stretchesBetween(view, lang, from, to);
    const on = hasAttribute(view, lang, stretches, name);
    return setAttribute(view, lang, stretches, name, on ? null : true);
  };
}

/** At a caret there is nothing to format yet: the next words will be. */
function toggleStoredMark({ view }: EditorHost, name: MarkName): boolean {
  const { tr, storedMarks, selection } = view.state;
  const type = schema.marks[name]!;
  const on = type.isInSet(storedMarks ?? selection.$from.marks());
  view.dispatch(on ? tr.removeStoredMark(type) : tr.addStoredMark(type.create()));
  return true;
}

function ask(handler: (() => void) | undefined): boolean {
  handler?.();
  return handler !== undefined;
}

function askLink(host: EditorHost, { from, to, empty }: Target): boolean {
  if (!host.handlers.onLink) return false;
  const around = linkAround(host.session.view, host.lang, from);
  host.handlers.onLink({ href: around?.href ?? null, apply: (href) => setLink(host, from, to, empty, href) });
  return true;
}

/** With nothing selected an existing link is changed as a whole, and a new one is written out as its own words. */
function setLink(host: EditorHost, from: Point, to: Point, empty: boolean, href: string | null): boolean {
  if (href !== null && !isSafeLink(href)) return false;
  const [view, lang] = draft(host);
  if (!empty)
    return host.runPlan(setAttribute(view, lang, stretchesBetween(view, lang, from, to), 'link', href));
  const around = linkAround(view, lang, from);
  if (around) return host.runPlan(setAttribute(view, lang, [around], 'link', href));
  if (href === null) return false;
  return host.runPlan(replaceRange(view, lang, from, to, new Delta().insert(href, { link: href })));
}

function askItemMenu({ view, handlers }: EditorHost, { from }: Target): boolean {
  const found = findItem(view.state.doc, from.item);
  if (!found || !handlers.onItemMenu) return false;
  const { left, top, bottom } = view.coordsAtPos(Math.max(found.pos + 1, view.state.selection.head));
  handlers.onItemMenu({
    item: from.item,
    anchor: new DOMRect(left, top, 0, bottom - top),
    source: 'keyboard',
  });
  return true;
}

/** Keys that are a command only at certain places; elsewhere the browser does what it always does. */
const CONDITIONS: Partial<Record<CommandId, (host: EditorHost, target: Target) => boolean>> = {
  joinAbove: (_host, { empty, from }) => empty && from.offset === 0,
  joinBelow: (host, { empty, to }) => empty && to.offset === textLength(...draftOf(host, to.item)),
};

const draftOf = ({ session, lang }: EditorHost, item: string) => [session.view, item, lang] as const;

/** Backspace, Delete and Enter over several items replace them before anything else. */
function replacesSelection(host: EditorHost, target: Target): boolean {
  if (target.from.item === target.to.item) return false;
  host.runPlan(replaceRange(...draft(host), target.from, target.to));
  return true;
}

export function runKey(host: EditorHost, id: CommandId): boolean {
  if (!host.writable && !READS.has(id)) return false;
  readDomSelection(host.view);
  let target = selectionTarget(host);
  if (id !== 'leave' && id !== 'indent' && id !== 'outdent') host.tabLeaves = false;
  if (host.tabLeaves && id !== 'leave') return false;
  if (id === 'joinAbove' || id === 'joinBelow' || id === 'split') {
    if (replacesSelection(host, target)) {
      if (id !== 'split') return true;
      target = selectionTarget(host);
    }
  }
  const condition = CONDITIONS[id];
  if (condition && !condition(host, target)) return false;
  if (isMark(id) && target.empty) return toggleStoredMark(host, id);
  const done = runCommand(host, id, target);
  return done || !READS.has(id);
}

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
  return keydownHandler(bindings);
}

function goToBracket({ view }: EditorHost, step: 1 | -1): boolean {
  void import('./brackets').then(({ goToBracket }) => goToBracket(view, step));
  return true;
}
