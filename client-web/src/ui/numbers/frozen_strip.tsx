/** Says that numbers are frozen; the chair can end it from here. */
import type { Workspace } from '../draft/workspace';
import { numberingWords } from './words';

export function FrozenStrip({ ws }: { ws: Workspace }) {
  const words = numberingWords.value;
  return (
    <div class="strip" role="note">
      <span class="strip-grow">{words.frozen}</span>
      {ws.isChair.value && (
        <button type="button" class="button button-small" onClick={() => ws.open('numbers')}>
          {words.renumber}…
        </button>
      )}
    </div>
  );
}
