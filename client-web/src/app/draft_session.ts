/**
 * A draft that is open on this page: what the screen shows, what is on its way, who else is here.
 *
 * The editor and the views talk to this and to nothing below it.
 */
import { signal } from '@preact/signals';
import { complete } from '../draft/complete';
import { mayAll } from '../draft/policy';
import type { Refusal } from '../draft/policy/verdict';
import { proposeChanges } from '../draft/propose';
import { emptyDraft, type DraftState } from '../draft/state';
import { claimReplica, tabKey, type Claimed } from '../store/replicas';
import type { PendingRecord } from '../store/store';
import { pendingChanges, pendingCount } from '../sync/pending';
import { refusedActs } from '../sync/refused';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import type { Direction } from '../sync/undo';
import type { ByLang, Change, Lang, Op, Participant } from '../wire/types';
import { Carets } from './carets';
import { LineStatus } from './line_status';
import { OwnHistory } from './own_history';
import { OwnCaretTeller } from './own_caret';
import { Replica, type ReplicaHandlers, type ReplicaOptions } from './replica';
import { rescueAll } from './rescue';
import { environmentOf, type SessionEnvironment, type SessionOptions } from './session_environment';
import type {
  Caret,
  LastRemote,
  Notice,
  OwnCaret,
  Saved,
  Session,
  SubmitOptions,
  SubmitResult,
  ViewEvent,
} from './session_types';
import { retryChange, Tray } from './tray';

export type * from './session_types';

/** Replicas of crashed tabs may count as open for a moment; their work is looked for again then. */
const RESCUE_AGAIN_MS = 15_000;

export class DraftSession implements Session {
  readonly draftId: string;
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
  readonly heals = signal(0);
  readonly lastRemote = signal<LastRemote | null>(null);

  private readonly history = new OwnHistory();
  readonly canUndo = this.history.canUndo;
  readonly canRedo = this.history.canRedo;

  private readonly environment: SessionEnvironment;
  private readonly as: string | undefined;
  private readonly trayOf: Tray;
  private readonly others = new Carets();
  private readonly own: OwnCaretTeller;
  private readonly viewListeners = new Set<(event: ViewEvent) => void>();
  private readonly noticeListeners = new Set<(notice: Notice) => void>();
  private readonly waitingForSettled: (() => void)[] = [];

  private readonly line: LineStatus;
  private readonly blank: DraftState;

  private replica: Replica | null = null;
  private claimed: Claimed | null = null;
  private roster: readonly Participant[] | null = null;
  private savedAt = 0;
  private rescued = false;
  private renewed = false;
  private notKept = false;
  /** Who composes, and how each hold ends; null before there is a replica. */
  private readonly holds = new Set<{ release: (() => void) | null }>();
  private cancelRescue: () => void = () => undefined;

  constructor(options: SessionOptions) {
    this.draftId = options.draftId;
    this.as = options.as;
    this.environment = environmentOf(options);
    this.blank = emptyDraft(this.draftId);
    this.line = new LineStatus(this.environment.clock, this.environment.network, () => this.showSaved());
    this.trayOf = new Tray(this.environment.store, this.draftId, () => this.cannotKeep());
    this.own = new OwnCaretTeller(
      this.environment.clock,
      () => this.whereabouts(),
      (message) => this.replica?.sendPresence(message),
    );
    void this.trayOf.load(this.as);
    void this.open();
  }

  get client(): string {
    return this.claimed?.client ?? '';
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

  get tray() {
    return this.trayOf.entries;
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

  private async open(): Promise<void> {
    const { replicas, tab, store } = this.environment;
    const claimed = await claimReplica(replicas, tab, this.replicaKey());
    if (this.line.closed) return claimed.release();
    this.claimed = claimed;
    const record = await store.loadPending(this.draftId, claimed.client).catch(() => {
      this.cannotKeep();
      return undefined;
    });
    if (this.line.closed) return;
    const replica = new Replica(this.replicaOptions(claimed.client, record), this.handlers());
    this.replica = replica;
    for (const hold of this.holds) hold.release = replica.hold();
    replica.start();
  }

  /** A replica belongs to one participant. */
  private replicaKey(): string {
    return this.as === undefined ? this.draftId : `${this.draftId}.${this.as}`;
  }

  private replicaOptions(client: string, record: PendingRecord | undefined): ReplicaOptions {
    const { transport, api, store, clock, network, random } = this.environment;
    const options: ReplicaOptions = {
      draftId: this.draftId,
      client,
      transport,
      api,
      store,
      clock,
      network,
      random,
    };
    if (this.as !== undefined) options.as = this.as;
    if (record) options.record = record;
    return options;
  }

  private handlers(): ReplicaHandlers {
    return {
      stepped: (before, effects) => this.stepped(before, effects),
      welcomed: (you) => this.welcomed(you),
      opsComing: (ops) => this.others.opsComing(ops),
      presence: (report) => {
        this.others.report(report);
        this.observers.value = report.observers;
        this.showCarets();
      },
      roster: (participants) => {
        this.roster = participants;
        this.connected.value = participants;
        this.participants.value = participants;
      },
      line: (line) => {
        if (line.state === 'stopped' && line.code === 4403 && !this.renewed) this.renew();
        else this.line.set(line);
      },
      cannotKeep: () => this.cannotKeep(),
    };
  }

  private welcomed(you: Participant): void {
    this.you.value = you;
    this.savedAt ||= this.environment.clock.now();
    this.others.clear();
    this.own.forget();
    if (this.rescued) return;
    this.rescued = true;
    void this.trayOf.load(you.id);
    void this.rescue();
    this.cancelRescue = this.environment.clock.after(RESCUE_AGAIN_MS, () => void this.rescue());
  }

  private async rescue(): Promise<void> {
    const you = this.you.value;
    if (!you || !this.claimed || this.line.closed) return;
    const handlers = {
      refused: (effect: SyncEffect & { type: 'refused' }, state: SyncState) =>
        this.keepRefused(effect, state),
      recovered: (count: number) => this.tell({ type: 'recovered', count }),
      cannotKeep: () => this.cannotKeep(),
    };
    const options = this.replicaOptions(this.claimed.client, undefined);
    await rescueAll(options, you.id, this.environment.replicas, handlers).catch(() => this.cannotKeep());
  }

  /** This replica's id is another participant's: goes on under a new one. */
  private renew(): void {
    this.renewed = true;
    this.environment.tab.set(tabKey(this.replicaKey()), '');
    void this.reopen();
  }

  private async reopen(): Promise<void> {
    const { replica, claimed } = this;
    this.line.reset();
    this.history.carry(null);
    replica?.stop();
    await replica?.kept();
    claimed?.release();
    this.line.reset();
    await this.open();
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
    const { replica, claimed } = this;
    this.cancelRescue();
    this.own.stop();
    this.viewListeners.clear();
    this.noticeListeners.clear();
    replica?.stop();
    this.line.close();
    // The replica is given up only when what it still has is kept.
    void (replica?.kept() ?? Promise.resolve()).then(() => claimed?.release());
  }

  /* ---- saved or not ---- */

  private showSaved(): void {
    this.saved.value = this.savedNow();
    if (!this.replica?.pending) for (const settled of this.waitingForSettled.splice(0)) settled();
  }

  private savedNow(): Saved {
    if (this.line.closed) return { state: 'readonly', why: this.line.closed };
    const count = this.replica ? pendingCount(this.replica.state.pending) : 0;
    if (count > 0) {
      return this.connection.value.state === 'live'
        ? { state: 'saving', count }
        : { state: 'offline', count };
    }
    if (this.you.value?.role === 'observer') return { state: 'readonly', why: 'observer' };
    if (this.view.adopted) return { state: 'readonly', why: 'adopted' };
    return { state: 'saved', at: this.savedAt };
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
    for (const effect of effects) {
      if (effect.type === 'acked') this.savedAt = this.environment.clock.now();
      else if (effect.type === 'refused') this.keepRefused(effect, before);
      else if (effect.type === 'changes') this.history.carry(effect.changes);
      else if (effect.type === 'reset') this.history.carry(effect.through);
    }
    if (before.view !== this.view) this.showDraft();
    if (before.pending !== this.replica!.state.pending) this.own.tellSoon();
    this.showSaved();
    this.announce(effects);
  }

  /** Tells the listeners once, when everything is as it will be: the view has gone all the way already. */
  private announce(effects: readonly SyncEffect[]): void {
    const through: Change[] = [];
    let reason: Extract<ViewEvent, { type: 'reset' }>['reason'] | null = null;
    let last: Op | undefined;
    for (const effect of effects) {
      if (effect.type === 'reset') {
        if (effect.reason === 'heal') this.heals.value++;
        through.push(...(effect.through ?? []));
        reason = effect.reason;
      } else if (effect.type === 'changes') {
        through.push(...effect.changes);
        last = effect.op ?? last;
        if (effect.op) this.noteRemote(effect.op, effect.changes);
      }
    }
    if (reason !== null) this.emit({ type: 'reset', reason, through });
    else if (through.length > 0)
      this.emit({
        type: 'changes',
        changes: through,
        origin: 'remote',
        ...(last && { from: last.client, by: last.by }),
      });
  }

  private noteRemote({ by, client, at }: Op, changes: readonly Change[]): void {
    const items = changes.flatMap((change) => ('item' in change && change.item ? [change.item] : []));
    this.lastRemote.value = { by, client, at, items: [...new Set(items)] };
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
    const now = this.replica
      ? this.others.shown(pendingChanges(this.replica.state.pending), this.client)
      : [];
    const same =
      now.length === carets.value.length && now.every((caret, i) => sameCaret(caret, carets.value[i]!));
    if (!same) carets.value = now;
  }

  private keepRefused(effect: SyncEffect & { type: 'refused' }, state: SyncState): void {
    const { groups, code, message, before } = effect;
    const states = [before, state.view, this.view];
    const words = this.trayOf.add({ groups, code, message, states }, this.you.value?.id ?? '');
    const found = groups.flatMap(({ changes }) => changes).find((change) => 'item' in change);
    const item = found && 'item' in found && found.item ? { item: found.item } : {};
    if (words > 0) this.tell({ type: 'refused', code, count: words, ...item });
    const acts = refusedActs(groups);
    if (acts > 0) this.tell({ type: 'dropped', code, count: acts, ...item });
  }

  selfCheck(): boolean {
    return this.replica?.checkView() ?? true;
  }

  hold(): () => void {
    const hold = { release: this.replica?.hold() ?? null };
    this.holds.add(hold);
    return () => {
      if (this.holds.delete(hold)) hold.release?.();
    };
  }

  /* ---- edits ---- */

  check(changes: Change[]): SubmitResult {
    const you = this.you.value;
    if (!you || !this.replica || this.line.closed || this.view.seq === 0)
      return { ok: false, code: 'readonly' };
    return resultOf(mayAll(this.view, you, changes));
  }

  submit(changes: Change[], { coalesce = false, source }: SubmitOptions = {}): SubmitResult {
    if (changes.length === 0) return { ok: true };
    const made = this.asMade(changes);
    if (made.length === 0) return { ok: true, changes: made };
    const result = this.check([...made]);
    if (!result.ok) return result;
    const full = complete(this.view, made);
    this.history.record(this.view, full, this.environment.clock.now(), coalesce);
    this.applyLocal(full, 'local', source);
    return made === changes ? result : { ok: true, changes: full };
  }

  /** Where the person may only make proposals, that is what their words become. */
  private asMade(changes: readonly Change[]): readonly Change[] {
    const you = this.you.value;
    return you ? proposeChanges(this.view, you, changes) : changes;
  }

  private applyLocal(changes: Change[], origin: 'local' | 'undo', source?: unknown): void {
    const you = this.you.value!;
    const event: ViewEvent = { type: 'changes', changes, origin, from: this.client, by: you.id };
    if (source !== undefined) event.source = source;
    this.replica!.edit(changes, () => this.emit(event));
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
    let refused: SubmitResult = { ok: true };
    const wanted = this.history.take(direction, this.view, (changes) => {
      const result = this.check([...this.asMade(changes)]);
      if (!result.ok && refused.ok) refused = result;
      return result.ok;
    });
    if (!wanted) return false;
    if (wanted.length === 0) {
      const { ok: _, ...why } = refused;
      this.tell({ type: 'undo-blocked', count: 1, ...why });
      return false;
    }
    const full = complete(this.view, this.asMade(wanted));
    this.history.recordStep(direction, this.view, full, this.environment.clock.now());
    this.applyLocal(full, 'undo');
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
    const entry = this.trayOf.find(id);
    if (!entry) return { ok: true };
    const change = retryChange(this.view, entry);
    if (!change) return { ok: false, code: 'no-item', item: entry.item };
    const result = this.submit([change]);
    if (result.ok) this.trayOf.drop(id);
    return result;
  }

  discardRefused(id: string): void {
    this.trayOf.drop(id);
  }
}

function resultOf(refusal: Refusal | null): SubmitResult {
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
