/**
 * A plan is what a command wants: changes, and where the caret stands afterwards. Commands never touch the
 * ProseMirror document; the plan is submitted, and the document follows the draft as it does for everyone else.
 */
import Delta from 'quill-delta';
import { applyChanges } from '../../draft/apply';
import { textLength, type DraftState } from '../../draft/state';
import { pushComposed } from '../../draft/transform';
import type { Change } from '../../wire/types';

/** A place in a text of the language that is being edited. */
export interface Point {
  item: string;
  /** UTF-16 units. */
  offset: number;
}

export interface Plan {
  changes: Change[];
  /** Null leaves the selection where it is. */
  caret: Point | null;
}

export const NO_PLAN: Plan = { changes: [], caret: null };

/** Folds each change as it is added, so that the next is planned on what the one before leaves. */
export class Planner {
  readonly changes: Change[] = [];

  constructor(
    public view: DraftState,
    readonly lang: string,
  ) {}

  /** An op holds at most one change of a text: the second is composed with the first where nothing lies between. */
  add(change: Change): void {
    this.view = applyChanges(this.view, [change]);
    if (!pushComposed(this.changes, change)) throw new Error('a plan changes one text twice');
  }

  text(item: string, delta: Delta): void {
    if (delta.ops.length > 0) this.add({ type: 'text', item, lang: this.lang, delta });
  }

  textLength(item: string): number {
    return textLength(this.view, item, this.lang);
  }

  plan(caret: Point | null = null): Plan {
    return { changes: this.changes, caret };
  }
}

export function isEmpty(view: DraftState, id: string): boolean {
  return Object.values(view.items.get(id)?.texts ?? {}).every((text) => text.length() === 0);
}

/** Puts words (none: just deletes) in the place of a stretch of text. */
export function replacement(from: number, to: number, words = new Delta()): Delta {
  return new Delta()
    .retain(from)
    .concat(words)
    .delete(Math.max(0, to - from))
    .chop();
}
