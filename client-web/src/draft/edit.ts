/**
 * A draft state while it is being changed: copies what it writes to, once, and gives a new state in the end. What it
 * started from stays as it was.
 */
import type Delta from 'quill-delta';
import type {
  Comment,
  Consultation,
  FollowMark,
  Lang,
  Numbering,
  Participant,
  PositionEntry,
  Proposal,
  Removal,
} from '../wire/types';
import { fingerprintOf, isTextOf } from '../text/fingerprint';
import { positionKey } from './negotiation';
import { TOP, childrenOf, textOf } from './state';
import type { DraftState, Item, Negotiation } from './types';

function withEntry<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map(map).set(key, value);
}

/** A language that was said to match just these words of the original matches them again. */
function alignedAgain({ aligned, aligned_to = {} }: Item, original: Delta, seq: number): Item['aligned'] {
  const again = Object.keys(aligned_to).filter((lang) => isTextOf(aligned_to[lang]!, original));
  return again.reduce((all, lang) => ({ ...all, [lang]: seq }), aligned);
}

const FIELDS = [
  'id',
  'title',
  'langs',
  'numbering',
  'frozen',
  'adopted',
  'versions',
  'follows',
  'followUp',
  'seq',
  'items',
  'children',
  'structure',
  'participants',
  'negotiation',
] as const satisfies readonly (keyof DraftState)[];

/** What a state consists of; what is not there stays away. */
function fieldsOf(state: DraftState): DraftState {
  const there = FIELDS.filter((name) => state[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, state[name]])) as unknown as DraftState;
}

export class DraftEdit implements DraftState {
  declare readonly id: string;
  declare title: DraftState['title'];
  declare langs: DraftState['langs'];
  declare numbering?: Numbering;
  declare frozen?: DraftState['frozen'];
  declare adopted: boolean;
  declare versions: DraftState['versions'];
  declare follows?: string;
  declare followUp?: ReadonlyMap<string, FollowMark>;
  declare seq: number;
  declare items: ReadonlyMap<string, Item>;
  declare children: ReadonlyMap<string, readonly string[]>;
  declare structure: object;
  declare participants: ReadonlyMap<string, Participant>;
  declare negotiation: Negotiation;

  private ownItems: Map<string, Item> | null = null;
  private ownChildren: Map<string, readonly string[]> | null = null;
  /** Sibling lists made during this edit: they may be written in place. */
  private readonly ownLists = new Set<readonly string[]>();

  constructor(state: DraftState) {
    Object.assign(this, fieldsOf(state));
  }

  /** The new state. The edit must not be used after this. */
  finish(): DraftState {
    return fieldsOf(this);
  }

  put(item: Item): void {
    if (!this.ownItems) this.items = this.ownItems = new Map(this.items);
    this.ownItems.set(item.id, item);
  }

  /** Notes that the outline is another one now. */
  restructure(): void {
    this.structure = {};
    this.children = this.ownChildren ??= new Map(this.children);
  }

  setText(id: string, lang: Lang, text: Delta, seq: number): void {
    const item = this.items.get(id)!;
    this.put({
      ...item,
      texts: { ...item.texts, [lang]: text },
      changed: { ...item.changed, [lang]: seq },
      ...(lang === this.langs[0] && item.aligned_to && { aligned: alignedAgain(item, text, seq) }),
    });
  }

  setAligned(id: string, lang: Lang, seq: number): void {
    const item = this.items.get(id)!;
    const original = fingerprintOf(textOf(item, this.langs[0] ?? ''));
    this.put({
      ...item,
      texts: { ...item.texts, [lang]: textOf(item, lang) },
      aligned: { ...item.aligned, [lang]: seq },
      aligned_to: { ...item.aligned_to, [lang]: original },
    });
  }

  setRemoved(id: string, removed: boolean, by?: Removal): void {
    const item = this.items.get(id);
    if (!item || item.removed === removed) return;
    this.restructure();
    const { removal, ...rest } = item;
    const kept = removed ? (by ?? removal) : undefined;
    this.put({ ...rest, removed, ...(kept && { removal: kept }) });
  }

  setNumber(id: string, number: Pick<Item, 'start' | 'name' | 'frozen'>): void {
    const item = this.items.get(id);
    if (!item) return;
    const { start: _start, name: _name, frozen: _frozen, ...rest } = item;
    this.restructure();
    this.put({ ...rest, ...number });
  }

  /** Puts an item that is in no list into its parent's, behind `after` or first. */
  insertBehind(id: string, parent: string | null, after: string | null): void {
    const list = this.writable(parent);
    list.splice(after === null ? 0 : list.lastIndexOf(after) + 1, 0, id);
  }

  takeOut(id: string, parent: string | null): void {
    const list = this.writable(parent);
    list.splice(list.lastIndexOf(id), 1);
    if (list.length === 0) this.ownChildren!.delete(parent ?? TOP);
  }

  /** Everything below `from` goes behind what is below `to`. */
  moveChildren(from: string, to: string): void {
    const moving = childrenOf(this, from);
    if (moving.length === 0) return;
    const list = this.writable(to);
    list.push(...moving);
    this.ownChildren!.delete(from);
    for (const id of moving) this.put({ ...this.items.get(id)!, parent: to });
  }

  private negotiate(change: Partial<Negotiation>): void {
    this.negotiation = { ...this.negotiation, ...change };
  }

  /** Where a whole item is proposed, or was, numbers depend on it. */
  putProposal(proposal: Proposal): void {
    this.negotiate({ proposals: withEntry(this.negotiation.proposals, proposal.id, proposal) });
    if (proposal.act === 'add') this.restructure();
  }

  /** What is undefined is no longer said of it. */
  changeProposal(id: string, change: { [K in keyof Proposal]?: Proposal[K] | undefined }): void {
    const proposal = this.negotiation.proposals.get(id);
    if (!proposal) return;
    const entries = Object.entries({ ...proposal, ...change }).filter(([, value]) => value !== undefined);
    this.putProposal(Object.fromEntries(entries) as unknown as Proposal);
  }

  putPosition(entry: PositionEntry): void {
    const key = positionKey(entry.item, entry.delegation);
    this.negotiate({ positions: withEntry(this.negotiation.positions, key, entry) });
  }

  putComment(comment: Comment): void {
    this.negotiate({ comments: withEntry(this.negotiation.comments, comment.id, comment) });
  }

  removeComment(id: string): void {
    const comment = this.negotiation.comments.get(id);
    if (!comment) return;
    const { quote, lead, ...rest } = comment;
    this.putComment({ ...rest, text: '', removed: true });
  }

  changeComment(id: string, change: Partial<Comment>): void {
    const comment = this.negotiation.comments.get(id);
    if (comment) this.putComment({ ...comment, ...change });
  }

  setConsultations(consultations: readonly Consultation[]): void {
    this.negotiate({ consultations });
  }

  private writable(parent: string | null): string[] {
    this.restructure();
    const key = parent ?? TOP;
    const list = this.ownChildren!.get(key);
    if (list && this.ownLists.has(list)) return list as string[];
    const copy = list ? [...list] : [];
    this.ownLists.add(copy);
    this.ownChildren!.set(key, copy);
    return copy;
  }
}
