/** The fingerprint that people read aloud, what this device has found out about the server, and what can be kept. */
import { useEffect, useState } from 'preact/hooks';
import { fingerprint } from '../../proof/checkpoint';
import type { Verdict } from '../../proof/guard';
import { t } from '../i18n';
import { formatTime } from '../i18n/format';
import { formatDate } from '../i18n/dates';
import { CopyButton } from '../widgets/copy_button';
import { Dialog } from '../widgets/dialog';
import { Problem } from '../widgets/field';
import { saveFile } from '../draft/document/save_file';
import type { Workspace } from '../draft/workspace';
import { Cosigning } from './cosigning';
import { saveEvidence } from './proof_strips';
import { lookAtCosigning } from './cosigning_acts';
import { Digits } from './digits';
import { acceptAsItIs, compareNow } from './comparing';
import { proofWords } from './words';

type Good = Verdict & { type: 'good' };
type Bad = Verdict & { type: 'alarm' };

export function ProofDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = proofWords.value;
  const { verdict, checking, reached, at } = ws.proof.value;
  useEffect(() => void compareNow(ws).then(() => lookAtCosigning(ws)), []);
  return (
    <Dialog title={words.title} onClose={onClose}>
      {verdict?.type === 'good' && <Fingerprint verdict={verdict} />}
      {verdict?.type === 'alarm' && <Found ws={ws} verdict={verdict} />}
      <p role="status">
        {checking
          ? words.checking
          : !reached
            ? words.cannot
            : verdict?.type === 'good' && words.good(formatTime(at))}
      </p>
      {verdict?.type === 'good' && <Cosigning ws={ws} />}
      {verdict?.type === 'good' && <Key verdict={verdict} />}
      <Downloads ws={ws} />
    </Dialog>
  );
}

function Fingerprint({ verdict: { checkpoint } }: { verdict: Good }) {
  const words = proofWords.value;
  return (
    <section class="proof">
      <h3>{words.fingerprint}</h3>
      <Digits groups={fingerprint(checkpoint.head)} />
      <p>{words.at(checkpoint.seq, formatTime(checkpoint.time))}</p>
      <p>{words.explain}</p>
    </section>
  );
}

function Found({ ws, verdict: { alarm } }: { ws: Workspace; verdict: Bad }) {
  const words = proofWords.value;
  return (
    <section class="proof once" role="alert">
      <p>
        <strong>{words.alarmTitle}</strong> {words.alarm[alarm.kind]}
      </p>
      <p>{words.alarmSeen(alarm.kept.seq, formatTime(alarm.kept.time))}</p>
      {alarm.fresh && <p>{words.alarmNow(alarm.fresh.seq, formatTime(alarm.fresh.time))}</p>}
      <p>{words.advice}</p>
      <div class="dialog-actions">
        <button type="button" class="button button-main" onClick={() => saveEvidence(ws, alarm)}>
          {words.evidence}
        </button>
        <button type="button" class="button" onClick={() => void acceptAsItIs(ws).catch(() => undefined)}>
          {words.accept}
        </button>
      </div>
      <p>{words.acceptExplain}</p>
    </section>
  );
}

function Key({ verdict: { keep } }: { verdict: Good }) {
  const words = proofWords.value;
  return (
    <section class="proof">
      <h3>{words.key}</h3>
      <p class="server-key">
        <code>{keep.vkey}</code> <CopyButton text={keep.vkey} label={t.value.app.copy} />
      </p>
      <p>{words.keySince(formatDate(keep.since))}</p>
    </section>
  );
}

function Downloads({ ws }: { ws: Workspace }) {
  const words = proofWords.value;
  const [failed, setFailed] = useState(false);
  const save = async (what: 'receipt' | 'bundle', name: string) => {
    setFailed(false);
    try {
      saveFile(name, await ws.api.proofFile(ws.draft.id, what));
    } catch {
      setFailed(true);
    }
  };
  return (
    <section class="proof">
      <p>
        <button
          type="button"
          class="button"
          onClick={() => void save('receipt', `${ws.draft.id}-${words.receiptFile}.txt`)}
        >
          {words.receipt}
        </button>{' '}
        {words.receiptExplain}
      </p>
      <p>
        <button type="button" class="button" onClick={() => void save('bundle', `${ws.draft.id}.plenaria`)}>
          {words.bundle}
        </button>{' '}
        {words.bundleExplain}
      </p>
      {failed && <Problem>{words.failed}</Problem>}
    </section>
  );
}
