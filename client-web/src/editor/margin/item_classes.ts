/** Classes that items wear for a moment: gone to, refused, being dragged, written in. */
import { Plugin, PluginKey, type EditorState, type Selection, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { findItem } from '../document/points';

export type ItemClass = 'flash' | 'refused' | 'dragged';

type Worn = ReadonlyMap<ItemClass, string>;

const key = new PluginKey<Worn>('item classes');

export function itemClassesPlugin(): Plugin<Worn> {
  return new Plugin<Worn>({
    key,
    state: {
      init: () => new Map(),
      apply: (tr, worn) => (tr.getMeta(key) as Worn | undefined) ?? worn,
    },
    props: {
      decorations(state) {
        const decorations = [...key.getState(state)!].flatMap(([name, id]) => {
          const found = findItem(state.doc, id);
          return found ? [Decoration.node(found.pos, found.pos + found.node.nodeSize, { class: name })] : [];
        });
        return DecorationSet.create(state.doc, [...decorations, ...writtenIn(state.selection)]);
      },
    },
  });
}

/** The item with the caret, which the style sheet keeps from being skipped. */
function writtenIn({ $head }: Selection): Decoration[] {
  return $head.depth === 0 ? [] : [Decoration.node($head.before(1), $head.after(1), { class: 'written-in' })];
}

function wear(state: EditorState, name: ItemClass, item: string | null): Transaction {
  const worn = new Map(key.getState(state));
  if (item === null) worn.delete(name);
  else worn.set(name, item);
  return state.tr.setMeta(key, worn).setMeta('addToHistory', false);
}

export function setItemClass(view: EditorView, name: ItemClass, item: string | null): void {
  view.dispatch(wear(view.state, name, item));
}

/** Puts the class on for `ms`, and takes it off again if it is still on that item. */
export function flashItem(view: EditorView, name: ItemClass, item: string, ms: number): void {
  setItemClass(view, name, item);
  setTimeout(() => {
    if (!view.isDestroyed && key.getState(view.state)?.get(name) === item) setItemClass(view, name, null);
  }, ms);
}
