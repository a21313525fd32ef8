import { statuses } from '../../widgets/statuses';
import type { Tally } from './tally';

/** The state of the whole text as one line; the words stand in the board. */
export function Ribbon({ counts }: { counts: Tally['counts'] }) {
  return (
    <div class="ribbon" aria-hidden="true">
      {[...statuses].reverse().map((status) => (
        <i key={status} class={`ribbon-${status}`} style={{ flexGrow: counts[status] }} />
      ))}
    </div>
  );
}
