/**
 * How this replica keeps in step with the server, as a value and pure functions: no socket, no clock, no storage. Each
 * function takes a state and gives the next one, with what is to be done about it (`SyncEffect`).
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
import { applyChanges, foldOps } from '../draft/apply';
import { keepIdentity, sameAfter } from '../draft/same';
import { invertChanges } from '../draft/invert';
import { emptyDraft, fromSnapshot, type DraftState } from '../draft/state';
import { cross } from '../draft/transform';
import type { Change, Op, OpMessage, RejectMessage, Snapshot } from '../wire/types';
import { goingOn } from './refused';
import {
  addEdit,
  bufferChanges,
  crossGroups,
  crossPending,
  isPending,
  NOTHING_PENDING,
  pendingChanges,
  takeOp,
  type Group,
  type Pending,
} from './pending';

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

const MAX_GROUPS = 64;
const MAX_STRIKES = 5;
/** Catching up on more ops than this is shown as a whole. */
const MANY_OPS = 100;
/** Stands for a change that may have touched anything. */
const ANYTHING: readonly Change[] = [{ type: 'draft.adopt' }];

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

/** Sends what is next, if anything is and nothing is on its way. */
export function pump(sync: SyncState): Step {
  const { inFlight, buffer } = sync.pending;
  if (!sync.online || sync.waiting || inFlight || buffer.length === 0) return [sync, []];
  const [op, rest] = takeOp(buffer, sync.acked + 1, sync.limit);
  const next = { ...sync, pending: { inFlight: op, buffer: rest } };
  if (op.groups.length === 1) return [next, [sendInFlight(next)]];
  // Composed, changes that no longer fit their text may show another thing than one by one.
  const shown = rebuild(next, []);
  return [shown, [...show(sync, shown, []), sendInFlight(shown)]];
}

function sendInFlight(sync: SyncState): SyncEffect {
  const { n, changes } = sync.pending.inFlight!;
  return { type: 'send', message: { t: 'op', n, base: sync.confirmed.seq, changes: [...changes] } };
}

/** The wait is over: sends again what is in flight. */
export function resume(sync: SyncState): Step {
  if (!sync.waiting) return [sync, []];
  const next = { ...sync, waiting: false };
  if (next.online && next.pending.inFlight) return [next, [sendInFlight(next)]];
  return pump(next);
}

export function goOffline(sync: SyncState): SyncState {
  return { ...sync, online: false, waiting: false };
}

/* ---- ops of the server ---- */

/** The view made anew; what is as it was stays the same object. */
function rebuild(sync: SyncState, touched: readonly Change[]): SyncState {
  const changes = pendingChanges(sync.pending);
  const view = keepIdentity(sync.view, applyChanges(sync.confirmed, changes), [...touched, ...changes]);
  // With nothing pending the two are one, and stay one object.
  return changes.length === 0 ? { ...sync, confirmed: view, view } : { ...sync, view };
}

/** What a foreign change did to the view, or a reset where moving it there did not give confirmed + pending. */
function show(before: SyncState, after: SyncState, shown: readonly Change[], op?: Op): SyncEffect[] {
  if (shown.length > 0 && !isPending(before.pending))
    return [{ type: 'changes', changes: shown, ...(op && { op }) }];
  const touched = [...shown, ...pendingChanges(after.pending)];
  const expected = applyChanges(before.view, shown);
  if (!sameAfter(expected, after.view, touched)) return [{ type: 'reset', reason: 'heal', through: shown }];
  if (shown.length === 0) return [];
  return [{ type: 'changes', changes: shown, ...(op && { op }) }];
}

function visible(changes: readonly Change[]): readonly Change[] {
  return changes.some((change) => change.type === 'participant.set')
    ? changes.filter((change) => change.type !== 'participant.set')
    : changes;
}

function sameTarget(a: Change, b: Change): boolean {
  const target = (change: Change) => {
    const { item, lang } = change as { item?: string; lang?: string };
    return `${change.type} ${item ?? ''} ${change.type === 'text' ? (lang ?? '') : ''}`;
  };
  return target(a) === target(b);
}

/** Own op: what was in flight is confirmed. Changes that the server added to it are foreign to what is behind it. */
function crossOwn(op: Op, sync: SyncState): [shown: readonly Change[], pending: Pending] {
  let mine: readonly Change[] = sync.pending.inFlight!.changes;
  let { buffer } = sync.pending;
  const shown: Change[] = [];
  for (const change of visible(op.changes)) {
    if (mine.length > 0 && sameTarget(change, mine[0]!)) {
      mine = mine.slice(1);
      continue;
    }
    const [over, moved] = cross([change], mine);
    const [rest, groups] = crossGroups(over, buffer);
    mine = moved;
    buffer = groups;
    shown.push(...rest);
  }
  return [shown, { inFlight: null, buffer }];
}

function isOwn(op: Op, sync: SyncState): boolean {
  return op.client === sync.client && op.n === sync.pending.inFlight?.n;
}

/** Moves what is pending over an op, without looking at the state. */
function passOp(sync: SyncState, op: Op): [SyncState, shown: readonly Change[]] {
  if (!isOwn(op, sync)) {
    const acked = op.client === sync.client ? Math.max(sync.acked, op.n) : sync.acked;
    const [shown, pending] = crossPending(visible(op.changes), sync.pending);
    return [{ ...sync, pending, acked }, shown];
  }
  const [shown, pending] = crossOwn(op, sync);
  return [{ ...sync, pending, acked: op.n, limit: Math.min(MAX_GROUPS, sync.limit * 2), strikes: 0 }, shown];
}

function receiveOp(sync: SyncState, op: Op): Step {
  if (op.seq <= sync.confirmed.seq) return [sync, []];
  if (op.seq !== sync.confirmed.seq + 1) return [sync, [{ type: 'resync', fresh: false }]];
  const own = isOwn(op, sync);
  const [passed, shown] = passOp(sync, op);
  const next = rebuild({ ...passed, confirmed: foldOps(sync.confirmed, [op]) }, [...op.changes, ...shown]);
  const effects = show(sync, next, shown, own ? undefined : op);
  return own ? [next, [...effects, { type: 'acked' }]] : [next, effects];
}

export function receiveOps(sync: SyncState, ops: readonly Op[], head: string): Step {
  const effects: SyncEffect[] = [];
  const fresh = ops.filter((op) => op.seq > sync.confirmed.seq);
  if (fresh.length > MANY_OPS && fresh[0]!.seq === sync.confirmed.seq + 1)
    return [...catchUp(sync, fresh, head)];
  for (const op of fresh) {
    const [next, more] = receiveOp(sync, op);
    sync = next;
    effects.push(...more);
  }
  const last = ops[ops.length - 1];
  if (!last || last.seq === sync.confirmed.seq) sync = { ...sync, head };
  const [next, more] = pump(sync);
  return [next, [...effects, ...more]];
}

/** Many ops at once, shown as one. */
function catchUp(sync: SyncState, ops: readonly Op[], head: string): Step {
  const before = sync.acked;
  const [passed, through] = passAll(sync, ops);
  const next = rebuild({ ...passed, confirmed: foldOps(sync.confirmed, ops), head }, ANYTHING);
  const [pumped, effects] = pump(next);
  const acked: SyncEffect[] = next.acked > before ? [{ type: 'acked' }] : [];
  return [pumped, [{ type: 'reset', reason: 'snapshot', through }, ...acked, ...effects]];
}

function passAll(sync: SyncState, ops: readonly Op[]): [SyncState, through: readonly Change[]] {
  const through: Change[] = [];
  for (const op of ops) {
    const [next, shown] = passOp(sync, op);
    sync = next;
    for (const change of shown) through.push(change);
  }
  return [sync, through];
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
   * With a snapshot: every op between this replica's state and the snapshot, or null where the log does not contain
   * that state. Not needed where nothing is pending.
   */
  missed?: readonly Op[] | null;
}

/** Whether a welcome with this snapshot can only be taken along with the ops before it. */
export function needsMissed(sync: SyncState, snapshot: Snapshot): boolean {
  const same = sync.confirmed.seq === snapshot.seq && snapshot.head.startsWith(sync.head);
  return isPending(sync.pending) && !same;
}

export function receiveWelcome(sync: SyncState, welcome: Welcome): Step {
  return welcome.snapshot ? startFrom(sync, welcome, welcome.snapshot) : goOn(sync, welcome);
}

function goOn(sync: SyncState, { acked, head, ops }: Welcome): Step {
  const [next, effects] = receiveOps({ ...sync, online: false, waiting: false }, ops, head);
  if (effects.some((effect) => effect.type === 'resync')) return [next, effects];
  const inFlight = next.pending.inFlight;
  // Accepted, but not among the ops: this replica's state is not what it believed.
  if (inFlight && acked >= inFlight.n) return [next, [...effects, { type: 'resync', fresh: true }]];
  const [sent, more] = goOnline(next, acked);
  return [sent, [...effects, ...more]];
}

/** Sends again what is in flight, or what is next. */
function goOnline(sync: SyncState, acked: number): Step {
  const { inFlight, buffer } = sync.pending;
  const next: SyncState = { ...sync, acked, online: true, waiting: false };
  if (!inFlight) return pump(next);
  const again = { ...next, pending: { inFlight: { ...inFlight, n: acked + 1 }, buffer } };
  return [again, [sendInFlight(again)]];
}

function startFrom(sync: SyncState, welcome: Welcome, snapshot: Snapshot): Step {
  const known = sync.confirmed.seq;
  const lost = welcome.missed === null || known > snapshot.seq;
  if (lost && isPending(sync.pending)) return startWithout(sync, welcome, snapshot);
  const missed = [...(welcome.missed ?? []), ...welcome.ops].filter((op) => op.seq > known);
  const [passed, through] = passAll({ ...sync, online: false }, missed);
  const confirmed = foldOps(fromSnapshot(snapshot), welcome.ops);
  const next = rebuild({ ...passed, confirmed, head: welcome.head }, ANYTHING);
  const complete = welcome.missed || known === snapshot.seq;
  const reset: SyncEffect = { type: 'reset', reason: 'snapshot', through: complete ? through : null };
  const settled: SyncEffect[] =
    isPending(sync.pending) && !isPending(next.pending) ? [{ type: 'acked' }] : [];
  const [online, effects] = goOnline(next, welcome.acked);
  return [online, [reset, ...settled, ...effects]];
}

/** The server's log is not the one that the pending work was made on: its words go back to their author. */
function startWithout(sync: SyncState, welcome: Welcome, snapshot: Snapshot): Step {
  const { inFlight, buffer } = sync.pending;
  const groups = [...(inFlight?.groups ?? []), ...buffer];
  const confirmed = foldOps(fromSnapshot(snapshot), welcome.ops);
  const next = rebuild({ ...sync, confirmed, head: welcome.head, pending: NOTHING_PENDING }, ANYTHING);
  const message = 'The server no longer knows the text that these words were written in.';
  const [online, effects] = goOnline(next, welcome.acked);
  return [
    online,
    [
      { type: 'refused', groups, code: 'stale', message, before: sync.confirmed },
      { type: 'reset', reason: 'snapshot', through: null },
      ...effects,
    ],
  ];
}

/* ---- refusals ---- */

/** Not the op's fault: it is sent again after a while. What no longer fits a full draft never will. */
function isPassing({ code, wait }: RejectMessage, strikes: number): boolean {
  return code === 'storage' || (wait === true && strikes < MAX_STRIKES);
}

function isOutOfStep(code: RejectMessage['code'], strikes: number): boolean {
  return (code === 'bad-n' || code === 'bad-base' || code === 'stale') && strikes < MAX_STRIKES;
}

export function receiveReject(sync: SyncState, reject: RejectMessage, freshId: () => string): Step {
  const { inFlight, buffer } = sync.pending;
  if (!inFlight || reject.n !== inFlight.n) return [sync, []];
  const strikes = sync.strikes + 1;
  if (isPassing(reject, sync.strikes)) {
    const ms = Math.min(30_000, 250 * 2 ** Math.min(strikes, 7));
    return [{ ...sync, waiting: true, strikes }, [{ type: 'wait', ms }]];
  }
  if (isOutOfStep(reject.code, sync.strikes)) {
    return [{ ...sync, online: false, strikes }, [{ type: 'resync', fresh: reject.code !== 'bad-n' }]];
  }
  if (inFlight.groups.length > 1) return sendInParts(sync, inFlight.groups, buffer);
  return refuse(sync, reject, freshId);
}

/** One of several groups was refused: fewer go into the next op, until the one is alone. */
function sendInParts(sync: SyncState, groups: readonly Group[], buffer: readonly Group[]): Step {
  const closed = groups.map((group) => ({ ...group, open: false }));
  const pending = { inFlight: null, buffer: [...closed, ...buffer] };
  const next = rebuild({ ...sync, pending, limit: Math.max(1, groups.length >> 1), strikes: 0 }, []);
  const [pumped, effects] = pump(next);
  return [pumped, [...show(sync, next, []), ...effects]];
}

/** Takes what is in flight out of the view, and what goes on in it; what was done after it goes on without it. */
function refuse(sync: SyncState, { code, message }: RejectMessage, freshId: () => string): Step {
  const { inFlight, buffer } = sync.pending;
  const count = goingOn(code, inFlight!.changes, buffer);
  const along = buffer.slice(0, count);
  const changes = [...inFlight!.changes, ...bufferChanges(along)];
  const inverse = invertChanges(sync.confirmed, changes, freshId);
  const [shown, rest] = crossGroups(inverse, buffer.slice(count));
  const pending = { inFlight: null, buffer: rest };
  const next = rebuild({ ...sync, pending, limit: Math.min(MAX_GROUPS, sync.limit * 2), strikes: 0 }, [
    ...inFlight!.changes,
    ...bufferChanges(buffer),
  ]);
  const [pumped, effects] = pump(next);
  return [
    pumped,
    [
      { type: 'refused', groups: [...inFlight!.groups, ...along], code, message, before: sync.confirmed },
      { type: 'reset', reason: 'reject', through: shown },
      ...effects,
    ],
  ];
}

/** Compares the view with confirmed + pending, and heals. */
export function checkView(sync: SyncState): Step {
  const expected = applyChanges(sync.confirmed, pendingChanges(sync.pending));
  if (sameAfter(expected, sync.view, ANYTHING)) return [sync, []];
  return [{ ...sync, view: expected }, [{ type: 'reset', reason: 'heal', through: null }]];
}
