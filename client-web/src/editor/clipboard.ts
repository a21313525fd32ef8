/** What copying puts on the clipboard: the words with their numbers, so that mail and word processors show them too. */
import { Fragment, DOMSerializer, type Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { outlineRow } from '../draft/numbering';
import type { DraftState } from '../draft/state';
import { itemAttrs, schema } from './schema';

export interface Copied {
  html: string;
  text: string;
}

interface CopiedItem {
  /** Empty where only a part of the item was selected, or where it has none. */
  label: string;
  node: Node;
}

export function copySelection(state: EditorState, view: DraftState, seenOf: (item: Node) => Node): Copied {
  const items = selectedItems(state, view, seenOf);
  return { html: toHtml(items), text: toText(items) };
}

function selectedItems(state: EditorState, view: DraftState, seenOf: (item: Node) => Node): CopiedItem[] {
  const { from, to } = state.selection;
  const items: CopiedItem[] = [];
  state.doc.nodesBetween(from, to, (node, pos) => {
    const start = Math.max(0, from - pos - 1);
    const whole = start === 0 && to - from > node.content.size;
    const cut = seenOf(node.cut(start, Math.min(node.content.size, to - pos - 1)));
    items.push({ label: whole ? (outlineRow(view, itemAttrs(node).id)?.label ?? '') : '', node: cut });
    return false;
  });
  return items;
}

function toText(items: readonly CopiedItem[]): string {
  if (items.length === 1)
    return items[0]!.label ? `${items[0]!.label} ${words(items[0]!)}` : words(items[0]!);
  const least = Math.min(...items.map(({ node }) => itemAttrs(node).depth));
  return items
    .map((item) => {
      const indent = '   '.repeat(itemAttrs(item.node).depth - least);
      return indent + (item.label ? `${item.label} ` : '') + words(item);
    })
    .join('\n');
}

function words({ node }: CopiedItem): string {
  return node.textContent;
}

/** Paragraphs that say their depth and kind, for pasting here, and look like it elsewhere. */
function toHtml(items: readonly CopiedItem[]): string {
  const holder = document.createElement('div');
  const serializer = DOMSerializer.fromSchema(schema);
  for (const { label, node } of items) {
    const content = serializer.serializeFragment(node.content as Fragment);
    if (items.length === 1 && !label) {
      holder.append(content);
      continue;
    }
    const { depth, kind } = itemAttrs(node);
    const paragraph = holder.appendChild(document.createElement('p'));
    paragraph.dataset['depth'] = String(depth);
    paragraph.dataset['kind'] = kind;
    paragraph.style.marginInlineStart = `${(depth - 1) * 2}em`;
    if (label) marker(paragraph, label);
    paragraph.append(content);
  }
  return holder.innerHTML;
}

function marker(paragraph: HTMLElement, label: string): void {
  const span = paragraph.appendChild(document.createElement('span'));
  span.dataset['marker'] = '';
  span.append(`${label}\u2002`);
}
