/**
 * A draft that is open on this page: what the screen shows, what is on its way, who else is here.
 *
 * The editor and the views talk to this and to nothing below it.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { emptyDraft, type DraftState } from '../draft/state';
import type { ByLang, Change, Lang, Participant } from '../wire/types';
import type {
  Caret,
  Connection,
  LastRemote,
  Notice,
  OwnCaret,
  Saved,
  SubmitOptions,
  SubmitResult,
  TrayEntry,
  ViewEvent,
} from './session_types';

export type * from './session_types';

/** What the editor, the views and their tests may count on. */
export interface Session {
  readonly draftId: string;
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
  close(): void;

  readonly you: ReadonlySignal<Participant | null>;
  readonly connection: ReadonlySignal<Connection>;
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
  /** Others' carets. */
  readonly carets: ReadonlySignal<readonly Caret[]>;
  readonly observers: ReadonlySignal<number>;
  readonly tray: ReadonlySignal<readonly TrayEntry[]>;
  readonly heals: ReadonlySignal<number>;
  readonly lastRemote: ReadonlySignal<LastRemote | null>;
}

export class DraftSession implements Session {
  readonly draftId: string;
  readonly client = '';
  readonly view: DraftState;
  readonly you = signal<Participant | null>(null);
  readonly connection = signal<Connection>({ state: 'loading' });
  readonly saved = signal<Saved>({ state: 'saved', at: 0 });
  readonly revision = signal(0);
  readonly canUndo = signal(false);
  readonly canRedo = signal(false);
  readonly title = signal<ByLang<string>>({});
  readonly langs = signal<readonly Lang[]>([]);
  readonly adopted = signal(false);
  readonly participants = signal<readonly Participant[]>([]);
  readonly carets = signal<readonly Caret[]>([]);
  readonly observers = signal(0);
  readonly tray = signal<readonly TrayEntry[]>([]);
  readonly heals = signal(0);
  readonly lastRemote = signal<LastRemote | null>(null);

  constructor(options: { draftId: string; as?: string }) {
    this.draftId = options.draftId;
    this.view = emptyDraft(options.draftId);
  }
  onView(_listener: (event: ViewEvent) => void): () => void {
    return () => undefined;
  }
  onNotice(_listener: (notice: Notice) => void): () => void {
    return () => undefined;
  }
  submit(_changes: Change[], _options: SubmitOptions = {}): SubmitResult {
    return { ok: false, code: 'readonly' };
  }
  check(_changes: Change[]): SubmitResult {
    return { ok: false, code: 'readonly' };
  }
  undo(): boolean {
    return false;
  }
  redo(): boolean {
    return false;
  }
  breakUndo(): void {}
  setPresence(_caret: OwnCaret | null): void {}
  hold(): () => void {
    return () => undefined;
  }
  retryRefused(_id: string): SubmitResult {
    return { ok: false, code: 'readonly' };
  }
  discardRefused(_id: string): void {}
  reconnect(): void {}
  selfCheck(): boolean {
    return true;
  }
  settled(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}
