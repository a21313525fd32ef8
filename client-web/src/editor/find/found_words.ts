/** The words that are looked for, all of them highlighted and one of them current. Kept up to date while text changes. */
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Node } from 'prosemirror-model';
import { findInText, type Match } from '../../text/find_text';
import { isHidden, type ShownAs } from '../views/shown';

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

/** `shown`: what is not seen is not found, and what stands on both sides of it is found as one. */
export function findPlugin(shown: () => ShownAs): Plugin<FindPluginState> {
  let cache = new WeakMap<Node, readonly Match[]>();
  return new Plugin<FindPluginState>({
    key,
    state: {
      init: () => NOTHING,
      apply(tr, state) {
        const asked = tr.getMeta(key) as { query: string; current: number } | undefined;
        if (asked && asked.current < 0) cache = new WeakMap();
        const { query, current } = asked ?? state;
        if (query === '') return NOTHING;
        if (!asked && !tr.docChanged) return state;
        return search(tr.doc, query, current, cache, shown());
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
  shown: ShownAs,
): FindPluginState {
  const matches: Match[] = [];
  doc.forEach((node, pos) => {
    let inNode = cache.get(node);
    if (!inNode) cache.set(node, (inNode = findInItem(node, query, shown)));
    for (const { from, to } of inNode) matches.push({ from: pos + 1 + from, to: pos + 1 + to });
  });
  const current = Math.min(wanted, matches.length - 1);
  return { query, matches, current, decorations: highlights(doc, matches, current) };
}

/** A part of an item that is seen, from a unit of what is seen on. */
interface SeenPart {
  at: number;
  seen: number;
}

function findInItem(item: Node, query: string, shown: ShownAs): readonly Match[] {
  let text = '';
  const parts: SeenPart[] = [];
  item.forEach((node, at) => {
    if (isHidden(node, shown)) return;
    parts.push({ at, seen: text.length });
    text += node.textContent;
  });
  const place = (seen: number, end: boolean) => {
    const part = parts.filter((one) => (end ? one.seen < seen : one.seen <= seen)).at(-1);
    return part ? part.at + seen - part.seen : seen;
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
