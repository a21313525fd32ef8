/** On the button of the negotiation: how many comments this device has not shown yet. */
import type { Workspace } from '../draft/workspace';
import { countUnread } from './unread';
import { words } from './words';

export function UnreadBadge({ ws }: { ws: Workspace }) {
  const count = countUnread(ws);
  if (count === 0) return null;
  return (
    <>
      <span class="badge" aria-hidden="true">
        {count}
      </span>
      <span class="only-spoken">{words.value.unreadCount(count)}</span>
    </>
  );
}
