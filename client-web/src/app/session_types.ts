/** What the editor and the views see of a draft session. */
import type { Change, Here, Lang, Participant, RejectCode } from '../wire/types';

export type Origin = 'local' | 'remote' | 'undo';

/** How the view went from one state to the next. */
export type ViewEvent =
  /** Exactly these changes, in order. `from`: the client that made them, `by`: its participant. */
  | { type: 'changes'; changes: Change[]; origin: Origin; from?: string; by?: string; source?: unknown }
  /** Compare the whole document with `session.view`. */
  | { type: 'reset'; reason: 'snapshot' | 'heal' | 'reject' };

export type SubmitResult =
  | { ok: true }
  /** Refused here already, without effect. */
  | { ok: false; code: RejectCode | 'readonly'; item?: string };

export interface SubmitOptions {
  /** Typing: joins the undo step before it where it continues the same text within a moment. */
  coalesce?: boolean;
  /** Comes back in the ViewEvent, so that whoever made the change can tell. */
  source?: unknown;
}

export type Connection =
  | { state: 'loading' }
  | { state: 'live' }
  /** No line at present; another attempt at `next` (ms since the epoch). */
  | { state: 'reconnecting'; since: number; next: number }
  /** The browser says that there is no network. */
  | { state: 'offline'; since: number }
  /** Given up until the person does something. */
  | { state: 'closed'; why: ClosedReason };

/** unauthorized: expired or revoked link; no-access: unknown draft; elsewhere: this replica was opened again. */
export type ClosedReason = 'unauthorized' | 'no-access' | 'elsewhere' | 'protocol' | 'closed';

export type Saved =
  | { state: 'saved'; at: number }
  | { state: 'saving'; count: number }
  /** Kept on this device, not yet at the server. */
  | { state: 'offline'; count: number }
  | { state: 'readonly'; why: 'observer' | 'adopted' | ClosedReason };

/** A caret of somebody else, in the coordinates of the view. */
export type Caret = Here;

/** Where one's own caret is, in the coordinates of the view. */
export interface OwnCaret {
  item: string;
  lang: Lang;
  anchor: number;
  head: number;
}

/** Words that the server refused, kept for their author. */
export interface TrayEntry {
  id: string;
  draft: string;
  /** When the words were typed (ms). */
  at: number;
  code: RejectCode;
  message: string;
  item: string;
  lang: Lang;
  /** The item's number when it was refused, `7.p.`; may be empty. */
  label: string;
  words: string;
  /** What to send again. */
  change: Change;
}

/** Something that the person should be told once. */
export interface Notice {
  type: 'refused' | 'undo-blocked' | 'storage-unavailable' | 'recovered';
  code?: RejectCode | 'readonly';
  item?: string;
  /** How many changes (refused) or words entries (recovered) it is about. */
  count: number;
}

export interface LastRemote {
  by: string;
  client: string;
  at: number;
  items: string[];
}

export type { Participant };
