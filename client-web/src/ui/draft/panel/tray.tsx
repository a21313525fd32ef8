/** Words that the server refused: kept for their author, to be sent again, copied or thrown away. */
import { useState } from 'preact/hooks';
import { inLang } from '../../../text/direction';
import type { TrayEntry } from '../../../app/connected_draft';
import { refusalWords } from '../../refusal_words';
import { t } from '../../i18n';
import { formatTime } from '../../i18n/format';
import { CopyButton } from '../../widgets/copy_button';
import { toast } from '../../widgets/toast';
import { capitalized } from '../words/item_name';
import { ConfirmDialog } from '../dialogs/small_dialogs';
import type { Workspace } from '../workspace';

export function Tray({ ws }: { ws: Workspace }) {
  const entries = ws.draft.tray.value;
  const [discarding, setDiscarding] = useState<string | null>(null);
  const words = t.value.tray;
  if (entries.length === 0) return <p class="muted">{words.none}</p>;
  return (
    <>
      <p>{words.explain}</p>
      {entries.map((entry) => (
        <Refused key={entry.id} ws={ws} entry={entry} discard={() => setDiscarding(entry.id)} />
      ))}
      {discarding && (
        <ConfirmDialog
          title={words.discard}
          action={words.discard}
          danger
          run={() => ws.draft.discardRefused(discarding)}
          onClose={() => setDiscarding(null)}
        >
          {words.discardConfirm}
        </ConfirmDialog>
      )}
    </>
  );
}

function Refused({ ws, entry, discard }: { ws: Workspace; entry: TrayEntry; discard: () => void }) {
  const words = t.value.tray;
  const item = entry.label ? t.value.item.numbered(entry.label.replace(/\.$/, '')) : t.value.item.paragraph;
  return (
    <article class="refused">
      <strong>{words.at(capitalized(item), formatTime(entry.at))}</strong>
      <p class="muted">{refusalWords(entry.code)}</p>
      <blockquote {...inLang(entry.lang)}>{entry.words}</blockquote>
      <div class="refused-actions">
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            const result = ws.draft.retryRefused(entry.id);
            if (!result.ok) toast(`${words.retryFailed} ${refusalWords(result.code)}`);
          }}
        >
          {words.retry}
        </button>
        <CopyButton text={entry.words} label={words.copy} />
        <button type="button" class="button button-small" onClick={discard}>
          {words.discard}
        </button>
      </div>
    </article>
  );
}
