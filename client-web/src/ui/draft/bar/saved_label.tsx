/** Saved or not, in the bar. */
import type { Session } from '../../../app/draft_session';
import { Icon } from '../../widgets/icon';
import { savedWords } from '../words/saved_words';

export function SavedLabel({ session }: { session: Session }) {
  const { text, tone, icon } = savedWords(session);
  return (
    <p
      class={`bar-state ${tone === 'calm' ? '' : `is-${tone}`}`}
      data-saved={session.saved.value.state}
      title={text}
    >
      {icon && <Icon name={icon} size={13} />}
      <span>{text}</span>
    </p>
  );
}
