/** consult.open: an item is sent home to delegations until a time. */
import type { ConsultOpen } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const consultOpen: ChangeKind<ConsultOpen> = {
  apply(edit, { item, delegations, until, silence = false }, { seq, by, at }) {
    const opened = { item, delegations, until, silence, by, seq, at, state: 'open' as const };
    edit.setConsultations([...edit.negotiation.consultations, opened]);
  },
};
