/** Many invitations at once, from a pasted list: first how it is read, then the links, to copy or to keep as a file. */
import { useState } from 'preact/hooks';
import type { Role } from '../../../wire/types';
import { errorWords } from '../../errors';
import { t } from '../../i18n';
import { CopyButton } from '../../widgets/copy_button';
import { Dialog } from '../../widgets/dialog';
import { Field, Problem } from '../../widgets/field';
import { expiryIn, invitationLink, made, mayGive, readDelegation } from './giving';
import { readInvitations, type ListedInvitation, type ListedLine } from './invitation_list';
import { placeWords } from '../presence/presence';
import { seatWords } from './seat_words';
import type { Workspace } from '../workspace';

const DAYS = 30;

/** As the wire calls it or as the page does. */
function roleOf(word: string): Role | undefined {
  const wanted = word.toLowerCase();
  return (Object.keys(t.value.roles) as Role[]).find(
    (role) => role === wanted || t.value.roles[role].toLowerCase() === wanted,
  );
}

const quoted = (cell: string) => `"${cell.replace(/"/g, '""')}"`;

export function InviteManyDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = t.value.invitations;
  const more = seatWords.value;
  const [typed, setTyped] = useState('');
  const [rows, setRows] = useState<string[][]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const lines = readInvitations(typed, roleOf, readDelegation).map((line) =>
    'invitation' in line && !mayGive(ws).includes(line.invitation.role)
      ? { line: line.line, wrong: 'role' as const }
      : line,
  );
  const good = lines.flatMap((line) => ('invitation' in line ? [line.invitation] : []));

  /** One after the other; what was made before something went wrong is shown, and taken out of the list. */
  async function create() {
    setBusy(true);
    try {
      for (const invitation of good) await createOne(invitation);
    } catch (error) {
      setProblem(`${words.failed} ${errorWords(error)}`);
    }
    setBusy(false);
    made.value++;
  }

  async function createOne(invitation: ListedInvitation) {
    const { token } = await ws.api.invite(ws.draft.id, { ...invitation, ...expiryIn(DAYS, invitation.role) });
    setRows((known) => [
      ...known,
      [invitation.role, invitation.delegation ?? '', invitation.name, invitationLink(token)],
    ]);
  }

  if (rows.length > 0 && !busy) return <LinksOnce rows={rows} problem={problem} onClose={onClose} />;
  return (
    <Dialog title={more.inviteMany} onClose={onClose}>
      <Field label={more.manyList} hint={more.manyHint}>
        <textarea rows={6} value={typed} autoFocus onInput={(e) => setTyped(e.currentTarget.value)} />
      </Field>
      <Preview lines={lines} />
      {problem && <Problem>{problem}</Problem>}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t.value.app.cancel}
        </button>
        <button
          type="button"
          class="button button-main"
          disabled={busy || good.length === 0 || good.length < lines.length}
          onClick={() => void create()}
        >
          {more.manyCreate(good.length)}
        </button>
      </div>
    </Dialog>
  );
}

/** How the list is read, line by line. */
function Preview({ lines }: { lines: readonly ListedLine[] }) {
  const words = seatWords.value;
  return (
    <ul class="plain-list" aria-label={words.manyPreview}>
      {lines.map((line, at) => (
        <li key={at}>
          {'invitation' in line ? (
            <>
              {line.invitation.name} <small>{placeWords(line.invitation)}</small>
            </>
          ) : (
            <Problem>
              {line.line}: {words.manyWrong[line.wrong]}
            </Problem>
          )}
        </li>
      ))}
    </ul>
  );
}

interface LinksOnceProps {
  rows: readonly string[][];
  problem: string | null;
  onClose: () => void;
}

function LinksOnce({ rows, problem, onClose }: LinksOnceProps) {
  const words = seatWords.value;
  const csv = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
  return (
    <Dialog title={words.inviteMany} onClose={onClose}>
      <div class="once" role="status">
        {problem && <Problem>{problem}</Problem>}
        <p>{words.manyOnce}</p>
        <textarea readOnly rows={8} aria-label={t.value.invitations.link} value={csv} />
        <CopyButton text={csv} label={words.manyCopy} main />{' '}
        <a
          class="button"
          download="links.csv"
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`}
        >
          {words.manySave}
        </a>
      </div>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {t.value.app.close}
        </button>
      </div>
    </Dialog>
  );
}
