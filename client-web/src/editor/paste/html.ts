/**
 * Paragraphs from pasted HTML: this page's own, word processors', web pages'.
 * The markup is parsed into an inert document and only read: nothing of it reaches the page but words.
 */
import Delta from 'quill-delta';
import type { ItemKind } from '../../wire/types';
import { isSafeLink } from '../link';
import type { Attributes } from '../marks';
import { cleanText, resolveParagraphs, type PastedParagraph, type SourceParagraph } from './paragraphs';

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DIV DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER LI MAIN OL P PRE SECTION TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);
const IGNORED = new Set(
  'HEAD STYLE SCRIPT TEMPLATE TITLE META LINK NOSCRIPT OBJECT IFRAME SVG MATH'.split(' '),
);
const KINDS: readonly string[] = ['item', 'heading', 'paragraph'] satisfies ItemKind[];

interface Context {
  attributes: Attributes;
  /** How many lists this stands in. */
  lists: number;
  block: Pick<SourceParagraph, 'level' | 'kind'>;
}

class Reader {
  readonly paragraphs: SourceParagraph[] = [];
  private text = new Delta();
  private place: Context['block'] = { level: 0, kind: null };

  read(node: Node, context: Context): void {
    if (node.nodeType === Node.TEXT_NODE) {
      this.place = context.block;
      this.append(node.nodeValue ?? '', context.attributes);
    } else if (node instanceof Element && !IGNORED.has(node.tagName.toUpperCase()) && !isMarker(node)) {
      this.readElement(node, context);
    }
  }

  private readElement(element: Element, context: Context): void {
    if (element.tagName === 'BR') return this.endParagraph();
    const inner = innerContext(element, context);
    const block = BLOCKS.has(element.tagName);
    if (block) this.endParagraph();
    element.childNodes.forEach((child) => this.read(child, inner));
    if (block) this.endParagraph();
  }

  private append(raw: string, attributes: Attributes): void {
    let text = cleanText(raw).replace(/ +/g, ' ');
    if (this.text.length() === 0) text = text.trimStart();
    if (text) this.text.insert(text, { ...attributes });
  }

  endParagraph(): void {
    if (this.text.length() > 0) this.paragraphs.push({ ...this.place, delta: this.text });
    this.text = new Delta();
  }
}

/** Word writes list markers as text, between elements that it tells itself to ignore. */
function isMarker(element: Element): boolean {
  return /mso-list:\s*ignore/i.test(styleOf(element)) || element.hasAttribute('data-marker');
}

function styleOf(element: Element): string {
  return element.getAttribute('data-style') ?? '';
}

function innerContext(element: Element, context: Context): Context {
  const tag = element.tagName;
  const lists = context.lists + (tag === 'OL' || tag === 'UL' ? 1 : 0);
  const block = BLOCKS.has(tag) ? blockOf(element, lists, context.block) : context.block;
  return { attributes: formatOf(element, context.attributes), lists, block };
}

function blockOf(element: Element, lists: number, outer: Context['block']): Context['block'] {
  const ownDepth = Number(element.getAttribute('data-depth'));
  const ownKind = element.getAttribute('data-kind') ?? '';
  if (ownDepth >= 1 && KINDS.includes(ownKind)) return { level: ownDepth, kind: ownKind as ItemKind };
  const wordLevel = /mso-list:[^;]*\blevel(\d)/i.exec(styleOf(element));
  if (wordLevel) return { level: Number(wordLevel[1]), kind: 'item' };
  if (element.tagName === 'LI') return { level: Math.max(1, lists), kind: 'item' };
  if (/^H[1-6]$/.test(element.tagName)) return { level: 0, kind: 'heading' };
  return outer;
}

/** Web editors wrap everything in <b style="font-weight:normal">: a style outweighs its tag. */
function formatOf(element: Element, outer: Attributes): Attributes {
  const style = styleOf(element);
  const attributes = { ...outer };
  set(attributes, 'bold', /font-weight:\s*(bold|[6-9]00)/i, /font-weight:\s*(normal|[1-5]00)/i, [
    'B',
    'STRONG',
  ]);
  set(attributes, 'italic', /font-style:\s*italic/i, /font-style:\s*normal/i, ['I', 'EM']);
  set(attributes, 'underline', /text-decoration[^;]*underline/i, /text-decoration:\s*none/i, ['U']);
  const href = element.tagName === 'A' ? element.getAttribute('href') : null;
  if (isSafeLink(href)) {
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

export function paragraphsFromHtml(html: string): PastedParagraph[] {
  const body = parse(html).body;
  const reader = new Reader();
  reader.read(body, { attributes: {}, lists: 0, block: { level: 0, kind: null } });
  reader.endParagraph();
  return resolveParagraphs(reader.paragraphs);
}
