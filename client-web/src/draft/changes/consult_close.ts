/** consult.close: the end of a consultation, by the chair, by the server at its time, or by an objection. */
import type { ConsultClose, Consultation, ConsultationState } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { positionKey } from '../negotiation';
import { openProposalsIn, runningConsultation } from '../blockers';
import { isThere, type DraftState } from '../state';
import { mayRole, refuse } from '../policy/verdict';

/** How it ended, where the op does not say so: in logs of before, and in what is not confirmed yet. */
function endOf(
  draft: DraftState,
  { item: id, delegations, silence }: Consultation,
  by: string,
): ConsultationState {
  const { negotiation } = draft;
  const item = draft.items.get(id);
  if (by !== 'system') return draft.participants.get(by)?.role === 'delegation' ? 'broken' : 'closed';
  if (!silence || !item || !isThere(draft, id)) return 'expired';
  const opposed = delegations.some(
    (code) => negotiation.positions.get(positionKey(id, code))?.position === 'object',
  );
  return opposed || openProposalsIn(negotiation, item).length > 0 ? 'broken' : 'kept';
}

export const consultClose: ChangeKind<ConsultClose> = {
  may: (_state, who) => mayRole(who, 'status'),
  fits: (state, { item }) => (runningConsultation(state.negotiation, item) ? null : refuse('bad-op', item)),

  // Only the server's own end otherwise than by the chair's hand.
  complete: (_state, change) => ({ ...change, state: change.state ?? 'closed' }),

  apply(edit, { item, state }, { seq, by }) {
    const running = runningConsultation(edit.negotiation, item);
    if (!running) return;
    const ended = { ...running, state: state ?? endOf(edit, running, by), closed: seq, closer: by };
    edit.setConsultations(edit.negotiation.consultations.map((one) => (one === running ? ended : one)));
  },
};
