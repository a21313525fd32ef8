/**
 * What travels between the page and the server, in the names of the protocol.
 *
 * Positions and lengths inside a text count UTF-16 code units. Times are milliseconds since the epoch, UTC.
 */
import type { AttributeMap, Op as DeltaPart } from 'quill-delta';

export type { AttributeMap, DeltaPart };

/** A text (inserts only) or a change to one. An array of parts is accepted in place of the object. */
export interface WireDelta {
  ops: DeltaPart[];
}

export type Role = 'observer' | 'delegation' | 'secretariat' | 'chair';
export type ItemKind = 'item' | 'heading' | 'paragraph';
export type ItemStatus = 'open' | 'review' | 'agreed' | 'approved';
/** A shorter name for the same thing. */
export type Status = ItemStatus;
export type Position = 'support' | 'accept' | 'reserve' | 'object';
export type Lang = string;
export type ByLang<T> = { readonly [lang: Lang]: T };

/** How a level of items counts. */
export type NumberingFormat =
  'decimal' | 'lower-letter' | 'upper-letter' | 'lower-roman' | 'upper-roman' | 'none';
/** What stands around a number. */
export interface NumberingAffixes {
  before?: string;
  after?: string;
}
export interface NumberingLevel extends NumberingAffixes {
  format: NumberingFormat;
  /** Where a language differs. */
  langs?: ByLang<NumberingAffixes>;
  /** The first of a list; 1 where absent. */
  start?: number;
  /** The counts of the levels above stand in front: 1.1. */
  chain?: boolean;
  /** A heading between siblings starts their count anew. */
  restart?: boolean;
}
/** What the name of an item stands for while numbers are frozen: see protocol/numbering.md. */
export interface FrozenNumber {
  order?: number;
  home?: string;
  base?: string;
  first?: string;
  former?: string;
}
/** A preset by its name, or a scheme of one to eight levels. */
export type Numbering =
  | string
  | {
      levels: readonly NumberingLevel[];
      paragraphs?: NumberingLevel;
      through?: boolean;
      leads?: boolean;
    };

export interface Participant {
  id: string;
  role: Role;
  name: string;
  /** ISO 3166-1 alpha-2 code or a short name. */
  delegation?: string;
  /** The head of their delegation takes its positions, not they. */
  silent?: boolean;
  /** In a snapshot and in what is folded from it: what the log tells of their seat. */
  seat?: SeatFacts;
}

/** Who did something to a seat, and when: a participant, `host` for the commands on the server, `system` where nobody noted it. */
export interface Deed {
  readonly by: string;
  readonly at: number;
}

export interface SeatFacts extends Deed {
  /** Of the invitation. */
  readonly id: string;
  readonly expires?: number;
  /** It waits for a confirmation, and observes until then. */
  readonly pending?: boolean;
  readonly confirmed?: Deed;
  /** When its link was opened first. */
  readonly entered?: number;
  readonly ended?: Deed;
}

export interface TextChange {
  type: 'text';
  item: string;
  lang: Lang;
  delta: WireDelta;
  /** By the server alone, where it follows from a decision: what would take it back. */
  undo?: WireDelta;
}
export interface ItemAdd {
  type: 'item.add';
  item: string;
  parent: string | null;
  /** The sibling to come after; null: first. */
  after: string | null;
  kind: ItemKind;
  texts?: ByLang<WireDelta>;
}
export interface ItemMove {
  type: 'item.move';
  item: string;
  parent: string | null;
  after: string | null;
}
export interface ItemRemove {
  type: 'item.remove';
  item: string;
}
export interface ItemRestore {
  type: 'item.restore';
  item: string;
}
export interface ItemSplit {
  type: 'item.split';
  item: string;
  new: string;
  /** Where each language is cut; one that is not named stays whole where it is. */
  at: ByLang<number>;
}
export interface ItemMerge {
  type: 'item.merge';
  item: string;
  into: string;
  /** Length of each text of `into` before; whoever applies the change fills it in. */
  at?: ByLang<number>;
}
export interface ItemKindChange {
  type: 'item.kind';
  item: string;
  kind: ItemKind;
}
export interface ItemStatusChange {
  type: 'item.status';
  item: string;
  status: ItemStatus;
  /** Everything below as well. */
  below?: boolean;
  /** Why the chair goes ahead although something stands against it. */
  reason?: string;
}
export interface ItemAlign {
  type: 'item.align';
  item: string;
  lang: Lang;
}
/** How one item is numbered: from `start` on, by a name, or with neither as its place says. */
export interface ItemNumber {
  type: 'item.number';
  item: string;
  start?: number;
  name?: string;
}
export interface DraftSet {
  type: 'draft.set';
  title?: ByLang<string>;
  langs?: Lang[];
  numbering?: Numbering;
}
/** From now on every item keeps its number. */
export interface DraftFreeze {
  type: 'draft.freeze';
  on: true;
}
/** Every item is numbered by its place again; the server says what became of which number. */
export interface DraftRenumber {
  type: 'draft.renumber';
  table?: readonly RenumberedItem[];
}
/** An item's number as people quote it, before and after; absent where it has none. */
export interface RenumberedItem {
  item: string;
  from?: string;
  to?: string;
}
export interface DraftAdopt {
  type: 'draft.adopt';
}
export interface ParticipantSet {
  type: 'participant.set';
  participant: Participant;
}

/** What was done to a seat, number `act` in this draft; the server alone tells it. */
export interface SeatAdd {
  type: 'seat.add';
  act: number;
  at: number;
  seat: string;
  participant: Participant;
  expires?: number;
  pending?: boolean;
}
export interface SeatAct {
  type: 'seat.confirm' | 'seat.end' | 'seat.enter';
  act: number;
  at: number;
  seat: string;
}

export type ProposalAct = 'text' | 'add' | 'remove';
export type ProposalState = 'open' | 'accepted' | 'rejected' | 'withdrawn';
export type ConsultationState = 'open' | 'kept' | 'broken' | 'expired' | 'closed';

export interface ProposalAdd {
  type: 'proposal.add';
  proposal: string;
  item: string;
  /** A change of words where absent, else a whole item. */
  act?: ProposalAct;
  /** Proposals of one group are alternatives: at most one is accepted. */
  group?: string;
  note?: string;
}
export interface ProposalFile {
  type: 'proposal.file';
  proposal: string;
  note?: string;
}
export interface ProposalSupport {
  type: 'proposal.support';
  proposal: string;
  support: boolean;
  /** By the server alone: whose support lapses, as what they joined has changed. */
  delegations?: string[];
}
export interface ProposalDecision {
  type: 'proposal.accept' | 'proposal.reject' | 'proposal.withdraw';
  proposal: string;
}
/** Accepts or rejects words inside a proposal, those that the delta takes its marks off; the rest stays open. */
export interface ProposalPart {
  type: 'proposal.part';
  proposal: string;
  item: string;
  lang: Lang;
  accept: boolean;
  delta: WireDelta;
}
/** Makes it one of several alternatives, or no longer. */
export interface ProposalGroup {
  type: 'proposal.group';
  proposal: string;
  group: string | null;
}
/** Takes a decision back; with `seq`, that about a part. */
export interface ProposalReopen {
  type: 'proposal.reopen';
  proposal: string;
  seq?: number;
}
export interface PositionSet {
  type: 'position.set';
  item: string;
  position: Position | null;
  note?: string;
}
export interface CommentAdd {
  type: 'comment.add';
  comment: string;
  item: string;
  /** The comment that this one answers. */
  parent: string | null;
  text: string;
  lang?: Lang;
  anchor?: number;
  head?: number;
}
export interface CommentEdit {
  type: 'comment.edit';
  comment: string;
  text: string;
}
export interface CommentRemove {
  type: 'comment.remove';
  comment: string;
}
export interface CommentResolve {
  type: 'comment.resolve';
  comment: string;
  resolved: boolean;
}
export interface ConsultOpen {
  type: 'consult.open';
  item: string;
  delegations: string[];
  until: number;
  silence?: boolean;
}
export interface ConsultClose {
  type: 'consult.close';
  item: string;
  /** How it ended, as the server writes it. */
  state?: ConsultationState;
}
export type NegotiationChange =
  | ProposalAdd
  | ProposalFile
  | ProposalSupport
  | ProposalDecision
  | ProposalPart
  | ProposalGroup
  | ProposalReopen
  | PositionSet
  | CommentAdd
  | CommentEdit
  | CommentRemove
  | CommentResolve
  | ConsultOpen
  | ConsultClose;

/** A name for a moment: the present one, or the draft as it stood after op `seq`. */
export interface VersionAdd {
  type: 'version.add';
  version: string;
  name: string;
  seq?: number;
}

export type FollowField =
  'kind' | 'verb' | 'what' | 'who' | 'support' | 'place' | 'due' | 'status' | 'note' | 'report' | 'takes_up';

/** What becomes of a commitment of an item; null: as it is guessed. */
export interface FollowSet {
  type: 'follow.set';
  item: string;
  row: number;
  field: FollowField;
  value: string | null;
}

/** The draft that this one follows up; null: none. */
export interface FollowFrom {
  type: 'follow.from';
  draft: string | null;
}

/** What somebody said of a commitment. */
export interface FollowMark extends Omit<FollowSet, 'type'> {
  /** Of a report. */
  delegation?: string;
  by: string;
  seq: number;
  at: number;
}

/** A change of a kind that this version of the page does not fold into its state: kept and passed on as it is. */
export interface OtherChange {
  type: 'other';
  item?: string;
}

export type Change =
  | TextChange
  | ItemAdd
  | ItemMove
  | ItemRemove
  | ItemRestore
  | ItemSplit
  | ItemMerge
  | ItemKindChange
  | ItemStatusChange
  | ItemAlign
  | ItemNumber
  | DraftSet
  | DraftFreeze
  | DraftRenumber
  | DraftAdopt
  | ParticipantSet
  | SeatAdd
  | SeatAct
  | NegotiationChange
  | VersionAdd
  | FollowSet
  | FollowFrom
  | OtherChange;

/** One atomic entry of the op log, as the server applied it. */
export interface Op {
  seq: number;
  at: number;
  by: string;
  client: string;
  n: number;
  changes: Change[];
}

export interface SnapshotItem {
  id: string;
  /** Its permanent handle, where that is longer than the shortest. */
  handle?: string;
  parent: string | null;
  kind: ItemKind;
  status: ItemStatus;
  texts: ByLang<WireDelta>;
  removed: boolean;
  /** seq of the last change of each text. */
  changed: ByLang<number>;
  /** seq at which each text was said to match the original. */
  aligned: ByLang<number>;
  aligned_to?: ByLang<string>;
  /** An item of its family: what it was split from or merged into. */
  kin?: string;
  /** Why it is agreed or approved in spite of what stood against that. */
  override?: Override;
  /** Who removed it, when, and the seq of the op; what was merged into another has none. */
  removal?: Removal;
  /** Its list goes on from this number. */
  start?: number;
  /** What it is called, without what stands around a number on its level; it does not count. */
  name?: string;
  frozen?: FrozenNumber;
}

export interface Removal {
  by: string;
  at: number;
  seq: number;
}

export interface Override {
  reason: string;
  by: string;
  at: number;
}

/** Words inside a proposal that were decided by themselves, in op `seq`. */
export interface DecidedPart {
  seq: number;
  at: number;
  by: string;
  accept: boolean;
  lang: Lang;
  /** The beginning of the words that it inserted there, and of those that it struck. */
  ins?: string;
  del?: string;
}
export interface Proposal {
  id: string;
  item: string;
  act: ProposalAct;
  by: string;
  delegation?: string;
  /** It is one of several alternatives. */
  group?: string;
  note?: string;
  /** Co-sponsoring delegations. */
  support: readonly string[];
  /** Complete: it marks no further words. */
  filed: boolean;
  state: ProposalState;
  seq: number;
  at: number;
  closed?: number;
  closer?: string;
  closed_at?: number;
  parts?: readonly DecidedPart[];
}
export interface PositionEntry {
  item: string;
  delegation: string;
  position: Position | null;
  note?: string;
  by: string;
  seq: number;
  at: number;
}
export interface Comment {
  id: string;
  item: string;
  parent: string | null;
  by: string;
  text: string;
  lang?: Lang;
  anchor?: number;
  head?: number;
  /** The words that the range was given on, where they are not too many. */
  quote?: string;
  /** A few words in front of them. */
  lead?: string;
  resolved: boolean;
  removed: boolean;
  seq: number;
  at: number;
  /** Time of the last edit. */
  edited?: number;
}
export interface Consultation {
  item: string;
  delegations: readonly string[];
  until: number;
  silence: boolean;
  by: string;
  seq: number;
  at: number;
  state: ConsultationState;
  closed?: number;
  closer?: string;
}

/** A moment with a name: the draft as it stood after op `of`. */
export interface Version {
  id: string;
  name: string;
  of: number;
  by: string;
  seq: number;
  at: number;
}

export interface Snapshot {
  id: string;
  title: ByLang<string>;
  langs: Lang[];
  /** Absent: the conference's. */
  numbering?: Numbering;
  /** Numbers are frozen; how many names were given after which. */
  frozen?: { readonly [key: string]: number };
  adopted: boolean;
  seq: number;
  head: string;
  /** Document order, depth first, tombstones too. */
  items: SnapshotItem[];
  participants: Participant[];
  proposals?: Proposal[];
  positions?: PositionEntry[];
  comments?: Comment[];
  consultations?: Consultation[];
  versions?: Version[];
  /** The draft that this one follows up. */
  follows?: string;
  follow_up?: FollowMark[];
}

/** How the proposals in a text are shown: both wordings, as if all were accepted, as if there were none. */
export type DocumentView = 'brackets' | 'clean' | 'base';

/** Why an op was refused. */
export type RejectCode =
  | 'bad-op'
  | 'bad-n'
  | 'bad-base'
  | 'stale'
  | 'forbidden'
  | 'locked'
  | 'adopted'
  | 'no-item'
  | 'exists'
  | 'cycle'
  | 'too-large'
  | 'limit'
  | 'storage';

/** Where somebody's caret is. */
export interface Here {
  client: string;
  participant: string;
  item: string;
  lang: Lang;
  anchor: number;
  head: number;
}

export interface HelloMessage {
  t: 'hello';
  v: 1;
  draft: string;
  client: string;
  /** Which of the seats that this browser holds is meant. */
  as?: string;
  since?: number;
  head?: string;
  snapshot?: 'url';
}
export interface OpMessage {
  t: 'op';
  n: number;
  base: number;
  changes: Change[];
}
export type PresenceMessage =
  | { t: 'presence'; item: string; lang: Lang; base: number; anchor: number; head: number }
  | { t: 'presence'; item: null };
/** Asks for a sign of life. */
export interface PingMessage {
  t: 'ping';
}

export interface PongMessage {
  t: 'pong';
}

export type ClientMessage = HelloMessage | OpMessage | PresenceMessage | PingMessage;

export interface WelcomeMessage {
  t: 'welcome';
  v: number;
  you: Participant;
  seq: number;
  head: string;
  /** The last n accepted from this client; 0: none. */
  acked: number;
  /** The server's log is not the one that was seen here: it ends earlier, or holds something else. */
  history?: 'shorter' | 'other';
  snapshot?: Snapshot;
  snapshot_url?: string;
  ops?: Op[];
}
export interface OpsMessage {
  t: 'ops';
  ops: Op[];
  head: string;
}
export interface RejectMessage {
  t: 'reject';
  n: number;
  code: RejectCode;
  message: string;
  item?: string;
  /** Nothing is wrong with the op: the same one may be taken a moment later. */
  wait?: true;
}
export interface PresenceReport {
  t: 'presence';
  seq: number;
  here: Here[];
  gone: string[];
  observers: number;
  /** Who is not in `here` has left. */
  complete?: true;
}
export interface ParticipantsMessage {
  t: 'participants';
  participants: Participant[];
}
export interface ErrorMessage {
  t: 'error';
  code: string;
  message: string;
}
export type ServerMessage =
  | WelcomeMessage
  | OpsMessage
  | RejectMessage
  | PresenceReport
  | ParticipantsMessage
  | PongMessage
  | ErrorMessage;
