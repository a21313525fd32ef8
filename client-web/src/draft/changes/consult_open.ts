/** consult.open: an item is sent home to delegations until a time. */
import type { ConsultOpen } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { openProposalsIn, runningConsultation } from '../blockers';
import { mayRole, mustBeThere, refuse, type Verdict } from '../policy/verdict';
import { isSettled, type DraftState } from '../state';

function canBeConsulted(state: DraftState, { item, delegations }: ConsultOpen): Verdict {
  const none = mustBeThere(state, item);
  if (none) return none;
  if (delegations.length === 0) return refuse('bad-op', item);
  return runningConsultation(state.negotiation, item) ? refuse('exists', item) : null;
}

export const consultOpen: ChangeKind<ConsultOpen> = {
  /** Whether its time lies ahead, the server says. Silence has to be about one text. */
  may(state, who, change) {
    const verdict = mayRole(who, 'status') ?? canBeConsulted(state, change);
    if (verdict) return verdict;
    const item = state.items.get(change.item)!;
    if (isSettled(item.status)) return refuse('locked', item.id);
    const undecided = change.silence && openProposalsIn(state.negotiation, item).length > 0;
    return undecided ? refuse('locked', item.id) : null;
  },

  fits: canBeConsulted,

  apply(edit, { item, delegations, until, silence = false }, { seq, by, at }) {
    const opened = { item, delegations, until, silence, by, seq, at, state: 'open' as const };
    edit.setConsultations([...edit.negotiation.consultations, opened]);
  },
};
