/** Words that somebody comments on are underlined as long as the thread is open; the underline moves with them. */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Comment, Lang } from '../../wire/types';
import { findItem } from '../document/points';

type Comments = ReadonlyMap<string, Comment>;

interface CommentsState {
  comments: Comments;
  decorations: DecorationSet;
}

const key = new PluginKey<CommentsState>('comments');

export function commentsPlugin(lang: Lang): Plugin<CommentsState> {
  return new Plugin<CommentsState>({
    key,
    state: {
      init: () => ({ comments: new Map(), decorations: DecorationSet.empty }),
      apply(tr, state) {
        const comments = tr.getMeta(key) as Comments | undefined;
        if (comments) return { comments, decorations: draw(tr.doc, comments, lang) };
        return tr.docChanged ? { ...state, decorations: state.decorations.map(tr.mapping, tr.doc) } : state;
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
  });
}

/** Null where these are shown already. */
export function showComments(state: EditorState, comments: Comments): Transaction | null {
  if (key.getState(state)?.comments === comments) return null;
  return state.tr.setMeta(key, comments).setMeta('addToHistory', false);
}

function draw(doc: Node, comments: Comments, lang: Lang): DecorationSet {
  const decorations: Decoration[] = [];
  for (const { item, lang: of, anchor = 0, head = 0, resolved, removed } of comments.values()) {
    const found = of === lang && !resolved && !removed && anchor !== head ? findItem(doc, item) : null;
    if (!found) continue;
    const place = (offset: number) => found.pos + 1 + Math.min(offset, found.node.content.size);
    const range = [Math.min(anchor, head), Math.max(anchor, head)] as const;
    decorations.push(Decoration.inline(place(range[0]), place(range[1]), { class: 'commented' }));
  }
  return DecorationSet.create(doc, decorations);
}
