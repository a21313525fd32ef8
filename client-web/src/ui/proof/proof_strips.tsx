/** What is said across the page. Loud, and it stays: the server shows another history than the one that it had signed. Where the server says so itself, its own strip is enough. */
import { missing } from '../../proof/cosigning';
import type { Alarm } from '../../proof/guard';
import { formatTime } from '../i18n/format';
import { Icon } from '../widgets/icon';
import { saveText } from '../draft/document/keep_text';
import type { Workspace } from '../draft/workspace';
import { cosigningWords } from './cosigning_words';
import { proofWords } from './words';

export function saveEvidence(ws: Workspace, { evidence }: Alarm): void {
  saveText(`${ws.draft.id}-${proofWords.value.evidenceFile}.txt`, evidence);
}

export function ProofStrips({ ws }: { ws: Workspace }) {
  return (
    <>
      <AlarmStrip ws={ws} />
      <CosigningStrip ws={ws} />
    </>
  );
}

/** While cosignatures are asked for: how many there are, for everybody. */
function CosigningStrip({ ws }: { ws: Workspace }) {
  const { cosigning, verdict } = ws.proof.value;
  if (!cosigning?.asked || cosigning.adopted || verdict?.type === 'alarm') return null;
  const words = cosigningWords.value;
  const { delegations } = cosigning.asked;
  return (
    <div class="strip" role="status">
      <Icon name="approved" />
      <span class="strip-grow">
        {words.stripTitle}{' '}
        {words.progress(delegations.length - missing(cosigning).length, delegations.length)}
      </span>
      <button type="button" class="button button-small" onClick={() => ws.open('proof')}>
        {words.open}
      </button>
    </div>
  );
}

function AlarmStrip({ ws }: { ws: Workspace }) {
  const { verdict } = ws.proof.value;
  if (verdict?.type !== 'alarm' || ws.draft.otherHistory.value) return null;
  const { alarm } = verdict;
  const words = proofWords.value;
  return (
    <div class="strip strip-alarm" role="alert">
      <Icon name="offline" />
      <span class="strip-grow">
        <strong>{words.alarmTitle}</strong> {words.alarm[alarm.kind]}{' '}
        {words.alarmSeen(alarm.kept.seq, formatTime(alarm.kept.time))}{' '}
        {alarm.fresh && words.alarmNow(alarm.fresh.seq, formatTime(alarm.fresh.time))} {words.advice}
      </span>
      <button type="button" class="button button-small" onClick={() => saveEvidence(ws, alarm)}>
        {words.evidence}
      </button>
      <button type="button" class="button button-small" onClick={() => ws.open('proof')}>
        {words.more}
      </button>
    </div>
  );
}
