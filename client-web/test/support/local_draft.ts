/**
 * A draft without a server: changes take effect at once, and a test can make others' changes arrive. For the
 * editor's own tests and its harness; the real one is tested with the server.
 */
import { signal } from '@preact/signals';
import type { OpenDraft } from '../../src/app/connected_draft';
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
} from '../../src/app/open_draft';
import { applyChanges } from '../../src/draft/apply';
import { freshId } from '../../src/draft/id';
import { readyEdit } from '../../src/draft/ready_edit';
import { fromSnapshot, type DraftState } from '../../src/draft/state';
import type { Change, Participant, Snapshot } from '../../src/wire/types';
import { complete, mayAll } from './judge';

export class LocalDraft implements OpenDraft {
  readonly id: string;
  readonly client = 'here';
  view: DraftState;
  presence: OwnCaret | null = null;
  readonly submitted: Change[][] = [];

  readonly you = signal<Participant | null>(null);
  readonly connection = signal<Connection>({ state: 'live' });
  readonly cutOff = signal(false);
  readonly crowded = signal(false);
  readonly overHttp = signal(false);
  readonly otherHistory = signal(null);
  readonly saved = signal<Saved>({ state: 'saved', at: 0 });
  readonly revision = signal(0);
  readonly canUndo = signal(false);
  readonly canRedo = signal(false);
  readonly title = signal({});
  readonly langs = signal<readonly string[]>([]);
  readonly adopted = signal(false);
  readonly participants = signal<readonly Participant[]>([]);
  readonly connected = signal<readonly Participant[]>([]);
  readonly carets = signal<readonly Caret[]>([]);
  readonly observers = signal(0);
  readonly tray = signal<readonly TrayEntry[]>([]);
  readonly heals = signal(0);
  readonly lastRemote = signal<LastRemote | null>(null);

  private readonly listeners = new Set<(event: ViewEvent) => void>();
  private readonly done: DraftState[] = [];
  private readonly undone: DraftState[] = [];
  private holds = 0;
  private waiting: Change[][] = [];

  constructor(snapshot: Snapshot, you: Participant) {
    this.id = snapshot.id;
    this.view = fromSnapshot(snapshot);
    this.you.value = you;
    this.langs.value = snapshot.langs;
    this.participants.value = snapshot.participants;
    if (you.role === 'observer') this.saved.value = { state: 'readonly', why: 'observer' };
  }

  onView(listener: (event: ViewEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onNotice(_listener: (notice: Notice) => void): () => void {
    return () => undefined;
  }

  check(changes: Change[]): SubmitResult {
    const refusal = mayAll(this.view, this.you.value!, changes);
    return refusal ? { ok: false, ...refusal } : { ok: true };
  }

  submit(changes: Change[], options: SubmitOptions = {}): SubmitResult {
    const ready = readyEdit(this.view, this.you.value!, changes, freshId);
    if ('code' in ready) return { ok: false, ...ready };
    this.done.push(this.view);
    this.submitted.push(ready.proposed ? [...ready.changes] : changes);
    this.change([...ready.changes], { origin: 'local', source: options.source });
    return ready.proposed ? { ok: true, changes: ready.changes } : { ok: true };
  }

  /** What somebody else did arrives. */
  remote(changes: Change[]): void {
    if (this.holds > 0) this.waiting.push(changes);
    else this.change(changes, { origin: 'remote', from: 'there' });
  }

  private change(changes: Change[], about: Omit<ViewEvent & { type: 'changes' }, 'type' | 'changes'>): void {
    const full = complete(this.view, changes);
    this.view = { ...applyChanges(this.view, full), seq: this.view.seq + 1 };
    this.emit({ type: 'changes', changes: full, ...about });
  }

  private emit(event: ViewEvent): void {
    this.canUndo.value = this.done.length > 0;
    this.canRedo.value = this.undone.length > 0;
    this.revision.value++;
    this.listeners.forEach((listener) => listener(event));
  }

  undo(): boolean {
    return this.travel(this.done, this.undone);
  }

  redo(): boolean {
    return this.travel(this.undone, this.done);
  }

  private travel(from: DraftState[], to: DraftState[]): boolean {
    const state = from.pop();
    if (!state) return false;
    to.push(this.view);
    this.view = state;
    this.emit({ type: 'reset', reason: 'heal', through: [] });
    return true;
  }

  hold(): () => void {
    this.holds++;
    return () => {
      if (--this.holds > 0) return;
      const waiting = this.waiting;
      this.waiting = [];
      waiting.forEach((changes) => this.remote(changes));
    };
  }

  setPresence(caret: OwnCaret | null): void {
    this.presence = caret;
  }

  breakUndo(): void {}
  retryRefused(): SubmitResult {
    return { ok: true };
  }
  discardRefused(): void {}
  reconnect(): void {}
  selfCheck(): boolean {
    return true;
  }
  settled(): Promise<void> {
    return Promise.resolve();
  }
  flush(): void {}

  close(): void {}
}
