/**
 * Paragraphs from pasted HTML: this page's own, word processors', web pages'.
 * The markup is parsed into an inert document and only read: nothing of it reaches the page but words.
 */
import Delta from 'quill-delta';
import type { ItemKind } from '../../wire/types';
import { translationsOf } from './cut_items';
import { ROLL_LINK } from '../../draft/roll';
import { isSafeLink } from '../edit/web_address';
import type { Attributes } from '../document/attributes';
import { hasMarker } from './recognise';
import {
  cleanText,
  numberIn,
  resolveParagraphs,
  type PastedParagraph,
  type SourceParagraph,
} from './paragraphs';

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DIV DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER LI MAIN OL P PRE SECTION TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);
const IGNORED = new Set(
  'HEAD STYLE SCRIPT TEMPLATE TITLE META LINK NOSCRIPT OBJECT IFRAME SVG MATH'.split(' '),
);
const KINDS: readonly string[] = ['item', 'heading', 'paragraph'] satisfies ItemKind[];

interface Block extends Pick<SourceParagraph, 'level' | 'kind'> {
  /** The list item that it stands in, or Word's paragraph that stands for one. */
  entry: Element | null;
}

interface Context {
  attributes: Attributes;
  /** How many lists this stands in. */
  lists: number;
  block: Block;
  /** A line break here belongs to the paragraph: it is a paragraph, and no mere box of lines. */
  soft: boolean;
}

export interface Read {
  paragraphs: PastedParagraph[];
  /** Words were struck, hidden or comments: they are no part of the text. */
  leftOut: boolean;
}

class Reader {
  readonly paragraphs: SourceParagraph[] = [];
  leftOut = false;
  private text = new Delta();
  /** What a marker beside the words says. */
  private called: { number?: string } = {};
  private place: Block = { level: 0, kind: null, entry: null };
  /** List items that have their first paragraph. */
  private readonly begun = new Set<Element>();

  read(node: Node, context: Context): void {
    if (node.nodeType === Node.TEXT_NODE) {
      this.place = context.block;
      this.append(node.nodeValue ?? '', context.attributes);
    } else if (node instanceof Element && isMarker(node)) {
      if (this.text.length() === 0) this.called = numberIn((node.textContent ?? '').trim());
    } else if (node instanceof Element && !IGNORED.has(node.tagName.toUpperCase())) {
      if (isLeftOut(node)) this.leftOut ||= (node.textContent ?? '').trim() !== '';
      else this.readElement(node, context);
    }
  }

  private readElement(element: Element, context: Context): void {
    if (element.tagName === 'BR') return this.breakLine(element, context);
    const inner = innerContext(element, context, this.paragraphs.at(-1)?.level ?? 0);
    const block = BLOCKS.has(element.tagName);
    if (block) this.endParagraph();
    element.childNodes.forEach((child) => this.read(child, inner));
    if (block) this.endParagraph();
  }

  /** Two of them, or one before what is numbered, are typed in place of a new paragraph. */
  private breakLine(element: Element, { soft }: Context): void {
    const next = element.nextSibling;
    const ends =
      !soft || (next instanceof Element && next.tagName === 'BR') || hasMarker(next?.textContent ?? '');
    if (ends) this.endParagraph();
    else this.append(' ', {});
  }

  private append(raw: string, attributes: Attributes): void {
    let text = cleanText(raw).replace(/ +/g, ' ');
    if (this.text.length() === 0 || / $/.test(String(this.text.ops.at(-1)?.insert))) text = text.trimStart();
    if (text) this.text.insert(text, { ...attributes });
  }

  /** A second paragraph of a list item stands below it, without a number of its own. */
  endParagraph(): void {
    const { level, kind, entry } = this.place;
    if (this.text.length() > 0) {
      const second = entry !== null && this.begun.has(entry);
      if (entry) this.begun.add(entry);
      this.paragraphs.push({
        level: second ? level + 1 : level,
        kind: second ? 'paragraph' : kind,
        delta: this.text,
        ...this.called,
        ...(!second && translated(entry)),
      });
      this.called = {};
    }
    this.text = new Delta();
  }
}

function translated(entry: Element | null): Pick<SourceParagraph, 'translations'> {
  const translations = translationsOf(entry?.getAttribute('data-cut'));
  return translations ? { translations } : {};
}

/** Word writes list markers as text, between elements that it tells itself to ignore. */
function isMarker(element: Element): boolean {
  return /mso-list:\s*ignore/i.test(styleOf(element)) || element.hasAttribute('data-marker');
}

const STRUCK_TAGS = new Set(['DEL', 'S', 'STRIKE']);
const HIDDEN =
  /text-decoration[^;]*line-through|mso-hide:\s*all|display:\s*none|visibility:\s*hidden|mso-element:\s*(comment|annotation)/i;
/** Word's comments, and what Word in a browser calls a tracked deletion. */
const HIDDEN_CLASSES = /MsoComment|msocom|TrackChange\w*Delet/i;

/** What is struck, hidden or a comment is not what the text says. */
function isLeftOut(element: Element): boolean {
  return (
    STRUCK_TAGS.has(element.tagName) ||
    HIDDEN.test(styleOf(element)) ||
    HIDDEN_CLASSES.test(element.getAttribute('class') ?? '') ||
    element.hasAttribute('hidden')
  );
}

function styleOf(element: Element): string {
  return element.getAttribute('data-style') ?? '';
}

function innerContext(element: Element, context: Context, above: number): Context {
  const tag = element.tagName;
  const lists = context.lists + (tag === 'OL' || tag === 'UL' ? 1 : 0);
  const attributes = formatOf(element, context.attributes);
  if (!BLOCKS.has(tag)) {
    const entry = element.hasAttribute('data-cut') ? element : context.block.entry;
    return { ...context, attributes, lists, block: { ...context.block, entry } };
  }
  const block = blockOf(element, lists, context.block, above);
  return { attributes, lists, block, soft: block.level > 0 || /^(P|LI|H[1-6])$/.test(tag) };
}

/** `above`: the level of the paragraph before. */
function blockOf(element: Element, lists: number, outer: Block, above: number): Block {
  const ownDepth = Number(element.getAttribute('data-depth'));
  const ownKind = element.getAttribute('data-kind') ?? '';
  if (ownDepth >= 1 && KINDS.includes(ownKind))
    return { level: ownDepth, kind: ownKind as ItemKind, entry: element };
  const wordLevel = /mso-list:[^;]*\blevel(\d)/i.exec(styleOf(element));
  if (wordLevel) return { level: Number(wordLevel[1]), kind: 'item', entry: element };
  // Word says of a second paragraph of a list item only that it looks like one.
  if (/\bMsoList/.test(element.getAttribute('class') ?? '') && above > 0)
    return { level: above + 1, kind: 'paragraph', entry: element };
  if (element.tagName === 'LI') return { level: Math.max(1, lists), kind: 'item', entry: element };
  if (/^H[1-6]$/.test(element.tagName)) return { level: 0, kind: 'heading', entry: null };
  return outer;
}

/** Web editors wrap everything in <b style="font-weight:normal">: a style outweighs its tag. Word's own mso-bidi-font-weight, which it writes
 *  on what is bold, is of another property. */
function formatOf(element: Element, outer: Attributes): Attributes {
  const style = styleOf(element);
  const attributes = { ...outer };
  set(
    attributes,
    'bold',
    /(^|[;\s])font-weight:\s*(bold|[6-9]00)/i,
    /(^|[;\s])font-weight:\s*(normal|[1-5]00)/i,
    ['B', 'STRONG'],
  );
  set(attributes, 'italic', /(^|[;\s])font-style:\s*italic/i, /(^|[;\s])font-style:\s*normal/i, ['I', 'EM']);
  set(attributes, 'underline', /text-decoration[^;]*underline/i, /text-decoration:\s*none/i, ['U']);
  const href = element.tagName === 'A' ? element.getAttribute('href') : null;
  if (isSafeLink(href) && (href !== ROLL_LINK || element.hasAttribute('data-roll'))) {
    attributes['link'] = href;
    delete attributes['underline'];
  }
  return attributes;

  function set(into: Attributes, name: string, on: RegExp, off: RegExp, tags: string[]): void {
    if (on.test(style) || (tags.includes(element.tagName) && !off.test(style))) into[name] = true;
    else if (off.test(style)) delete into[name];
  }
}

/**
 * Handlers never run and styles never show in a document that is only parsed, but browsers report each of them, as this page allows
 * neither. So they go by other names.
 */
function withoutEffects(html: string): string {
  return html
    .replace(/<style\b[^]*?<\/style\s*>/gi, '')
    .replace(/<[^>]*>/g, (tag) =>
      tag.replace(/([\s"'/])(?:on\w+|(style))(?=\s*=)/gi, (_, before: string, style?: string) =>
        style ? `${before}data-style` : `${before}data-ignored`,
      ),
    );
}

/* What browsers with Trusted Types have. The text that comes out counts as checked; it is a string to the compiler. */
declare global {
  interface Window {
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createHTML: (html: string) => string },
      ): { createHTML(html: string): string };
    };
  }
}

/** The page may parse text as HTML here only; see server/net/security.c. */
const policy = window.trustedTypes?.createPolicy('plenaria', { createHTML: withoutEffects });

function parse(html: string): Document {
  return new DOMParser().parseFromString(
    policy ? policy.createHTML(html) : withoutEffects(html),
    'text/html',
  );
}

export function paragraphsFromHtml(html: string): Read {
  const body = parse(html).body;
  const reader = new Reader();
  const block = { level: 0, kind: null, entry: null };
  reader.read(body, { attributes: {}, lists: 0, block, soft: false });
  reader.endParagraph();
  return { paragraphs: resolveParagraphs(reader.paragraphs), leftOut: reader.leftOut };
}
