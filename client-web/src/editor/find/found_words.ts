/**
 * The words that are looked for, all of them highlighted and one of them current. Kept up to date while text changes.
 *
 * What is searched is what is seen: not what is hidden, and of a reference the number that its item has now. Such a number is
 * found as a whole, for its place in the document is that of the stored words.
 */
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Node } from 'prosemirror-model';
import { citedWords, referenceTarget } from '../../draft/references';
import { findInText, type Match } from '../../text/find_text';
import { schema } from '../document/schema';
import type { EditorHost } from '../host';
import { isHidden } from '../views/shown';

export interface Finding {
  query: string;
  matches: readonly Match[];
  /** Index in `matches`; -1: none. */
  current: number;
}

interface FindPluginState extends Finding {
  decorations: DecorationSet;
}

const key = new PluginKey<FindPluginState>('find');
const NOTHING: FindPluginState = { query: '', matches: [], current: -1, decorations: DecorationSet.empty };

/** More than this many highlights help nobody, and each costs. */
const HIGHLIGHTS_MAX = 1000;

/** What an editor shows. */
type Seen = Pick<EditorHost, 'draft' | 'lang' | 'shown'>;

export function findPlugin(seen: Seen): Plugin<FindPluginState> {
  let cache = new WeakMap<Node, readonly Match[]>();
  let numbers: object | null = null;
  return new Plugin<FindPluginState>({
    key,
    state: {
      init: () => NOTHING,
      apply(tr, state) {
        const asked = tr.getMeta(key) as { query: string; current: number } | undefined;
        const { structure } = seen.draft.view;
        const renumbered = structure !== numbers;
        if (renumbered || (asked && asked.current < 0)) cache = new WeakMap();
        numbers = structure;
        const { query, current } = asked ?? state;
        if (query === '') return NOTHING;
        if (!asked && !tr.docChanged && !renumbered) return state;
        return search(tr.doc, query, current, cache, seen);
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
  });
}

export function finding(state: EditorState): Finding {
  return key.getState(state) ?? NOTHING;
}

/** An empty query ends it. */
export function setFinding(state: EditorState, query: string, current: number): Transaction {
  return state.tr.setMeta(key, { query, current }).setMeta('addToHistory', false);
}

function search(
  doc: Node,
  query: string,
  wanted: number,
  cache: WeakMap<Node, readonly Match[]>,
  seen: Seen,
): FindPluginState {
  const matches: Match[] = [];
  doc.forEach((node, pos) => {
    let inNode = cache.get(node);
    if (!inNode) cache.set(node, (inNode = findInItem(node, query, seen)));
    for (const { from, to } of inNode) matches.push({ from: pos + 1 + from, to: pos + 1 + to });
  });
  const current = Math.min(wanted, matches.length - 1);
  return { query, matches, current, decorations: highlights(doc, matches, current) };
}

/** A part of an item that is seen, from a unit of what is seen on. */
interface SeenPart {
  seen: number;
  at: number;
  /** What is drawn in place of so many stored units. */
  whole: number | null;
}

const targetOf = (node: Node) => referenceTarget(schema.marks['link']!.isInSet(node.marks)?.attrs['href']);

function findInItem(item: Node, query: string, { draft, lang, shown }: Seen): readonly Match[] {
  let text = '';
  const parts: SeenPart[] = [];
  item.forEach((node, at) => {
    if (isHidden(node, shown)) return;
    const target = targetOf(node);
    parts.push({ at, seen: text.length, whole: target ? node.nodeSize : null });
    text += target ? citedWords(draft.view, lang, target, node.textContent) : node.textContent;
  });
  const place = (seen: number, end: boolean) => {
    const part = parts.filter((one) => (end ? one.seen < seen : one.seen <= seen)).at(-1);
    if (!part) return seen;
    return part.at + (part.whole === null ? seen - part.seen : end ? part.whole : 0);
  };
  return findInText(text, query).map(({ from, to }) => ({ from: place(from, false), to: place(to, true) }));
}

function highlights(doc: Node, matches: readonly Match[], current: number): DecorationSet {
  const first = Math.max(0, Math.min(current - HIGHLIGHTS_MAX / 2, matches.length - HIGHLIGHTS_MAX));
  const shown = matches.slice(first, first + HIGHLIGHTS_MAX);
  return DecorationSet.create(
    doc,
    shown.map(({ from, to }, i) =>
      Decoration.inline(from, to, { class: first + i === current ? 'found found-here' : 'found' }),
    ),
  );
}
