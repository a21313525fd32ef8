/** Ending somebody's seat. A chair's asks for their name, so that no slip of the hand does it. */
import { useState } from 'preact/hooks';
import type { Invitation } from '../../../net/api';
import { t } from '../../i18n';
import { isolated } from '../../i18n/format';
import { Field } from '../../widgets/field';
import { EndingDialog } from './ending_dialog';
import { seatWords } from './seat_words';

interface RevokeProps {
  invitation: Invitation;
  run: (everywhere: boolean) => void;
  onClose: () => void;
}

export function RevokeDialog({ invitation, run, onClose }: RevokeProps) {
  const words = t.value.invitations;
  const [typed, setTyped] = useState('');
  const isChair = invitation.role === 'chair';
  const end = (everywhere: boolean) => {
    onClose();
    run(everywhere);
  };
  return (
    <EndingDialog
      title={words.revoke}
      everywhere={seatWords.value.revokeEverywhere}
      danger
      disabled={isChair && typed.trim() !== invitation.name.trim()}
      end={end}
      onClose={onClose}
    >
      <p>{words.revokeConfirm(isolated(invitation.name))}</p>
      {isChair && (
        <Field label={seatWords.value.revokeChair(isolated(invitation.name))}>
          <input value={typed} autoComplete="off" onInput={(e) => setTyped(e.currentTarget.value)} />
        </Field>
      )}
    </EndingDialog>
  );
}
