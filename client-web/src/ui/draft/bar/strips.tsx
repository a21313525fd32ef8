/** Notes across the page that stay until their reason is gone: a closed line, following somebody. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { formatTime } from '../../i18n/format';
import { Icon } from '../../widgets/icon';
import { later } from '../../widgets/later';
import { followed } from '../presence/following';
import { asPlainText, saveText } from '../document/keep_text';
import { personWords } from '../presence/presence';
import { closedWords } from '../words/saved_words';
import type { Workspace } from '../workspace';

const ProofStrips = later(async () => (await import('../../proof/proof_strips')).ProofStrips);
const FrozenStrip = later(async () => (await import('../../numbers/frozen_strip')).FrozenStrip);
const WaitingStrip = later(async () => (await import('../../negotiation')).WaitingStrip);

export function Strips({ ws }: { ws: Workspace }) {
  return (
    <>
      <Closed ws={ws} />
      <CutOff ws={ws} />
      <OtherHistory ws={ws} />
      <ProofStrips ws={ws} />
      <OverHttp ws={ws} />
      <WaitingStrip ws={ws} />
      <Following ws={ws} />
      {ws.view.value.frozen && <FrozenStrip ws={ws} />}
    </>
  );
}

function Closed({ ws }: { ws: Workspace }) {
  const connection = ws.draft.connection.value;
  if (connection.state !== 'closed') return null;
  const words = t.value.closed;
  const saved = ws.draft.saved.value;
  return (
    <div class="strip strip-warning" role="alert">
      <span class="strip-grow">
        {closedWords(connection.why, ws.draft.you.value !== null)}{' '}
        {(saved.state === 'offline' || saved.state === 'saving') && words.kept}
      </span>
      <button type="button" class="button button-small" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}

/** For everybody, in every view: who only reads would else take an old text for the present one. */
export function CutOff({ ws }: { ws: Workspace }) {
  if (!ws.draft.cutOff.value) return null;
  const words = t.value.cutOff;
  const connection = ws.draft.connection.value;
  const { state } = ws.draft.saved.value;
  const since = 'since' in connection ? formatTime(connection.since) : null;
  return (
    <div class="strip strip-warning" role="alert">
      <Icon name="offline" />
      <span class="strip-grow">
        {ws.draft.crowded.value ? words.crowded : since ? words.since(since) : words.never}{' '}
        {(state === 'offline' || state === 'saving') && t.value.closed.kept}
      </span>
      <button type="button" class="button button-small" onClick={() => ws.draft.reconnect()}>
        {words.tryNow}
      </button>
    </div>
  );
}

/** Loud, and it stays: what everybody had seen is not what the server shows now. What was seen here can be kept. */
function OtherHistory({ ws }: { ws: Workspace }) {
  const [told, setTold] = useState(false);
  const found = ws.draft.otherHistory.value;
  if (!found || told) return null;
  const words = t.value.otherHistory;
  const keep = () => saveText(`${ws.draft.id}-${words.file}.txt`, asPlainText(found.seen));
  return (
    <div class="strip strip-alarm" role="alert">
      <Icon name="offline" />
      <span class="strip-grow">
        <strong>{words.title}</strong> {words[found.kind](found.seen.seq, ws.settledView.value.seq)}{' '}
        {words.advice}
      </span>
      <button type="button" class="button button-small" onClick={keep}>
        {words.keep}
      </button>
      <button type="button" class="button button-small" onClick={() => setTold(true)}>
        {words.understood}
      </button>
    </div>
  );
}

/** Said until it is put away: what is slow has a reason, and somebody can do something about it. */
function OverHttp({ ws }: { ws: Workspace }) {
  const [told, setTold] = useState(false);
  if (told || !ws.draft.overHttp.value || ws.draft.cutOff.value) return null;
  return (
    <div class="strip" role="status">
      <Icon name="offline" />
      <span class="strip-grow">{t.value.cutOff.overHttp}</span>
      <button type="button" class="button button-small" onClick={() => setTold(true)}>
        {t.value.app.close}
      </button>
    </div>
  );
}

function Following({ ws }: { ws: Workspace }) {
  const words = t.value.people;
  const person = followed(ws);
  if (!person) return null;
  return (
    <div class="strip">
      <Icon name="eye" />
      <span class="strip-grow">
        <bdi>{words.following(personWords(person))}</bdi>
      </span>
      <button type="button" class="button button-small" onClick={() => (ws.following.value = null)}>
        {words.unfollow}
      </button>
    </div>
  );
}
