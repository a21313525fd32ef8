/**
 * A local edit, made ready to be shown and sent: what may only be proposed has become a proposal, everything was judged,
 * places and lengths are filled in as the server would, and what takes it back is known. All of it in one fold, each
 * change on the state that the ones before it have made.
 */
import { sameText } from '../text/delta';
import type { Change, Participant, TextChange } from '../wire/types';
import { applyChange } from './apply';
import { complete } from './complete';
import { DraftEdit } from './edit';
import { invertOne } from './invert';
import { may, mayWhole } from './policy';
import type { Refusal } from './policy/verdict';
import { asProposed, emptiedBy } from './propose';
import type { DraftState } from './state';

export interface ReadyEdit {
  /** As the server would write them into the log. Empty where nothing is left to do. */
  readonly changes: readonly Change[];
  readonly inverse: readonly Change[];
  /** What it was made on, with the changes. */
  readonly after: DraftState;
  /** Words have become a proposal, so these are other changes than were asked for. */
  readonly proposed: boolean;
}

/** Typing on inside one's own words says already what it is. */
function sameChange(a: Change, b: Change | undefined): boolean {
  return a === b || (a.type === 'text' && b?.type === 'text' && sameText(a.delta, b.delta));
}

/** Or why it is refused; then nothing of it was made. */
export function readyEdit(
  state: DraftState,
  who: Participant,
  wanted: readonly Change[],
  freshId: () => string,
): ReadyEdit | Refusal {
  const edit = new DraftEdit(state);
  const asked: Change[] = [];
  const changes: Change[] = [];
  const inverse: (readonly Change[])[] = [];
  const make = (change: Change): Refusal | null => {
    const refusal = may(edit, who, change);
    if (refusal) return refusal;
    const full = complete(edit, change);
    asked.push(change);
    changes.push(full);
    inverse.push(invertOne(edit, full, freshId));
    applyChange(edit, full, state.seq + 1);
    return null;
  };
  for (const change of wanted) {
    const proposed = asProposed(edit, who, change);
    const before = edit.items.get((change as { item?: string }).item ?? '');
    for (const one of proposed ?? [change]) {
      const refusal = make(one);
      if (refusal) return refusal;
    }
    const empty = proposed && before && emptiedBy(change as TextChange, before, edit, who);
    const refusal = empty ? make({ type: 'proposal.withdraw', proposal: empty.id }) : null;
    if (refusal) return refusal;
  }
  const refusal = mayWhole(state, edit, who, asked);
  if (refusal) return refusal;
  const same = asked.length === wanted.length && asked.every((change, at) => sameChange(change, wanted[at]));
  return { changes, inverse: inverse.reverse().flat(), after: edit.finish(), proposed: !same };
}
