/** The list of invitations, and withdrawing one. */
import { useEffect, useState } from 'preact/hooks';
import type { Invitation } from '../../../net/api';
import { errorWords } from '../../errors';
import { t } from '../../i18n';
import { isolated } from '../../i18n/format';
import { formatDate } from '../../i18n/dates';
import { labelled } from '../../i18n/phrases';
import { Problem } from '../../widgets/field';
import { later } from '../../widgets/later';
import { toast } from '../../widgets/toast';
import { placeWords } from '../presence/presence';
import type { Workspace } from '../workspace';
import { made } from './giving';

const RevokeDialog = later(async () => (await import('./revoke_dialog')).RevokeDialog);

export function Invitations({ ws }: { ws: Workspace }) {
  const [list, setList] = useState<Invitation[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const words = t.value.invitations;
  const count = made.value;
  useEffect(() => {
    ws.api.invitations(ws.draft.id).then((found) => {
      setProblem(null);
      setList(found.sort((a, b) => b.created - a.created));
    }, setProblem);
  }, [count]);

  async function revoke(invitation: Invitation, everywhere: boolean) {
    try {
      await ws.api.revoke(ws.draft.id, invitation.id, everywhere);
      toast(words.revokedDone);
      made.value++;
    } catch (error) {
      toast(errorWords(error));
    }
  }

  return (
    <section>
      <h3>{words.title}</h3>
      <div class="row">
        <button type="button" class="button" onClick={() => ws.open('invite')}>
          {words.create}
        </button>
        <button type="button" class="button" onClick={() => ws.open('inviteMany')}>
          {words.many}
        </button>
      </div>
      {problem !== null && <Problem>{errorWords(problem)}</Problem>}
      {list?.length === 0 && <p class="muted">{words.none}</p>}
      <ul class="plain-list invitations-list">
        {list?.map((one) => (
          <InvitationLine key={one.id} invitation={one} revoke={() => setRevoking(one)} />
        ))}
      </ul>
      {revoking && (
        <RevokeDialog
          invitation={revoking}
          run={(everywhere) => void revoke(revoking, everywhere)}
          onClose={() => setRevoking(null)}
        />
      )}
    </section>
  );
}

function InvitationLine({ invitation, revoke }: { invitation: Invitation; revoke: () => void }) {
  const words = t.value.invitations;
  const expired = invitation.expires !== null && invitation.expires < Date.now();
  const past = Boolean(invitation.revoked) || expired;
  const state = invitation.revoked
    ? words.revoked
    : expired
      ? words.expired
      : invitation.expires === null
        ? words.never
        : words.until(formatDate(invitation.expires));
  const waits = invitation.pending && !past ? ` · ${words.waits}` : '';
  return (
    <li class={past ? 'invitation is-past' : 'invitation'}>
      <span class="person-name">
        <bdi>{invitation.name}</bdi>
        <small>
          <bdi>{placeWords(invitation)}</bdi> · {state}
          {waits}
        </small>
      </span>
      {!past && (
        <button
          type="button"
          class="button button-small"
          aria-label={labelled(words.revoke, isolated(invitation.name))}
          onClick={revoke}
        >
          {words.revoke}
        </button>
      )}
    </li>
  );
}
