/**
 * Work that the server has not confirmed: one op in flight, and behind it what was done since.
 *
 * It is kept in groups, each what the person did at once (a stretch of typing, a paste, a move), because an op is
 * accepted or refused as a whole: when one of several groups is refused, the others are sent again without it.
 */
import { pushComposed } from '../draft/transform';
import type { Change } from '../wire/types';

export interface Group {
  readonly changes: readonly Change[];
  /** When it was last added to (ms). */
  readonly at: number;
  /** Typing that further typing in the same text may join. */
  readonly open: boolean;
}

export interface InFlight {
  readonly n: number;
  /** As sent, moved over every op since: exactly what the server makes of it. */
  readonly changes: readonly Change[];
  /** The same in groups, for the case that it is refused. */
  readonly groups: readonly Group[];
}

export interface Pending {
  readonly inFlight: InFlight | null;
  readonly buffer: readonly Group[];
}

export const NOTHING_PENDING: Pending = { inFlight: null, buffer: [] };

/** Bounds of one op, so that its message stays below what the server takes even if every unit is three bytes. */
const MAX_OP_CHANGES = 400;
const MAX_OP_UNITS = 60_000;

export function isPending({ inFlight, buffer }: Pending): boolean {
  return inFlight !== null || buffer.length > 0;
}

export function pendingChanges({ inFlight, buffer }: Pending): readonly Change[] {
  return [...(inFlight?.changes ?? []), ...bufferChanges(buffer)];
}

export function bufferChanges(buffer: readonly Group[]): readonly Change[] {
  return buffer.flatMap((group) => group.changes);
}

/** How many things the person did that are not confirmed. */
export function pendingCount({ inFlight, buffer }: Pending): number {
  return (inFlight?.groups.length ?? 0) + buffer.length;
}

function continues(group: Group, changes: readonly Change[]): boolean {
  const [change] = changes;
  const last = group.changes[group.changes.length - 1];
  return (
    group.open &&
    changes.length === 1 &&
    change!.type === 'text' &&
    last?.type === 'text' &&
    last.item === change!.item &&
    last.lang === change!.lang
  );
}

/** Adds an edit; typing on in the same text joins the last group. */
export function addEdit(buffer: readonly Group[], changes: readonly Change[], at: number): readonly Group[] {
  const open = changes.length === 1 && changes[0]!.type === 'text';
  const last = buffer[buffer.length - 1];
  if (!last || !continues(last, changes)) return [...buffer, { changes, at, open }];
  const joined = [...last.changes];
  pushComposed(joined, changes[0]!);
  return [...buffer.slice(0, -1), { changes: joined, at, open }];
}

function size(changes: readonly Change[]): number {
  return JSON.stringify(changes).length;
}

/** Puts as many changes of a group behind others as one op can hold; false where not all of them fit. */
function addGroup(op: Change[], group: Group): boolean {
  const before = op.slice();
  if (group.changes.every((change) => pushComposed(op, change))) return true;
  op.splice(0, op.length, ...before);
  return false;
}

/** A group that is too much for one op: what fits, and the rest. At least one change is taken. */
function divide(group: Group): [Group, Group] {
  const first: Change[] = [];
  let units = 0;
  let taken = 0;
  for (const change of group.changes) {
    units += size([change]);
    const full = taken > 0 && (units > MAX_OP_UNITS || taken >= MAX_OP_CHANGES);
    if (full || !pushComposed(first, change)) break;
    taken++;
  }
  return [
    { ...group, changes: first, open: false },
    { ...group, changes: group.changes.slice(taken), open: false },
  ];
}

/** Makes the next op of at most `limit` groups out of the buffer. */
export function takeOp(buffer: readonly Group[], n: number, limit: number): [InFlight, readonly Group[]] {
  const changes: Change[] = [];
  let units = 0;
  let count = 0;
  let taken = 0;
  for (const group of buffer.slice(0, limit)) {
    units += size(group.changes);
    count += group.changes.length;
    if (units > MAX_OP_UNITS || count > MAX_OP_CHANGES || !addGroup(changes, group)) break;
    taken++;
  }
  if (taken > 0) return [{ n, changes, groups: buffer.slice(0, taken) }, buffer.slice(taken)];
  const [first, rest] = divide(buffer[0]!);
  const behind = rest.changes.length > 0 ? [rest] : [];
  return [{ n, changes: first.changes, groups: [first] }, [...behind, ...buffer.slice(1)]];
}
