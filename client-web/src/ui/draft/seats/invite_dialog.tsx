/** A new invitation: for whom, then its link, which is shown once. */
import { useState } from 'preact/hooks';
import type { Role } from '../../../wire/types';
import { errorWords } from '../../errors';
import { t } from '../../i18n';
import { countries } from '../../i18n/countries';
import { CopyButton } from '../../widgets/copy_button';
import { Dialog } from '../../widgets/dialog';
import { Field, Problem } from '../../widgets/field';
import type { Workspace } from '../workspace';
import { expiryIn, invitationLink, made, mayGive, readDelegation } from './giving';

const PERIODS_DAYS = [1, 7, 30, 90];

interface InviteProps {
  ws: Workspace;
  onClose: () => void;
}

export function InviteDialog({ ws, onClose }: InviteProps) {
  const [link, setLink] = useState<string | null>(null);
  return link ? (
    <LinkOnce link={link} another={() => setLink(null)} onClose={onClose} />
  ) : (
    <InviteForm ws={ws} onMade={setLink} onClose={onClose} />
  );
}

interface LinkOnceProps {
  link: string;
  another: () => void;
  onClose: () => void;
}

function LinkOnce({ link, another, onClose }: LinkOnceProps) {
  const words = t.value.invitations;
  return (
    <Dialog title={words.link} onClose={onClose}>
      <div class="once" role="status">
        <p>{words.once}</p>
        <code>{link}</code>
        <CopyButton text={link} label={words.copyLink} main />
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={another}>
          {words.another}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t.value.app.close}
        </button>
      </div>
    </Dialog>
  );
}

function InviteForm({ ws, onMade, onClose }: InviteProps & { onMade: (link: string) => void }) {
  const words = t.value.invitations;
  const [role, setRole] = useState<Role>('delegation');
  const [name, setName] = useState('');
  const [delegation, setDelegation] = useState('');
  const [days, setDays] = useState(30);
  const [problem, setProblem] = useState<string | null>(null);

  async function create(event: Event) {
    event.preventDefault();
    const code = readDelegation(delegation);
    if (!name.trim()) return setProblem(words.needName);
    if (role === 'delegation' && !code) return setProblem(words.needDelegation);
    const wanted = { role, name: name.trim(), ...(code && { delegation: code }), ...expiryIn(days, role) };
    try {
      const invitation = await ws.api.invite(ws.draft.id, wanted);
      made.value++;
      onMade(invitationLink(invitation.token));
    } catch (error) {
      setProblem(`${words.failed} ${errorWords(error)}`);
    }
  }

  return (
    <Dialog title={words.dialog} onClose={onClose}>
      <form onSubmit={create}>
        <RoleField ws={ws} role={role} choose={setRole} />
        <Field label={words.name} hint={words.nameHint}>
          <input value={name} autoFocus onInput={(e) => setName(e.currentTarget.value)} />
        </Field>
        <DelegationField typed={delegation} type={setDelegation} />
        <PeriodField days={days} choose={setDays} />
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

function RoleField({ ws, role, choose }: { ws: Workspace; role: Role; choose: (role: Role) => void }) {
  return (
    <Field label={t.value.invitations.role}>
      <select value={role} onChange={(e) => choose(e.currentTarget.value as Role)}>
        {mayGive(ws).map((one) => (
          <option key={one} value={one}>
            {t.value.roles[one]}
          </option>
        ))}
      </select>
    </Field>
  );
}

function DelegationField({ typed, type }: { typed: string; type: (delegation: string) => void }) {
  const words = t.value.invitations;
  return (
    <Field label={words.delegation} hint={words.delegationHint}>
      <input value={typed} list="delegations" onInput={(e) => type(e.currentTarget.value)} />
      <datalist id="delegations">
        {countries().map(([code, country]) => (
          <option key={code} value={code}>
            {country}
          </option>
        ))}
      </datalist>
    </Field>
  );
}

function PeriodField({ days, choose }: { days: number; choose: (days: number) => void }) {
  const words = t.value.invitations;
  return (
    <Field label={words.expires}>
      <select value={days} onChange={(e) => choose(Number(e.currentTarget.value))}>
        {PERIODS_DAYS.map((one) => (
          <option key={one} value={one}>
            {words.expiresIn(one)}
          </option>
        ))}
        <option value={0}>{words.never}</option>
      </select>
    </Field>
  );
}
