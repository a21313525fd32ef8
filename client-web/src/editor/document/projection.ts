/**
 * The document on screen is a projection of the draft in one language: pure, and cached by identity, so that an
 * item which did not change yields the very same node, and comparing two documents costs a walk over pointers.
 */
import Delta, { type Op } from 'quill-delta';
import { Fragment, Mark, type Node } from 'prosemirror-model';
import { gapsBefore } from '../../draft/gaps';
import { isCountable, outline, outlineRow, type OutlineRow } from '../../draft/numbering';
import { marksOfText, withoutMarks } from '../../draft/marks';
import { marksAround, type Negotiation } from '../../draft/negotiation';
import { bracketsOf, type Bracket, type Piece } from '../../draft/nesting';
import { isStale, textOf, type DraftState, type Item } from '../../draft/state';
import type { ItemStatus, Lang } from '../../wire/types';
import {
  attributesFromMarks,
  marksFromAttributes,
  marksOfBracket,
  NOBODY,
  type ProposalAuthor,
} from './attributes';
import { itemNotes } from './item_notes';
import { itemAttrs, itemType, schema, type ItemAttrs } from './schema';

/** Whether the one at this page may write in an item of a status. */
export type Writable = (status: ItemStatus) => boolean;

interface Cached {
  text: Delta;
  around: string;
  row: OutlineRow;
  proposals: Negotiation['proposals'];
  notes: string;
  item: Item;
  node: Node;
}

const PLACEHOLDER = itemType.create({ id: '', writable: false });

export class Projection {
  private readonly cache = new Map<string, Cached>();
  private writable: Writable = () => false;

  constructor(
    readonly lang: Lang,
    private readonly author: ProposalAuthor = () => NOBODY,
  ) {}

  /** What the person may do has changed: every node is made anew where it matters. */
  setWritable(writable: Writable): void {
    this.writable = writable;
    this.cache.clear();
  }

  /** Brackets may name other authors now: nodes with marks of proposals are made anew. */
  forgetMarks(): void {
    for (const [id, { text }] of this.cache) if (marksOfText(text).size > 0) this.cache.delete(id);
  }

  /** One node for each item that is there; a single empty one while there is none. */
  nodes(view: DraftState): readonly Node[] {
    const rows = outline(view, this.lang);
    return rows.length > 0 ? rows.map((row) => this.project(view, row)) : [PLACEHOLDER];
  }

  node(view: DraftState, id: string): Node | null {
    const row = outlineRow(view, id, this.lang);
    return row ? this.project(view, row) : null;
  }

  /** The document already holds an equal node: from now on that one stands for the item. */
  adopt(id: string, node: Node): void {
    const cached = this.cache.get(id);
    if (cached) cached.node = node;
  }

  private project(view: DraftState, row: OutlineRow): Node {
    const item = view.items.get(row.id)!;
    const cached = this.cache.get(row.id);
    const notes = itemNotes(view.negotiation, row.id);
    if (
      cached &&
      cached.item === item &&
      cached.row === row &&
      cached.proposals === view.negotiation.proposals &&
      cached.notes === notes
    )
      return cached.node;
    const text = textOf(item, this.lang);
    const around = marksAround(view.negotiation, row.id);
    const drawn = drawnText(text, around);
    const attrs = this.attrs(view, item, row, notes, drawn.whole);
    const sameText = cached?.text === text && cached.around === around.join(' ');
    const node =
      sameText && sameAttrs(itemAttrs(cached.node), attrs)
        ? cached.node
        : itemType.create(attrs, sameText ? cached.node.content : contentOf(text, this.author, drawn));
    this.cache.set(row.id, {
      text,
      around: around.join(' '),
      row,
      proposals: view.negotiation.proposals,
      notes,
      item,
      node,
    });
    return node;
  }

  private attrs(
    view: DraftState,
    item: Item,
    { depth, proposed, label, shown }: OutlineRow,
    notes: string,
    whole: readonly Bracket[],
  ): ItemAttrs {
    const { id, kind, status } = item;
    const stale = isStale(view, item, this.lang);
    const writable = this.writable(status);
    const who = (kind: Bracket['kind']) => {
      const bracket = whole.find((one) => one.kind === kind);
      return bracket ? this.author(bracket).who : '';
    };
    return {
      id,
      depth,
      kind,
      status,
      writable,
      stale,
      number: proposed ? label : isCountable(view) ? null : shown,
      gaps: gapsBefore(view, this.lang).get(id) ?? '',
      adding: who('ins'),
      leaving: who('del'),
      notes,
    };
  }
}

function sameAttrs(a: ItemAttrs, b: ItemAttrs): boolean {
  return (
    a.depth === b.depth &&
    a.kind === b.kind &&
    a.status === b.status &&
    a.writable === b.writable &&
    a.stale === b.stale &&
    a.number === b.number &&
    a.gaps === b.gaps &&
    a.adding === b.adding &&
    a.leaving === b.leaving &&
    a.notes === b.notes
  );
}

/** The words of an item, and the brackets around all of them, which the item draws itself. */
interface DrawnText {
  whole: readonly Bracket[];
  /** Marks of the text that stand in a bracket which the item draws. */
  within: readonly Bracket[];
  pieces: readonly Piece[];
}

function drawnText(text: Delta, around: readonly string[] = []): DrawnText {
  const whole: Bracket[] = [];
  const within: Bracket[] = [];
  let pieces = bracketsOf(text, around);
  for (let left = around.length; left > 0;) {
    const bracket = pieces[0] as Bracket;
    whole.push(bracket);
    if (bracket.proposals.length > left)
      within.push({ ...bracket, proposals: bracket.proposals.slice(left) });
    left -= bracket.proposals.length;
    pieces = bracket.inner;
  }
  return { whole, within, pieces };
}

/** Embeds are not part of this protocol: should one come, it takes up its one place as a visible mark. */
export function contentOf(
  text: Delta,
  author: ProposalAuthor = () => NOBODY,
  { within, pieces }: DrawnText = drawnText(text),
): Fragment {
  const nodes: Node[] = [];
  const draw = (pieces: readonly Piece[], marks: readonly Mark[]) => {
    for (const piece of pieces) {
      if (typeof piece === 'object') draw(piece.inner, [...marks, ...marksOfBracket(piece, author)]);
      else drawPart(text.ops[piece], marks);
    }
  };
  const drawPart = (part: Op | undefined, marks: readonly Mark[]) => {
    if (part?.insert === undefined || part.insert === '') return;
    const words = typeof part.insert === 'string' ? part.insert : '\ufffc';
    const plain = marksFromAttributes(withoutMarks(part.attributes));
    nodes.push(schema.text(words, Mark.setFrom([...marks, ...plain])));
  };
  draw(
    pieces,
    within.flatMap((bracket) => marksOfBracket(bracket, author).map(drawnAround)),
  );
  return Fragment.fromArray(nodes);
}

function drawnAround(mark: Mark): Mark {
  return mark.type.create({ ...mark.attrs, drawn: 'within' });
}

export function deltaOf(content: Fragment): Delta {
  const delta = new Delta();
  content.forEach((node) => delta.insert(node.text ?? '', attributesFromMarks(node.marks)));
  return delta;
}
