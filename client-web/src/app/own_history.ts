/** Undo and redo of an open draft. A step that may no longer be taken back is skipped, and the person is told. */
import { computed, signal } from '@preact/signals';
import { freshId } from '../draft/id';
import { invertChanges } from '../draft/invert';
import type { ReadyEdit } from '../draft/ready_edit';
import type { DraftState } from '../draft/state';
import {
  carryOver,
  endStep,
  NO_UNDO,
  recordDecision,
  recordEdit,
  recordStep,
  skipChanges,
  takeStep,
  type Direction,
  type UndoStacks,
} from '../sync/undo';
import type { Change } from '../wire/types';

const DECISIONS: ReadonlySet<Change['type']> = new Set<Change['type']>([
  'proposal.accept',
  'proposal.reject',
  'proposal.withdraw',
  'proposal.part',
  'draft.adopt',
]);

export class OwnHistory {
  private readonly stacks = signal(NO_UNDO);
  readonly canUndo = computed(() => this.stacks.value.undo.length > 0);
  readonly canRedo = computed(() => this.stacks.value.redo.length > 0);

  /** Notes an edit by what takes it back; a decision, which nothing does, by itself. */
  record({ changes, inverse }: ReadyEdit, at: number, coalesce: boolean): void {
    const decides = inverse.length === 0 && changes.some(({ type }) => DECISIONS.has(type));
    this.stacks.value = decides
      ? recordDecision(this.stacks.value, at)
      : recordEdit(this.stacks.value, inverse, at, coalesce);
  }

  /** What others did to the view; null: nobody knows. `first`: what happens to the stacks before. */
  carry(changes: readonly Change[] | null, first?: (stacks: UndoStacks) => UndoStacks): void {
    const stacks = first ? first(this.stacks.value) : this.stacks.value;
    this.stacks.value = changes ? carryOver(stacks, changes) : NO_UNDO;
  }

  endStep(): void {
    this.stacks.value = endStep(this.stacks.value);
  }

  /**
   * Takes the next step off and gives what of it can be done on `view`: of words, those in items that are still open; of
   * structure, all or nothing. Null where nothing can, undefined where there is no step, `'decision'` where the step is one:
   * it is off, so that the next try goes on to what was before it.
   */
  take(
    direction: Direction,
    view: DraftState,
    ready: (changes: readonly Change[]) => ReadyEdit | null,
  ): ReadyEdit | 'decision' | null | undefined {
    const [step, rest] = takeStep(this.stacks.value, direction);
    if (!step) return undefined;
    if (step.decision) {
      this.stacks.value = rest;
      return 'decision';
    }
    const whole = ready(step.changes);
    if (whole) {
      this.stacks.value = rest;
      return whole;
    }
    const words = step.changes.every((change) => change.type === 'text');
    const allowed: readonly Change[] = words ? step.changes.filter((change) => ready([change])) : [];
    const skipped = step.changes.filter((change) => !allowed.includes(change));
    this.stacks.value = skipChanges(rest, direction, invertChanges(view, skipped, freshId));
    return allowed.length > 0 ? ready(allowed) : null;
  }

  /** Notes what takes back the step that is about to be done. */
  recordStep(direction: Direction, inverse: readonly Change[], at: number): void {
    this.stacks.value = recordStep(this.stacks.value, direction, inverse, at);
  }
}
