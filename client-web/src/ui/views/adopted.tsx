import { t } from '../i18n';
import { Icon } from '../widgets/icon';

export function Adopted() {
  return (
    <p class="stamp">
      <Icon name="approved" /> {t.value.adopt.mark}
    </p>
  );
}
