/** A status as it is always shown: an icon and a word, the colour only on top of them. */
import { t } from '../i18n';
import type { Status } from '../../wire/types';
import { Icon } from './icon';

export function StatusLabel({ status }: { status: Status }) {
  return (
    <span class={`status status-${status}`}>
      <Icon name={status} />
      <span class="status-word">{t.value.status[status]}</span>
    </span>
  );
}
