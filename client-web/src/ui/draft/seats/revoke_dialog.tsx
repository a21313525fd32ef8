/** Ending a seat. A chair's asks for their name, so that no slip of the hand does it. */
import { useState } from 'preact/hooks';
import type { Invitation } from '../../../net/api';
import { t } from '../../i18n';
import { Dialog } from '../../widgets/dialog';
import { Field } from '../../widgets/field';
import { seatWords } from './seat_words';

interface RevokeProps {
  invitation: Invitation;
  run: (everywhere: boolean) => void;
  onClose: () => void;
}

export function RevokeDialog({ invitation, run, onClose }: RevokeProps) {
  const words = t.value.invitations;
  const [typed, setTyped] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const isChair = invitation.role === 'chair';
  return (
    <Dialog title={words.revoke} onClose={onClose}>
      <p>{words.revokeConfirm(invitation.name)}</p>
      {isChair && (
        <Field label={seatWords.value.revokeChair(invitation.name)}>
          <input value={typed} autoComplete="off" onInput={(e) => setTyped(e.currentTarget.value)} />
        </Field>
      )}
      <label>
        <input
          type="checkbox"
          checked={everywhere}
          onChange={(e) => setEverywhere(e.currentTarget.checked)}
        />{' '}
        {seatWords.value.revokeEverywhere}
      </label>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose} autoFocus>
          {t.value.app.cancel}
        </button>
        <button
          type="button"
          class="button button-danger"
          disabled={isChair && typed.trim() !== invitation.name.trim()}
          onClick={() => {
            onClose();
            run(everywhere);
          }}
        >
          {words.revoke}
        </button>
      </div>
    </Dialog>
  );
}
