/** Undo and redo as the session offers them: what may no longer be taken back is skipped, and said. */
import { computed, signal } from '@preact/signals';
import { freshId } from '../draft/id';
import { invertChanges } from '../draft/invert';
import type { ReadyEdit } from '../draft/ready_edit';
import type { DraftState } from '../draft/state';
import {
  carryOver,
  endStep,
  NO_UNDO,
  recordEdit,
  recordStep,
  skipChanges,
  takeStep,
  type Direction,
  type UndoStacks,
} from '../sync/undo';
import type { Change } from '../wire/types';

export class OwnHistory {
  private readonly stacks = signal(NO_UNDO);
  readonly canUndo = computed(() => this.stacks.value.undo.length > 0);
  readonly canRedo = computed(() => this.stacks.value.redo.length > 0);

  /** Notes an edit by what takes it back. */
  record(inverse: readonly Change[], at: number, coalesce: boolean): void {
    this.stacks.value = recordEdit(this.stacks.value, inverse, at, coalesce);
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
   * structure, all or nothing. Null where nothing can, undefined where there is no step.
   */
  take(
    direction: Direction,
    view: DraftState,
    ready: (changes: readonly Change[]) => ReadyEdit | null,
  ): ReadyEdit | null | undefined {
    const [step, rest] = takeStep(this.stacks.value, direction);
    if (!step) return undefined;
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
