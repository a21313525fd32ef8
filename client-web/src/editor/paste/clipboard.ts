/**
 * What copying puts on the clipboard: the words with their numbers, so that mail and word processors show them too.
 * Where brackets are shown they are copied as words, for who proposes what must not be lost on the way: `[México: …]`
 * around what would be inserted and `[del. México: …]` around what would be struck, as in the plain text export. HTML
 * has the marks as well. Where the text is shown without brackets, it is copied as it is seen.
 */
import { DOMSerializer, Fragment, type Mark, type Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { outlineRow } from '../../draft/numbering';
import type { DraftState } from '../../draft/state';
import type { Lang } from '../../wire/types';
import { forgetCut, keepTranslations } from './cut_items';
import { isWholeItems } from '../document/points';
import { itemAttrs, schema } from '../document/schema';
import { isHidden, isItemHidden, type ShownAs } from '../views/shown';

interface CopiedItem {
  /** Empty where only a part of the item was selected, or where it has none. */
  label: string;
  node: Node;
  /** Brackets around the whole of it. */
  around: readonly Bracket[];
  /** What its other languages are kept under; empty where they are not. */
  key: string;
}

interface Bracket {
  tag: 'ins' | 'del';
  who: string;
}

/** What is copied from, as it was at that moment. */
export interface Source {
  state: EditorState;
  view: DraftState;
  shown: ShownAs;
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
  return { html: toHtml(items), text: toText(items) };
}

function selectedItems({ state, view, shown, cuts }: Source): CopiedItem[] {
  const { from, to } = state.selection;
  const items: CopiedItem[] = [];
  const going = cuts ? goingItems(state) : [];
  if (cuts) forgetCut();
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (isItemHidden(node, shown, view.negotiation)) return false;
    const { id } = itemAttrs(node);
    const start = Math.max(0, from - pos - 1);
    const whole = start === 0 && to - from > node.content.size;
    const cut = node.cut(start, Math.min(node.content.size, to - pos - 1));
    items.push({
      label: whole ? (outlineRow(view, id)?.shown ?? '') : '',
      node: shown ? cut.copy(seen(cut, shown)) : cut,
      around: whole && !shown ? aroundOf(node) : [],
      key: cuts && going.includes(id) ? keepTranslations(view, id, cuts) : '',
    });
    return false;
  });
  return items;
}

/** Those that a cut takes away as a whole: all of them, or where it begins or ends inside an item, those between. */
function goingItems({ selection, doc }: EditorState): readonly string[] {
  const ids: string[] = [];
  doc.nodesBetween(selection.from, selection.to, (node) => (ids.push(itemAttrs(node).id), false));
  return isWholeItems(selection) ? ids : ids.slice(1, -1);
}

/** The words that are seen, as words that nobody proposes. */
function seen(item: Node, shown: ShownAs): Fragment {
  const visible = item.children.filter((node) => !isHidden(node, shown));
  return Fragment.from(visible.map(plain));
}

function aroundOf(item: Node): Bracket[] {
  const { adding, leaving } = itemAttrs(item);
  const around: Bracket[] = [];
  if (adding) around.push({ tag: 'ins', who: adding });
  if (leaving) around.push({ tag: 'del', who: leaving });
  return around;
}

const isAmendment = ({ type: { name } }: Mark) => name === 'ins' || name === 'del';

/** The words without who proposes them. */
const plain = (node: Node) => node.mark(node.marks.filter((mark) => !isAmendment(mark)));

/** What a mark draws: nothing where the mark around it draws the same bracket. */
const isDrawn = (mark: Mark) => isAmendment(mark) && mark.attrs['drawn'] !== 'within';

function bracketOf({ type: { name }, attrs }: Mark): Bracket {
  return { tag: name === 'del' ? 'del' : 'ins', who: String(attrs['who']) };
}

const opening = ({ tag, who }: Bracket) => `[${tag === 'del' ? 'del. ' : ''}${who ? `${who}: ` : ''}`;

/** Goes through the words of an item, telling where brackets open and close, the outermost first. */
function walk(
  { node, around }: CopiedItem,
  on: { open(bracket: Bracket): void; close(): void; words(node: Node): void },
): void {
  around.forEach(on.open);
  let open: readonly Mark[] = [];
  const turn = (marks: readonly Mark[]) => {
    const same = marks.findIndex((mark, at) => !open[at]?.eq(mark));
    const kept = same < 0 ? marks.length : same;
    for (let at = open.length; at > kept; at--) on.close();
    marks.slice(kept).forEach((mark) => on.open(bracketOf(mark)));
    open = marks;
  };
  node.forEach((child) => {
    turn(child.marks.filter(isDrawn));
    on.words(child);
  });
  turn([]);
  around.forEach(on.close);
}

function toText(items: readonly CopiedItem[]): string {
  const least = Math.min(...items.map(({ node }) => itemAttrs(node).depth));
  return items
    .map((item) => {
      const indent = items.length > 1 ? '   '.repeat(itemAttrs(item.node).depth - least) : '';
      return indent + (item.label ? `${item.label} ` : '') + words(item);
    })
    .join('\n');
}

function words(item: CopiedItem): string {
  let text = '';
  walk(item, {
    open: (bracket) => (text += opening(bracket)),
    close: () => (text += ']'),
    words: (node) => (text += node.textContent),
  });
  return text;
}

/** Paragraphs that say their depth and kind, for pasting here, and look like it elsewhere. */
function toHtml(items: readonly CopiedItem[]): string {
  const holder = document.createElement('div');
  for (const item of items) {
    if (items.length === 1 && !item.label) {
      writeWords(holder, item);
      continue;
    }
    const { depth, kind } = itemAttrs(item.node);
    const paragraph = holder.appendChild(document.createElement('p'));
    paragraph.dataset['depth'] = String(depth);
    paragraph.dataset['kind'] = kind;
    if (item.key) paragraph.dataset['cut'] = item.key;
    paragraph.style.marginInlineStart = `${(depth - 1) * 2}em`;
    if (item.label) aside(paragraph, `${item.label}\u2002`);
    writeWords(paragraph, item);
  }
  return holder.innerHTML;
}

/** Brackets and names stand outside of what is struck: they are not. */
function writeWords(parent: HTMLElement, item: CopiedItem): void {
  const serializer = DOMSerializer.fromSchema(schema);
  const tags: string[] = [];
  walk(item, {
    open(bracket) {
      aside(parent, opening(bracket));
      tags.push(bracket.tag);
    },
    close() {
      aside(parent, ']');
      tags.pop();
    },
    words(node) {
      const inner = serializer.serializeFragment(Fragment.from(plain(node)));
      const place = tags.reduce((outer, tag) => outer.appendChild(document.createElement(tag)), parent);
      place.append(inner);
    },
  });
}

/** What is no part of the words: not to be taken for them where it is pasted here again. */
function aside(parent: HTMLElement, text: string): void {
  const span = parent.appendChild(document.createElement('span'));
  span.dataset['marker'] = '';
  span.append(text);
}
