/** Invitations: the list, a new one (its link is shown once), and withdrawing one. */
import { useEffect, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import type { Invitation } from '../../../net/api';
import type { Role } from '../../../wire/types';
import { errorWords } from '../../errors';
import { t } from '../../i18n';
import { countries, formatDate, isolated } from '../../i18n/format';
import { Dialog } from '../../widgets/dialog';
import { CopyButton } from '../../widgets/copy_button';
import { Field, Problem } from '../../widgets/field';
import { later } from '../../widgets/later';
import { toast } from '../../widgets/toast';
import { placeWords } from '../presence/presence';
import type { Workspace } from '../workspace';

const RevokeDialog = later(async () => (await import('./revoke_dialog')).RevokeDialog);

/* Raised by the dialogs, so that the list is read again. */
export const made = signal(0);
const roles: Role[] = ['delegation', 'observer', 'secretariat', 'chair'];
const periods = [1, 7, 30, 90]; // days
export const day = 24 * 60 * 60 * 1000; // ms

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
          aria-label={`${words.revoke}: ${isolated(invitation.name)}`}
          onClick={revoke}
        >
          {words.revoke}
        </button>
      )}
    </li>
  );
}

export function InviteDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = t.value.invitations;
  const [role, setRole] = useState<Role>('delegation');
  const [name, setName] = useState('');
  const [delegation, setDelegation] = useState('');
  const [days, setDays] = useState(30);
  const [problem, setProblem] = useState<string | null>(null);
  const [link, setLink] = useState<string | null>(null);

  async function create(event: Event) {
    event.preventDefault();
    const code = readDelegation(delegation);
    if (!name.trim()) return setProblem(words.needName);
    if (role === 'delegation' && !code) return setProblem(words.needDelegation);
    try {
      const invitation = await ws.api.invite(ws.draft.id, {
        role,
        name: name.trim(),
        ...(code ? { delegation: code } : {}),
        ...(days > 0 && role !== 'chair' ? { expires: Date.now() + days * day } : {}),
      });
      setProblem(null);
      setLink(invitationLink(invitation.token));
      made.value++;
    } catch (error) {
      setProblem(`${words.failed} ${errorWords(error)}`);
    }
  }

  if (link) {
    return (
      <Dialog title={words.link} onClose={onClose}>
        <div class="once" role="status">
          <p>{words.once}</p>
          <code>{link}</code>
          <CopyButton text={link} label={words.copyLink} main />
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => (setLink(null), setName(''))}>
            {words.another}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.close}
          </button>
        </div>
      </Dialog>
    );
  }

  return (
    <Dialog title={words.dialog} onClose={onClose}>
      <form onSubmit={create}>
        <Field label={words.role}>
          <select value={role} onChange={(e) => setRole(e.currentTarget.value as Role)}>
            {mayGive(ws).map((one) => (
              <option key={one} value={one}>
                {t.value.roles[one]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.name} hint={words.nameHint}>
          <input value={name} autoFocus onInput={(e) => setName(e.currentTarget.value)} />
        </Field>
        <Field label={words.delegation} hint={words.delegationHint}>
          <input
            value={delegation}
            list="delegations"
            onInput={(e) => setDelegation(e.currentTarget.value)}
          />
          <datalist id="delegations">
            {countries().map(([code, country]) => (
              <option key={code} value={code}>
                {country}
              </option>
            ))}
          </datalist>
        </Field>
        <Field label={words.expires}>
          <select value={days} onChange={(e) => setDays(Number(e.currentTarget.value))}>
            {periods.map((one) => (
              <option key={one} value={one}>
                {words.expiresIn(one)}
              </option>
            ))}
            <option value={0}>{words.never}</option>
          </select>
        </Field>
        {problem && <Problem>{problem}</Problem>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main">
            {words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Nobody gives a role above their own. */
export const mayGive = (ws: Workspace): readonly Role[] =>
  ws.isChair.value ? roles : roles.filter((role) => role !== 'chair');

/** A country typed by its name becomes its code; two letters become capitals; anything else stays a short name. */
export function readDelegation(typed: string): string {
  const wanted = typed.trim();
  if (/^[A-Za-z]{2}$/.test(wanted)) return wanted.toUpperCase();
  const found = countries().find(
    ([, name]) => name.localeCompare(wanted, undefined, { sensitivity: 'base' }) === 0,
  );
  return found ? found[0] : wanted;
}

/** The server may not know under which name it is reached from outside; the page does. */
export function invitationLink(token: string): string {
  return `${location.origin}/join#${token}`;
}
