/** Whether this browser shows the handle of each item behind its words. */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../settings_store';

export const handlesShown = signal(readSetting('handles') === 'shown');

export function showHandles(shown: boolean): void {
  handlesShown.value = shown;
  writeSetting('handles', shown ? 'shown' : '');
}
