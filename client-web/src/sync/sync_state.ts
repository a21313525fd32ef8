/**
 * How this replica keeps in step with the server, as a value and pure functions: no socket, no clock, no storage. Each
 * function takes a state and gives the next one, with what is to be done about it (`SyncEffect`). Here is what the first
 * screen needs: the state, how it begins, and one's own edits. What becomes of it when something comes is in incoming.ts.
 *
 *   confirmed   the fold of the server's ops up to `confirmed.seq`, nothing else
 *   pending     own work that is not in it yet: at most one op in flight, and the buffer behind it
 *   view        confirmed + pending: what the screen shows
 *
 * The states, by what is pending and whether the server can be talked to, and the functions that lead from one to another:
 *
 *                  edit                    pump: takes groups from the buffer, sends
 *     IDLE ─────────────────► BUFFERED ───────────────────────────────────────────► IN FLIGHT (+ buffer)
 *      ▲                       ▲    ▲                                                 │  │  │
 *      │  own op: acknowledged │    │ refused: taken out of the view, words go back   │  │  │ reject `storage`, `wait`
 *      └───────────────────────┴────┴─────────────────────────────────────────────────┘  │  ▼
 *                                   │ reject of several groups: sendInParts, half each   │ WAITING ──resume──► IN FLIGHT
 *                                   └────────────────────────────────────────────────────┘
 *
 *   goOffline        from any state: `online` is false, nothing is sent; what is in flight stays in flight, as nobody
 *                    knows whether it has arrived
 *   receiveWelcome   back online. Where the welcome resumes (`goOn`), the op in flight is found among its ops, or sent
 *                    again under the next n; where it brings a snapshot (`startFrom`), pending work is moved over the ops
 *                    missed; where the log is another one (`startWithout`), its words go back to their author
 *   reject `bad-n`, `bad-base`, `stale`   out of step: `resync` asks for a new line, and for a snapshot if need be
 *
 * What always holds between two steps:
 *
 *   1. view equals applyChanges(confirmed, pendingChanges(pending)); with nothing pending they are the same object.
 *   2. inFlight.changes are what was sent, moved over every op that came since: what the server will make of it.
 *      inFlight.groups are the same work as the person did it, for the case that it is refused.
 *   3. inFlight.n is acked + 1: an op that is sent twice is accepted once.
 *   4. Nothing is sent while something is in flight, while offline, or while waiting.
 *   5. Work leaves `pending` in two ways only: as an own op of the log, or in a `refused` effect.
 *
 * The view is made anew from confirmed + pending at every op. So a foreign change that was moved wrongly for the screen
 * costs a redraw (a `reset` named "heal"), never a difference between replicas.
 *
 * An example. The text is "ab", at seq 7. The person types X at its end: `edit` buffers it, the view is "abX", and `pump`
 * sends {n: 1, base: 7, insert X at 2}. Y is typed behind it and waits in the buffer: "abXY". Now op 8 arrives, in which
 * somebody put Z in front. `receiveOp` folds it (confirmed is "Zab"), moves X over it to 3 and Y to 4, and gives the
 * effect that Z came in front of "abXY", which the editor applies to what it shows. Op 9 is our own: X as the server applied
 * it. Confirmed is "ZabX", the effect is `acked`, and `pump` sends Y as n 2 on base 9.
 */
import { fromSnapshot, emptyDraft, type DraftState } from '../draft/state';
import type { Change, Op, OpMessage, RejectMessage, Snapshot } from '../wire/types';
import { addEdit, isPending, NOTHING_PENDING, takeOp, type Group, type Pending } from './pending';

export interface SyncState {
  readonly client: string;
  readonly confirmed: DraftState;
  /** Hash of the log at `confirmed.seq`; empty where it is not known. */
  readonly head: string;
  readonly pending: Pending;
  readonly view: DraftState;
  /** The last n accepted. */
  readonly acked: number;
  /** How many groups the next op may hold; shrinks after a refusal, to find out whose fault it was. */
  readonly limit: number;
  /** A connection is there and has said welcome. */
  readonly online: boolean;
  /** The server asked for patience: nothing is sent until then. */
  readonly waiting: boolean;
  /** Refusals in a row that were not the op's own fault. */
  readonly strikes: number;
}

export type SyncEffect =
  | { type: 'send'; message: OpMessage }
  /** The view has changed by exactly these. */
  | { type: 'changes'; changes: readonly Change[]; op?: Op }
  /** The view has changed; `through` is what others did, as far as that is known: for the undo stacks. */
  | { type: 'reset'; reason: 'snapshot' | 'heal' | 'reject'; through: readonly Change[] | null }
  /** These groups were taken out of the view. `before`: the state that they were pending on. */
  | {
      type: 'refused';
      groups: readonly Group[];
      code: RejectMessage['code'];
      message: string;
      before: DraftState;
    }
  | { type: 'acked' }
  /** Call `resume` after a while. */
  | { type: 'wait'; ms: number }
  /** Connect again; with `fresh`, asking for a snapshot. */
  | { type: 'resync'; fresh: boolean };

export type Step = [SyncState, SyncEffect[]];

/** How many groups one op may hold. */
export const MAX_GROUPS = 64;

export function startSync(draft: string, client: string): SyncState {
  const confirmed = emptyDraft(draft);
  return {
    client,
    confirmed,
    head: '',
    pending: NOTHING_PENDING,
    view: confirmed,
    acked: 0,
    limit: MAX_GROUPS,
    online: false,
    waiting: false,
    strikes: 0,
  };
}

/** What was pending on this device when the page was last closed, against the log at `seq`. */
export function restorePending(sync: SyncState, pending: Pending, seq: number, head: string): SyncState {
  return { ...sync, pending, head, confirmed: { ...sync.confirmed, seq } };
}

/** A local edit that was found good, made on the view; `after`: what it makes of it. The caller shows it itself. */
export function edit(
  sync: SyncState,
  { changes, after }: { changes: readonly Change[]; after: DraftState },
  at: number,
): SyncState {
  const buffer = addEdit(sync.pending.buffer, changes, at);
  return { ...sync, pending: { ...sync.pending, buffer }, view: after };
}

/** Takes at most `limit` groups off the buffer for the next op; null where nothing is to be sent now. */
export function takeNext(sync: SyncState, limit: number): SyncState | null {
  const { inFlight, buffer } = sync.pending;
  if (!sync.online || sync.waiting || inFlight || buffer.length === 0) return null;
  const [op, rest] = takeOp(buffer, sync.acked + 1, limit);
  return { ...sync, pending: { inFlight: op, buffer: rest } };
}

/** Sends what was just done, if nothing is on its way: then nothing else waits. */
export function pump(sync: SyncState): Step {
  const next = takeNext(sync, 1);
  return next ? [next, [sendInFlight(next)]] : [sync, []];
}

export function sendInFlight(sync: SyncState): SyncEffect {
  const { n, changes } = sync.pending.inFlight!;
  return { type: 'send', message: { t: 'op', n, base: sync.confirmed.seq, changes: [...changes] } };
}

export function goOffline(sync: SyncState): SyncState {
  return { ...sync, online: false, waiting: false };
}

/* ---- welcome ---- */

export interface Welcome {
  /** The last n accepted from this client. */
  acked: number;
  head: string;
  /** What follows the snapshot, or the state that this replica has. */
  ops: readonly Op[];
  snapshot?: Snapshot;
  /**
   * With a snapshot: every op between this replica's state and the snapshot (none where that is the older one, and the
   * state lies among `ops`), or null where the log does not contain that state. Not needed where nothing is pending.
   */
  missed?: readonly Op[] | null;
}

/** The seq that a welcome with this snapshot leads to. */
export function endOf(snapshot: Snapshot, ops: readonly Op[]): number {
  return ops.at(-1)?.seq ?? snapshot.seq;
}

/** Whether this replica's state is the snapshot, or what the welcome leads to. */
export function isAtEither(sync: SyncState, { head, ops }: Welcome, snapshot: Snapshot): boolean {
  const isAt = (seq: number, hash: string) => sync.confirmed.seq === seq && hash.startsWith(sync.head);
  return isAt(snapshot.seq, snapshot.head) || isAt(endOf(snapshot, ops), head);
}

/**
 * Whether a welcome with this snapshot can only be taken along with the ops before it, or once it is known that the log
 * contains this replica's state.
 */
export function needsMissed(sync: SyncState, welcome: Welcome, snapshot: Snapshot): boolean {
  return isPending(sync.pending) && !isAtEither(sync, welcome, snapshot);
}

/** Whether the snapshot of a welcome can be shown before what follows it is taken: nothing has to be moved over anything. */
export function isFirst(sync: SyncState, { snapshot }: Welcome): boolean {
  return snapshot !== undefined && !snapshot.frozen && sync.confirmed.seq === 0 && !isPending(sync.pending);
}

/** Begins with the snapshot of such a welcome. Its ops are still to be received. */
export function begin(sync: SyncState, { acked, snapshot }: Welcome): Step {
  const confirmed = fromSnapshot(snapshot!);
  const { head } = snapshot!;
  const next = { ...sync, confirmed, view: confirmed, head, acked, online: true, waiting: false };
  return [next, [{ type: 'reset', reason: 'snapshot', through: null }]];
}
