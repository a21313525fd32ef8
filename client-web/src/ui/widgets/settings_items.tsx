/** Language of the interface and appearance, as they stand in the menu of every page. */
import { locale, locales, setLocale, t, type Locale } from '../i18n';
import { textSize, textSizes } from '../text_size';
import { theme, type Theme } from '../theme';
import { MenuGroup, MenuItem } from './menu';

export function SettingsItems({ close }: { close: () => void }) {
  const words = t.value.settings;
  const themes: [Theme, string][] = [
    ['auto', words.themeAuto],
    ['light', words.themeLight],
    ['dark', words.themeDark],
  ];
  return (
    <>
      <MenuGroup label={words.language}>
        {(Object.keys(locales) as Locale[]).map((one) => (
          <MenuItem
            key={one}
            checked={locale.value === one}
            onClick={() => {
              void setLocale(one);
              close();
            }}
          >
            <span lang={one}>{locales[one]}</span>
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={words.textSize}>
        {textSizes.map((size) => (
          <MenuItem
            key={size}
            checked={textSize.value === size}
            onClick={() => {
              textSize.value = size;
              close();
            }}
          >
            {words.textSizes[size]}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={words.theme}>
        {themes.map(([value, label]) => (
          <MenuItem
            key={value}
            checked={theme.value === value}
            onClick={() => {
              theme.value = value;
              close();
            }}
          >
            {label}
          </MenuItem>
        ))}
      </MenuGroup>
    </>
  );
}
