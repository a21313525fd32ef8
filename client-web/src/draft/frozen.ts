/**
 * Numbers that stay: the mirror of the server's draft/frozen, whose essay says what becomes of whom. While numbers are frozen
 * each item has a `name`; what came, moved or is an alternative knows in `frozen` what it is called after.
 */
import type { FrozenNumber, NumberingLevel } from '../wire/types';
import type { DraftEdit } from './edit';
import { addingItem, additionsOf } from './negotiation';
import { NumberingWalk, nameAfter } from './numbering';
import { countIn, schemeOf } from './numbering_scheme';
import { childrenOf, isThere, originalLang, type DraftState, type Item } from './state';

const FORMER_BYTES = 80;
const bytes = new TextEncoder();

/* ---- lists: what is numbered together ---- */

/** A heading that is no level: what is below it stands in the list that it stands in. */
const isOpenHeading = (state: DraftState, item: Item | undefined): boolean =>
  item?.kind === 'heading' && schemeOf(state.numbering).through;

function numberedAbove(state: DraftState, item: Item): string | null {
  let above = item.parent;
  while (above !== null && isOpenHeading(state, state.items.get(above)))
    above = state.items.get(above)!.parent;
  return above;
}

function levelOf(state: DraftState, item: Item): number {
  let level = 1;
  for (let at = item.parent; at !== null; at = state.items.get(at)!.parent)
    if (!isOpenHeading(state, state.items.get(at))) level++;
  return level;
}

/** All items, tombstones too, of the list that an item stands in. */
function listOf(state: DraftState, item: Item): Item[] {
  const list: Item[] = [];
  const visit = (parent: string | null) => {
    for (const id of childrenOf(state, parent)) {
      const one = state.items.get(id)!;
      list.push(one);
      if (isOpenHeading(state, one)) visit(id);
    }
  };
  visit(numberedAbove(state, item));
  return list;
}

/** Paragraphs and items are numbered apart. */
const sameSort = (a: Item, b: Item): boolean =>
  a.kind !== 'heading' && b.kind !== 'heading' && (a.kind === 'paragraph') === (b.kind === 'paragraph');

function isNumbered(state: DraftState, item: Item): boolean {
  const { levels, paragraphs } = schemeOf(state.numbering);
  const level = levelOf(state, item);
  if (item.kind === 'item') return levels[level - 1]!.format !== 'none';
  if (item.kind !== 'paragraph' || level !== 1 || paragraphs.format === 'none') return false;
  const list = listOf(state, item);
  const before = list.slice(
    0,
    list.findIndex(({ id }) => id === item.id),
  );
  return !before.some((one) => one.kind === 'item' && !one.removed && !addingItem(state.negotiation, one.id));
}

/** How an item is numbered; a paragraph that has no number as the item that it may become. */
function ruleOf(state: DraftState, item: Item): NumberingLevel {
  const { levels, paragraphs } = schemeOf(state.numbering);
  return item.kind === 'paragraph' && paragraphs.format !== 'none'
    ? paragraphs
    : levels[levelOf(state, item) - 1]!;
}

/* ---- names ---- */

const frontKey = (above: string | null): string => `^${above ?? ''}`;

/** What an alternative and what it is one to are both called after. */
const plainBase = ({ base = '', home = '' }: FrozenNumber): string => (base.startsWith('~') ? home : base);

const keyBehind = ({ id, frozen = {} }: Item): string => plainBase(frozen) || id;

/** What an item at its place is called after. A heading that restarts the count begins a list. */
function keyAt(state: DraftState, item: Item, list: readonly Item[], place: number): string {
  const restart = schemeOf(state.numbering).levels[levelOf(state, item) - 1]!.restart === true;
  for (let at = place - 1; at >= 0; at--) {
    const one = list[at]!;
    if (restart && one.kind === 'heading' && !one.removed) break;
    if (one.name !== undefined && sameSort(one, item)) return keyBehind(one);
  }
  return frontKey(numberedAbove(state, item));
}

const isTaken = (list: readonly Item[], item: Item, name: string): boolean =>
  list.some((one) => one.id !== item.id && one.name === name && sameSort(one, item));

function give(edit: DraftEdit, key: string, count: number): void {
  edit.frozen = { ...edit.frozen, [key]: count };
}

/** The next name after a base that nobody in the list has. */
function nextName(edit: DraftEdit, item: Item, list: readonly Item[], key: string): string {
  const { format, start = 1 } = ruleOf(edit, item);
  const base = edit.items.get(key);
  const bare = key.startsWith('^') ? countIn(format, start - 1) : (base?.frozen?.first ?? base?.name ?? '');
  let count = edit.frozen![key] ?? 0;
  let name: string;
  do name = nameAfter(bare, count++);
  while (isTaken(list, item, name));
  give(edit, key, count);
  return name;
}

/** The proposal that stands right behind a place where another is proposed, if both would be called after the same. */
function rivalOf(
  state: DraftState,
  item: Item,
  list: readonly Item[],
  place: number,
  key: string,
): Item | undefined {
  if (!addingItem(state.negotiation, item.id)) return undefined;
  const next = list.slice(place + 1).find(({ removed }) => !removed);
  if (next?.name === undefined || !sameSort(next, item) || !addingItem(state.negotiation, next.id))
    return undefined;
  if (keyBehind(next) !== key) return undefined;
  const { base = '' } = next.frozen ?? {};
  return base.startsWith('~') ? state.items.get(base.slice(1)) : next;
}

function nameNew(edit: DraftEdit, item: Item): void {
  const list = listOf(edit, item);
  const place = list.findIndex(({ id }) => id === item.id);
  const key = keyAt(edit, item, list, place);
  const rival = rivalOf(edit, item, list, place, key);
  if (!rival) {
    const name = nextName(edit, item, list, key);
    edit.setNumber(item.id, { ...started(item), name, frozen: { base: key } });
    return;
  }
  const base = `~${rival.id}`;
  let count = edit.frozen![base] ?? 0;
  let name: string;
  do {
    count++;
    name = `${rival.name!} alt${count > 1 ? ` ${count}` : ''}`;
  } while (isTaken(list, item, name));
  give(edit, base, count);
  edit.setNumber(item.id, { ...started(item), name, frozen: { home: key, base } });
}

const started = ({ start }: Item): Pick<Item, 'start'> => (start === undefined ? {} : { start });

/* ---- freezing and renumbering ---- */

export function freeze(edit: DraftEdit): void {
  const last: (Item | undefined)[] = [];
  const added = additionsOf(edit.negotiation);
  const walk = new NumberingWalk(schemeOf(edit.numbering), originalLang(edit));
  let order = 0;
  edit.frozen = {};
  const visit = (parent: string | null, depth: number, there: boolean) => {
    for (const id of childrenOf(edit, parent)) {
      const item = edit.items.get(id)!;
      const isHere = there && !item.removed;
      const { start, name } = item;
      const proposed = added.has(id);
      const entry = { depth, kind: item.kind, proposed, ...(start && { start }), ...(name && { name }) };
      const number = isHere ? walk.take(entry) : undefined;
      if (number?.label) {
        const level = walk.lastLevel;
        const above = numberedAbove(edit, item);
        let before = last[level - 1];
        if (before && (numberedAbove(edit, before) !== above || !sameSort(before, item))) before = undefined;
        const key = before?.id ?? frontKey(above);
        const frozen: FrozenNumber = proposed
          ? { base: key }
          : { order: ++order, ...(above !== null && { home: above }) };
        if (walk.uncounted > 0) give(edit, key, walk.uncounted);
        else last[level - 1] = item;
        edit.setNumber(id, { ...started(item), name: walk.lastBare, frozen });
      } else if (item.name !== undefined) {
        edit.setNumber(id, started(item));
      }
      visit(id, depth + 1, isHere);
    }
  };
  visit(null, 1, true);
}

export function unfreeze(edit: DraftEdit): void {
  for (const item of edit.items.values()) if (item.name !== undefined) edit.setNumber(item.id, started(item));
  delete edit.frozen;
  edit.restructure();
}

/* ---- what changes do, while numbers are frozen (kept_numbers.ts) ---- */

/** The number of an item as people quote it; empty where it has none. */
export function frozenPath(state: DraftState, id: string): string {
  const line: Item[] = [];
  for (let at: string | null = id; at !== null; at = line[0]!.parent) line.unshift(state.items.get(at)!);
  const walk = new NumberingWalk(schemeOf(state.numbering), originalLang(state));
  let path = '';
  line.forEach((item, above) => {
    const { kind, start, name } = item;
    const proposed = addingItem(state.negotiation, item.id) !== undefined;
    path = walk.take({
      depth: above + 1,
      kind,
      proposed,
      ...(start && { start }),
      ...(name && { name }),
    }).path;
  });
  return path;
}

/** An item has come, come back, or become one that has a number: it and what is below it get names where they have none. */
export function came(edit: DraftEdit, id: string): void {
  const item = edit.items.get(id);
  if (!item) return;
  if (item.name === undefined && isThere(edit, id) && isNumbered(edit, item)) nameNew(edit, item);
  for (const child of childrenOf(edit, id)) came(edit, child);
}

const isOriginal = ({ frozen: { order, base } = {} }: Item): boolean => order !== undefined && !base;

/** Whether it stands where it stood among those that have their own numbers. */
function isHome(state: DraftState, item: Item, list: readonly Item[], place: number): boolean {
  const { order, home = '' } = item.frozen ?? {};
  if (order === undefined || home !== (numberedAbove(state, item) ?? '')) return false;
  const others = (one: Item) => isOriginal(one) && one.id !== item.id && sameSort(one, item);
  const before = list.slice(0, place).reverse().find(others);
  const behind = list.slice(place + 1).find(others);
  return (before?.frozen?.order ?? 0) <= order && (behind?.frozen?.order ?? Infinity) > order;
}

function remembered(item: Item, path: string): FrozenNumber {
  const frozen = item.frozen ?? {};
  const name = item.name!;
  if (frozen.first !== undefined) return frozen;
  const fits = bytes.encode(path).length < FORMER_BYTES;
  const { order, base = '' } = frozen;
  const home = order === undefined && base && !base.startsWith('~') ? { home: base } : {};
  const former = fits ? path : name;
  return { ...frozen, ...home, first: name, ...(former && { former }) };
}

/** An item has moved; `path` is what frozenPath gave before. */
export function moved(edit: DraftEdit, id: string, path: string): void {
  const item = edit.items.get(id);
  if (!item) return;
  const frozen = item.frozen ?? {};
  if (item.name === undefined) {
    came(edit, id);
    return;
  }
  const list = listOf(edit, item);
  const place = list.findIndex((one) => one.id === id);
  const key = keyAt(edit, item, list, place);
  const { first, former: _former, base = '', ...rest } = frozen;
  if (isHome(edit, item, list, place)) {
    edit.setNumber(id, { ...started(item), name: first ?? item.name, frozen: rest });
  } else if (
    frozen.order === undefined &&
    (first !== undefined ? (frozen.home ?? '') : plainBase(frozen)) === key
  ) {
    const again = first !== undefined ? key : base;
    edit.setNumber(id, {
      ...started(item),
      name: first ?? item.name,
      frozen: { ...rest, ...(again && { base: again }) },
    });
  } else if (base !== key) {
    const kept = remembered(item, path);
    const name = nextName(edit, item, list, key);
    edit.setNumber(id, { ...started(item), name, frozen: { ...kept, base: key } });
  }
}

/** What an item was called below one with that path. */
const pathBelow = (item: Item, above: string): string => `${above}${above && '.'}${item.name ?? ''}`;

/** Items have come, from below one whose path was `path`, behind others that are there. */
export function joined(edit: DraftEdit, ids: readonly string[], path: string): void {
  for (const id of ids) moved(edit, id, pathBelow(edit.items.get(id)!, path));
}

/** The items below `above` have come there all together, with their names; `path` is of the one that they were below. */
export function carried(edit: DraftEdit, above: string, path: string): void {
  if (isOpenHeading(edit, edit.items.get(above))) return;
  const now = frozenPath(edit, above);
  for (const id of childrenOf(edit, above)) {
    const item = edit.items.get(id)!;
    if (item.name === undefined) continue;
    let frozen = path !== now ? remembered(item, pathBelow(item, path)) : (item.frozen ?? {});
    if (frozen.order !== undefined && !frozen.base) frozen = { ...frozen, home: above };
    if (frozen.base?.startsWith('^')) frozen = { ...frozen, base: frontKey(above) };
    edit.setNumber(id, { ...started(item), name: item.name, frozen });
  }
}
