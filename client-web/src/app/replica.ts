/**
 * One replica of a draft, alive: its sync state, its line to the server, and what it keeps on this device.
 *
 * Work is kept on the device before it is sent. What comes in is taken in order, one message at a time, and waits
 * while somebody composes. The first text of all is shown at once. Everything after it is taken by sync/incoming, which comes right
 * behind the page: only with it is the line up, and where it cannot be fetched the line is broken and tried again.
 */
import { freshId } from '../draft/id';
import type { ReadyEdit } from '../draft/ready_edit';
import type { Api } from '../net/api';
import type { Clock } from '../net/clock';
import { Heartbeat, LOOK_MS } from '../net/heartbeat';
import { Line, type LineState } from '../net/line';
import type { NetworkEvents } from '../net/network_events';
import type { DraftState } from '../draft/state';
import type { Transport } from '../net/transport';
import { Keeper } from '../store/keeper';
import type { PendingRecord, Store } from '../store/store';
import { isPending } from '../sync/pending';
import type * as incoming from '../sync/incoming';
import * as sync from '../sync/sync_state';
import type {
  HelloMessage,
  Op,
  OpMessage,
  Participant,
  ParticipantsMessage,
  PresenceMessage,
  PresenceReport,
  ServerMessage,
  WelcomeMessage,
} from '../wire/types';

export interface ReplicaOptions {
  draftId: string;
  client: string;
  as?: string;
  transport: Transport;
  api: Pick<Api, 'snapshotAt' | 'ops'>;
  store: Store;
  clock: Clock;
  network: NetworkEvents;
  random: () => number;
  /** Kept from the last time, or undefined. */
  record?: PendingRecord;
}

type Incoming = typeof incoming;

export interface ReplicaHandlers {
  /** The state has changed, from `before`. */
  stepped(before: sync.SyncState, effects: readonly sync.SyncEffect[]): void;
  welcomed(you: Participant): void;
  /** The server shows another history than this device has seen; `seen` is what it had confirmed. */
  otherHistory(kind: 'shorter' | 'other', seen: DraftState): void;
  /** Ops that are about to be taken. */
  opsComing(ops: readonly Op[]): void;
  presence(report: PresenceReport): void;
  roster(participants: Participant[]): void;
  line(line: LineState): void;
  /** The line is open, but nothing has come since then (ms), though it was asked; null: something has. */
  silent(since: number | null): void;
  /** Nothing can be kept on this device. */
  cannotKeep(): void;
  /** What takes what comes after the first text. */
  fetchIncoming(): Promise<Incoming>;
}

/** An op without an outcome for so long means that the line is dead. */
const OUTCOME_MS = 15_000;

export class Replica {
  state: sync.SyncState;
  you: Participant | null = null;

  private readonly line: Line;
  private readonly heartbeat: Heartbeat;
  private readonly keeper: Keeper;
  private incoming: Incoming | null = null;
  private inbox: ServerMessage[] = [];
  private taking = false;
  private holds = 0;
  /** Counts lines: what was begun on an earlier one is dropped. */
  private era = 0;
  /** The next hello asks for the whole draft. */
  private fresh = true;
  private sentAt: number | null = null;
  private keptAt: number;
  private cancelLook: () => void = () => undefined;
  private stopped = false;

  constructor(
    private readonly options: ReplicaOptions,
    private readonly handlers: ReplicaHandlers,
  ) {
    const { draftId, client, record, transport, clock, network, random } = options;
    this.state = sync.startSync(draftId, client);
    this.keptAt = record?.at ?? 0;
    if (record) this.state = sync.restorePending(this.state, record.pending, record.seq, record.head);
    this.keeper = new Keeper(
      options.store,
      draftId,
      client,
      () => handlers.cannotKeep(),
      record !== undefined,
    );
    this.line = new Line({
      transport,
      clock,
      network,
      random,
      handlers: {
        onOpen: () => this.hello(),
        onMessage: (message) => this.receive(message),
        onLine: (line) => this.lineChanged(line),
      },
    });
    this.heartbeat = new Heartbeat(() => network.isSeen(), {
      ask: () => this.line.send({ t: 'ping' }),
      silent: (since) => handlers.silent(since),
      dead: () => this.line.restart(),
    });
  }

  start(): void {
    this.line.start();
    this.lookLater();
  }

  stop(code?: number): void {
    this.stopped = true;
    this.cancelLook();
    this.line.stop(code);
  }

  restart(): void {
    this.line.restart();
  }

  /** Everything asked to be kept is kept. */
  kept(): Promise<void> {
    return this.keeper.kept();
  }

  /** The page goes away. */
  flush(): void {
    this.keeper.flush();
  }

  get pending(): boolean {
    return isPending(this.state.pending);
  }

  /** A local edit that was found good on the view. `shown` is called when it is in the view, before it is sent. */
  edit(ready: ReadyEdit, shown: () => void): void {
    this.take([sync.edit(this.state, ready, this.options.clock.now()), []], true);
    shown();
    this.take(sync.pump(this.state));
  }

  checkView(): boolean {
    if (!this.incoming) return true;
    const [state, effects] = this.incoming.checkView(this.state);
    this.take([state, effects]);
    return effects.length === 0;
  }

  sendPresence(message: PresenceMessage): void {
    if (this.state.online) this.line.send(message);
  }

  hold(): () => void {
    let held = true;
    this.holds++;
    return () => {
      if (!held) return;
      held = false;
      this.holds--;
      void this.work();
    };
  }

  /* ---- the line ---- */

  private lineChanged(line: LineState): void {
    if (line.state !== 'up') {
      this.era++;
      this.inbox = [];
      this.taking = false;
      this.sentAt = null;
      this.heartbeat.forget();
      this.state = sync.goOffline(this.state);
    }
    this.handlers.line(line);
  }

  private hello(): void {
    const { draftId, client, as } = this.options;
    const { confirmed, head } = this.state;
    const hello: HelloMessage = { t: 'hello', v: 1, draft: draftId, client, snapshot: 'url' };
    if (as !== undefined) hello.as = as;
    if (!this.fresh && head) Object.assign(hello, { since: confirmed.seq, head });
    this.line.send(hello);
  }

  private lookLater(): void {
    this.cancelLook = this.options.clock.after(LOOK_MS, () => {
      this.look();
      if (!this.stopped) this.lookLater();
    });
  }

  private look(): void {
    if (!this.state.online) return;
    const now = this.options.clock.now();
    const late = this.sentAt !== null && now - this.sentAt > OUTCOME_MS;
    if (late) this.line.restart();
    else this.heartbeat.look(now);
  }

  /* ---- what comes in ---- */

  private receive(message: ServerMessage): void {
    this.heartbeat.heard(this.options.clock.now());
    this.inbox.push(message);
    void this.work();
  }

  /** Takes what has come, in order. A welcome may need more from the server before the next can be taken. */
  private async work(): Promise<void> {
    if (this.taking) return;
    const { era } = this;
    this.taking = true;
    while (era === this.era && this.inbox.length > 0 && this.holds === 0) {
      const message = this.inbox.shift()!;
      if (message.t === 'welcome') await this.welcome(message);
      else {
        const taker = this.incoming ?? (await this.fetchIncoming());
        if (taker) this.handle(message, taker);
      }
    }
    if (era === this.era) this.taking = false;
  }

  /** Null where it cannot be fetched now, or the line is another one by then. */
  private async fetchIncoming(): Promise<Incoming | null> {
    const { era } = this;
    try {
      this.incoming ??= await this.handlers.fetchIncoming();
    } catch {
      if (era === this.era) this.line.fail();
    }
    return era === this.era ? this.incoming : null;
  }

  private handle(message: Exclude<ServerMessage, WelcomeMessage>, taker: Incoming): void {
    switch (message.t) {
      case 'ops':
        this.handlers.opsComing(message.ops);
        return this.take(taker.receiveOps(this.state, message.ops, message.head));
      case 'reject':
        return this.take(taker.receiveReject(this.state, message, freshId));
      case 'presence':
        return this.handlers.presence(message);
      case 'participants':
        return this.handlers.roster((message as ParticipantsMessage).participants);
      default:
        // An `error` is followed by a close, whose code says what to do; anything else is of a later version.
        return;
    }
  }

  private async welcome(message: WelcomeMessage): Promise<void> {
    const { era } = this;
    let welcome: sync.Welcome;
    try {
      welcome = await this.complete(message);
    } catch {
      if (era === this.era) this.line.fail();
      return;
    }
    if (era !== this.era) return;
    const first = !this.incoming && sync.isFirst(this.state, welcome);
    if (first) this.welcomed(message, sync.begin(this.state, welcome));
    const taker = await this.fetchIncoming();
    if (!taker) return;
    this.line.settled();
    if (first) this.take(taker.receiveOps(this.state, welcome.ops, welcome.head));
    else this.welcomed(message, taker.receiveWelcome(this.state, welcome));
  }

  private welcomed({ you, history }: WelcomeMessage, step: sync.Step): void {
    this.fresh = false;
    this.you = you;
    this.handlers.welcomed(you);
    if (history) this.handlers.otherHistory(history, this.state.confirmed);
    this.take(step);
  }

  /** Fetches what the welcome names, and the ops that pending work has to be moved over. */
  private async complete({ acked, head, ops = [], snapshot, snapshot_url: url }: WelcomeMessage) {
    const welcome: sync.Welcome = { acked, head, ops };
    const whole = snapshot ?? (url ? await this.options.api.snapshotAt(url) : undefined);
    if (!whole) return welcome;
    welcome.snapshot = whole;
    if (sync.needsMissed(this.state, welcome, whole)) welcome.missed = await this.missedBefore(whole.seq);
    return welcome;
  }

  /** The ops between this replica's state and a seq, none where that lies before; null where the log does not contain that state. */
  private async missedBefore(seq: number): Promise<Op[] | null> {
    const { confirmed, head } = this.state;
    const from = Math.max(0, confirmed.seq - 1);
    const lines = await this.options.api.ops(this.options.draftId, from);
    const known = lines.find(({ op }) => op.seq === confirmed.seq);
    if (confirmed.seq > 0 && !(known && known.hash.startsWith(head))) return null;
    return lines.map(({ op }) => op).filter((op) => op.seq > confirmed.seq && op.seq <= seq);
  }

  /* ---- what follows from it ---- */

  private take([state, effects]: sync.Step, keep = false): void {
    const before = this.state;
    this.state = state;
    if (keep || effects.some(({ type }) => type === 'send' || type === 'acked' || type === 'refused'))
      this.keep();
    if (effects.some(({ type }) => type === 'acked' || type === 'refused')) this.sentAt = null;
    this.handlers.stepped(before, effects);
    for (const effect of effects) {
      if (effect.type === 'send') void this.send(effect.message);
      else if (effect.type === 'wait') this.resumeAfter(effect.ms);
      else if (effect.type === 'resync') this.resync(effect.fresh);
    }
  }

  private keep(): void {
    const { draftId: draft, client, clock } = this.options;
    const { pending, confirmed, head } = this.state;
    const participant = this.you?.id ?? this.options.record?.participant ?? '';
    // Later than the one before, also where the clock was set back: of two records the later one is the newer.
    this.keptAt = Math.max(clock.now(), this.keptAt + 1);
    const record = { draft, client, participant, seq: confirmed.seq, head, pending, at: this.keptAt };
    this.keeper.keep(isPending(pending) ? record : null);
  }

  private async send(message: OpMessage): Promise<void> {
    const { era } = this;
    this.sentAt = this.options.clock.now();
    await this.keeper.kept();
    if (era === this.era && this.state.pending.inFlight?.n === message.n) this.line.send(message);
  }

  private resumeAfter(ms: number): void {
    const { era } = this;
    this.sentAt = null;
    this.options.clock.after(ms, () => {
      if (era === this.era) this.take(this.incoming!.resume(this.state));
    });
  }

  private resync(fresh: boolean): void {
    if (fresh) this.fresh = true;
    this.line.fail();
  }
}
