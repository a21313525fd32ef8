/**
 * A server in memory that keeps to the protocol: it orders ops, moves them over those between, judges and folds them.
 * For tests and for working on the page without a server.
 */
import { createHash } from 'node:crypto';
import { applyChange } from '../src/draft/apply';
import { foldOps } from '../src/draft/fold';
import { DraftEdit } from '../src/draft/edit';
import { childrenOf, emptyDraft, type DraftState } from '../src/draft/state';
import { SHORTEST, handles } from '../src/draft/handles';
import { cross } from '../src/draft/transform';
import { consequences, withoutDecidedMarks } from './consequences';
import { complete, mayAll } from './support/judge';
import type {
  Change,
  ClientMessage,
  HelloMessage,
  Here,
  Op,
  OpMessage,
  Participant,
  RejectCode,
  ServerMessage,
  Snapshot,
} from '../src/wire/types';

export function toSnapshot(state: DraftState, head: string): Snapshot {
  const items: Snapshot['items'] = [];
  const visit = (parent: string | null) => {
    for (const id of childrenOf(state, parent)) {
      const handle = handles(state).of.get(id)!;
      items.push({ ...state.items.get(id)!, ...(handle.length > SHORTEST && { handle }) });
      visit(id);
    }
  };
  visit(null);
  const { id, title, langs, numbering, frozen, adopted, seq, participants, negotiation } = state;
  return {
    id,
    title,
    langs: [...langs],
    ...(numbering !== undefined && { numbering }),
    ...(frozen !== undefined && { frozen }),
    adopted,
    seq,
    head,
    items,
    participants: [...participants.values()],
    proposals: [...negotiation.proposals.values()],
    positions: [...negotiation.positions.values()],
    comments: [...negotiation.comments.values()],
    consultations: [...negotiation.consultations],
    ...(state.versions.length > 0 && { versions: [...state.versions] }),
    ...(state.follows !== undefined && { follows: state.follows }),
    ...(state.followUp && { follow_up: [...state.followUp.values()] }),
  };
}

const copy = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

/** One connection: what comes from the client goes in, what goes to it comes out through `send`. */
export class ServerConnection {
  private hello: HelloMessage | null = null;
  here: Here | null = null;

  constructor(
    private readonly server: MemoryServer,
    readonly who: Participant,
    readonly send: (message: ServerMessage) => void,
    readonly close: (code: number) => void,
  ) {}

  get client(): string | undefined {
    return this.hello?.client;
  }

  receive(message: ClientMessage): void {
    if (message.t === 'hello') {
      this.hello = message;
      this.server.join(this, message);
    } else if (message.t === 'op' && this.hello) {
      this.server.submit(this, this.hello.client, message);
    } else if (message.t === 'ping' && this.hello) {
      this.send({ t: 'pong' });
    } else if (message.t === 'presence' && this.hello) {
      const { client } = this.hello;
      this.here =
        message.item === null
          ? null
          : {
              client,
              participant: this.who.id,
              item: message.item,
              lang: message.lang,
              anchor: message.anchor,
              head: message.head,
            };
      this.server.tellPresence(this);
    }
  }

  gone(): void {
    this.server.leave(this);
  }
}

export class MemoryServer {
  state: DraftState;
  readonly log: Op[] = [];
  readonly hashes: string[] = [];
  /** What the next submissions are refused with, whatever they are; `wait`: they are too many for the moment. */
  refuseWith: (RejectCode | 'wait')[] = [];
  /** Resumes are answered with a snapshot. */
  neverResume = false;
  /** The snapshot of a welcome may be so many ops old; the ops since come with it. */
  snapshotAge = 0;
  /** A snapshot is announced by URL. */
  snapshotByUrl = false;
  now = () => Date.now();

  private readonly acked = new Map<string, number>();
  private readonly connections = new Set<ServerConnection>();

  constructor(
    readonly id: string,
    changes: Change[],
  ) {
    this.state = emptyDraft(id);
    this.append('system', 'system', 1, changes);
  }

  get head(): string {
    return this.hashes[this.hashes.length - 1]!;
  }

  snapshot(seq = this.state.seq): Snapshot {
    const state = seq === this.state.seq ? this.state : foldOps(emptyDraft(this.id), this.log.slice(0, seq));
    return copy(toSnapshot(state, this.hashes[seq - 1]!));
  }

  ops(since: number, limit = Infinity): { op: Op; hash: string }[] {
    return copy(this.log.slice(since, since + limit).map((op, i) => ({ op, hash: this.hashes[since + i]! })));
  }

  connect(
    who: Participant,
    send: (message: ServerMessage) => void,
    close: (code: number) => void = () => undefined,
  ): ServerConnection {
    return new ServerConnection(this, who, (message) => send(copy(message)), close);
  }

  join(connection: ServerConnection, hello: HelloMessage): void {
    for (const other of this.connections) {
      if (other.client !== hello.client) continue;
      this.connections.delete(other);
      other.close(4409);
    }
    this.connections.add(connection);
    const base = {
      t: 'welcome',
      v: 1,
      you: connection.who,
      seq: this.state.seq,
      head: this.head,
      acked: this.acked.get(hello.client) ?? 0,
    } as const;
    const { since, head = '' } = hello;
    const known = since !== undefined && since > 0 && (this.hashes[since - 1]?.startsWith(head) ?? false);
    const at = Math.max(1, this.state.seq - this.snapshotAge);
    if (known && !this.neverResume) connection.send({ ...base, ops: this.log.slice(since) });
    else if (this.snapshotByUrl)
      connection.send({ ...base, snapshot_url: `?seq=${at}`, ops: this.log.slice(at) });
    else connection.send({ ...base, snapshot: this.snapshot(at), ops: this.log.slice(at) });
    this.tellParticipants();
    const here = [...this.connections].map((other) => other.here).filter((at) => at !== null);
    connection.send({ t: 'presence', seq: this.state.seq, here, gone: [], observers: this.observers() });
  }

  leave(connection: ServerConnection): void {
    if (!this.connections.delete(connection) || !connection.client) return;
    const gone = [connection.client];
    const message: ServerMessage = {
      t: 'presence',
      seq: this.state.seq,
      here: [],
      gone,
      observers: this.observers(),
    };
    for (const other of this.connections) other.send(message);
    this.tellParticipants();
  }

  tellPresence(from: ServerConnection): void {
    const message: ServerMessage = {
      t: 'presence',
      seq: this.state.seq,
      here: from.here ? [from.here] : [],
      gone: from.here ? [] : [from.client!],
      observers: this.observers(),
    };
    for (const other of this.connections) if (other !== from) other.send(message);
  }

  /** All connections end, as when the process is killed; the log stays. */
  dropAll(code = 1006): void {
    const all = [...this.connections];
    this.connections.clear();
    for (const connection of all) connection.close(code);
  }

  submit(from: ServerConnection, client: string, message: OpMessage): void {
    const acked = this.acked.get(client) ?? 0;
    if (message.n <= acked) return;
    const code = this.judge(from.who, acked, copy(message));
    if (typeof code !== 'string') this.append(from.who.id, client, message.n, code, from.who);
    else if (code === 'wait')
      from.send({ t: 'reject', n: message.n, code: 'limit', message: code, wait: true });
    else from.send({ t: 'reject', n: message.n, code, message: code, ...itemOf(message.changes) });
  }

  /** The changes as they can be applied, or why not. */
  private judge(
    who: Participant,
    acked: number,
    message: OpMessage,
  ): readonly Change[] | RejectCode | 'wait' {
    const forced = this.refuseWith.shift();
    if (forced) return forced;
    if (message.n !== acked + 1) return 'bad-n';
    if (message.base > this.state.seq) return 'bad-base';
    if (message.changes.length === 0 || repeatsText(message.changes)) return 'bad-op';
    let changes: readonly Change[] = message.changes;
    for (const op of this.log.slice(message.base)) changes = cross(op.changes, changes)[1];
    const kept = withoutDecidedMarks(this.state, changes);
    const refusal = mayAll(this.state, who, kept);
    if (refusal) return refusal.code;
    const full = complete(this.state, kept);
    const added = consequences(this.state, who, full);
    return added ? [...full, ...added] : 'locked';
  }

  private append(by: string, client: string, n: number, changes: readonly Change[], who?: Participant): void {
    const introduction: Change[] =
      who && !this.state.participants.has(who.id) ? [{ type: 'participant.set', participant: who }] : [];
    const seq = this.state.seq + 1;
    const op: Op = { seq, at: this.now(), by, client, n, changes: copy([...introduction, ...changes]) };
    const edit = new DraftEdit(this.state);
    for (const change of op.changes) applyChange(edit, change, op.seq, op);
    edit.seq = op.seq;
    this.state = edit.finish();
    this.log.push(op);
    this.hashes.push(
      createHash('sha256')
        .update((this.hashes[seq - 2] ?? '') + JSON.stringify(op))
        .digest('hex'),
    );
    this.acked.set(client, n);
    const message: ServerMessage = { t: 'ops', ops: [op], head: this.head };
    for (const connection of this.connections) connection.send(message);
  }

  private observers(): number {
    return [...this.connections].filter(({ who }) => who.role === 'observer').length;
  }

  private tellParticipants(): void {
    const here = new Map([...this.connections].map(({ who }) => [who.id, who]));
    const participants = [...here.values()].filter(({ role }) => role !== 'observer');
    for (const connection of this.connections) connection.send({ t: 'participants', participants });
  }
}

function itemOf(changes: Change[]): { item?: string } {
  const [first] = changes;
  return first && 'item' in first && first.item !== undefined ? { item: first.item } : {};
}

function repeatsText(changes: Change[]): boolean {
  const texts = changes.flatMap((change) =>
    change.type === 'text' ? [`${change.item} ${change.lang}`] : [],
  );
  return new Set(texts).size < texts.length;
}
