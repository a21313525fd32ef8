/** On the button of the negotiation: what waits for one's delegation, what became of its proposals, and how many comments this device has not shown yet. */
import { Icon } from '../widgets/icon';
import type { Workspace } from '../draft/workspace';
import { newlyDecided } from './decided';
import { countUnread } from './unread';
import { waitingFor } from './waiting';
import { words } from './words';

export function UnreadBadge({ ws }: { ws: Workspace }) {
  const count = countUnread(ws);
  const waiting = waitingFor(ws).length;
  const decided = newlyDecided(ws).length;
  return (
    <>
      {waiting > 0 && <Waiting count={waiting} />}
      {decided > 0 && <Decided count={decided} />}
      {count > 0 && <Unread count={count} />}
    </>
  );
}

function Waiting({ count }: { count: number }) {
  return (
    <>
      <span class="badge badge-waiting" aria-hidden="true">
        <Icon name="review" size={12} />
        {count}
      </span>
      <span class="only-spoken">{words.value.waitingCount(count)}</span>
    </>
  );
}

function Decided({ count }: { count: number }) {
  return (
    <>
      <span class="badge badge-decided" aria-hidden="true">
        ✓{count}
      </span>
      <span class="only-spoken">{words.value.yourDecisions(count)}</span>
    </>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <>
      <span class="badge" aria-hidden="true">
        {count}
      </span>
      <span class="only-spoken">{words.value.unreadCount(count)}</span>
    </>
  );
}
