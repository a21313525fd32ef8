/**
 * Others' carets and selections, and in the margin who is at which item. They are drawn from what the open draft says and
 * move with the document between two reports; while this person composes nothing is redrawn.
 */
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Node } from 'prosemirror-model';
import { hueOf } from '../hue';
import { findItem } from '../document/points';

export interface Peer {
  client: string;
  item: string;
  anchor: number;
  head: number;
  name: string;
  /** What stands in the margin and on the caret: the delegation, or where there is none the name. */
  code: string;
  /** Only those whose caret is in this language have one drawn; all are named in the margin. */
  here: boolean;
}

/** Labels of carets that are nearer to each other than this would cover one another: they are stacked. */
const LABEL_UNITS = 8;

interface PeersState {
  decorations: DecorationSet;
  /** Position of each caret, and how often it has moved by itself: a moved caret shows the full name again. */
  carets: ReadonlyMap<string, { pos: number; moves: number }>;
}

const key = new PluginKey<PeersState>('peers');

export function peersPlugin(): Plugin<PeersState> {
  return new Plugin<PeersState>({
    key,
    state: {
      init: () => ({ decorations: DecorationSet.empty, carets: new Map() }),
      apply(tr, state) {
        const peers = tr.getMeta(key) as Peer[] | undefined;
        if (peers) return draw(tr.doc, peers, mapCarets(tr, state.carets));
        if (!tr.docChanged) return state;
        return {
          decorations: state.decorations.map(tr.mapping, tr.doc),
          carets: mapCarets(tr, state.carets),
        };
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
  });
}

export function showPeers(state: EditorState, peers: readonly Peer[]): Transaction {
  return state.tr.setMeta(key, peers).setMeta('addToHistory', false);
}

function mapCarets(tr: Transaction, carets: PeersState['carets']): PeersState['carets'] {
  if (!tr.docChanged) return carets;
  return new Map(
    [...carets].map(([client, { pos, moves }]) => [client, { pos: tr.mapping.map(pos, -1), moves }]),
  );
}

function draw(doc: Node, peers: readonly Peer[], before: PeersState['carets']): PeersState {
  const decorations: Decoration[] = [];
  const heads: number[] = [];
  const carets = new Map<string, { pos: number; moves: number }>();
  const codes = new Map<number, { size: number; codes: Set<string> }>();
  for (const peer of peers) {
    const found = findItem(doc, peer.item);
    if (!found) continue;
    const { pos, node } = found;
    const note = codes.get(pos) ?? { size: node.nodeSize, codes: new Set() };
    codes.set(pos, { ...note, codes: note.codes.add(peer.code) });
    if (!peer.here) continue;
    const place = (offset: number) => pos + 1 + Math.min(offset, node.content.size);
    const known = before.get(peer.client);
    const head = place(peer.head);
    const moves = known ? known.moves + (known.pos === head ? 0 : 1) : 0;
    carets.set(peer.client, { pos: head, moves });
    const stack = heads.filter((other) => Math.abs(other - head) < LABEL_UNITS).length;
    heads.push(head);
    decorations.push(...caretDecorations(peer, place(peer.anchor), head, { moves, stack }));
  }
  for (const [pos, { size, codes: here }] of codes) {
    decorations.push(Decoration.node(pos, pos + size, { 'data-here': [...here].sort().join(' · ') }));
  }
  return { decorations: DecorationSet.create(doc, decorations), carets };
}

/** `moves` makes a moved caret a new element, which shows the name again; `stack`: how many labels stand here already. */
function caretDecorations(
  peer: Peer,
  anchor: number,
  head: number,
  { moves, stack }: { moves: number; stack: number },
): Decoration[] {
  const style = `--hue: ${hueOf(peer.code)}`;
  const caret = Decoration.widget(head, () => caretElement(peer, stack), {
    side: -1,
    key: `${peer.client} ${moves} ${stack} ${peer.code} ${peer.name}`,
    ignoreSelection: true,
  });
  if (anchor === head) return [caret];
  const range = [Math.min(anchor, head), Math.max(anchor, head)] as const;
  return [caret, Decoration.inline(...range, { class: 'peer-selection', style })];
}

function caretElement({ code, name }: Peer, stack: number): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'peer-caret';
  caret.setAttribute('aria-hidden', 'true');
  caret.style.setProperty('--hue', String(hueOf(code)));
  if (stack > 0) caret.style.setProperty('--stack', String(stack));
  const label = caret.appendChild(document.createElement('span'));
  label.append(code);
  if (name !== code) label.appendChild(document.createElement('i')).append(`\u2002${name}`);
  return caret;
}
