/** From a moment of the past: back to it, by a new change, and a name for it. */
import { useState } from 'preact/hooks';
import { freshId } from '../../draft/id';
import { restoreDraft } from '../../record/restoring';
import { toast } from '../widgets/toast';
import type { Past, Shown } from './past';
import { pastWords } from './words';

export function Restore({ past, shown }: { past: Past; shown: Shown }) {
  const words = pastWords.value;
  const [sure, setSure] = useState(false);
  const { ws } = past;
  if (!ws.mayWrite.value || !ws.mayInvite.value) return null;
  const restore = () => {
    const changes = restoreDraft(ws.draft.view, shown.state);
    setSure(false);
    if (changes.length === 0) toast(words.same);
    else if (ws.act(changes, words.restored)) ws.past.value = null;
  };
  return (
    <div class="past-tools">
      {shown.seq < past.last.value &&
        (sure ? (
          <span role="alertdialog" aria-label={words.restore}>
            {words.restoreSure}{' '}
            <button type="button" class="button button-main" onClick={restore}>
              {words.restoreDo}
            </button>{' '}
            <button type="button" class="button" onClick={() => setSure(false)}>
              {words.cancel}
            </button>
          </span>
        ) : (
          <button type="button" class="button" onClick={() => setSure(true)}>
            {words.restore}
          </button>
        ))}
      <NameMoment past={past} seq={shown.seq} label={words.versionAdd} />
    </div>
  );
}

export function NameMoment({ past, seq, label }: { past: Past; seq: number; label: string }) {
  const words = pastWords.value;
  const [name, setName] = useState('');
  const save = () => {
    const version = freshId();
    if (past.ws.act([{ type: 'version.add', version, name: name.trim(), seq }], words.versionAdded)) {
      setName('');
      void past.ws.draft.settled().then(() => past.reload());
    }
  };
  return (
    <form
      class="past-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) save();
      }}
    >
      <input
        value={name}
        maxLength={200}
        placeholder={words.versionName}
        aria-label={words.versionName}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={!name.trim()}>
        {label}
      </button>
    </form>
  );
}
