/**
 * What changes do to numbers that stay, by the rules of frozen.ts. Those come right behind the page, and a draft whose numbers are
 * frozen is shown only with them.
 */
import type { DraftEdit } from './edit';
import type { DraftState } from './state';

type Rules = Pick<typeof import('./frozen'), 'came' | 'carried' | 'frozenPath' | 'joined' | 'moved'>;

let rules: Rules | null = null;

export function keepNumbersBy(given: Rules): void {
  rules = given;
}

export function frozenPath(state: DraftState, id: string): string {
  return state.frozen ? rules!.frozenPath(state, id) : '';
}

export function came(edit: DraftEdit, id: string): void {
  if (edit.frozen) rules!.came(edit, id);
}

export function moved(edit: DraftEdit, id: string, path: string): void {
  if (edit.frozen) rules!.moved(edit, id, path);
}

export function joined(edit: DraftEdit, ids: readonly string[], path: string): void {
  if (edit.frozen) rules!.joined(edit, ids, path);
}

export function carried(edit: DraftEdit, above: string, path: string): void {
  if (edit.frozen) rules!.carried(edit, above, path);
}
