/** Links that were just made: to copy one by one or all, or to keep as a file for mail merging. Who was written to has theirs by mail. */
import { invitationLink } from '../draft/seats/giving';
import { CopyButton } from '../widgets/copy_button';
import type { Invited, Invitee } from './calls';
import { mailingWords } from './mailing_words';
import { meetingWords } from './words';

type Linked = [Invitee, Invited & { token: string }];

const cell = (words: string) => `"${words.replaceAll('"', '""')}"`;

function asCsv(made: Linked[]): string {
  return made
    .map(([who, { token }]) =>
      [who.name ?? '', who.delegation ?? '', who.email ?? '', invitationLink(token)].map(cell).join(','),
    )
    .join('\r\n');
}

export function Links({ made, onClose }: { made: [Invitee, Invited][]; onClose: () => void }) {
  const words = meetingWords.value;
  const linked = made.filter((one): one is Linked => one[1].token !== undefined);
  const mailed = made.length - linked.length;
  const all = linked.map(([who, { token }]) => `${who.name}: ${invitationLink(token)}`).join('\n');
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['\ufeff', asCsv(linked)], { type: 'text/csv' }));
    link.download = 'plenaria.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      {mailed > 0 && <p class="sheet-lead">{mailingWords.value.mailed(mailed)}</p>}
      {linked.length > 0 && <p class="sheet-lead">{words.linksHint}</p>}
      <ul class="meeting-people" aria-label={words.links}>
        {linked.map(([who, { id, token }]) => (
          <li key={id}>
            <div>
              <b>{who.name}</b>
              <span class="meeting-link">{invitationLink(token)}</span>
            </div>
            <CopyButton text={invitationLink(token)} label={words.copy} />
          </li>
        ))}
      </ul>
      <div class="sheet-actions">
        {linked.length > 1 && <CopyButton text={all} label={words.copyAll} main />}
        {linked.length > 0 && (
          <button type="button" class="button" onClick={save}>
            {words.saveLinks}
          </button>
        )}
        <button type="button" class="button" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </>
  );
}
