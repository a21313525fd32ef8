/**
 * The ProseMirror schema: a draft in one language is a flat list of items, each one block of text.
 *
 * The tree is not nested in the document: an item knows its depth, and CSS counters number it. So a move or a
 * change of depth touches attributes and order, never the text, and every item stays one shallow block.
 */
import { Schema, type DOMOutputSpec, type Mark, type Node, type TagParseRule } from 'prosemirror-model';
import type { ItemKind, ItemStatus } from '../../wire/types';
import { ROLL_LINK } from '../../draft/roll';
import { isSafeLink } from '../edit/web_address';

/** A number of so many characters stands in front of the text, not in it, whatever stands above it. */
const HANGING = 4;

export interface ItemAttrs {
  id: string;
  /** 1 at the top. */
  depth: number;
  kind: ItemKind;
  status: ItemStatus;
  /** Whether the one who reads this page may change the text here: why typing is refused is said in words. */
  writable: boolean;
  /** A translation whose original has changed since the two were aligned. */
  stale: boolean;
  /** Its number, where the style sheet does not count it; else null. */
  number: string | null;
  /** Numbers that removed items left behind in front of it, one a line. */
  gaps: string;
  /** Who proposes the whole item, and who its removal; empty where nobody does. */
  adding: string;
  leaving: string;
  /** What stands in the margin of what is negotiated in it. */
  notes: string;
}

/** The bracket around all words of an item, drawn as that of any others; nothing where nobody proposes it. */
function within(tag: 'ins' | 'del', who: string, inner: DOMOutputSpec | 0): DOMOutputSpec | 0 {
  return who ? [tag, { class: 'whole', 'data-who': who }, inner] : inner;
}

function itemDom(node: Node): DOMOutputSpec {
  const { id, depth, kind, status, writable, stale, number, gaps, adding, leaving, notes } =
    node.attrs as ItemAttrs;
  const attrs: Record<string, string> = {
    class: 'item',
    'data-id': id,
    'data-depth': String(depth),
    'data-kind': kind,
    'data-status': status,
  };
  if (!writable) attrs['data-readonly'] = '';
  if (stale) attrs['data-stale'] = '';
  if (number !== null) attrs['data-number'] = number;
  if (gaps) attrs['data-gaps'] = `${gaps}\n`;
  if (gaps && number !== null && number.length <= HANGING) attrs['data-hanging'] = '';
  if (adding) attrs['data-adding'] = adding;
  if (leaving) attrs['data-leaving'] = leaving;
  if (notes) attrs['data-notes'] = notes;
  if (kind === 'heading') {
    attrs['role'] = 'heading';
    attrs['aria-level'] = String(Math.min(depth + 1, 6));
  }
  return ['div', attrs, within('del', leaving, within('ins', adding, 0))];
}

function amendmentDom(tag: 'ins' | 'del') {
  return ({ attrs: { proposal, who, hue, drawn } }: Mark): DOMOutputSpec => [
    tag,
    {
      'data-proposal': String(proposal),
      'data-who': String(who),
      'data-drawn': String(drawn),
      style: `--hue: ${String(hue)}`,
    },
    0,
  ];
}

/** What a browser changes across the edge of a bracket is read anew, and must still be in it. */
function amendmentRule(tag: 'ins' | 'del'): TagParseRule {
  const getAttrs = ({ dataset, style }: HTMLElement) => ({
    proposal: dataset['proposal'],
    who: dataset['who'],
    drawn: dataset['drawn'],
    hue: Number(style.getPropertyValue('--hue')),
  });
  return { tag: `${tag}[data-proposal]`, getAttrs };
}

function linkAttrs(dom: HTMLElement): { href: string } | false {
  const href = dom.getAttribute('href');
  return isSafeLink(href) && { href };
}

/** A roll says that it is one, so that no link of another page is taken for one where it is pasted. */
function linkDom({ attrs }: Mark): DOMOutputSpec {
  const href = String(attrs['href']);
  if (href === ROLL_LINK) return ['a', { href, 'data-roll': '' }, 0];
  return ['a', { href, rel: 'noopener noreferrer nofollow' }, 0];
}

/** Proposals overlap and nest: no amendment excludes another, and each is keyed by its proposal. */
const amendmentAttrs = { proposal: {}, who: { default: '' }, hue: { default: 0 }, drawn: { default: '' } };

export const schema = new Schema({
  nodes: {
    doc: { content: 'item+' },
    item: {
      content: 'text*',
      selectable: false,
      defining: true,
      attrs: {
        id: { default: '' },
        depth: { default: 1 },
        kind: { default: 'item' },
        status: { default: 'open' },
        writable: { default: true },
        stale: { default: false },
        number: { default: null },
        gaps: { default: '' },
        adding: { default: '' },
        leaving: { default: '' },
        notes: { default: '' },
      },
      toDOM: itemDom,
      parseDOM: [{ tag: 'div.item' }, { tag: 'p' }, { tag: 'div' }],
    },
    text: {},
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: linkDom,
      parseDOM: [{ tag: 'a[href]', getAttrs: linkAttrs }],
    },
    ins: {
      attrs: amendmentAttrs,
      excludes: '',
      toDOM: amendmentDom('ins'),
      parseDOM: [amendmentRule('ins')],
    },
    del: {
      attrs: amendmentAttrs,
      excludes: '',
      inclusive: false,
      toDOM: amendmentDom('del'),
      parseDOM: [amendmentRule('del')],
    },
    /** An attribute that this version of the page does not know: kept, shown as a dotted line. */
    other: {
      attrs: { name: {}, value: {} },
      excludes: '',
      inclusive: false,
      toDOM: (mark) => ['span', { class: 'other', 'data-attribute': String(mark.attrs['name']) }, 0],
    },
    bold: { toDOM: () => ['strong', 0], parseDOM: [{ tag: 'strong' }, { tag: 'b' }] },
    italic: { toDOM: () => ['em', 0], parseDOM: [{ tag: 'em' }, { tag: 'i' }] },
    underline: { toDOM: () => ['u', 0], parseDOM: [{ tag: 'u' }] },
  },
});

export const itemType = schema.nodes['item']!;

export function itemAttrs(node: Node): ItemAttrs {
  return node.attrs as ItemAttrs;
}
