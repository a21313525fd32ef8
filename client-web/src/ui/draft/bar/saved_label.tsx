/** Saved or not, in the bar. */
import type { OpenDraft } from '../../../app/connected_draft';
import { StartIcon } from '../../widgets/start_icon';
import { savedWords } from '../words/saved_words';

export function SavedLabel({ draft }: { draft: OpenDraft }) {
  const { text, tone, icon } = savedWords(draft);
  return (
    <p
      class={`bar-state ${tone === 'calm' ? '' : `is-${tone}`}`}
      data-saved={draft.saved.value.state}
      title={text}
    >
      {icon && <StartIcon name={icon} size={13} />}
      <span>{text}</span>
    </p>
  );
}
