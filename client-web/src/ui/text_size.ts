/** The size of the text in three steps, for eyes and screens of every kind. */
import { effect, signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings_store';

export const textSizes = ['small', 'normal', 'large'] as const;
export type TextSize = (typeof textSizes)[number];

const saved = readSetting('text-size') as TextSize;
export const textSize = signal<TextSize>(textSizes.includes(saved) ? saved : 'normal');

effect(() => {
  document.documentElement.dataset.textSize = textSize.value;
  writeSetting('text-size', textSize.value);
});
