/**
 * Replicas and a server on a simulated network: messages take random time, lines break, pages are reloaded. All time
 * is virtual, so a run is exactly what its seed makes it.
 */
import { readyEdit, type ReadyEdit } from '../src/draft/ready_edit';
import { pendingChanges, isPending, type Pending } from '../src/sync/pending';
import * as incoming from '../src/sync/incoming';
import * as sync from '../src/sync/sync_state';
import { NO_UNDO, carryOver, recordEdit, recordStep, takeStep, type Direction } from '../src/sync/undo';
import { applyChanges } from '../src/draft/apply';
import { sameDraft } from '../src/draft/same';
import type { Change, ClientMessage, Participant, ServerMessage } from '../src/wire/types';
import { refusedEntries } from '../src/sync/refused';
import { MemoryServer, type ServerConnection } from './memory_server';
import { nextId } from './random_edits';
import type { Random } from './random';

export class World {
  now = 0;
  private readonly queue: { at: number; order: number; run: () => void }[] = [];
  private order = 0;

  constructor(
    readonly server: MemoryServer,
    readonly random: Random,
  ) {
    server.now = () => this.now;
  }

  after(ms: number, run: () => void): void {
    this.queue.push({ at: this.now + ms, order: this.order++, run });
  }

  /** Runs until nothing is left to happen. */
  settle(limit = 100_000): void {
    while (this.queue.length > 0) {
      if (--limit < 0) throw new Error('the network does not come to rest');
      let next = 0;
      for (let i = 1; i < this.queue.length; i++) {
        const [a, b] = [this.queue[i]!, this.queue[next]!];
        if (a.at < b.at || (a.at === b.at && a.order < b.order)) next = i;
      }
      const [event] = this.queue.splice(next, 1);
      this.now = event!.at;
      event!.run();
    }
  }
}

/** One line: order is kept each way; what is on its way when it breaks is lost. */
class Line {
  private up = true;
  private lastUp = 0;
  private lastDown = 0;
  private readonly connection: ServerConnection;

  constructor(
    private readonly world: World,
    who: Participant,
    private readonly onMessage: (message: ServerMessage) => void,
    private readonly onClose: () => void,
  ) {
    this.connection = world.server.connect(
      who,
      (message) => this.deliver(message),
      () => this.break(),
    );
  }

  send(message: ClientMessage): void {
    const copy = JSON.parse(JSON.stringify(message)) as ClientMessage;
    this.lastUp = Math.max(this.lastUp, this.world.now + 1 + this.world.random.int(80));
    this.world.after(this.lastUp - this.world.now, () => {
      if (this.up) this.connection.receive(copy);
    });
  }

  private deliver(message: ServerMessage): void {
    this.lastDown = Math.max(this.lastDown, this.world.now + 1 + this.world.random.int(80));
    this.world.after(this.lastDown - this.world.now, () => {
      if (this.up) this.onMessage(message);
    });
  }

  break(): void {
    if (!this.up) return;
    this.up = false;
    this.connection.gone();
    this.onClose();
  }
}

export class Replica {
  state: sync.SyncState;
  undo = NO_UNDO;
  refused: string[] = [];
  heals = 0;
  reconnecting = true;
  private line: Line | null = null;
  private fresh = true;
  private you: Participant | null = null;

  constructor(
    private readonly world: World,
    readonly who: Participant,
    readonly client: string,
  ) {
    this.state = sync.startSync(world.server.id, client);
    this.connect();
  }

  get ready(): boolean {
    return this.you !== null;
  }

  connect(): void {
    this.line = new Line(
      this.world,
      this.who,
      (message) => this.receive(message),
      () => this.closed(),
    );
    const { confirmed, head } = this.state;
    const resume = this.fresh ? {} : { since: confirmed.seq, head };
    this.line.send({ t: 'hello', v: 1, draft: this.world.server.id, client: this.client, ...resume });
  }

  drop(): void {
    this.line?.break();
  }

  private closed(): void {
    this.line = null;
    this.state = sync.goOffline(this.state);
    if (this.reconnecting)
      this.world.after(1 + this.world.random.int(200), () => this.line ?? this.connect());
  }

  /** As a page that is closed and opened again: only what was kept is left. */
  reload(): void {
    const { pending, confirmed, head, acked } = this.state;
    const kept = JSON.parse(JSON.stringify({ pending, seq: confirmed.seq, head, acked })) as {
      pending: Pending;
      seq: number;
      head: string;
    };
    this.line?.break();
    this.state = sync.startSync(this.world.server.id, this.client);
    if (isPending(kept.pending)) {
      this.state = sync.restorePending(this.state, kept.pending, kept.seq, kept.head);
    }
    this.fresh = true;
    this.you = null;
    this.undo = NO_UNDO;
  }

  private receive(message: ServerMessage): void {
    switch (message.t) {
      case 'welcome': {
        this.you = message.you;
        const { acked, head, ops = [], snapshot } = message;
        const welcome: sync.Welcome = { acked, head, ops };
        if (snapshot) {
          welcome.snapshot = snapshot;
          if (sync.needsMissed(this.state, welcome, snapshot)) {
            const { seq } = this.state.confirmed;
            welcome.missed = this.world.server
              .ops(seq)
              .map(({ op }) => op)
              .filter((op) => op.seq <= snapshot.seq);
          }
        }
        this.fresh = false;
        if (sync.isFirst(this.state, welcome) && this.world.random.chance(0.5)) {
          this.take(sync.begin(this.state, welcome));
          this.take(incoming.receiveOps(this.state, ops, head));
        } else this.take(incoming.receiveWelcome(this.state, welcome));
        return;
      }
      case 'ops':
        return this.take(incoming.receiveOps(this.state, message.ops, message.head));
      case 'reject':
        return this.take(incoming.receiveReject(this.state, message, nextId));
      default:
        return;
    }
  }

  private take([state, effects]: sync.Step): void {
    this.state = state;
    for (const effect of effects) {
      switch (effect.type) {
        case 'send':
          this.line?.send(effect.message);
          break;
        case 'changes':
          this.undo = carryOver(this.undo, effect.changes);
          break;
        case 'reset':
          if (effect.reason === 'heal') this.heals++;
          this.undo = effect.through ? carryOver(this.undo, effect.through) : NO_UNDO;
          break;
        case 'refused':
          this.refused.push(
            refusedEntries(effect.groups)
              .map(({ words }) => words)
              .join(''),
          );
          break;
        case 'wait':
          this.world.after(effect.ms, () => this.take(incoming.resume(this.state)));
          break;
        case 'resync':
          if (effect.fresh) this.fresh = true;
          this.drop();
          break;
        case 'acked':
          break;
      }
    }
    this.check();
  }

  /** What is shown is confirmed + pending, whatever has happened. */
  private check(): void {
    if (!this.you) return;
    const expected = applyChanges(this.state.confirmed, pendingChanges(this.state.pending));
    if (!sameDraft(expected, this.state.view))
      throw new Error(`${this.client}: the view is not confirmed + pending`);
  }

  submit(wanted: Change[]): boolean {
    const ready = this.readied(wanted);
    if (!ready || ready.changes.length === 0) return false;
    this.undo = recordEdit(this.undo, ready.inverse, this.world.now, this.world.random.chance(0.5));
    this.edit(ready);
    return true;
  }

  step(direction: Direction): boolean {
    const [step, rest] = takeStep(this.undo, direction);
    if (!step || !this.you) return false;
    this.undo = rest;
    const ready = this.readied(step.changes);
    if (!ready) return false;
    this.undo = recordStep(rest, direction, ready.inverse, this.world.now);
    this.edit(ready);
    return true;
  }

  private readied(wanted: readonly Change[]): ReadyEdit | null {
    const ready = this.you && readyEdit(this.state.view, this.you, wanted, nextId);
    return ready && 'changes' in ready ? ready : null;
  }

  private edit(ready: ReadyEdit): void {
    this.state = sync.edit(this.state, ready, this.world.now);
    this.take(sync.pump(this.state));
  }
}
