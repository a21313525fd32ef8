/**
 * What follows from elsewhere and is drawn into the text: references, handles on request, the numbers left behind at its end, and
 * which words are a list of the delegations present (rolls.ts).
 *
 * References: a link to an item shows the number that the item has now, and its stored words not at all.
 *
 * The stored words stay in the document, where positions, marks and others' changes go on as they do in any words. They are
 * hidden, and a widget in the same link shows the number (`widget`, drawn with the marks of the words, so it is struck or in
 * brackets with them). A browser has no place for a caret in what is hidden, so arrows pass over a reference as over one sign
 * (`passOver`); what deletes a sign beside the caret deletes the whole of it (`deleteWhole`), for a part of words that nobody
 * sees is nothing that anybody means.
 *
 * Numbers follow from the draft, not from the document, so what is drawn is looked up anew whenever the draft's structure is
 * another one (`references`, by document and structure).
 */
import type { Mark, Node } from 'prosemirror-model';
import { TextSelection, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { AT_END, gapsBefore } from '../../draft/gaps';
import { handles } from '../../draft/handles';
import { numberWords } from '../../draft/number_words';
import { referenceTarget, referenceTo } from '../../draft/references';
import { readDomSelection } from '../document/dom_selection';
import { itemAttrs, schema } from '../document/schema';
import type { EditorHost } from '../host';
import { leaveRoll, rollsIn, type Stretch } from './rolls';

export interface ReferenceHandlers {
  /** What is said of an item when somebody points at a reference to it. */
  about(item: string): string;
  goTo(item: string): void;
  /** Whether the handle of each item stands behind its words. */
  showsHandles(): boolean;
  /** What is said of words that are a list of the delegations present. */
  aboutRoll(): string;
}

/** A reference in an item: offsets of its stored words. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly target: string;
  readonly stored: string;
  readonly marks: readonly Mark[];
}

const inItem = new WeakMap<Node, readonly Found[]>();

const targetOf = (node: Node) => referenceTarget(schema.marks['link']!.isInSet(node.marks)?.attrs['href']);

function foundIn(item: Node): readonly Found[] {
  const known = inItem.get(item);
  if (known) return known;
  const found: Found[] = [];
  item.forEach((node, from) => {
    const target = targetOf(node);
    if (target)
      found.push({ from, to: from + node.nodeSize, target, stored: node.text ?? '', marks: node.marks });
  });
  inItem.set(item, found);
  return found;
}

class References {
  private drawn: { doc: Node; structure: object; handles: boolean; set: DecorationSet } | null = null;

  constructor(
    private readonly host: EditorHost,
    private readonly handlers: ReferenceHandlers,
  ) {}

  decorations({ doc }: EditorState): DecorationSet {
    const { structure } = this.host.draft.view;
    const shown = this.handlers.showsHandles();
    const { drawn } = this;
    if (drawn?.doc === doc && drawn.structure === structure && drawn.handles === shown) return drawn.set;
    const set = DecorationSet.create(doc, this.draw(doc, shown));
    this.drawn = { doc, structure, handles: shown, set };
    return set;
  }

  private draw(doc: Node, withHandles: boolean): Decoration[] {
    const decorations: Decoration[] = [];
    const known = withHandles ? handles(this.host.draft.view).of : null;
    doc.forEach((item, pos) => {
      for (const found of foundIn(item)) this.drawReference(found, pos + 1, decorations);
      for (const { from, to } of rollsIn(item)) decorations.push(this.rollAt(pos + 1 + from, pos + 1 + to));
      const handle = known?.get(itemAttrs(item).id);
      if (handle) decorations.push(handleAt(pos + 1 + item.content.size, handle));
    });
    const gaps = gapsBefore(this.host.draft.view, this.host.lang).get(AT_END); // those in front of an item stand with it
    if (gaps) decorations.push(gapsAt(doc.content.size, gaps));
    return decorations;
  }

  private drawReference({ from, to, target, stored, marks }: Found, start: number, into: Decoration[]): void {
    const { draft, lang } = this.host;
    const { words, gone } = referenceTo(draft.view, lang, target, stored);
    const deleted = gone ? ` ${numberWords(lang).deleted}` : '';
    into.push(
      Decoration.inline(start + from, start + to, { class: 'reference-stored' }),
      Decoration.widget(start + to, () => this.widget(target, words, deleted), {
        side: -1,
        marks,
        key: `${target} ${words}${deleted}`,
        ignoreSelection: true,
      }),
    );
  }

  private rollAt(from: number, to: number): Decoration {
    return Decoration.inline(from, to, { class: 'roll', title: this.handlers.aboutRoll() });
  }

  /** Words of their own, not style, so that they are read aloud. */
  private widget(target: string, words: string, deleted: string): HTMLElement {
    const element = document.createElement('span');
    element.className = deleted ? 'reference is-gone' : 'reference';
    element.contentEditable = 'false';
    element.dataset['target'] = target;
    element.append(words);
    if (deleted) element.appendChild(document.createElement('span')).append(deleted);
    element.addEventListener('mouseenter', () => (element.title = this.handlers.about(target)));
    return element;
  }
}

function handleAt(pos: number, handle: string): Decoration {
  const draw = () => {
    const element = document.createElement('span');
    element.className = 'item-handle-sign';
    element.contentEditable = 'false';
    element.append(` §${handle}`);
    return element;
  };
  return Decoration.widget(pos, draw, { side: 1, key: `§${handle}`, ignoreSelection: true });
}

function gapsAt(pos: number, gaps: string): Decoration {
  const draw = () => {
    const element = document.createElement('div');
    element.className = 'last-gaps';
    element.contentEditable = 'false';
    element.append(gaps);
    return element;
  };
  return Decoration.widget(pos, draw, { side: 1, key: gaps, ignoreSelection: true });
}

/** What ends, or begins, where the selection has its head, or is around it, as places of the document. */
function besideHead(
  { selection: { $head } }: EditorState,
  forward: boolean,
  among: (item: Node) => readonly Stretch[],
): Stretch | null {
  if ($head.depth === 0) return null;
  const start = $head.start();
  const offset = $head.parentOffset;
  const found = among($head.parent).find(({ from, to }) =>
    forward ? from <= offset && offset < to : from < offset && offset <= to,
  );
  return found ? { from: start + found.from, to: start + found.to } : null;
}

function deleteWhole({ view, writable, held }: EditorHost, event: InputEvent): boolean {
  const forward = /^delete\w*Forward$/.test(event.inputType);
  if (!writable || held || !(forward || /^delete\w*Backward$/.test(event.inputType))) return false;
  const wholes = (item: Node) => [...foundIn(item), ...rollsIn(item)];
  const beside = view.state.selection.empty && besideHead(view.state, forward, wholes);
  if (!beside) return false;
  view.dispatch(view.state.tr.delete(beside.from, beside.to));
  return true;
}

/** Browsers do not agree on where a caret comes that goes over what is hidden. */
function passOver({ view, held }: EditorHost, event: KeyboardEvent): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (!/^Arrow(Left|Right)$/.test(key) || altKey || ctrlKey || metaKey || held) return false;
  readDomSelection(view);
  const { doc, selection, tr } = view.state;
  if (!selection.empty && !shiftKey) return false;
  const forward = (key === 'ArrowRight') !== (getComputedStyle(view.dom).direction === 'rtl');
  const beside = besideHead(view.state, forward, foundIn);
  if (!beside) return false;
  const head = forward ? beside.to : beside.from;
  view.dispatch(tr.setSelection(TextSelection.create(doc, shiftKey ? selection.anchor : head, head)));
  return true;
}

/** Draws them from now on, as long as the editor is there. */
export function attachReferences(host: EditorHost, handlers: ReferenceHandlers): () => void {
  const { view } = host;
  const references = new References(host, handlers);
  const instead = <E extends Event>(does: (host: EditorHost, event: E) => boolean) => {
    return (event: E) => {
      if (!does(host, event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
  };
  const onInput = instead(deleteWhole);
  const onKey = instead((host, event: KeyboardEvent) => passOver(host, event) || leaveRoll(host, event));
  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('.reference') : null;
    const target = element?.dataset['target'];
    if (!target) return;
    event.preventDefault();
    handlers.goTo(target);
  };
  view.setProps({ decorations: (state) => references.decorations(state) });
  view.dom.addEventListener('beforeinput', onInput, true);
  view.dom.addEventListener('keydown', onKey, true);
  view.dom.addEventListener('click', onClick);
  return () => {
    view.dom.removeEventListener('keydown', onKey, true);
    view.dom.removeEventListener('beforeinput', onInput, true);
    view.dom.removeEventListener('click', onClick);
  };
}

/** What is drawn, and found, may be other numbers now. */
export function redrawReferences({ view, held }: EditorHost): void {
  if (!view.isDestroyed && !held) view.dispatch(view.state.tr.setMeta('addToHistory', false));
}
