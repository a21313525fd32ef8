/** Signing out: nothing stays on this device, so words that have not reached the server are offered first. */
import { useEffect, useState } from 'preact/hooks';
import { forgetAll, keptWords } from '../../../store/idb_store';
import { t } from '../../i18n';
import { navigate } from '../../router';
import { CopyButton } from '../../widgets/copy_button';
import { Dialog } from '../../widgets/dialog';
import { Problem } from '../../widgets/field';
import { seatWords } from './seat_words';
import type { Workspace } from '../workspace';

export function SignOutDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = t.value.draft;
  const more = seatWords.value;
  const [kept, setKept] = useState<readonly string[]>([]);
  const [everywhere, setEverywhere] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    ws.draft.flush();
    keptWords().then(setKept, () => undefined);
  }, []);

  /** The server is told first: where that fails, the words stay. */
  async function end() {
    try {
      await ws.api.leave(everywhere);
    } catch {
      return setFailed(true);
    }
    ws.draft.close();
    await forgetAll().catch(() => undefined);
    navigate('/');
  }

  return (
    <Dialog title={words.signOut} onClose={onClose}>
      <p>{words.signOutConfirm}</p>
      {kept.length > 0 && (
        <div class="once" role="alert">
          <p>{more.signOutKept}</p>
          <textarea readOnly rows={4} aria-label={more.signOutKept} value={kept.join('\n')} />
          <CopyButton text={kept.join('\n')} label={more.signOutCopy} />
        </div>
      )}
      <label>
        <input
          type="checkbox"
          checked={everywhere}
          onChange={(e) => setEverywhere(e.currentTarget.checked)}
        />{' '}
        {more.signOutEverywhere}
      </label>
      {failed && <Problem>{t.value.errors.network}</Problem>}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose} autoFocus>
          {t.value.app.cancel}
        </button>
        <button type="button" class="button button-main" onClick={() => void end()}>
          {words.signOut}
        </button>
      </div>
    </Dialog>
  );
}
