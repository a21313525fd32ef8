/**
 * What commands, keys and typing over several items come down to. Where somebody may only make proposals, the same
 * gestures propose what they would have done.
 */
import Delta from 'quill-delta';
import { permission } from '../../draft/policy/rights';
import type { Target } from './commands';
import { linkAround, stretchesBetween, hasAttribute } from '../edit/format';
import { setAttribute } from '../edit/set_attribute';
import { indent, moveBy, outdent, remove, setKind, type Outdented } from '../edit/levels';
import { moveWords } from '../edit/move_words';
import type { Plan, Point } from '../edit/plan';
import {
  joinProposed,
  removeProposed,
  replaceProposed,
  splitProposed,
  type Proposing,
} from '../edit/proposing';
import { isLines, replaceItems, replaceRange } from '../edit/range';
import { addBelow, joinAbove, joinBelow, splitAt, splitOver } from '../edit/split_join';
import type { CommandId } from './command_list';
import type { FormatName } from '../editor_types';
import type { EditorHost } from '../host';
import { isSafeLink } from '../edit/web_address';
import { rowAbove, rowBelow } from '../edit/rows';
import { rowsBetween } from '../../draft/numbering';
import { findItem, orderedPoints } from '../document/points';
import { schema } from '../document/schema';

type Planning = (host: EditorHost, target: Target) => Plan;

const viewOf = (host: EditorHost) => [host.draft.view, host.lang] as const;

/** What proposing in these items needs to know; null where this person may do it all there. */
export function proposing(host: EditorHost, items: readonly (string | undefined)[]): Proposing | null {
  const who = host.draft.you.value;
  if (!who) return null;
  const { view } = host.draft;
  // Whoever may change the structure does, whoever's words stand in the item.
  const proposes = (id: string) => {
    const item = view.items.get(id);
    return (
      item !== undefined && host.proposes(id) && permission(who.role, 'structure', item.status) !== 'allowed'
    );
  };
  if (!items.some((item) => item !== undefined && proposes(item))) return null;
  return { view, lang: host.lang, who, proposes };
}

const between = (host: EditorHost, from: Point, to: Point) =>
  rowsBetween(host.draft.view, from.item, to.item).map(({ id }) => id);

/** What Shift-Tab took along below an item, for the Tab that takes it back. */
const outdented = new WeakMap<EditorHost, Outdented>();

function outdentAll(host: EditorHost, { items }: Target): Plan {
  const taken: Outdented = outdented.get(host) ?? new Map();
  outdented.set(host, taken);
  return outdent(...viewOf(host), items, taken);
}

const PLANS: Partial<Record<CommandId, Planning>> = {
  bold: formatPlan('bold'),
  italic: formatPlan('italic'),
  underline: formatPlan('underline'),
  split,
  joinAbove: (host, { from }) => join(host, rowAbove(host.draft.view, from.item)?.id, from.item),
  joinBelow: (host, { to }) => join(host, to.item, rowBelow(host.draft.view, to.item)?.id),
  indent: (host, { items }) => indent(...viewOf(host), items, outdented.get(host)),
  outdent: outdentAll,
  moveUp: (host, { items }) => moveBy(...viewOf(host), items, -1),
  moveDown: (host, { items }) => moveBy(...viewOf(host), items, 1),
  addBelow(host, { to }) {
    const proposed = proposing(host, [to.item]);
    const end = { item: to.item, offset: Infinity };
    return proposed ? splitProposed(proposed, end, end) : addBelow(...viewOf(host), to.item);
  },
  kindItem: (host, { items }) => setKind(...viewOf(host), items, 'item'),
  kindHeading: (host, { items }) => setKind(...viewOf(host), items, 'heading'),
  kindParagraph: (host, { items }) => setKind(...viewOf(host), items, 'paragraph'),
  remove(host, { items }) {
    const proposed = proposing(host, items);
    return proposed ? removeProposed(proposed, items) : remove(...viewOf(host), items);
  },
};

/** The changes that a command stands for here and now. */
export function planOf(host: EditorHost, id: CommandId, target: Target): Plan {
  return PLANS[id]!(host, target);
}

function split(host: EditorHost, { from, to }: Target): Plan {
  const proposed = proposing(host, between(host, from, to));
  if (proposed) return splitProposed(proposed, from, to);
  const over = from.item !== to.item || from.offset !== to.offset;
  return over ? splitOver(...viewOf(host), from, to) : splitAt(...viewOf(host), from);
}

function join(host: EditorHost, upper: string | undefined, lower: string | undefined): Plan {
  const proposed = proposing(host, [upper, lower]);
  if (proposed && upper && lower) return joinProposed(proposed, upper, lower);
  return upper && lower ? joinBelow(...viewOf(host), upper) : joinAbove(...viewOf(host), lower ?? '');
}

/** Puts words (none: just deletes) in the place of what is selected. */
export function replace(host: EditorHost, from: Point, to: Point, words?: Delta): Plan {
  const proposed = from.item === to.item ? null : proposing(host, between(host, from, to));
  return proposed
    ? replaceProposed(proposed, from, to, words)
    : replaceRange(...viewOf(host), from, to, words);
}

/** Takes whole items out, in all languages. */
export function cut(host: EditorHost, from: Point, to: Point): Plan {
  if (isLines(...viewOf(host), from, to)) return replace(host, from, to);
  const proposed = proposing(host, between(host, from, to));
  return proposed ? replaceProposed(proposed, from, to) : replaceItems(...viewOf(host), from, to);
}

/** Takes the selected words elsewhere, as they are now: others may have changed them since they were picked up. */
export function carry(host: EditorHost, at: Point, copies: boolean): Plan {
  const { from, to } = orderedPoints(host.view.state.selection);
  return moveWords(...viewOf(host), from, to, at, copies);
}

function formatPlan(name: FormatName): Planning {
  return (host, { from, to }) => {
    const [view, lang] = viewOf(host);
    const stretches = stretchesBetween(view, lang, from, to);
    const on = hasAttribute(view, lang, stretches, name);
    return setAttribute(view, lang, stretches, name, on ? null : true);
  };
}

/** Asks for the menu of the item, at the caret; false where nobody shows one. */
export function askItemMenu({ view, handlers }: EditorHost, { from }: Target): boolean {
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

/** At a caret there is nothing to format yet: the next words will be. */
export function toggleStoredFormat({ view }: EditorHost, name: FormatName): boolean {
  const { tr, storedMarks, selection } = view.state;
  const type = schema.marks[name]!;
  const on = type.isInSet(storedMarks ?? selection.$from.marks());
  view.dispatch(on ? tr.removeStoredMark(type) : tr.addStoredMark(type.create()));
  return true;
}

/** Asks for the address of a link; false where nobody can be asked. */
export function askLink(host: EditorHost, target: Target): boolean {
  if (!host.handlers.onLink) return false;
  const around = linkAround(host.draft.view, host.lang, target.from);
  const apply = (href: string | null) => {
    const plan = link(host, target, href);
    return plan ? host.runPlan(plan) : false;
  };
  host.handlers.onLink({ href: around?.href ?? null, apply });
  return true;
}

/** With nothing selected an existing link is changed as a whole, and a new one is written out as its own words. */
function link(host: EditorHost, { from, to, empty }: Target, href: string | null): Plan | null {
  if (href !== null && !isSafeLink(href)) return null;
  const [view, lang] = viewOf(host);
  if (!empty) return setAttribute(view, lang, stretchesBetween(view, lang, from, to), 'link', href);
  const around = linkAround(view, lang, from);
  if (around) return setAttribute(view, lang, [around], 'link', href);
  return href === null ? null : replaceRange(view, lang, from, to, new Delta().insert(href, { link: href }));
}
