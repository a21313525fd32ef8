/** Giving items a status. What something stands against keeps its own, and whoever tries is told. */
import { blockersOf, countBlockers } from '../../draft/blockers';
import { isSettled, itemsOf } from '../../draft/state';
import type { Status } from '../../wire/types';
import { t } from '../i18n';
import { toast } from '../widgets/toast';
import type { Workspace } from './workspace';

export function setStatus(ws: Workspace, item: string, status: Status, below: boolean): void {
  if (isBlocked(ws, item, status, below)) {
    ws.blocked = { item, status, below };
    return ws.open('blocked');
  }
  ws.act([below ? { type: 'item.status', item, status, below } : { type: 'item.status', item, status }]);
}

/** Several at once, as one op; those that something stands against stay as they are, and the chair is told. */
export function setStatusOfMany(ws: Workspace, items: readonly string[], status: Status): void {
  const free = items.filter((item) => !isBlocked(ws, item, status, false));
  const changed = free.filter((item) => ws.draft.view.items.get(item)?.status !== status);
  const left = items.length - free.length;
  if (changed.length > 0) ws.act(changed.map((item) => ({ type: 'item.status', item, status })));
  if (left > 0) toast(t.value.status.someBlocked(left));
}

function isBlocked({ draft }: Workspace, item: string, status: Status, below: boolean): boolean {
  const { view } = draft;
  return isSettled(status) && countBlockers(blockersOf(view.negotiation, itemsOf(view, item, below))) > 0;
}
