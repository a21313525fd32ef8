/** participant.set, seat.add, seat.confirm, seat.end, seat.enter: who takes part, as the server alone tells it. */
import type { ParticipantSet, SeatAct, SeatAdd } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { applySeat } from '../seats';
import { refuse } from '../policy/verdict';

export const seated: ChangeKind<ParticipantSet | SeatAdd | SeatAct> = {
  may: () => refuse('forbidden'),
  fits: () => null,

  apply(edit, change, { by }) {
    edit.participants = applySeat(edit.participants, change, by);
  },
};
