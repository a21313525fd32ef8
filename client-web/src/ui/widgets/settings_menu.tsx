/** The menu of the pages around the draft: language of the interface and appearance. */
import { t } from '../i18n';
import { later } from './later';
import { MenuButton } from './menu_button';
import { StartIcon } from './start_icon';

const SettingsItems = later(async () => (await import('./settings_items')).SettingsItems);

export function SettingsMenu() {
  return (
    <MenuButton label={t.value.settings.menu} icon={<StartIcon name="menu" />}>
      {(close) => <SettingsItems close={close} />}
    </MenuButton>
  );
}
