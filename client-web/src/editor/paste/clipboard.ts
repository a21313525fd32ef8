/**
 * What copying puts on the clipboard: the words with their numbers, so that mail and word processors show them too.
 * Where brackets are shown they are copied as words (draft/bracket_text), for who proposes what must not be lost on the
 * way. HTML has the marks as well. Where the text is shown without brackets, it is copied as it is seen.
 */
import type Delta from 'quill-delta';
import { DOMSerializer, Fragment, type Mark, type Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { bracketText, ending, opening, writtenBrackets, type BracketNames } from '../../draft/bracket_text';
import { withoutMarks } from '../../draft/marks';
import { marksAround } from '../../draft/negotiation';
import type { Piece } from '../../draft/nesting';
import { outlineRow } from '../../draft/numbering';
import { citedWords, referenceTarget } from '../../draft/references';
import type { DraftState } from '../../draft/state';
import type { Lang } from '../../wire/types';
import { forgetCut, keepTranslations } from './cut_items';
import { marksFromAttributes } from '../document/attributes';
import { isWholeItems, orderedPoints } from '../document/points';
import { deltaOf } from '../document/projection';
import { itemAttrs, schema, type ItemAttrs } from '../document/schema';
import { isHidden, isItemHidden, type ShownAs } from '../views/shown';

interface CopiedItem {
  /** Empty where only a part of the item was selected, or where it has none. */
  label: string;
  attrs: ItemAttrs;
  text: Delta;
  /** Marks around the whole of it, the outermost first. */
  around: readonly string[];
  /** What its other languages are kept under; empty where they are not. */
  key: string;
}

/** What is copied from, as it was at that moment. */
export interface Source {
  state: EditorState;
  view: DraftState;
  lang: Lang;
  shown: ShownAs;
  names: BracketNames;
  /** Items that go from the text take their other languages along. */
  cuts: Lang | null;
}

export function putOn(data: DataTransfer, source: Source): void {
  const { html, text } = copyOf(source);
  data.clearData();
  data.setData('text/html', html);
  data.setData('text/plain', text);
}

/** Where the event of the browser is over already. */
export async function write(source: Source): Promise<void> {
  const { html, text } = copyOf(source);
  const blob = (type: string, words: string) => ({ [type]: new Blob([words], { type }) });
  await navigator.clipboard.write([
    new ClipboardItem({ ...blob('text/html', html), ...blob('text/plain', text) }),
  ]);
}

function copyOf(source: Source): { html: string; text: string } {
  const items = selectedItems(source);
  return { html: toHtml(items, source.names), text: toText(items, source.names) };
}

function selectedItems({ state, view, lang, shown, cuts }: Source): CopiedItem[] {
  const { from, to } = state.selection;
  const items: CopiedItem[] = [];
  const going = cuts ? goingItems(state) : [];
  const stay = isAllOfOne(state);
  if (cuts) forgetCut();
  state.doc.nodesBetween(from, to, (node, pos) => {
    const isBehind = to === pos + 1 && from < pos; // the end of the item above is selected, and nothing of this one
    if (isBehind || isItemHidden(node, shown, view.negotiation)) return false;
    const { id } = itemAttrs(node);
    const start = Math.max(0, from - pos - 1);
    const whole = start === 0 && to - from > node.content.size;
    const stored = node.cut(start, Math.min(node.content.size, to - pos - 1));
    const cut = stored.copy(cited(stored, view, lang));
    items.push({
      label: whole ? (outlineRow(view, id, lang)?.shown ?? '') : '',
      attrs: itemAttrs(node),
      text: deltaOf(shown ? seen(cut, shown) : cut.content),
      around: whole && !shown ? marksAround(view.negotiation, id) : [],
      key: cuts && (stay || going.includes(id)) ? keepTranslations(view, id, cuts, stay) : '',
    });
    return false;
  });
  return items;
}

/** Those that a cut takes away as a whole. */
function goingItems({ selection, doc }: EditorState): readonly string[] {
  const ids: string[] = [];
  doc.nodesBetween(selection.from, selection.to, (node) => (ids.push(itemAttrs(node).id), false));
  const { from, to } = orderedPoints(selection);
  const begins = from.offset === 0 && (to.offset === 0 || isWholeItems(selection));
  const ends = ids.length > 1 && to.offset === selection.$to.parent.content.size;
  return ids.slice(begins ? 0 : 1, ends ? undefined : -1);
}

/** All words of one item, which stays when they are cut. */
function isAllOfOne({ selection: { $from, $to } }: EditorState): boolean {
  return $from.sameParent($to) && $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size;
}

/** Numbers in place of the words that references store. */
function cited(item: Node, view: DraftState, lang: Lang): Fragment {
  const asSeen = (node: Node) => {
    const target = referenceTarget(schema.marks['link']!.isInSet(node.marks)?.attrs['href']);
    return target ? schema.text(citedWords(view, lang, target, node.text ?? ''), node.marks) : node;
  };
  return Fragment.from(item.children.map(asSeen));
}

/** The words that are seen, as words that nobody proposes. */
function seen(item: Node, shown: ShownAs): Fragment {
  const visible = item.children.filter((node) => !isHidden(node, shown));
  return Fragment.from(visible.map(plain));
}

const isAmendment = ({ type: { name } }: Mark) => name === 'ins' || name === 'del';

/** The words without who proposes them. */
const plain = (node: Node) => node.mark(node.marks.filter((mark) => !isAmendment(mark)));

function toText(items: readonly CopiedItem[], names: BracketNames): string {
  const least = Math.min(...items.map(({ attrs }) => attrs.depth));
  return items
    .map(({ attrs, label, text, around }) => {
      const indent = items.length > 1 ? '   '.repeat(attrs.depth - least) : '';
      return indent + (label ? `${label} ` : '') + bracketText(text, around, names);
    })
    .join('\n');
}

/** Paragraphs that say their depth and kind, for pasting here, and look like it elsewhere. */
function toHtml(items: readonly CopiedItem[], names: BracketNames): string {
  const holder = document.createElement('div');
  for (const item of items) {
    if (items.length === 1 && !item.label) {
      writeWords(item.key ? keyed(holder, item.key) : holder, item, names);
      continue;
    }
    const { depth, kind } = item.attrs;
    const paragraph = holder.appendChild(document.createElement('p'));
    paragraph.dataset['depth'] = String(depth);
    paragraph.dataset['kind'] = kind;
    if (item.key) paragraph.dataset['cut'] = item.key;
    paragraph.style.marginInlineStart = `${(depth - 1) * 2}em`;
    if (item.label) aside(paragraph, `${item.label}\u2002`);
    writeWords(paragraph, item, names);
  }
  return holder.innerHTML;
}

/** Words without a paragraph, for elsewhere they go into one. */
function keyed(holder: HTMLElement, key: string): HTMLElement {
  const span = holder.appendChild(document.createElement('span'));
  span.dataset['cut'] = key;
  return span;
}

/** Brackets and names stand outside of what is struck: they are not. */
function writeWords(parent: HTMLElement, { text, around }: CopiedItem, names: BracketNames): void {
  const serializer = DOMSerializer.fromSchema(schema);
  const write = (pieces: readonly Piece[], tags: readonly string[]) => {
    for (const piece of pieces) {
      if (typeof piece === 'number') {
        const part = text.ops[piece];
        if (typeof part?.insert !== 'string') continue;
        const words = schema.text(part.insert, marksFromAttributes(withoutMarks(part.attributes)));
        const place = tags.reduce((outer, tag) => outer.appendChild(document.createElement(tag)), parent);
        place.append(serializer.serializeFragment(Fragment.from(words)));
        continue;
      }
      aside(parent, opening(text, piece, names));
      write(piece.inner, [...tags, piece.kind]);
      aside(parent, ending(piece));
    }
  };
  write(writtenBrackets(text, around), []);
}

/** What is no part of the words: not to be taken for them where it is pasted here again. */
function aside(parent: HTMLElement, text: string): void {
  if (text === '') return;
  const span = parent.appendChild(document.createElement('span'));
  span.dataset['marker'] = '';
  span.append(text);
}
