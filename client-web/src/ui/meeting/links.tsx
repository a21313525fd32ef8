/** Links that were just made: to copy one by one or all, or to keep as a file for mail merging. */
import { invitationLink } from '../draft/seats/giving';
import { CopyButton } from '../widgets/copy_button';
import type { Invited, Invitee } from './calls';
import { meetingWords } from './words';

const cell = (words: string) => `"${words.replaceAll('"', '""')}"`;

function asCsv(made: [Invitee, Invited][]): string {
  return made
    .map(([who, { token }]) =>
      [who.name ?? '', who.delegation ?? '', who.email ?? '', invitationLink(token)].map(cell).join(','),
    )
    .join('\r\n');
}

export function Links({ made, onClose }: { made: [Invitee, Invited][]; onClose: () => void }) {
  const words = meetingWords.value;
  const all = made.map(([who, { token }]) => `${who.name}: ${invitationLink(token)}`).join('\n');
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['\ufeff', asCsv(made)], { type: 'text/csv' }));
    link.download = 'plenaria.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <>
      <p class="sheet-lead">{words.linksHint}</p>
      <ul class="meeting-people" aria-label={words.links}>
        {made.map(([who, { id, token }]) => (
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
        {made.length > 1 && <CopyButton text={all} label={words.copyAll} main />}
        <button type="button" class="button" onClick={save}>
          {words.saveLinks}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {words.done}
        </button>
      </div>
    </>
  );
}
