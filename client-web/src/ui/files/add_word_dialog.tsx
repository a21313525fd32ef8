/**
 * A Word file that was downloaded from this text comes back: chosen, read by the server, shown change by change with what would become of each,
 * and added. Several can be added one after another.
 */
import { useState } from 'preact/hooks';
import { Dialog } from '../widgets/dialog';
import { Problem } from '../widgets/field';
import { t } from '../i18n';
import type { Workspace } from '../draft/workspace';
import { FileChoice } from './file_choice';
import { fileProblem } from './file_problem';
import { addWordFile, type Returned } from './word_calls';
import { WishRow } from './wish_row';
import { fileWords } from './words';

export function AddWordDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = fileWords.value;
  const [file, setFile] = useState<File | null>(null);
  const [found, setFound] = useState<Returned | null>(null);
  const [added, setAdded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function ask(from: File, preview: boolean) {
    setBusy(true);
    setProblem(null);
    try {
      setFound(await addWordFile(ws.draft.id, from, preview));
      setAdded(!preview);
    } catch (error) {
      setProblem(fileProblem(error));
    }
    setBusy(false);
  }

  function choose(chosen: File) {
    setFile(chosen);
    setFound(null);
    setAdded(false);
    void ask(chosen, true);
  }

  return (
    <Dialog title={words.title} onClose={onClose} wide>
      {!found && <p>{words.explain}</p>}
      {(!found || added) && <FileChoice key={String(added)} onFile={choose} />}
      <p role="status" aria-live="polite">
        {file && <strong>{file.name}</strong>} {busy && !found && words.reading}
        {found && (added ? words.done : summary(found))}
      </p>
      {found && found.told.length > 0 && <p class="file-warning">{words.unmarked}</p>}
      {found && <WishList ws={ws} found={found} added={added} />}
      {problem && <Problem>{problem}</Problem>}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {added ? t.value.app.close : t.value.app.cancel}
        </button>
        {!added && (
          <button
            type="button"
            class="button button-main"
            disabled={busy || !found?.items.length}
            onClick={() => file && void ask(file, false)}
          >
            {busy && found ? words.adding : words.add}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function summary({ items, seq }: Returned): string {
  const words = fileWords.value;
  return items.length ? `${words.found(items.length)}. ${words.since(seq)}` : words.nothing;
}

function WishList({ ws, found, added }: { ws: Workspace; found: Returned; added: boolean }) {
  const lang = ws.draft.view.langs[0];
  return (
    <ol class="wishes" tabIndex={0}>
      {found.items.map((wish, at) => (
        <WishRow key={at} ws={ws} wish={wish} added={added} lang={lang} />
      ))}
    </ol>
  );
}
