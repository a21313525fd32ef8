/** The frame of the pages around the draft: the name, the settings, and one sheet of paper. */
import type { ComponentChildren } from 'preact';
import { t } from '../i18n';
import { openInPage } from '../router';
import { Mark } from '../widgets/mark';
import { SettingsMenu } from '../widgets/settings_menu';

interface PlainPageProps {
  children: ComponentChildren;
  narrow?: boolean;
  /** Stands in the bar, in front of the settings. */
  bar?: ComponentChildren;
}

export function PlainPage({ children, narrow = false, bar }: PlainPageProps) {
  return (
    <div class="plain-page">
      <header class="plain-bar">
        <a class="wordmark" href="/" onClick={openInPage}>
          <Mark />
          {t.value.app.name}
        </a>
        <span class="plain-tagline">{t.value.app.tagline}</span>
        {bar}
        <SettingsMenu />
      </header>
      <main class={narrow ? 'sheet sheet-narrow' : 'sheet'}>{children}</main>
    </div>
  );
}
