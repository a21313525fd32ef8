/**
 * Finding words in the text as it stands to be read. What is searched is what is seen, line by line, without the signs beside the
 * words (numbers, names of proposals, statuses). The matches are painted over the document; no element of it changes.
 */
import type { FindState } from '../../../editor';
import { findInText, type Match } from '../../../text/find_text';
import type { TextFinder } from './text_finder';

const LINES = '.document-title, .document-heading, .document-line > p';
const BESIDE = '.who, .document-status, .document-handle, .only-spoken';
/** Highlights of this name are drawn by the style sheet. */
const ALL = 'found';
const HERE = 'found-here';

interface SeenText {
  node: Text;
  /** The units of the line's words before it. */
  at: number;
}

export class ReadingFinder implements TextFinder {
  private query = '';
  private matches: readonly Range[] = [];
  private current = -1;
  /** What was selected when finding began. */
  private origin: Range | null = null;

  constructor(
    private readonly root: () => Element | null,
    readonly focus: () => void,
  ) {}

  get state(): FindState {
    return { query: this.query, count: this.matches.length, current: this.current + 1 };
  }

  find(query: string): FindState {
    this.query = query;
    this.current = -1;
    this.origin ??= this.selected();
    this.search();
    return this.findNext(1);
  }

  /** The text was drawn anew. */
  look(): FindState {
    if (this.query) this.search();
    return this.state;
  }

  findNext(step: 1 | -1): FindState {
    const { length } = this.matches;
    if (length > 0) {
      this.current = this.current < 0 ? this.first() : (this.current + step + length) % length;
      this.matches[this.current]!.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    }
    this.paint();
    return this.state;
  }

  /** The match that was current stays selected; without one, what was selected before. */
  endFind(): void {
    const range = this.matches[this.current] ?? this.origin;
    if (range?.startContainer.isConnected) getSelection()?.setBaseAndExtent(...ends(range));
    this.origin = null;
    this.query = '';
    this.matches = [];
    this.current = -1;
    this.paint();
  }

  private search(): void {
    const lines = [...(this.root()?.querySelectorAll(LINES) ?? [])];
    this.matches = this.query ? lines.flatMap((line) => foundIn(line, this.query)) : [];
    this.current = Math.min(this.current, this.matches.length - 1);
    this.paint();
  }

  private selected(): Range | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !this.root()?.contains(selection.anchorNode)) return null;
    return selection.getRangeAt(0);
  }

  /** From what was selected on, else from where one reads on. */
  private first(): number {
    const { origin } = this;
    const edge = document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0;
    return Math.max(
      0,
      this.matches.findIndex((match) =>
        origin
          ? match.compareBoundaryPoints(Range.START_TO_START, origin) >= 0
          : match.getBoundingClientRect().top >= edge,
      ),
    );
  }

  /** Where a browser cannot paint over text, the match that is current is selected. */
  private paint(): void {
    const here = this.matches[this.current];
    if (!('highlights' in CSS)) {
      if (here) getSelection()?.setBaseAndExtent(...ends(here));
      return;
    }
    CSS.highlights.set(ALL, new Highlight(...this.matches.filter((match) => match !== here)));
    CSS.highlights.set(HERE, here ? new Highlight(here) : new Highlight());
  }
}

function ends({ startContainer, startOffset, endContainer, endOffset }: Range) {
  return [startContainer, startOffset, endContainer, endOffset] as const;
}

function foundIn(line: Element, query: string): Range[] {
  const texts: SeenText[] = [];
  let words = '';
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement!.closest(BESIDE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walk.nextNode()) {
    const node = walk.currentNode as Text;
    texts.push({ node, at: words.length });
    words += node.data;
  }
  return findInText(words, query).map((match) => rangeOf(texts, match));
}

function rangeOf(texts: readonly SeenText[], { from, to }: Match): Range {
  const range = document.createRange();
  const first = texts.filter(({ at }) => at <= from).at(-1)!;
  const last = texts.filter(({ at }) => at < to).at(-1)!;
  range.setStart(first.node, from - first.at);
  range.setEnd(last.node, to - last.at);
  return range;
}
