/** What a draft is, as values that are never changed in place. */
import type Delta from 'quill-delta';
import type {
  ByLang,
  Comment,
  Consultation,
  FollowMark,
  FrozenNumber,
  ItemKind,
  ItemStatus,
  Lang,
  Numbering,
  Override,
  Participant,
  PositionEntry,
  Proposal,
  Removal,
  Version,
} from '../wire/types';

export interface Item {
  readonly id: string;
  /** Only where the snapshot that the draft was read from says it: handles.ts knows that of every item. */
  readonly handle?: string;
  readonly parent: string | null;
  readonly kind: ItemKind;
  readonly status: ItemStatus;
  /** Its own flag: an item is there if neither it nor anything above it is removed. */
  readonly removed: boolean;
  /** Inserts only. A language that nobody has written in is absent. */
  readonly texts: ByLang<Delta>;
  readonly changed: ByLang<number>;
  readonly aligned: ByLang<number>;
  /** Of what is aligned: the fingerprint of the original that it was said to match. */
  readonly aligned_to?: ByLang<string>;
  /** An item of its family; the root has none. */
  readonly kin?: string;
  readonly override?: Override;
  readonly removal?: Removal;
  readonly start?: number;
  readonly name?: string;
  readonly frozen?: FrozenNumber;
}

/** Who wants what. */
export interface Negotiation {
  /** By id, in order of the log. */
  readonly proposals: ReadonlyMap<string, Proposal>;
  /** By item and delegation. */
  readonly positions: ReadonlyMap<string, PositionEntry>;
  readonly comments: ReadonlyMap<string, Comment>;
  readonly consultations: readonly Consultation[];
}

export interface DraftState {
  readonly id: string;
  readonly title: ByLang<string>;
  /** The first is the original language. */
  readonly langs: readonly Lang[];
  /** Absent: the conference's. */
  readonly numbering?: Numbering;
  /** Numbers are frozen; how many names were given after which. */
  readonly frozen?: { readonly [key: string]: number };
  readonly adopted: boolean;
  /** Moments with names, in the order in which they got them. */
  readonly versions: readonly Version[];
  /** The draft that this one follows up. */
  readonly follows?: string;
  /** What was said of its commitments, by place (followKey). */
  readonly followUp?: ReadonlyMap<string, FollowMark>;
  readonly seq: number;
  /** All items, tombstones too. */
  readonly items: ReadonlyMap<string, Item>;
  /** Siblings in document order, tombstones too, by parent (TOP for none). An item without any has no entry. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Another object whenever an item came, went, moved or changed its kind: what derived outlines are cached by. */
  readonly structure: object;
  readonly participants: ReadonlyMap<string, Participant>;
  /** Proposals, positions, comments, consultations. */
  readonly negotiation: Negotiation;
  /** Shown as if something were decided (as_if.ts): the draft as it is, by which alternatives are numbered. */
  readonly readingOf?: DraftState;
}
