/**
 * A plan is what a command wants: changes, and where the caret stands afterwards. Commands never touch the
 * ProseMirror document; the plan is submitted, and the document follows the draft as it does for everyone else.
 */
import Delta from 'quill-delta';
import { applyChange } from '../../draft/apply';
import { textOf, type DraftState } from '../../draft/state';
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

  add(change: Change): void {
    this.view = applyChange(this.view, change);
    this.changes.push(change);
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

export function textLength(view: DraftState, id: string, lang: string): number {
  const item = view.items.get(id);
  return item ? textOf(item, lang).length() : 0;
}

export function isEmpty(view: DraftState, id: string): boolean {
  return Object.values(view.items.get(id)?.texts ?? {}).every((text) => text.length() === 0);
}

export function deletion(from: number, to: number): Delta {
  return from < to ? new Delta().retain(from).delete(to - from) : new Delta();
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** An id for an item that is about to be added: ten characters, 60 random bits. */
export function newItemId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => ID_ALPHABET[byte & 63]).join('');
}
