/**
 * Undo and redo of one's own work: stacks of inverse changes, each carried over what others do meanwhile, so that
 * taking one's own words back never takes another's.
 *
 * The topmost step fits the view as it is; the one below it fits the view once the topmost was taken back.
 *
 * Words that come back stand where they stood: what somebody else inserted at that very place meanwhile stands behind
 * them. Only where a part of them was deleted by somebody else first is the place that other's (see overlap), and where
 * somebody else deleted what stood directly in front: what comes there next takes its place.
 */
import { cross, pushComposed, withoutNoops } from '../draft/transform';
import type { Change, TextChange } from '../wire/types';

export interface UndoStep {
  readonly changes: readonly Change[];
  /** When it was last added to (ms). */
  readonly at: number;
  /** What it types in, where further typing may join it. */
  readonly typing: string | null;
  /** What others put at its place stands in front. */
  readonly yields?: boolean;
  /** It is a decision: no key takes it back, and whoever tries is told, once. */
  readonly decision?: boolean;
}

export interface UndoStacks {
  readonly undo: readonly UndoStep[];
  readonly redo: readonly UndoStep[];
}

export const NO_UNDO: UndoStacks = { undo: [], redo: [] };
const MAX_STEPS = 500;
const PAUSE_MS = 800;

/** What typing has to stay in to be one step. */
function typingKey(changes: readonly Change[]): string | null {
  const [change] = changes;
  return changes.length === 1 && change!.type === 'text' ? `${change!.item} ${change!.lang}` : null;
}

function push(steps: readonly UndoStep[], step: UndoStep): readonly UndoStep[] {
  return [...steps.slice(-MAX_STEPS + 1), step];
}

/** The newer inverse comes first; where both are of one text they become one. */
function joinInverse(newer: readonly Change[], older: readonly Change[]): readonly Change[] {
  const joined = [...newer];
  for (const change of older) if (!pushComposed(joined, change)) joined.push(change);
  return joined;
}

/** Notes a local edit by what takes it back. What was undone before can no longer be redone. */
export function recordEdit(
  stacks: UndoStacks,
  inverse: readonly Change[],
  at: number,
  coalesce: boolean,
): UndoStacks {
  if (inverse.length === 0) return stacks;
  const typing = coalesce ? typingKey(inverse) : null;
  const last = stacks.undo[stacks.undo.length - 1];
  if (last && typing !== null && last.typing === typing && at - last.at < PAUSE_MS) {
    const joined = { changes: joinInverse(inverse, last.changes), at, typing };
    return { undo: [...stacks.undo.slice(0, -1), joined], redo: [] };
  }
  return { undo: push(stacks.undo, { changes: inverse, at, typing }), redo: [] };
}

/** Notes a decision on top of what was typed before it, which would come back in its place otherwise. */
export function recordDecision(stacks: UndoStacks, at: number): UndoStacks {
  return { ...stacks, undo: push(stacks.undo, { changes: [], at, typing: null, decision: true }) };
}

/** The next typing starts another step. */
export function endStep(stacks: UndoStacks): UndoStacks {
  const last = stacks.undo[stacks.undo.length - 1];
  if (!last || last.typing === null) return stacks;
  return { ...stacks, undo: [...stacks.undo.slice(0, -1), { ...last, typing: null }] };
}

export function carry(steps: readonly UndoStep[], changes: readonly Change[]): readonly UndoStep[] {
  let over = changes;
  let moved = false;
  const carried = steps.slice();
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]!;
    const before = over;
    const [rest, own] = crossStep(over, step);
    over = rest;
    if (own === step.changes || step.decision) continue;
    moved = true;
    const yields = step.yields || losesWhatIsInFront(step, before);
    carried[i] = { ...step, changes: withoutNoops(own), ...(yields && { yields }) };
  }
  return moved ? carried.filter((step) => step.changes.length > 0 || step.decision) : steps;
}

/** Whether somebody deletes words that end where words of the step come back. */
function losesWhatIsInFront({ changes }: UndoStep, over: readonly Change[]): boolean {
  return changes.some((own) => {
    if (own.type !== 'text') return false;
    const others = over.filter(
      (other) => other.type === 'text' && other.item === own.item && other.lang === own.lang,
    );
    const [other] = others;
    const at = firstInsert(own.delta);
    return others.length === 1 && other?.type === 'text' && at !== null && deletesUpTo(other.delta, at);
  });
}

function firstInsert({ ops }: TextChange['delta']): number | null {
  const [first, second] = ops;
  if (first?.insert !== undefined) return 0;
  return typeof first?.retain === 'number' && second?.insert !== undefined ? first.retain : null;
}

function deletesUpTo({ ops }: TextChange['delta'], place: number): boolean {
  let at = 0;
  for (const part of ops) {
    at += part.delete ?? (typeof part.retain === 'number' ? part.retain : 0);
    if (at >= place) return part.delete !== undefined && at === place;
  }
  return false;
}

/** Gives what others did past the step, and the step past it. Of two inserts at one place that of the step comes first. */
function crossStep(over: readonly Change[], { changes, yields }: UndoStep): [Changes, Changes] {
  if (yields) return cross(over, changes) as [Changes, Changes];
  const [own, rest] = cross(changes, over);
  if (own === changes) return [rest, own];
  const composed: Change[] = [];
  return own.every((change) => pushComposed(composed, change)) ? [rest, composed] : [rest, own];
}

type Changes = readonly Change[];

/** Carries both stacks over what others did, as it was applied to the view. */
export function carryOver(stacks: UndoStacks, changes: readonly Change[]): UndoStacks {
  const undo = carry(stacks.undo, changes);
  const redo = carry(stacks.redo, changes);
  return undo === stacks.undo && redo === stacks.redo ? stacks : { undo, redo };
}

export type Direction = 'undo' | 'redo';

/** Takes the topmost step off. */
export function takeStep(stacks: UndoStacks, direction: Direction): [UndoStep | undefined, UndoStacks] {
  const steps = stacks[direction];
  return [steps[steps.length - 1], { ...stacks, [direction]: steps.slice(0, -1) }];
}

/** Notes what takes the step back that was just undone or redone. */
export function recordStep(
  stacks: UndoStacks,
  direction: Direction,
  inverse: readonly Change[],
  at: number,
): UndoStacks {
  if (inverse.length === 0) return stacks;
  const other = direction === 'undo' ? 'redo' : 'undo';
  return { ...stacks, [other]: push(stacks[other], { changes: inverse, at, typing: null }) };
}

/**
 * For changes of a step that was taken off and not done: the steps below it were made as if it had been, so they are
 * carried over its inverse.
 */
export function skipChanges(
  stacks: UndoStacks,
  direction: Direction,
  inverse: readonly Change[],
): UndoStacks {
  return { ...stacks, [direction]: carry(stacks[direction], inverse) };
}
