/** Who is in the text at this moment, as chips in the bar; once the line is lost, who was. */
import { t } from '../../i18n';
import { isNarrow, isTouched } from '../../media';
import { Icon } from '../../widgets/icon';
import { Chip } from '../presence/chip';
import { codeOf, personWords, present } from '../presence/presence';
import type { Workspace } from '../workspace';

/** A finger needs more room for each, which the title has to give. */
const mostChips = () => (isTouched.value && isNarrow.value ? 1 : 5);

/** A press goes to where they are. */
export function Here({ ws }: { ws: Workspace }) {
  const words = t.value.people;
  const you = ws.draft.you.value;
  const others = present(ws).filter((one) => one.participant.id !== you?.id);
  const observers = ws.draft.observers.value;
  const most = mostChips();
  const more = others.length - most;
  return (
    <div
      class={ws.draft.cutOff.value ? 'bar-here is-old' : 'bar-here'}
      role="group"
      aria-label={ws.draft.cutOff.value ? words.wereHere : words.here}
    >
      {others.slice(0, most).map(({ participant, carets }) => (
        <button
          key={participant.id}
          type="button"
          class="chip-button"
          aria-label={`${codeOf(participant)}: ${words.goTo(personWords(participant))}`}
          disabled={carets.length === 0}
          onClick={() => ws.goTo(carets.at(-1)!.item)}
        >
          <Chip person={participant} here />
        </button>
      ))}
      {more > 0 && (
        <button
          type="button"
          class="chip-button"
          aria-label={`+${more}: ${words.connected(others.length)}`}
          onClick={() => (ws.panel.value = 'people')}
        >
          <span class="chip">+{more}</span>
        </button>
      )}
      {observers > 0 && (
        <span class="bar-count" title={words.observers(observers)}>
          <Icon name="eye" size={14} />
          <span aria-hidden="true">{observers}</span>
          <span class="only-spoken">{words.observers(observers)}</span>
        </span>
      )}
    </div>
  );
}
