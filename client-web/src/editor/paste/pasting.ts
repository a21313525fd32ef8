/**
 * What a paste makes of the clipboard: words into the item with the caret, items behind it, or, in a translation,
 * the words of items that are there.
 */
import Delta from 'quill-delta';
import { mayFill } from './fill_plan';
import { withLinks } from './addresses';
import type { Plan, Point } from '../edit/plan';
import { proposing, replace } from '../commands/gestures';
import type { EditorHost } from '../host';
import { referenceTarget } from '../../draft/references';
import { paragraphsFromHtml, type Read } from './html';
import { cleanText, paragraphsFromText, type PastedParagraph } from './paragraphs';
import { pasteParagraphs } from './paste_plan';
import { pasteProposed } from './propose_paste';
import { orderedPoints } from '../document/points';
import { itemAttrs } from '../document/schema';

export interface Clip {
  html: string;
  text: string;
}

export function pasteInto(host: EditorHost, clip: Clip, { from, to }: { from: Point; to: Point }): void {
  if (host.view.isDestroyed) return;
  const { paragraphs: found, leftOut } = read(clip, isFilled(host, from.item));
  const paragraphs = found.map((one) => ({ ...one, delta: withOwnReferences(withLinks(one.delta), host) }));
  if (leftOut) host.handlers.onLeftOut?.();
  if (paragraphs.length === 0) return;
  const { lang, draft, handlers } = host;
  const isMoved = paragraphs.some(({ translations }) => translations);
  if (paragraphs.length === 1 || isMoved || !handlers.onFill || !mayFill(draft.view, lang, from.item))
    return insert(host, paragraphs, from, to);
  handlers.onFill({
    lang,
    from: from.item,
    lines: paragraphs,
    addItems() {
      if (host.view.isDestroyed) return;
      const now = orderedPoints(host.view.state.selection);
      insert(host, paragraphs, now.from, now.to);
    },
  });
}

/** What refers to an item of another draft is words alone here. */
function withOwnReferences({ ops }: Delta, { draft: { view } }: EditorHost): Delta {
  const isForeign = (link: unknown) => {
    const target = referenceTarget(link);
    return target !== undefined && !view.items.has(target);
  };
  return ops.reduce((delta, { insert, attributes }) => {
    const { link, ...others } = attributes ?? {};
    return delta.insert(insert!, isForeign(link) ? others : attributes);
  }, new Delta());
}

function insert(host: EditorHost, paragraphs: readonly PastedParagraph[], from: Point, to: Point): void {
  if (paragraphs.length > 1 && from.item !== to.item) {
    if (!host.runPlan(replace(host, from, to))) return;
    ({ from, to } = orderedPoints(host.view.state.selection));
  }
  const [only] = paragraphs;
  const isOne = paragraphs.length === 1 && from.item !== to.item;
  host.runPlan(isOne ? replace(host, from, to, only!.delta) : planOf(host, paragraphs, from, to));
}

function planOf(host: EditorHost, paragraphs: readonly PastedParagraph[], from: Point, to: Point): Plan {
  const proposed = paragraphs.length > 1 ? proposing(host, [from.item]) : null;
  return proposed
    ? pasteProposed(proposed, from, to, paragraphs)
    : pasteParagraphs(host.draft.view, host.lang, from, to, paragraphs);
}

function isFilled({ view }: EditorHost, item: string): boolean {
  const { $from } = view.state.selection;
  return itemAttrs($from.parent).id === item && $from.parent.content.size > 0;
}

/** A single line goes into a filled item as it is, its spaces and what looks like a number included. */
function read({ html, text }: Clip, intoWords: boolean): Read {
  const marked = html ? paragraphsFromHtml(html) : { paragraphs: [], leftOut: false };
  const { paragraphs, leftOut } = marked;
  const isLine = text !== '' && !/[\n\r]/.test(text.trim());
  // The plain text has what was left out: nothing but the spaces around it may be taken where the markup was understood.
  if (leftOut && !(isLine && paragraphs.length === 1)) return marked;
  if (isLine && paragraphs.length <= 1) {
    const one = line(text, paragraphs[0], intoWords);
    return { paragraphs: one.delta.ops.length > 0 ? [one] : [], leftOut };
  }
  return { paragraphs: paragraphs.length > 0 ? paragraphs : paragraphsFromText(text), leftOut };
}

function line(text: string, formatted: PastedParagraph | undefined, intoWords: boolean): PastedParagraph {
  const plain = new Delta().insert(cleanText(text));
  if (!intoWords)
    return formatted ?? paragraphsFromText(text)[0] ?? { depth: 1, kind: 'item', delta: new Delta() };
  const { depth, kind } = formatted ?? { depth: 1, kind: 'item' as const };
  if (!formatted) return { depth, kind, delta: plain };
  const before = new Delta().insert(/^\s/.test(text) ? ' ' : '');
  const after = new Delta().insert(/\s$/.test(text) ? ' ' : '');
  return { depth, kind, delta: before.concat(formatted.delta).concat(after) };
}
