import { t } from '../i18n';
import { StartIcon } from '../widgets/start_icon';

export function Adopted() {
  return (
    <p class="stamp">
      <StartIcon name="approved" /> {t.value.adopt.mark}
    </p>
  );
}
