/** Days and moments, in the language of the interface. */
import { locale } from './index';

/** 1 de diciembre de 2021 */
export function formatDate(ms: number): string {
  return new Intl.DateTimeFormat(locale.value, { dateStyle: 'long' }).format(ms);
}

/** 1 dic 2021, 14:02 */
export function formatMoment(ms: number): string {
  return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
}
