/** Saved or not, in words. The clock time is the server's receipt, not a guess. */
import type { ClosedReason, OpenDraft } from '../../../app/connected_draft';
import { t, type Dictionary } from '../../i18n';
import { formatTime } from '../../i18n/format';
import type { StartIconName } from '../../widgets/start_icon';

type Tone = 'calm' | 'warning' | 'locked';

export function savedWords(draft: OpenDraft): { text: string; tone: Tone; icon: StartIconName | null } {
  const words = t.value.saved;
  const connection = draft.connection.value;
  const saved = draft.saved.value;
  if (connection.state === 'loading') return { text: words.loading, tone: 'calm', icon: null };
  const lost = connection.state === 'offline' || connection.state === 'reconnecting';
  if (saved.state === 'readonly' && !lost)
    return { text: words.readonly(whyWords(saved.why, words)), tone: 'locked', icon: 'eye' };
  const pending = 'count' in saved ? saved.count : 0;
  if (connection.state === 'offline')
    return { text: words.offline(pending), tone: 'warning', icon: 'offline' };
  if (connection.state === 'reconnecting')
    return { text: words.reconnecting(pending), tone: 'warning', icon: 'offline' };
  if (saved.state === 'offline')
    return { text: words.offline(saved.count), tone: 'warning', icon: 'offline' };
  if (saved.state === 'saving') return { text: words.saving(saved.count), tone: 'calm', icon: null };
  const at = saved.state === 'saved' ? saved.at : 0;
  return {
    text: at > 0 ? words.saved(formatTime(at)) : words.upToDate,
    tone: 'calm',
    icon: 'check',
  };
}

function whyWords(why: 'observer' | 'adopted' | ClosedReason, words: Dictionary['saved']): string {
  if (why === 'observer' || why === 'adopted') return words.why[why];
  if (why === 'unauthorized') return words.why.revoked;
  if (why === 'elsewhere') return words.why.replaced;
  return words.why.other;
}

/**
 * The sentence to show across the page when the connection will not come back by itself. `wasIn`: this window had a seat
 * before, so it was taken, and not just never there.
 */
export function closedWords(why: ClosedReason, wasIn = false): string {
  const words = t.value.closed;
  if (why === 'unauthorized') return wasIn ? words.ended : words.revoked;
  if (why === 'no-access') return words.unknown;
  if (why === 'elsewhere') return words.replaced;
  return words.other;
}
