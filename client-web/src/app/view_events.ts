/** What the listeners of a view are told about a step, once, when everything is as it will be. */
import type { SyncEffect } from '../sync/sync_state';
import type { Change, Op } from '../wire/types';
import type { LastRemote, ViewEvent } from './open_draft';

type Reset = Extract<ViewEvent, { type: 'reset' }>;

/** One event for all effects, as the view has gone all the way already; null where it has not changed. */
export function viewEventOf(effects: readonly SyncEffect[]): ViewEvent | null {
  const through: Change[] = [];
  let reason: Reset['reason'] | null = null;
  let last: Op | undefined;
  for (const effect of effects) {
    if (effect.type === 'reset') {
      through.push(...(effect.through ?? []));
      reason = effect.reason;
    } else if (effect.type === 'changes') {
      through.push(...effect.changes);
      last = effect.op ?? last;
    }
  }
  if (reason !== null) return { type: 'reset', reason, through };
  if (through.length === 0) return null;
  const from = last && { from: last.client, by: last.by };
  return { type: 'changes', changes: through, origin: 'remote', ...from };
}

/** The last op of somebody else among the effects, and where it was made. */
export function lastRemoteOf(effects: readonly SyncEffect[]): LastRemote | null {
  let last: LastRemote | null = null;
  for (const effect of effects) {
    if (effect.type !== 'changes' || !effect.op) continue;
    const { by, client, at } = effect.op;
    const items = effect.changes.flatMap((change) => ('item' in change && change.item ? [change.item] : []));
    last = { by, client, at, items: [...new Set(items)] };
  }
  return last;
}
