/**
 * A draft that is open on this page: what the screen shows, what is on its way, who else is here. The editor and the
 * views talk to this and to nothing below it.
 *
 * It puts the pieces together and holds none of their rules:
 *
 *   Opening     this tab's replica, from claiming its id to giving it up; Renewing gives it another id, once
 *   Replica     the line to the server, what is kept on this device, and the sync state (sync/sync_state)
 *   OwnHistory  undo and redo;   OwnCaretTeller  where one is oneself
 *   Company     comes right behind the page, as nothing but the first text is taken before it is here: Rescue, work of tabs that
 *               are gone, sent in their replicas' names; Tray, words that the server refused; Carets, where others are
 *   LineStatus  the line as a person should see it;   savedStatus  what the bar says of the work
 *
 * One way in: `submit` makes an edit ready in one fold (draft/ready_edit: judged by the page's mirror of the rules, places
 * and lengths filled in, with what takes it back) and hands it to the replica, which shows it and then sends it.
 * Everything that comes back goes through `stepped`: first all is brought to where it will be (history, tray, signals),
 * then the listeners of the view are told once.
 *
 *   a keystroke:       submit ──► replica.edit ──► view changes ──► onView 'changes' (local)
 *   the server's ack:  stepped ──► saved
 *   somebody's op:     stepped ──► history carried over it ──► onView 'changes' (remote)
 *   a refusal:         stepped ──► words into the tray ──► onView 'reset', onNotice 'refused'
 *
 * What always holds:
 *
 *   - `view` is confirmed + pending, also while a listener runs; before the first welcome it is an empty draft at seq 0,
 *     and `submit` says readonly.
 *   - What `submit` accepted is in the view when it returns, and on this device before it is sent.
 *   - Words are never lost: they are confirmed, pending (here or on the device), or in the tray.
 *   - After `close` nothing calls back; the replica is released once everything is kept.
 */
import { signal } from '@preact/signals';
import { freshId } from '../draft/id';
import type { Refusal } from '../draft/policy/verdict';
import { readyEdit, type ReadyEdit } from '../draft/ready_edit';
import { emptyDraft, type DraftState } from '../draft/state';
import { pendingChanges } from '../sync/pending';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import type { Direction } from '../sync/undo';
import type { ByLang, Change, Lang, Participant } from '../wire/types';
import type { Company } from './company';
import { LineStatus } from './line_status';
import { Opening, replicaKey } from './opening';
import { OwnCaretTeller } from './own_caret';
import { OwnHistory } from './own_history';
import { Renewing } from './renewing';
import type { Replica, ReplicaHandlers } from './replica';
import { savedStatus } from './saved_status';
import { environmentOf, type Environment, type OpenDraftOptions } from './environment';
import type {
  Caret,
  LastRemote,
  Notice,
  OtherHistory,
  OwnCaret,
  Saved,
  OpenDraft,
  SubmitOptions,
  SubmitResult,
  TrayEntry,
  ViewEvent,
} from './open_draft';
import { lastRemoteOf, viewEventOf } from './view_events';

export type * from './open_draft';

const NOT_WRITABLE = { code: 'readonly' } as const;

export class ConnectedDraft implements OpenDraft {
  readonly id: string;
  readonly you = signal<Participant | null>(null);
  readonly saved = signal<Saved>({ state: 'saved', at: 0 });
  readonly revision = signal(0);
  readonly title = signal<ByLang<string>>({});
  readonly langs = signal<readonly Lang[]>([]);
  readonly adopted = signal(false);
  readonly participants = signal<readonly Participant[]>([]);
  readonly connected = signal<readonly Participant[]>([]);
  readonly carets = signal<readonly Caret[]>([]);
  readonly observers = signal(0);
  readonly overHttp = signal(false);
  readonly otherHistory = signal<OtherHistory | null>(null);
  readonly tray = signal<readonly TrayEntry[]>([]);
  readonly heals = signal(0);
  readonly lastRemote = signal<LastRemote | null>(null);

  private readonly history = new OwnHistory();
  readonly canUndo = this.history.canUndo;
  readonly canRedo = this.history.canRedo;

  private readonly environment: Environment;
  private company: Company | null = null;
  private readonly own: OwnCaretTeller;
  private readonly line: LineStatus;
  private readonly opening: Opening;
  private readonly renewing: Renewing;
  private readonly blank: DraftState;

  private readonly viewListeners = new Set<(event: ViewEvent) => void>();
  private readonly noticeListeners = new Set<(notice: Notice) => void>();
  private readonly waitingForSettled: (() => void)[] = [];
  private roster: readonly Participant[] | null = null;
  private savedAt = 0;
  private notKept = false;

  constructor(options: OpenDraftOptions) {
    const { draftId, as } = options;
    const seat = as === undefined ? { draftId } : { draftId, as };
    this.id = draftId;
    this.environment = environmentOf(options);
    this.blank = emptyDraft(draftId);
    const { clock, network, tab } = this.environment;
    this.line = new LineStatus(clock, network, () => this.showSaved());
    this.own = new OwnCaretTeller(
      clock,
      () => this.whereabouts(),
      (message) => this.replica?.sendPresence(message),
    );
    this.opening = new Opening(seat, this.environment, this.handlers(), () => this.line.closed !== null);
    this.renewing = new Renewing(tab, replicaKey(seat));
    void this.meetCompany(as).catch(() => undefined); // no line: it is asked for again as soon as something comes
    void this.opening.open();
  }

  private get replica(): Replica | null {
    return this.opening.replica;
  }

  get client(): string {
    return this.opening.client;
  }

  get view(): DraftState {
    return this.replica?.state.view ?? this.blank;
  }

  get connection() {
    return this.line.connection;
  }

  get cutOff() {
    return this.line.cutOff;
  }

  get crowded() {
    return this.line.crowded;
  }

  onView(listener: (event: ViewEvent) => void): () => void {
    this.viewListeners.add(listener);
    return () => this.viewListeners.delete(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.noticeListeners.add(listener);
    return () => this.noticeListeners.delete(listener);
  }

  /* ---- opening and closing ---- */

  private handlers(): ReplicaHandlers {
    return {
      stepped: (before, effects) => this.stepped(before, effects),
      welcomed: (you) => this.welcomed(you),
      otherHistory: (kind, seen) => (this.otherHistory.value ??= { kind, seen }),
      fetchIncoming: async () => (await this.meetCompany()).incoming,
      opsComing: (ops) => this.company!.carets.opsComing(ops),
      presence: (report) => {
        this.company!.carets.report(report);
        this.observers.value = report.observers;
        this.showCarets();
      },
      roster: (participants) => {
        this.roster = participants;
        this.connected.value = participants;
        this.participants.value = participants;
      },
      line: (line) => {
        if (this.renewing.begins(line)) void this.reopen();
        else this.line.set(line);
      },
      silent: (since) => this.line.silent(since),
      cannotKeep: () => this.cannotKeep(),
    };
  }

  private welcomed(you: Participant): void {
    this.you.value = you;
    this.overHttp.value = this.environment.transport.overHttp?.() ?? false;
    this.savedAt ||= this.environment.clock.now();
    this.company?.carets.clear();
    this.own.forget();
    this.company?.welcomed(you.id, this.replicaOptions);
  }

  private readonly replicaOptions = () => (this.line.closed ? null : this.opening.replicaOptions());

  /** `as`: whose words are looked for before the server has said who is here. */
  private async meetCompany(as?: string): Promise<Company> {
    const { Company } = await import('./company');
    if (this.company) return this.company;
    this.company = new Company(this.environment, this.id, this.tray, {
      tell: (notice) => this.tell(notice),
      cannotKeep: () => this.cannotKeep(),
      view: () => this.view,
      you: () => this.you.value?.id ?? '',
    });
    void this.company.tray.load(as);
    if (this.you.value) this.company.welcomed(this.you.value.id, this.replicaOptions);
    return this.company;
  }

  private async reopen(): Promise<void> {
    this.line.reset();
    this.history.carry(null);
    await this.opening.reopen(() => this.line.reset());
  }

  reconnect(): void {
    const { closed } = this.line;
    if (closed === 'closed') return;
    if (closed === null) this.replica?.restart();
    else void this.reopen();
  }

  /** The page goes away: what is not on the device yet is handed over now. */
  flush(): void {
    this.replica?.flush();
  }

  close(): void {
    this.company?.leave();
    this.own.stop();
    this.viewListeners.clear();
    this.noticeListeners.clear();
    this.opening.close();
    this.line.close();
  }

  /* ---- saved or not ---- */

  private showSaved(): void {
    this.saved.value = savedStatus({
      closed: this.line.closed,
      connection: this.connection.value,
      you: this.you.value,
      sync: this.replica?.state ?? null,
      savedAt: this.savedAt,
    });
    if (!this.replica?.pending) for (const settled of this.waitingForSettled.splice(0)) settled();
  }

  settled(): Promise<void> {
    if (!this.replica?.pending) return Promise.resolve();
    return new Promise((resolve) => this.waitingForSettled.push(resolve));
  }

  private cannotKeep(): void {
    if (this.notKept) return;
    this.notKept = true;
    this.tell({ type: 'storage-unavailable', count: 0 });
  }

  private tell(notice: Notice): void {
    for (const listener of [...this.noticeListeners]) listener(notice);
  }

  /* ---- the view ---- */

  private stepped(before: SyncState, effects: readonly SyncEffect[]): void {
    const overlaps = this.company?.overlapsAt(before) ?? null;
    for (const effect of effects) {
      if (effect.type === 'acked') {
        this.savedAt = this.environment.clock.now();
        overlaps?.acked();
      } else if (effect.type === 'refused') this.company!.keepRefused(effect, before);
      else if (effect.type === 'changes') this.carryOver(effect, overlaps);
      else if (effect.type === 'reset') this.history.carry(effect.through);
    }
    if (before.view !== this.view) this.showDraft();
    if (before.pending !== this.replica!.state.pending) this.own.tellSoon();
    this.showSaved();
    this.announce(effects);
  }

  private carryOver(
    { changes, op }: SyncEffect & { type: 'changes' },
    overlaps: ReturnType<Company['overlapsAt']> | null,
  ): void {
    this.history.carry(changes, op && overlaps ? (stacks) => overlaps.pass(op, stacks) : undefined);
  }

  private announce(effects: readonly SyncEffect[]): void {
    for (const effect of effects) if (effect.type === 'reset' && effect.reason === 'heal') this.heals.value++;
    this.lastRemote.value = lastRemoteOf(effects) ?? this.lastRemote.value;
    const event = viewEventOf(effects);
    if (event) this.emit(event);
  }

  private emit(event: ViewEvent): void {
    for (const listener of [...this.viewListeners]) listener(event);
  }

  private showDraft(): void {
    const { title, langs, adopted, participants } = this.view;
    if (title !== this.title.value) this.title.value = title;
    if (langs !== this.langs.value) this.langs.value = langs;
    this.adopted.value = adopted;
    if (!this.roster && participants.size !== this.participants.value.length) {
      this.participants.value = [...participants.values()];
    }
    this.showCarets();
    this.revision.value++;
  }

  private showCarets(): void {
    const { carets } = this;
    if (!this.replica || !this.company) return;
    const now = this.company.carets.shown(pendingChanges(this.replica.state.pending), this.client);
    const same =
      now.length === carets.value.length && now.every((caret, i) => sameCaret(caret, carets.value[i]!));
    if (!same) carets.value = now;
  }

  selfCheck(): boolean {
    return this.replica?.checkView() ?? true;
  }

  hold(): () => void {
    return this.opening.hold();
  }

  /* ---- edits ---- */

  check(changes: Change[]): SubmitResult {
    const ready = this.ready(changes);
    return 'code' in ready ? resultOf(ready) : { ok: true };
  }

  submit(changes: Change[], { coalesce = false, source }: SubmitOptions = {}): SubmitResult {
    if (changes.length === 0) return { ok: true };
    const ready = this.ready(changes);
    if ('code' in ready) return resultOf(ready);
    if (ready.changes.length === 0) return { ok: true, changes: [] };
    this.history.record(ready, this.environment.clock.now(), coalesce);
    this.applyLocal(ready, 'local', source);
    return ready.proposed ? { ok: true, changes: ready.changes } : { ok: true };
  }

  /** Whoever may try to change something here now; null: nobody. */
  private writer(): Participant | null {
    return this.replica && !this.line.closed && this.view.seq > 0 ? this.you.value : null;
  }

  private ready(changes: readonly Change[]): ReadyEdit | Refused {
    const you = this.writer();
    return you ? readyEdit(this.view, you, changes, freshId) : NOT_WRITABLE;
  }

  private applyLocal(ready: ReadyEdit, origin: 'local' | 'undo', source?: unknown): void {
    const { changes } = ready;
    const by = this.you.value!.id;
    const event: ViewEvent = { type: 'changes', changes: [...changes], origin, from: this.client, by };
    if (source !== undefined) event.source = source;
    this.replica!.edit(ready, () => this.emit(event));
  }

  undo(): boolean {
    return this.step('undo');
  }

  redo(): boolean {
    return this.step('redo');
  }

  breakUndo(): void {
    this.history.endStep();
  }

  private step(direction: Direction): boolean {
    let refused: Refused | null = null;
    const ready = this.history.take(direction, this.view, (changes) => {
      const found = this.ready(changes);
      if (!('code' in found)) return found;
      refused ??= found;
      return null;
    });
    if (ready === undefined) return false;
    if (ready === 'decision') {
      this.tell({ type: 'undo-decision', count: 1 });
      return false;
    }
    if (ready === null) {
      this.tell({ type: 'undo-blocked', count: 1, ...(refused as Refused | null) });
      return false;
    }
    this.history.recordStep(direction, ready.inverse, this.environment.clock.now());
    if (ready.changes.length > 0) this.applyLocal(ready, 'undo');
    return true;
  }

  /* ---- presence and tray ---- */

  setPresence(caret: OwnCaret | null): void {
    this.own.set(caret);
  }

  private whereabouts() {
    const state = this.replica?.state;
    return {
      online: (state?.online && this.you.value?.role !== 'observer') ?? false,
      base: state?.confirmed.seq ?? 0,
      pending: state ? pendingChanges(state.pending) : [],
    };
  }

  retryRefused(id: string): SubmitResult {
    return this.company?.tray.retry(id, this.view, (change) => this.submit([change])) ?? { ok: true };
  }

  discardRefused(id: string): void {
    this.company?.tray.drop(id);
  }
}

type Refused = Refusal | typeof NOT_WRITABLE;

function resultOf(refusal: Refused | null): SubmitResult {
  return refusal ? { ok: false, ...refusal } : { ok: true };
}

function sameCaret(a: Caret, b: Caret): boolean {
  return (
    a.client === b.client &&
    a.item === b.item &&
    a.lang === b.lang &&
    a.anchor === b.anchor &&
    a.head === b.head
  );
}
