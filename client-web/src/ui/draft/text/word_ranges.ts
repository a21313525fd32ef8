/** Stretches of an item's words as ranges of the page, so that they can be painted without touching the text. */

export interface Span {
  from: number;
  to: number;
}

/** What stands among the words and is none of them: names beside the carets of others, struck words that are shown for reading. */
const NO_WORDS = '.peer-caret, .since-gone';

/** The words of the item alone. */
export function wordNodes(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (!node.parentElement!.closest(NO_WORDS)) nodes.push(node);
  }
  return nodes;
}

export function rangeOf(nodes: readonly Text[], { from, to }: Span): Range {
  const range = document.createRange();
  let start = 0;
  for (const node of nodes) {
    const end = start + node.length;
    if (from >= start && from < end) range.setStart(node, from - start);
    if (to > start && to <= end) range.setEnd(node, to - start);
    start = end;
  }
  return range;
}

export const itemElement = (lang: string, item: string) =>
  document.querySelector(`.editor[lang="${lang}"] .item[data-id="${item}"]`);
