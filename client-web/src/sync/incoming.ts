/**
 * What comes from the server, and what becomes of the sync state (sync_state.ts, whose essay holds for both): ops, a welcome that
 * goes on from before, refusals. It comes right behind the page, as it is needed only once the text is there.
 */
import { applyChanges } from '../draft/apply';
import { foldOps } from '../draft/fold';
import { invertChanges } from '../draft/invert';
import { keepIdentity, sameAfter } from '../draft/same';
import { fromSnapshot } from '../draft/state';
import { cross } from '../draft/transform';
import type { Change, Op, RejectMessage, Snapshot } from '../wire/types';
import {
  bufferChanges,
  isPending,
  NOTHING_PENDING,
  pendingChanges,
  type Group,
  type Pending,
} from './pending';
import { crossGroups, crossPending } from './cross_pending';
import { goingOn } from './refused';
import {
  MAX_GROUPS,
  endOf,
  isAtEither,
  sendInFlight,
  takeNext,
  type Step,
  type SyncEffect,
  type SyncState,
  type Welcome,
} from './sync_state';

const MAX_STRIKES = 5;
/** Catching up on more ops than this is shown as a whole. */
const MANY_OPS = 100;
/** Stands for a change that may have touched anything. */
const ANYTHING: readonly Change[] = [{ type: 'draft.adopt' }];

/** Sends what has gathered, as much as goes into one op. */
function pump(sync: SyncState): Step {
  const next = takeNext(sync, sync.limit);
  if (!next) return [sync, []];
  if (next.pending.inFlight!.groups.length === 1) return [next, [sendInFlight(next)]];
  // Composed, changes that no longer fit their text may show another thing than one by one.
  const shown = rebuild(next, []);
  return [shown, [...show(sync, shown, []), sendInFlight(shown)]];
}

/** The wait is over: sends again what is in flight. */
export function resume(sync: SyncState): Step {
  if (!sync.waiting) return [sync, []];
  const next = { ...sync, waiting: false };
  if (next.online && next.pending.inFlight) return [next, [sendInFlight(next)]];
  return pump(next);
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
  const lost = welcome.missed === null || known > endOf(snapshot, welcome.ops);
  if (lost && isPending(sync.pending)) return startWithout(sync, welcome, snapshot);
  const missed = [...(welcome.missed ?? []), ...welcome.ops].filter((op) => op.seq > known);
  const [passed, through] = passAll({ ...sync, online: false }, missed);
  const confirmed = foldOps(fromSnapshot(snapshot), welcome.ops);
  const next = rebuild({ ...passed, confirmed, head: welcome.head }, ANYTHING);
  const complete = welcome.missed || isAtEither(sync, welcome, snapshot);
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
