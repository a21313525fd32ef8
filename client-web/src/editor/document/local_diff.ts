/**
 * Changes read from two documents: the net below the commands, for what a browser, an input method or an extension
 * does to several items at once. Survivors are matched by id; text that moved to the item above was a merge, text
 * that moved to a new item below was a split, so that what others type there meanwhile follows it.
 */
import Delta from 'quill-delta';
import type { Node } from 'prosemirror-model';
import { freshId } from '../../draft/id';
import { withoutMarks } from '../../draft/marks';
import type { DraftState } from '../../draft/state';
import { insertedWords } from '../../text/delta';
import { difference } from '../../text/difference';
import type { Lang } from '../../wire/types';
import { Planner, type Plan, type Point } from '../edit/plan';
import { planReplacement } from '../edit/range';
import { placeBelow, rowOf } from '../edit/rows';
import { deltaOf } from './projection';
import { itemAttrs } from './schema';

interface Survivor {
  id: string;
  before: Node;
  after: Node;
  /** Items that stood below it and are not there any more. */
  gone: Node[];
  /** Nodes below it that stand for no item yet. */
  added: Node[];
}

/** The plan that turns `before` into `after`, as far as it is a matter of text, of new items and of missing ones. */
export function planFromDocs(view: DraftState, lang: Lang, before: Node, after: Node, caret: number): Plan {
  const planner = new Planner(view, lang);
  const ids = new Map<Node, string>();
  for (const survivor of survivorsOf(before, after, ids)) {
    if (survivor.gone.length > 0) planMerge(planner, survivor);
    else if (survivor.added.length > 0) planAdded(planner, survivor, ids);
    else
      planner.text(
        survivor.id,
        difference(deltaOf(survivor.before.content), deltaOf(survivor.after.content)),
      );
  }
  return planner.plan(caretIn(after, caret, ids));
}

function survivorsOf(before: Node, after: Node, ids: Map<Node, string>): Survivor[] {
  const old = new Map<string, Node>();
  before.forEach((node) => old.set(itemAttrs(node).id, node));
  const survivors: Survivor[] = [];
  after.forEach((node) => {
    const { id } = itemAttrs(node);
    const known = old.get(id);
    if (known) {
      survivors.push({ id, before: known, after: node, gone: [], added: [] });
      ids.set(node, id);
      old.delete(id); // of two copies the first is the item
    } else {
      survivors.at(-1)?.added.push(node);
    }
  });
  attachGone(before, survivors);
  return survivors.filter(
    ({ before, after, gone, added }) => before !== after || gone.length + added.length > 0,
  );
}

function attachGone(before: Node, survivors: Survivor[]): void {
  const byId = new Map(survivors.map((survivor) => [survivor.id, survivor]));
  let above: Survivor | undefined;
  before.forEach((node) => {
    const survivor = byId.get(itemAttrs(node).id);
    if (survivor) above = survivor;
    else above?.gone.push(node);
  });
}

/** The survivor kept a head of its own, took a tail of the last one gone, and perhaps new words between. */
function planMerge(planner: Planner, { id, before, after, gone }: Survivor): void {
  const last = gone.at(-1)!;
  const tail = commonSuffix(after.textContent, last.textContent);
  const end = after.content.size - tail;
  const head = commonPrefix(before.textContent, after.textContent.slice(0, end));
  const from = { item: id, offset: head };
  const to = { item: itemAttrs(last).id, offset: last.content.size - tail };
  planReplacement(planner, from, to, deltaOf(after.content.cut(head, end)));
}

function planAdded(planner: Planner, { id, before, after, added }: Survivor, ids: Map<Node, string>): void {
  const last = added.at(-1)!;
  const tail = last.textContent;
  const cut = before.content.size - tail.length;
  const cutOff = plainSpaces(before.textContent).endsWith(plainSpaces(tail));
  const isSplit = tail !== '' && cut >= 0 && cutOff && after.content.size <= cut;
  let below: string | null = null;
  if (isSplit) {
    below = freshId();
    planner.add({ type: 'item.split', item: id, new: below, at: { [planner.lang]: cut } });
    ids.set(last, below);
  }
  const own = deltaOf(isSplit ? before.content.cut(0, cut) : before.content);
  planner.text(id, difference(own, withSpacesOf(own, deltaOf(after.content))));
  planNewItems(planner, id, below === null ? added : added.slice(0, -1), ids);
}

function planNewItems(planner: Planner, above: string, nodes: readonly Node[], ids: Map<Node, string>): void {
  const depth = rowOf(planner.view, above)?.depth ?? 1;
  for (const node of nodes) {
    const item = freshId();
    const texts = node.content.size > 0 ? { [planner.lang]: unmarked(deltaOf(node.content)) } : {};
    planner.add({ type: 'item.add', item, ...placeBelow(planner.view, above, depth), kind: 'item', texts });
    ids.set(node, item);
    above = item;
  }
}

/** What is new is nobody's proposal, whatever bracket it was copied out of. */
function unmarked(text: Delta): Delta {
  return text.reduce(
    (plain, { insert, attributes }) => plain.insert(insert!, withoutMarks(attributes)),
    new Delta(),
  );
}

function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

/** Browsers write a no-break space where a space stands at the edge of a text; here it is read as the plain space that it was. */
function withSpacesOf(before: Delta, after: Delta): Delta {
  const words = insertedWords(before);
  let at = 0;
  return new Delta(
    after.ops.map(({ insert, attributes }) => {
      const text = String(insert).replace(/\u00a0/g, (space, place: number) =>
        words[at + place] === ' ' ? ' ' : space,
      );
      at += text.length;
      return { insert: text, ...(attributes && { attributes }) };
    }),
  );
}

function caretIn(doc: Node, pos: number, ids: Map<Node, string>): Point | null {
  const $pos = doc.resolve(pos);
  if ($pos.depth === 0) return null;
  return { item: ids.get($pos.parent) ?? itemAttrs($pos.parent).id, offset: $pos.parentOffset };
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return isInsidePair(a, length) ? length - 1 : length;
}

function commonSuffix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return isInsidePair(a, a.length - length) ? length - 1 : length;
}

/** Whether a cut here would part the two halves of one character. */
function isInsidePair(text: string, at: number): boolean {
  return (
    at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]!) && /[\ud800-\udbff]/.test(text[at - 1]!)
  );
}
