/**
 * The words that went since somebody's last visit, struck, where they stood, with who took them away. They are drawn beside the document, not
 * into it: nothing of them is copied, found or sent. What differs is the server's word (protocol/record.md "Compare"), asked for again when
 * the text has rested; meanwhile the struck words move with what is typed around them.
 */
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Node } from 'prosemirror-model';
import type { Editor } from '../../editor';
import type { People } from '../../record/life';
import { formatMoment } from '../i18n/dates';
import type { Workspace } from '../draft/workspace';
import { keptUp } from './kept_up';
import { hueOfPerson, personName } from './person';
import { pastWords } from './words';

interface Part {
  kind: 'kept' | 'deleted' | 'inserted' | 'left' | 'came';
  words: { ops: { insert: string }[] };
  at?: number;
  by?: string;
}

interface Compared {
  items: {
    item: string;
    state: string;
    parts: Part[];
    op?: { at: number; by: string };
  }[];
  people: People;
}

const key = new PluginKey<DecorationSet>('since-gone');
const wordsOf = ({ words }: Part) => words.ops.map(({ insert }) => insert).join('');

/** Draws nothing until it is told what. */
function plugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => (tr.getMeta(key) as DecorationSet | undefined) ?? set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      views.add(view);
      return { destroy: () => views.delete(view) };
    },
  });
}

/** Every text on the screen that draws them. */
const views = new Set<EditorView>();

const langOf = (view: EditorView) => view.dom.closest<HTMLElement>('[lang]')?.lang;

function struck(
  words: string,
  people: People,
  by: string | undefined,
  at: number | undefined,
  whole: boolean,
) {
  return () => {
    const element = document.createElement(whole ? 'div' : 'span');
    const gone = document.createElement('s'); // a `del` of the text has brackets around it
    const who = document.createElement('span');
    element.className = 'since-gone';
    element.contentEditable = 'false';
    element.style.setProperty('--hue', String(hueOfPerson(people, by)));
    gone.setAttribute('role', 'deletion');
    gone.textContent = words;
    who.className = 'since-gone-who';
    who.textContent = by ? ` ${personName(people, by)} ` : '';
    if (at !== undefined) element.title = pastWords.value.deletedBy(personName(people, by), formatMoment(at));
    element.append(gone, who);
    return element;
  };
}

/** Where each item begins and ends in the document. */
function placesOf(doc: Node): Map<string, { start: number; size: number; end: number }> {
  const places = new Map<string, { start: number; size: number; end: number }>();
  doc.forEach((node, offset) => {
    const { id } = node.attrs as { id?: string };
    if (id) places.set(id, { start: offset + 1, size: node.content.size, end: offset + node.nodeSize });
  });
  return places;
}

function draw(doc: Node, { items, people }: Compared): DecorationSet {
  const places = placesOf(doc);
  const drawn: Decoration[] = [];
  let behind = 0;
  for (const { item, state, parts, op } of items) {
    const place = places.get(item);
    if (!place) {
      const words = parts
        .filter(({ kind }) => kind === 'deleted' || kind === 'kept')
        .map(wordsOf)
        .join('');
      if (state === 'removed' && words)
        drawn.push(Decoration.widget(behind, struck(words, people, op?.by, op?.at, true), { side: 1 }));
      continue;
    }
    let at = 0;
    for (const part of parts) {
      const words = wordsOf(part);
      if (part.kind === 'deleted') {
        const pos = place.start + Math.min(at, place.size);
        drawn.push(Decoration.widget(pos, struck(words, people, part.by, part.at, false), { side: -1 }));
      } else if (part.kind !== 'left') at += words.length;
    }
    behind = place.end;
  }
  return DecorationSet.create(doc, drawn);
}

function show(view: EditorView, set: DecorationSet): void {
  view.dispatch(view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
}

/** Until what it gives is called. */
export function showDeletedSince(ws: Workspace, editor: Editor, seq: number): () => void {
  if (seq === 0) return () => undefined;
  if (![...views].some((view) => editor.dom === view.dom)) editor.extend(plugin);
  const path = (lang: string) => `/compare?from=${seq}&lang=${encodeURIComponent(lang)}`;
  const stop = keptUp<Compared>(ws, path, (lang, compared) => {
    for (const view of views) if (langOf(view) === lang) show(view, draw(view.state.doc, compared));
  });
  return () => {
    stop();
    for (const view of views) show(view, DecorationSet.empty);
  };
}
