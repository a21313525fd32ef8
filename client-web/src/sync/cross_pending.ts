/** Bringing what is pending over what others did. */
import { cross, withoutNoops } from '../draft/transform';
import type { Change } from '../wire/types';
import type { Group, Pending } from './pending';

/** Moves groups over foreign changes. Gives also the foreign changes moved over them, which fit what comes after. */
export function crossGroups(
  foreign: readonly Change[],
  groups: readonly Group[],
): [foreign: readonly Change[], groups: readonly Group[]] {
  let over = foreign;
  let moved = false;
  const crossed: Group[] = [];
  for (const group of groups) {
    const [rest, own] = cross(over, group.changes);
    over = rest;
    if (own === group.changes) {
      crossed.push(group);
      continue;
    }
    moved = true;
    const changes = withoutNoops(own);
    if (changes.length > 0) crossed.push({ ...group, changes });
  }
  return [over, moved ? crossed : groups];
}

/** Moves all that is pending over foreign changes; the foreign changes come back as the view needs them. */
export function crossPending(
  foreign: readonly Change[],
  pending: Pending,
): [foreign: readonly Change[], pending: Pending] {
  let over = foreign;
  let { inFlight } = pending;
  if (inFlight) {
    const [rest, changes] = cross(over, inFlight.changes);
    const [, groups] = crossGroups(over, inFlight.groups);
    over = rest;
    inFlight = { ...inFlight, changes, groups };
  }
  const [rest, buffer] = crossGroups(over, pending.buffer);
  return [rest, { inFlight, buffer }];
}
