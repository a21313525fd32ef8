/** Who may do what with an item of which status: the server's table. */
import type { ItemStatus, Role } from '../../wire/types';
import { originalLang, type DraftState } from '../state';

export type Action =
  | 'text'
  | 'translate'
  | 'structure'
  | 'carry'
  | 'status'
  | 'draft'
  | 'propose'
  | 'support'
  | 'decide'
  | 'comment';
export type Permission = 'never' | 'allowed' | 'proposal';

const N = 'never';
const Y = 'allowed';
const P = 'proposal';

type Row = Record<Role, Permission>;
const row = (
  observer: Permission,
  delegation: Permission,
  secretariat: Permission,
  chair: Permission,
): Row => ({
  observer,
  delegation,
  secretariat,
  chair,
});

/** Rows: the actions, and below each the status of the item concerned. */
const table: Record<Action, Record<ItemStatus, Row>> = {
  text: {
    open: row(N, Y, Y, Y),
    review: row(N, P, Y, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  translate: {
    open: row(N, Y, Y, Y),
    review: row(N, P, Y, Y),
    agreed: row(N, N, Y, Y),
    approved: row(N, N, N, N),
  },
  structure: {
    open: row(N, Y, Y, Y),
    review: row(N, N, Y, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  carry: {
    open: row(N, Y, Y, Y),
    review: row(N, N, Y, Y),
    agreed: row(N, N, Y, Y),
    approved: row(N, N, Y, Y),
  },
  status: {
    open: row(N, N, N, Y),
    review: row(N, N, N, Y),
    agreed: row(N, N, N, Y),
    approved: row(N, N, N, Y),
  },
  draft: {
    open: row(N, N, Y, Y),
    review: row(N, N, Y, Y),
    agreed: row(N, N, Y, Y),
    approved: row(N, N, Y, Y),
  },
  propose: {
    open: row(N, Y, Y, Y),
    review: row(N, Y, Y, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  support: {
    open: row(N, Y, N, N),
    review: row(N, Y, N, N),
    agreed: row(N, Y, N, N),
    approved: row(N, Y, N, N),
  },
  decide: {
    open: row(N, N, N, Y),
    review: row(N, N, N, Y),
    agreed: row(N, N, N, N),
    approved: row(N, N, N, N),
  },
  comment: {
    open: row(N, Y, Y, Y),
    review: row(N, Y, Y, Y),
    agreed: row(N, Y, Y, Y),
    approved: row(N, Y, Y, Y),
  },
};

export function permission(role: Role, action: Action, status: ItemStatus): Permission {
  return table[action][status][role];
}

/** Which action a change of this text is: the original has stricter rules. */
export function textAction(state: DraftState, lang: string): Action {
  return lang === originalLang(state) ? 'text' : 'translate';
}
