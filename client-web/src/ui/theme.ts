/** Light or dark: as the system says, unless somebody chose. */
import { effect, signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings_store';

export type Theme = 'auto' | 'light' | 'dark';

const saved = readSetting('theme');
export const theme = signal<Theme>(saved === 'light' || saved === 'dark' ? saved : 'auto');

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const system = signal(systemDark.matches);
systemDark.addEventListener('change', (e) => (system.value = e.matches));

effect(() => {
  const dark = theme.value === 'auto' ? system.value : theme.value === 'dark';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  writeSetting('theme', theme.value);
});
