/** Signing out: nothing stays on this device, so words that have not reached the server are offered first. */
import { useEffect, useState } from 'preact/hooks';
import { keptWords } from '../../../store/kept_words';
import { t } from '../../i18n';
import { CopyButton } from '../../widgets/copy_button';
import { Problem } from '../../widgets/field';
import { EndingDialog } from './ending_dialog';
import { seatWords } from './seat_words';
import { leave, tellOtherTabs } from './signed_out';
import type { Workspace } from '../workspace';

export function SignOutDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = t.value.draft;
  const more = seatWords.value;
  const [kept, setKept] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    ws.draft.flush();
    keptWords().then(setKept, () => undefined);
  }, []);

  /** The server is told first: where that fails, the words stay. */
  async function end(everywhere: boolean) {
    let elsewhere: string | undefined;
    try {
      elsewhere = await ws.api.leave(everywhere);
    } catch {
      return setFailed(true);
    }
    tellOtherTabs();
    await leave(ws);
    if (elsewhere) location.assign(elsewhere);
  }

  return (
    <EndingDialog
      title={words.signOut}
      everywhere={more.signOutEverywhere}
      end={(everywhere) => void end(everywhere)}
      onClose={onClose}
    >
      <p>{words.signOutConfirm}</p>
      {kept.length > 0 && (
        <div class="once" role="alert">
          <p>{more.signOutKept}</p>
          <textarea readOnly rows={4} aria-label={more.signOutKept} value={kept.join('\n')} />
          <CopyButton text={kept.join('\n')} label={more.signOutCopy} />
        </div>
      )}
      {failed && <Problem>{t.value.errors.network}</Problem>}
    </EndingDialog>
  );
}
