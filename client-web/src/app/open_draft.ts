/** A draft that is open on this page, as the editor and the views see it. */
import type { ReadonlySignal } from '@preact/signals';
import type { DraftState } from '../draft/state';
import type { TrayEntry } from '../store/store';
import type { ByLang, Change, Here, Lang, Participant, RejectCode } from '../wire/types';

export type Origin = 'local' | 'remote' | 'undo';

/** How the view went from one state to the next. */
export type ViewEvent =
  /** Exactly these changes, in order. `from`: the client that made them (the last of several), `by`: its participant. */
  | { type: 'changes'; changes: Change[]; origin: Origin; from?: string; by?: string; source?: unknown }
  /** Compare the whole document with `view`. `through`: what others did meanwhile, as far as it is known: where carets go. */
  | { type: 'reset'; reason: 'snapshot' | 'heal' | 'reject'; through: readonly Change[] };

export type SubmitResult =
  /** `changes`: what it was made into, where words became a proposal. */
  | { ok: true; changes?: readonly Change[] }
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

/** An older backup was put back, or the log was rewritten. */
export interface OtherHistory {
  kind: 'shorter' | 'other';
  /** What the server had confirmed before. */
  seen: DraftState;
}

/** Where one's own caret is, in the coordinates of the view. */
export interface OwnCaret {
  item: string;
  lang: Lang;
  anchor: number;
  head: number;
}

/**
 * Something that the person should be told once.
 *
 * refused: words came back, they are in the tray; dropped: acts without words (a move, a deletion) were refused;
 * undo-blocked: the next step can no longer be taken back; undo-decision: it was a decision, which no key takes back; storage-unavailable: this device keeps nothing;
 * recovered: work of a tab that was closed or crashed has been sent.
 */
export interface Notice {
  type: 'refused' | 'dropped' | 'undo-blocked' | 'undo-decision' | 'storage-unavailable' | 'recovered';
  code?: RejectCode | 'readonly';
  item?: string;
  /** How many changes it is about. */
  count: number;
}

export interface LastRemote {
  by: string;
  client: string;
  at: number;
  items: string[];
}

/** What the editor, the views and their tests may count on. */
export interface OpenDraft {
  readonly id: string;
  /** This replica's id. */
  readonly client: string;
  /** Confirmed and pending together: what the screen shows. */
  readonly view: DraftState;
  /** Called after `view` has changed. Returns how to stop. */
  onView(listener: (event: ViewEvent) => void): () => void;
  /** Things to tell the person once. */
  onNotice(listener: (notice: Notice) => void): () => void;

  /** A local edit: checked, shown at once, kept, sent. All or nothing. */
  submit(changes: Change[], options?: SubmitOptions): SubmitResult;
  /** Whether a change would be accepted here now. */
  check(changes: Change[]): SubmitResult;
  undo(): boolean;
  redo(): boolean;
  /** Ends the current undo step, so that the next typing starts another one. */
  breakUndo(): void;

  setPresence(caret: OwnCaret | null): void;
  /** While composing: what comes in waits, in order. Call what it returns to go on. */
  hold(): () => void;

  retryRefused(id: string): SubmitResult;
  discardRefused(id: string): void;
  /** Tries to connect now. */
  reconnect(): void;
  /** Compares what is shown with confirmed + pending, and heals. True where they were the same. */
  selfCheck(): boolean;
  /** Resolves when nothing is pending. */
  settled(): Promise<void>;
  /** The page goes away: what is not on the device yet is handed over now. */
  flush(): void;
  close(): void;

  readonly you: ReadonlySignal<Participant | null>;
  readonly connection: ReadonlySignal<Connection>;
  /** The network lets no WebSocket through: the line goes over HTTP, and is slower. */
  readonly overHttp: ReadonlySignal<boolean>;
  /** The server's history is not the one that was seen here; null: nothing of the kind. */
  readonly otherHistory: ReadonlySignal<OtherHistory | null>;
  /** No line to the server for ten seconds or more. */
  readonly cutOff: ReadonlySignal<boolean>;
  /** The server has no place for one more connection: of this seat, of observers, or at all. */
  readonly crowded: ReadonlySignal<boolean>;
  readonly saved: ReadonlySignal<Saved>;
  /** Ticks on each change of the view. */
  readonly revision: ReadonlySignal<number>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  readonly title: ReadonlySignal<ByLang<string>>;
  readonly langs: ReadonlySignal<readonly Lang[]>;
  readonly adopted: ReadonlySignal<boolean>;
  /** Who takes part, as the server says; before it does, as the log says. */
  readonly participants: ReadonlySignal<readonly Participant[]>;
  /** Those who edit and are connected now, oneself too. */
  readonly connected: ReadonlySignal<readonly Participant[]>;
  /** Others' carets. */
  readonly carets: ReadonlySignal<readonly Caret[]>;
  readonly observers: ReadonlySignal<number>;
  readonly tray: ReadonlySignal<readonly TrayEntry[]>;
  readonly heals: ReadonlySignal<number>;
  readonly lastRemote: ReadonlySignal<LastRemote | null>;
}

export type { Participant, TrayEntry };
