/**
 * A Word file that was downloaded from this text comes back: chosen, read by the server, shown change by change with what would become of each,
 * and added. Several can be added one after another.
 */
import { useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { Dialog } from '../widgets/dialog';
import { Problem } from '../widgets/field';
import { t } from '../i18n';
import type { Workspace } from '../draft/workspace';
import { FileChoice } from './file_choice';
import { fileProblem } from './file_problem';
import { addWordFile, type Returned, type Untaken, type Wish } from './word_calls';
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

const isUntaken = (what: Wish['what']): what is Untaken => what in fileWords.value.untaken;

function nameOf(ws: Workspace, wish: Wish): string {
  const words = fileWords.value;
  if (wish.what === 'title') return words.newTitle;
  if (wish.what === 'add') return words.newItem;
  return ws.draft.view.items.has(wish.item) ? ws.titleFor(wish.item) : '';
}

function WishRow({
  ws,
  wish,
  added,
  lang,
}: {
  ws: Workspace;
  wish: Wish;
  added: boolean;
  lang: string | undefined;
}) {
  const words = fileWords.value;
  const untaken = isUntaken(wish.what) ? words.untaken[wish.what] : null;
  return (
    <li class={`wish wish-${wish.outcome}`}>
      <div class="wish-head">
        <strong>{nameOf(ws, wish)}</strong>
        {wish.what === 'comment' && <span> · {words.saidInFile}</span>}{' '}
        <span class="wish-outcome">
          {untaken ? words.untold : (added ? words.did : words.will)[wish.outcome]}
        </span>
      </div>
      {wish.was && (
        <p {...inLang(lang ?? '')}>
          <span class="only-spoken">{words.removed} </span>
          <del>{wish.was}</del>
        </p>
      )}
      {wish.now && (
        <p {...inLang(lang ?? '')}>
          <span class="only-spoken">{words.inserted} </span>
          {wish.what === 'comment' || untaken ? <q>{wish.now}</q> : <ins>{wish.now}</ins>}
        </p>
      )}
      {wish.why && <p class="muted">{untaken ?? words.misfit}</p>}
    </li>
  );
}
