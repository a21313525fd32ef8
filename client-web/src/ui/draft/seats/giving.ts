/** What the ways to give out seats have in common: who may give which, for how long, and the link that comes of it. */
import { signal } from '@preact/signals';
import type { Role } from '../../../wire/types';
import { countries } from '../../i18n/countries';
import type { Workspace } from '../workspace';

/** Raised where seats were given or ended, so that the list of invitations is read again. */
export const made = signal(0);

const ROLES: readonly Role[] = ['delegation', 'observer', 'secretariat', 'chair'];
const DAY_MS = 24 * 60 * 60 * 1000;

/** When an invitation ends that is given for some days from now; a chair's never does, and none where `days` is 0. */
export const expiryIn = (days: number, role: Role): { expires?: number } =>
  days > 0 && role !== 'chair' ? { expires: Date.now() + days * DAY_MS } : {};

/** Nobody gives a role above their own. */
export const mayGive = (ws: Workspace): readonly Role[] =>
  ws.isChair.value ? ROLES : ROLES.filter((role) => role !== 'chair');

/** A country typed by its name becomes its code; two letters become capitals; anything else stays a short name. */
export function readDelegation(typed: string): string {
  const wanted = typed.trim();
  if (/^[A-Za-z]{2}$/.test(wanted)) return wanted.toUpperCase();
  const found = countries().find(
    ([, name]) => name.localeCompare(wanted, undefined, { sensitivity: 'base' }) === 0,
  );
  return found ? found[0] : wanted;
}

/** The server may not know under which name it is reached from outside; the page does. */
export function invitationLink(token: string): string {
  return `${location.origin}/join#${token}`;
}
