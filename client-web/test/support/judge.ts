/** What a server does with several changes at once, by the page's own rules for one. */
import { applyChange } from '../../src/draft/apply';
import { complete as completeOne } from '../../src/draft/complete';
import { DraftEdit } from '../../src/draft/edit';
import { may, mayWhole } from '../../src/draft/policy';
import type { Verdict } from '../../src/draft/policy/verdict';
import type { DraftState } from '../../src/draft/state';
import type { Change, Participant } from '../../src/wire/types';

/** Whether changes that follow each other would all be accepted. */
export function mayAll(state: DraftState, who: Participant, changes: readonly Change[]): Verdict {
  const edit = new DraftEdit(state);
  for (const change of changes) {
    const verdict = may(edit, who, change);
    if (verdict) return verdict;
    applyChange(edit, change, state.seq + 1);
  }
  return mayWhole(state, edit, who, changes);
}

/** The changes as the log would have them. */
export function complete(state: DraftState, changes: readonly Change[]): Change[] {
  const edit = new DraftEdit(state);
  return changes.map((change) => {
    const full = completeOne(edit, change);
    applyChange(edit, full, state.seq + 1);
    return full;
  });
}
