/** What the chair may do about the selected words of a proposal: below the selection, and on the proposal's card. */
import type { Workspace } from '../draft/workspace';
import { decidePart, mayAcceptPart, partChoices, type PartChoice } from './part_choice';
import { partWords } from './part_words';
import { authorOf } from './who';

/** At the selection: whose words they are, and both decisions. */
export function SelectedParts({ ws, top, left }: { ws: Workspace; top: number; left: number }) {
  const choices = partChoices(ws);
  if (choices.length === 0) return null;
  return (
    <div class="selected-parts" style={{ '--top': `${top}px`, '--left': `${left}px` }}>
      {choices.map((choice) => (
        <div key={choice.proposal.id} class="row" role="group" aria-label={whose(ws, choice)}>
          <bdi class="muted">{authorOf(ws, choice.proposal)}</bdi>
          <PartButtons ws={ws} choice={choice} />
        </div>
      ))}
    </div>
  );
}

const whose = (ws: Workspace, { proposal }: PartChoice) => partWords.value.chosen(authorOf(ws, proposal));

function PartButtons({ ws, choice }: { ws: Workspace; choice: PartChoice }) {
  const w = partWords.value;
  return (
    <>
      {mayAcceptPart(ws, choice) && (
        <PartButton label={w.acceptThese} act={() => decidePart(ws, choice, true)} />
      )}
      <PartButton label={w.rejectThese} act={() => decidePart(ws, choice, false)} />
    </>
  );
}

/** The selection stays, as it is what the button is about. */
function PartButton({ label, act }: { label: string; act: () => void }) {
  return (
    <button
      type="button"
      class="button button-small"
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {label}
    </button>
  );
}

/** On the card, while words of the proposal are selected in the text: for the keyboard, and for whoever hears the page. */
export function PartsOfSelection({ ws, proposal }: { ws: Workspace; proposal: string }) {
  const choice = partChoices(ws).find((one) => one.proposal.id === proposal && !one.isAll);
  if (!choice) return null;
  const w = partWords.value;
  const who = authorOf(ws, choice.proposal);
  return (
    <div class="row">
      {mayAcceptPart(ws, choice) && (
        <PartButton label={w.acceptOf(who)} act={() => decidePart(ws, choice, true)} />
      )}
      <PartButton label={w.rejectOf(who)} act={() => decidePart(ws, choice, false)} />
    </div>
  );
}
